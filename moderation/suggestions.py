"""Suggested wordings: kept with a request for changes, open until its contributor has chosen.

A moderator never edits into publication. What is suggested becomes a text only when its
contributor sends exactly these words, and is then read and approved like any other.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from moderation.changes import Change, Piece, changes, pieces
from moderation.models import Message, Submission, Suggestion
from moderation.offers import Offer, Passage, normalised
from moderation.states import State


def reworded(
    offer: Offer,
    *,
    title: str | None = None,
    passages: Sequence[str] | None = None,
    display_name: str | None = None,
) -> Offer:
    """The offer in other words; a passage that was emptied is taken out, and none can be added."""
    texts = [passage.text for passage in offer.passages] if passages is None else passages
    told = [
        Passage(normalised(text), passage.dated)
        for text, passage in zip(texts, offer.passages, strict=False)
    ]
    return replace(
        offer,
        title=offer.title if title is None else normalised(title),
        passages=tuple(one for one in told if one.text.strip()) or tuple(told[:1]),
        display_name=offer.display_name if display_name is None else normalised(display_name),
    )


@dataclass(frozen=True)
class Difference:
    """What a wording would take out and put in: lines that stand alone, then the words."""

    lines: list[tuple[str, tuple[Piece, ...]]]
    words: list[Change]


def difference(now: Offer, then: Offer) -> Difference:
    """What their contributor sees of a suggested wording, in the language that is active."""
    lines = [
        (gettext("Title"), now.title, then.title),
        (gettext("Name on the page"), now.display_name, then.display_name),
    ]
    return Difference(
        lines=[(what, pieces(old, new)) for what, old, new in lines if old != new],
        words=changes(now.body, then.body) if now.body != then.body else [],
    )


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


def blank(contribution_id: uuid.UUID) -> None:
    """Erase what was suggested for a story; the empty rows stay."""
    mine = Suggestion.objects.filter(message__submission__contribution=contribution_id)
    mine.update(title="", passages=[], display_name="")
