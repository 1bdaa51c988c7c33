"""What else the person who told a story has told here; never who they are."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from moderation.actors import Actor
from moderation.models import Contribution, DeskSettings, Submission
from moderation.reach import opens
from moderation.states import State
from moderation.views.words import STATES

MOST = 20


@dataclass(frozen=True)
class Told:
    """Another story of theirs."""

    contribution: uuid.UUID
    title: str
    language: str
    state: str
    sent: datetime


@dataclass(frozen=True)
class Others:
    """Their other stories, newest first, and how many they took back: of those nothing is told."""

    stories: list[Told]
    gone: int = 0
    more: int = 0


def others(contribution: Contribution, *, by: Actor, settings: DeskSettings) -> Others:
    """What else was told from the same account, as far as this person may open it.

    An address that is confirmed makes its account the owner of the story, so that whoever told
    two stories without signing in, from one confirmed address, is found here too.
    """
    if contribution.contributor_id is None:
        return Others([])
    theirs = Contribution.objects.filter(contributor=contribution.contributor_id)
    assert by.id is not None
    texts = Submission.objects.filter(contribution=OuterRef("contribution"))
    may = Exists(texts.filter(opens(by.id, settings)))
    newest = (
        Submission.objects.filter(may, contribution__in=theirs.exclude(pk=contribution.pk))
        .only("contribution_id", "title", "language", "state", "created_at", "erased_at")
        .order_by("contribution_id", "-id")
        .distinct("contribution_id")
    )
    found = list(newest)
    kept = [one for one in found if one.state != State.WITHDRAWN and one.erased_at is None]
    kept.sort(key=lambda one: one.created_at, reverse=True)
    return Others(
        [
            Told(
                one.contribution_id,
                one.title,
                one.language,
                str(STATES[State(one.state)]),
                one.created_at,
            )
            for one in kept[:MOST]
        ],
        gone=len(found) - len(kept),
        more=len(kept[MOST:]),
    )
