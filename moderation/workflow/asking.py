"""What a contributor asks of the team after a decision: to read the same words once more."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from moderation import deadlines, threads
from moderation.actors import Actor
from moderation.errors import Conflict
from moderation.models import Contribution, Submission
from moderation.states import Action, State
from moderation.transition import Step, locked, release, transition
from moderation.workflow.contributor import offered

NOT_HERE = 0  # no submission has this number: the answer is that of a story that is elsewhere


def keep(contribution_id: uuid.UUID, *, by: Actor, message: str = "") -> Contribution:
    """Put the same words before the team again: their person would rather not change them."""
    words = threads.checked(message, optional=True)
    with transaction.atomic():
        newest = locked(pk=contribution_id).submissions.order_by("-number")[0]
        asked = NOT_HERE if newest.in_grace else newest.pk
        with transition(contribution_id, Action.KEEP, by=by, only=asked) as step:
            again(step)
        _write(step, words)
    return step.contribution


def appeal(contribution_id: uuid.UUID, *, by: Actor, message: str = "") -> Contribution:
    """Ask, once, that somebody else looks at a decline or a take-down.

    Declined words wait again as a new text; what was taken down waits where it is. Raises Conflict
    where that was asked before.
    """
    words = threads.checked(message, optional=True)
    with transaction.atomic():
        submissions = list(locked(pk=contribution_id).submissions.order_by("-number"))
        target = next((one for one in submissions if one.appealable), None)
        if target is None:
            _refuse_twice(submissions)
        about = target.pk if target else NOT_HERE
        with transition(contribution_id, Action.APPEAL, by=by, only=about) as step:
            _ask_somebody_else(step)
        _write(step, words)
    return step.contribution


def _refuse_twice(submissions: list[Submission]) -> None:
    """Say it kindly where somebody else was asked to look before."""
    if submissions[0].appealed_at or any(one.appeal_waits for one in submissions):
        raise Conflict(
            _(
                "You have asked already that somebody else looks. We can do that once for each "
                "decision. You can always change your story and send it again."
            )
        )


def _ask_somebody_else(step: Step) -> None:
    last = step.submission
    if last.state == State.TAKEN_DOWN:
        step.to = State.TAKEN_DOWN
        last.appealed_at, last.due_at = step.now, step.now + deadlines.current().due
        step.owe("tell-leads", last)
        return
    step.to = State.SUPERSEDED
    started = again(step)
    started.appealed_at, started.not_by_id = step.now, last.decided_by_id


def again(step: Step) -> Submission:
    """The same words as a text of their own, to be read and decided on anew."""
    release(step.submission)
    number = step.submissions[0].number + 1
    step.started = offered(step.contribution, step.submission.shown_offer, number=number)
    return step.started


def _write(step: Step, words: str) -> None:
    """Keep what was said with it beside the words that wait."""
    if words:
        (step.started or step.submission).messages.create(
            party=step.by.party, author_id=step.by.id, version=step.version, body=words
        )
