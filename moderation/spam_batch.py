"""Declining what is plainly an advertisement, several in one go; each by the ordinary verb."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from moderation import workflow
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import DeskSettings, Finding, Submission, SubmissionQuerySet
from moderation.reach import opens
from moderation.reasons import Reason
from moderation.states import State

MOST = 50  # on one page, and so in one batch: more than anybody looks through at once
NOTICED = {"check_id": "spam"}


@dataclass
class Outcome:
    """What came of a batch: the stories that it was done to, and how many were left alone."""

    done: list[uuid.UUID] = field(default_factory=list)
    left: int = 0


def waiting(by: Actor, *, may: Q | None = None) -> SubmissionQuerySet:
    """What waits and looks like an advertisement, oldest first; nothing that somebody else holds.

    Once somebody said of the note that it is mistaken, or a lead is to look, it is not here; nor is
    anything whose person is looked after. `may`: what this person may open, where that is known.
    """
    assert by.id is not None
    looks_so = Finding.objects.filter(**NOTICED, dismissed_at=None).values("submission")
    return (
        Submission.objects.filter(state=State.IN_REVIEW, appealed_at=None, pk__in=looks_so)
        .filter(opens(by.id, DeskSettings.of(by.id)) if may is None else may)
        .unclaimed_by_others(by.id)
        .editorial()
        .select_related("contribution")
        .order_by("due_at", "id")
    )


def count(by: Actor, *, may: Q | None = None) -> int:
    """How many of these wait; one more than MOST for more than that, so that it costs the same."""
    return waiting(by, may=may)[: MOST + 1].count()


def ever_noticed(contribution_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these stories that looked like an advertisement, wherever they are now."""
    noticed = Finding.objects.filter(**NOTICED, submission__contribution__in=contribution_ids)
    return set(noticed.values_list("submission__contribution", flat=True))


def decline_all(chosen: dict[uuid.UUID, int], *, by: Actor) -> Outcome:
    """Decline each of these as an advertisement, as it was seen; leave alone what changed since.

    `chosen`: the version that was seen, by story. Each has its own grace, and its own message in
    the language of the story. Raises Forbidden, and declines none, where one of them never looked
    like an advertisement: here nobody declines anything else.
    """
    if set(chosen) - ever_noticed(chosen):
        raise Forbidden(gettext("Only what looks like an advertisement can be declined here."))
    here = {one.contribution_id: one for one in waiting(by).filter(contribution__in=chosen)}
    outcome = Outcome()
    for pk, version in chosen.items():
        try:
            if pk not in here:
                raise Conflict
            with translation.override(here[pk].language):
                message = wording()
            how = {"version": version, "reason": Reason.SELLING.value, "message": message}
            workflow.decline(pk, by=by, **how)
            outcome.done.append(pk)
        except (Conflict, Forbidden):
            outcome.left += 1
    return outcome


def wording() -> str:
    """What the sender reads; the check may be wrong, and they are told what to do then."""
    return gettext(
        "Thank you for writing to us. We carry stories by people whose lives blood cancer has "
        "touched. This reads like an advertisement, so we do not publish it. If we are mistaken, "
        "please ask that somebody else looks."
    )


def take_back_all(declined: Iterable[uuid.UUID], *, by: Actor) -> Outcome:
    """Undo a batch of this person's, as far as nothing of it has taken effect yet."""
    outcome = Outcome()
    for pk in declined:
        newest = Submission.objects.filter(contribution=pk).order_by("-id").first()
        try:
            if newest is None or newest.state != State.DECLINED or newest.decided_by_id != by.id:
                raise Conflict
            workflow.take_back(pk, by=by)
            outcome.done.append(pk)
        except (Conflict, Forbidden):
            outcome.left += 1
    return outcome
