"""How approved words become public: the one way into the public room, for every verb; or rest."""

from datetime import datetime

from django.utils.translation import gettext as _

from moderation import album, consents, notifications, subjects, thanks
from moderation.errors import Conflict
from moderation.models import Submission
from moderation.states import State
from moderation.transition import Step
from stories import publishing


def make_public(step: Step, submission: Submission, uses: set[str], *, again: bool) -> None:
    """Copy exactly these words into the public room.

    Raises Conflict without live consent, or without the yes of the one whom they are about.
    """
    if not consents.publishable(uses):
        raise Conflict("There is no live consent to publish this.")
    if subjects.missing(step.contribution, submission.content_hash):
        raise Conflict(_("The person whom this story is about has not said yes to these words."))
    submission.story = publishing.publish(
        publishing.Copy(
            story_id=step.contribution.story_id,
            content_hash=submission.content_hash,
            title=submission.title,
            passages=submission.passages,
            language=submission.language,
            relation=submission.relation,
            display_name=submission.shown_name,
            diagnoses=submission.diagnoses,
            facets=submission.shown_facets,
            diagnosed=submission.shown_diagnosed,
            labels=submission.labels,
            **consents.elsewhere(uses),
            example=step.contribution.example,
            published_at=submission.published_at or step.now,
            revised_at=step.now,
            photo=photo_of(submission),
            in_memory=step.contribution.in_memory,
            thanks=thanks.wanted(step.contribution.pk),
        ),
        again=again,
    )


def rest(step: Step, due_at: datetime | None) -> None:
    """Let words that would be public now wait for the lead who looks at what readers told.

    Whoever approved them may not know of it.
    """
    step.to, step.submission.due_at = State.HELD, due_at
    notifications.owe("held", step.contribution, about=step.version)


def photo_of(submission: Submission) -> publishing.Photograph | None:
    """The files of its photo that are to be seen, with their bytes and what is said of them."""
    photo = submission.shown_photo
    if photo is None:
        return None
    files = album.shown(photo).defer(None)
    return publishing.Photograph(
        alt=submission.photo_alt,
        credit=submission.photo_credit,
        files=[(one.format, one.width, one.height, bytes(one.data)) for one in files],
    )
