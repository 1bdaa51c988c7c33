"""What moderators and leads decide."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from moderation import (
    album,
    consents,
    deadlines,
    notifications,
    schedules,
    subjects,
    two_people,
)
from moderation.actors import Actor
from moderation.errors import Conflict
from moderation.models import Contribution, Submission
from moderation.offers import Offer
from moderation.signals import put_back
from moderation.states import READING, Action, State
from moderation.transition import Step, release, transition
from moderation.workflow.asking import again
from moderation.workflow.showing import make_public
from stories import publishing


def decide(
    contribution_id: uuid.UUID,
    action: Action,
    *,
    by: Actor,
    suggested: Offer | None = None,
    at: datetime | schedules.AsChosen | None = schedules.AS_CHOSEN,
    **how: Any,
) -> Contribution:
    """Approve, ask for changes, or decline. It takes effect when the grace is over."""
    with transition(contribution_id, action, by=by, **how) as step:
        step.suggested = suggested
        submission = step.submission
        release(submission)
        submission.publish_at = schedules.day_of(submission, action, at, now=step.now)
        if action is Action.APPROVE:
            album.must_be_ready(submission.shown_photo)
        first = action is Action.APPROVE and submission.state in READING
        if first and two_people.wanted(submission):
            before_a_second(step)
        else:
            after_the_grace(step, action)
    return step.contribution


def before_a_second(step: Step) -> None:
    """Put what one person approved before a second, with a deadline of its own."""
    urgent = step.submission.state == State.ESCALATED
    times = deadlines.current()
    wait = times.severe if urgent else times.due
    step.submission.due_at = step.now + wait
    step.submission.first_by_id = step.by.id
    step.to = State.SECOND_REVIEW


def after_the_grace(step: Step, action: Action) -> None:
    """Owe what the decision leads to: telling its contributor, publishing, or first the one."""
    submission = step.submission
    submission.decided_from = submission.state
    submission.decided_by_id = step.by.id
    submission.settles_at = step.now + deadlines.current().grace
    submission.settled_at = None
    if action is not Action.APPROVE or submission.publish_at:
        step.owe("settle", submission, at=submission.settles_at)
    if action is Action.APPROVE:
        due = submission.publish_at or submission.settles_at
        step.owe("publish", submission, at=max(due, submission.settles_at))


def approve(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Approve exactly these words; they become public when the grace is over.

    `at`: the moment from which they are public, where that is later; None for at once. Where the
    rules want two people, the first approval puts them before a second, and the day that the first
    chose counts where the second says nothing of it. Raises ValidationError for a moment that
    has passed or is too far away.
    """
    return decide(contribution_id, Action.APPROVE, **how)


def request_changes(
    contribution_id: uuid.UUID, *, suggested: Offer | None = None, **how: Any
) -> Contribution:
    """Ask the contributor, in a message, to change something; `suggested`: words for it."""
    if suggested is not None:
        suggested.validate()
    return decide(contribution_id, Action.REQUEST_CHANGES, suggested=suggested, **how)


