"""What is noticed of a story beside its words: how many share what it says, and what is like it.

The checks run no query. What needs the other stories stands here, and runs once, in the worker.
"""

from collections.abc import Iterable, Iterator

from moderation import sketches, spam
from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.models import Submission
from moderation.offers import AGE, PLACE
from stories import rarity
from stories.vocabulary import vocabulary

FEW_SHARE_ALL = gettext_noop(
    "Few public stories share this illness, age and place. Together they may tell who this is."
)
FEW_SHARE = gettext_noop(
    "Few public stories share this illness and place. Together they may tell who this is."
)


def beside(submission: Submission, draft: Draft, remarks: Iterable[Remark]) -> list[Remark]:
    """What is noticed beside the words of a text; keeps its sketch for those that come later."""
    found = [*_rare(submission, draft), *_like(submission, draft)]
    return [*found, spam.remark(draft)] if spam.spam(draft, [*remarks, *found]) else found


def _rare(submission: Submission, draft: Draft) -> Iterator[Remark]:
    """That few people share what is chosen beside the words; a text may say more, by `rare`."""
    kinds = vocabulary().facets
    chosen = {
        kinds[slug].kind: slug
        for slug in reversed(submission.shown_facets)
        if slug in kinds and kinds[slug].kind in (AGE, PLACE)
    }
    place, age = chosen.get(PLACE, ""), chosen.get(AGE, "")
    if not place:  # an age alone says little
        return
    own = submission.contribution.story_id
    if rarity.few(submission.diagnoses, age=age, place=place, but=own):
        reason = FEW_SHARE_ALL if age else FEW_SHARE
        yield Remark("rare", Severity.NOTE, "body", 0, len(draft.body), reason)


def _like(submission: Submission, draft: Draft) -> Iterator[Remark]:
    bands = sketches.sketch(draft.body)
    sketches.keep(submission.contribution_id, bands)
    if sketches.like(submission.contribution_id, bands):
        yield sketches.remark(draft.body)
