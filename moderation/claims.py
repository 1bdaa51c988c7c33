"""Claims: a name and an expiry, so that two people do not read the same story at once.

A claim is never in the way after its expiry and never changes the version.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from moderation import transition, watched
from moderation.actors import Actor
from moderation.models import Event, Submission
from moderation.states import Action, Party, State


@contextmanager
def _held(contribution_id: uuid.UUID, action: Action, *, by: Actor) -> Iterator[Submission]:
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        step = transition.Step(contribution, by, reason="", version=contribution.version)
        step.submissions = list(contribution.submissions.order_by("-id"))
        submission, _rule = transition.permitted(step, action)
        before = submission.claimed_by_id
        yield submission
        submission.save(update_fields=["claimed_by", "claimed_until"])
        if submission.claimed_by_id != before:
            Event.objects.create(
                submission=submission,
                version=contribution.version,
                action=action,
                from_state=submission.state,
                to_state=submission.state,
                party=by.party,
                actor=by.id,
                content_hash=submission.content_hash,
            )


def claim(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Hold a story for this person for a while; again, to hold it longer. Raises Conflict."""
    with _held(contribution_id, Action.CLAIM, by=by) as submission:
        submission.claimed_by_id = by.id
        submission.claimed_until = Now() + settings.MARROW_CLAIM


def release(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Let go of a story; a lead may break somebody else's claim. Raises Conflict."""
    with _held(contribution_id, Action.RELEASE, by=by) as submission:
        if by.party is Party.LEAD and submission.claimed_by_id not in (None, by.id):
            watched.broke(contribution_id, submission.claimed_by_id, by=by)
        transition.release(submission)


def release_all(user_id: int) -> None:
    """Let go of everything this person holds, as when they sign out."""
    Submission.objects.filter(claimed_by=user_id).update(claimed_by=None, claimed_until=None)


def next_for(by: Actor, *, without: Iterable[uuid.UUID] = ()) -> uuid.UUID | None:
    """Claim the most urgent story that this person may decide on; nobody else gets the same.

    `without`: those that this person left for somebody else.
    """
    states = [State.IN_REVIEW, State.SECOND_REVIEW]
    states += [State.ESCALATED] if by.party is Party.LEAD else []
    assert by.id is not None
    with transaction.atomic():
        submission = (
            Submission.objects.waiting()
            .filter(state__in=states)
            .unclaimed_by_others(by.id)
            .not_by(by.id)
            .open_to(by.id)
            .editorial()
            .exclude(contribution__in=list(without))
            .select_related("contribution")
            .select_for_update(skip_locked=True, no_key=True, of=("contribution", "self"))
            .first()
        )
        if submission is None:
            return None
        claim(submission.contribution_id, by=by)
    return submission.contribution_id
