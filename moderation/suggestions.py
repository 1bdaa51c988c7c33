"""Suggested wordings: kept with a request for changes, open until its contributor has chosen.

A moderator never edits into publication. What is suggested becomes a text only when its
contributor sends exactly these words, and is then read and approved like any other.
"""

from moderation.models import Message, Submission, Suggestion
from moderation.offers import Offer
from moderation.states import State


def keep(message: Message, suggested: Offer) -> None:
    """Write down what was suggested with this message; words without a change suggest nothing."""
    now = message.submission.shown_offer
    if suggested.differs_from(now):
        same_name = suggested.display_name == now.display_name
        Suggestion.objects.create(
            message=message,
            title=suggested.title,
            passages=[passage.as_row() for passage in suggested.passages],
            display_name="" if same_name else suggested.display_name,
        )


def open_for(submission: Submission) -> Suggestion | None:
    """What is suggested for this text and waits for its contributor; None within the grace."""
    if submission.state != State.CHANGES_REQUESTED or submission.in_grace:
        return None
    found = Suggestion.objects.filter(message__submission=submission, became=None)
    suggestion = found.select_related("message").order_by("-id").first()
    if suggestion is not None:
        suggestion.message.submission = submission
    return suggestion


def blank(contribution_id: object) -> None:
    """Erase what was suggested for a story; the empty rows stay."""
    mine = Suggestion.objects.filter(message__submission__contribution=contribution_id)
    mine.update(title="", passages=[], display_name="")