def decline(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Decline the story, with a reason and a message. Never the person."""
    return decide(contribution_id, Action.DECLINE, **how)


def escalate(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Hand a story to a lead, and hold it until a lead has looked."""
    with transition(contribution_id, Action.ESCALATE, **how) as step:
        release(step.submission)
        forget_the_first(step.submission)
        step.submission.due_at = min(
            step.submission.due_at or step.now, step.now + deadlines.current().severe
        )
        step.owe("tell-leads", step.submission)
    return step.contribution


def return_to_queue(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Give an escalated story back to the moderators, or to the beginning what one approved."""
    with transition(contribution_id, Action.RETURN_TO_QUEUE, **how) as step:
        release(step.submission)
        step.to = forget_the_first(step.submission) or State.IN_REVIEW
    return step.contribution


def take_back(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Undo a decision before it takes effect; nobody outside the desk learns of it."""
    with transition(contribution_id, Action.TAKE_BACK, **how) as step:
        step.to = undo(step.submission)
    return step.contribution


def forget_the_first(submission: Submission) -> State | None:
    """Start over where one of two people had approved. Returns where that was; None for nowhere.

    What they wrote to the contributor never goes out; the team goes on seeing it.
    """
    first = two_people.first(submission)
    if first is None:
        return None
    two_people.keep_within(submission)
    submission.first_by = submission.publish_at = None
    return State(first.from_state)


def undo(submission: Submission) -> State:
    """Forget a decision that nobody outside has seen. Returns where the story is again.

    Of two approvals it is the later one; the first stays, with what was written with it.
    """
    said = submission.messages.decided().filter(internal=False)
    if submission.state == State.SECOND_REVIEW:
        said.delete()
        return forget_the_first(submission) or State.IN_REVIEW
    before, first = State(submission.decided_from), two_people.first(submission)
    if before is State.SECOND_REVIEW and first is not None:
        said = said.filter(version__gt=first.version)
    else:
        submission.publish_at = None  # the day of two people's stays for who reads it now
    said.delete()
    submission.decided_from, submission.decided_by, submission.settles_at = "", None, None
    submission.settled_at = None  # an approval that waited for a yes was told already
    return before


def reopen(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Read the same words once more, as a text of their own, and tell their contributor why.

    Of what was declined, or approved, told so, and is not public yet. It takes effect at once.
    """
    with transition(contribution_id, Action.REOPEN, **how) as step:
        again(step)
        step.submission.publish_at = None
        notifications.owe("decision", step.contribution, about=step.version)
    return step.contribution


def correct(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Write to the contributor once more about a decision that has taken effect; it stands."""
    with transition(contribution_id, Action.CORRECT, **how) as step:
        step.to = State(step.submission.state)
        notifications.owe("decision", step.contribution, about=step.version)
    return step.contribution


def hold(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Let a live story rest off everything that Marrow serves while a lead looks, and say so.

    It blames nobody: readers told us of something, and whoever told the story may have done
    nothing wrong. New words that were approved before are read once more, as after a take-down.
    """
    with transition(contribution_id, Action.HOLD, **how) as step:
        step.submission.story = None
        step.submission.due_at = step.now + deadlines.current().severe
        publishing.unpublish(step.contribution.story_id)
        read_once_more(step)
        step.owe("tell-leads", step.submission)
        notifications.owe("held", step.contribution, about=step.version)
    return step.contribution


def take_down(contribution_id: uuid.UUID, *, by: Actor, **how: Any) -> Contribution:
    """Take a live story off everything that Marrow serves, and say why to its contributor."""
    with transition(contribution_id, Action.TAKE_DOWN, by=by, **how) as step:
        step.submission.story = None
        # A new decision, which may be appealed against once, and be looked at by somebody else.
        step.submission.not_by_id, step.submission.appealed_at = by.id, None
        step.submission.due_at = None
        publishing.unpublish(step.contribution.story_id)
        read_once_more(step)
        notifications.owe("decision", step.contribution, about=step.version)
    return step.contribution


def read_once_more(step: Step) -> None:
    """Take back what was approved and is not public yet: who approved it knew nothing of this.

    Of two approvals also the first, while it is alone.
    """
    for pending in step.submissions:
        if pending.state in (State.APPROVED, State.SECOND_REVIEW):
            step.moves.append((pending, Action.TAKE_BACK, undo(pending)))


def may_be_seen(contribution_id: uuid.UUID) -> bool:
    """Whether nobody above wants this story to stay unseen, as somebody's last wish may be."""
    answers = put_back.send(Contribution, contribution_id=contribution_id)
    return not any(answer for _receiver, answer in answers)


def restore(contribution_id: uuid.UUID, *, by: Actor, **how: Any) -> Contribution:
    """Put a story that was taken down, or rests, back, if its contributor still agrees.

    One that rested and may not be public any more is paused: a lead has no fault to find with it.
    """
    with transition(contribution_id, Action.RESTORE, by=by, **how) as step:
        submission, uses = step.submission, consents.live(contribution_id)
        submission.decided_by_id, submission.due_at = by.id, None
        agreed = consents.publishable(uses) and not subjects.missing(
            step.contribution, submission.content_hash
        )
        if submission.state == State.HELD and not (agreed and may_be_seen(contribution_id)):
            step.to = State.PAUSED
            if not agreed:  # of all else its contributor was told when it came up
                notifications.owe("paused", step.contribution, about=step.version)
            return step.contribution
        submission.published_at = submission.published_at or step.now
        make_public(step, submission, uses, again=True)
        notifications.owe("published", step.contribution, about=step.version)
    return step.contribution


def uphold(contribution_id: uuid.UUID, *, by: Actor, **how: Any) -> Contribution:
    """Leave what was taken down off the site, after somebody else has looked; tell its contributor.

    It takes effect at once, as putting it back does: a lead can still do that afterwards.
    """
    with transition(contribution_id, Action.UPHOLD, by=by, **how) as step:
        if not step.submission.waits_taken_down:
            raise Conflict(_("Nobody has asked that somebody else looks, or it is answered."))
        step.submission.decided_by_id, step.submission.due_at = by.id, None
        notifications.owe("decision", step.contribution, about=step.version)
    return step.contribution


VERBS: dict[Action, Callable[..., Contribution]] = {
    Action.APPROVE: approve,
    Action.REQUEST_CHANGES: request_changes,
    Action.DECLINE: decline,
    Action.ESCALATE: escalate,
    Action.RETURN_TO_QUEUE: return_to_queue,
    Action.TAKE_BACK: take_back,
    Action.HOLD: hold,
    Action.TAKE_DOWN: take_down,
    Action.RESTORE: restore,
    Action.UPHOLD: uphold,
    Action.REOPEN: reopen,
    Action.CORRECT: correct,
}
