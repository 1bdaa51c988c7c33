"""What may be said to whoever told us of a story: the usual words, and only what is true of it."""

import uuid
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from moderation.models import Case, Event, Submission
from moderation.states import LIVE, Action, State
from readers.models import Report
from stories.models import Story

Outcome = Report.Outcome
STAYS: Promise = _(
    "We looked at it with care, and we think that it may stay as it is. Thank you for telling us. "
    "If there is more that we should know, please tell us again."
)
# What whoever told us reads in the end, unless it is said in other words. It blames nobody, and
# says of another person no more than what everybody can see.
WORDS: dict[str, Promise] = {
    Outcome.CHANGED: _(
        "We looked at what you told us, and the story was changed. Thank you for telling us."
    ),
    Outcome.OFF: _(
        "We looked at what you told us. The story is not on the site any more. Thank you for "
        "telling us."
    ),
    Outcome.STAYS: STAYS,
    Outcome.CARED: _(
        "Somebody of our team looks after this. We cannot tell you more about another person. "
        "Thank you for telling us."
    ),
    Outcome.MENDED: _(
        "We looked at the page, and we think that it works now. If it does not work for you, "
        "please tell us again. Thank you."
    ),
    Outcome.GROUNDLESS: STAYS,
}


def words_for(outcome: str, language: str) -> str:
    """What is answered with this outcome, in the language of whoever told us."""
    with override(language):
        return str(WORDS[outcome])


def untrue(outcome: str, report: Report) -> str:
    """Why this cannot be said of the story now, to whoever told us of it; "" where it can."""
    if report.story_id is None:
        return ""
    texts = Submission.objects.filter(contribution__story_id=report.story_id)
    public = Story.objects.filter(pk=report.story_id).exists()
    match outcome:
        case Outcome.OFF if public:
            return gettext("Everybody can still read the story. Please take it down first.")
        case Outcome.CHANGED if not changed(report.story_id, report.created_at):
            return gettext("Nothing that readers see was changed since this report came.")
        case Outcome.CARED if not looked_after(report.story_id, report.created_at):
            return gettext(
                "Nobody looked after its person since this report came. Please open a case on the "
                "story's page first."
            )
        case Outcome.STAYS | Outcome.GROUNDLESS if texts.filter(state=State.HELD).exists():
            return gettext("The story still rests off the site. Please put it back first.")
        case Outcome.STAYS | Outcome.GROUNDLESS if texts.filter(state=State.TAKEN_DOWN).exists():
            return gettext("The story is taken down. Please say that it is off the site.")
    return ""


def changed(story_id: uuid.UUID, told: datetime) -> bool:
    """Whether what readers see of the story is another than when this was told.

    Other words took the place of those, or more of its person is hidden.
    """
    events = Event.objects.filter(submission__contribution__story_id=story_id)
    since = events.filter(at__gte=told)
    if since.filter(action=Action.HIDE_NAME, to_state__in=LIVE).exists():
        return True
    before = (
        events.filter(action=Action.PUBLISH, at__lt=told)
        .order_by("-id")
        .values_list("content_hash", flat=True)
        .first()
    )
    return since.filter(~Q(content_hash=before), action=Action.PUBLISH).exists()


def looked_after(story_id: uuid.UUID, told: datetime) -> bool:
    """Whether somebody looks after its person, or did since this was told."""
    cases = Case.objects.filter(contribution__story_id=story_id)
    return cases.filter(Q(closed_at=None) | Q(closed_at__gte=told)).exists()
