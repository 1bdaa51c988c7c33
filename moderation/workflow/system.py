"""What happens by itself: the checks have read, a grace is over."""

from collections.abc import Iterable

from moderation import (
    consents,
    deadlines,
    ledger,
    notifications,
    reported,
    safeguarding,
    subjects,
    two_people,
)
from moderation.actors import SYSTEM
from moderation.case_states import Because
from moderation.checks import Remark, Severity
from moderation.errors import Conflict
from moderation.models import Case, Finding, Submission
from moderation.states import LIVE, Action, State
from moderation.subjects import stopped
from moderation.transition import Step, locked, owner, transition
from moderation.workflow.showing import make_public, rest
from stories import publishing

CRISIS = "crisis"  # the check that sees that somebody may be in danger


def screen(submission_id: int, remarks: Iterable[Remark], *, labels: Iterable[str] = ()) -> None:
    """Write down what the checks noticed and put the story before a person, with a deadline.

    `labels`: what it is about that may weigh on its reader, as `content_labels` tells.
    """
    remarks = list(remarks)
    severe = any(remark.severity is Severity.SEVERE for remark in remarks)
    with transition(
        owner(submission_id),
        Action.SCREEN,
        by=SYSTEM,
        only=submission_id,
    ) as step:
        step.to = State.ESCALATED if severe else State.IN_REVIEW
        crisis = any(
            remark.check == CRISIS and remark.severity is Severity.SEVERE for remark in remarks
        )
        if crisis:  # whoever is on call is told of the case
            safeguarding.open_case(step.contribution.pk, because=Because.CHECKS)
        elif severe:
            step.owe("tell-leads", step.submission)
        # The words that one of us suggested are read soon: who accepted them waits for one look.
        soon = severe or hasattr(step.submission, "came_of")
        within = deadlines.current()
        step.submission.due_at = step.now + (within.severe if soon else within.due)
        # Beside the step, which would write them back over an erasure.
        checks = sorted({remark.check for remark in remarks})
        beside = {"labels": list(labels), "checks": checks, "noticed": checks}
        Submission.objects.filter(pk=submission_id).update(**beside)
        Finding.objects.bulk_create(
            Finding(
                submission=step.submission,
                check_id=remark.check,
                severity=remark.severity,
                field=remark.field,
                start=remark.start,
                end=remark.end,
                reason=remark.reason,
            )
            for remark in remarks
        )


def settle(submission_id: int) -> None:
    """Let a decision take effect that nothing is published with yet: its contributor sees it now.

    Of what was approved for a later moment too: it is told now, and is public then.
    """
    contribution = locked(pk=owner(submission_id))
    now = contribution.now  # type: ignore[attr-defined]
    submission = contribution.submissions.get(pk=submission_id)
    if not submission.in_grace or submission.settles_at is None or submission.settles_at > now:
        return  # it was taken back, or decided anew with a later time
    if Case.objects.open_on(contribution.pk):
        return  # it takes effect when nobody has to be looked after first
    if submission.state == State.APPROVED and not submission.scheduled:
        return  # decided anew: publishing tells of an approval, whichever job comes first
    if submission.state != State.APPROVED:
        two_people.keep_within(submission)
    submission.settled_at = now
    submission.save(update_fields=["settled_at"])
    waits = submission.scheduled and subjects.missing(contribution, submission.content_hash)
    # Keyed by the words that were decided on: it makes no version that a mail could be keyed by.
    about = f"of-{submission.number}"
    notifications.owe("one_more_yes" if waits else "decision", contribution, about=about)


def publish(submission_id: int) -> None:
    """Make an approved text public when its grace is over.

    Where its contributor paused the story, or an agreement ran out, it stays unseen until they
    want it back. Where the one it is about has not said yes to it, it stays approved and waits.
    """
    with transition(owner(submission_id), Action.PUBLISH, by=SYSTEM, only=submission_id) as step:
        submission = step.submission
        if not submission.due(step.now):
            raise Conflict("The time of this approval has not come.")
        if Case.objects.open_on(step.contribution.pk):
            step.void = True  # owed again when the case is closed
            return
        if subjects.missing(step.contribution, submission.content_hash):
            wait_for_a_yes(step)
            return
        before = next((one for one in step.submissions if one.state in LIVE), None)
        paused = before is not None and before.state == State.PAUSED
        unseen = before is not None and paused and not stopped(before)
        if before is not None:
            before.story = None
            step.moves.append((before, Action.REPLACE, State.SUPERSEDED))
            ledger.note(step.contribution.pk, [f"{ledger.REPLACED}{submission.number}"])
        submission.settled_at = submission.settled_at or step.now  # told before, while it waited
        submission.published_at = before.published_at if before else None
        if before is not None and before.state == State.HELD:
            rest(step, before.due_at)
            return
        if paused and not unseen and reported.wants_rest(step.contribution.story_id):
            rest(step, step.now + deadlines.current().severe)
            step.owe("tell-leads", submission)
            return
        uses = consents.live(step.contribution.pk)
        if unseen or not consents.publishable(uses):
            step.to = State.PAUSED
            publishing.unpublish(step.contribution.story_id)
            notifications.owe("paused", step.contribution, about=step.version)
            return
        submission.published_at = submission.published_at or step.now
        make_public(step, submission, uses, again=before is not None)
        notifications.owe("published", step.contribution, about=step.version)


def wait_for_a_yes(step: Step) -> None:
    """Tell that a text is approved and waits for the one it is about; a live one stays till then.

    It makes no version: the story is where it was.
    """
    step.void = True
    untold = step.submission.settled_at is None
    step.submission.settled_at = step.submission.settled_at or step.now
    step.submission.publish_at = None  # from now on it waits for nothing else
    step.submission.save(update_fields=["settled_at", "publish_at"])
    if untold:
        about = f"of-{step.submission.number}"
        notifications.owe("one_more_yes", step.contribution, about=about)
