"""The verbs. Nothing else changes a state, and nothing else writes a public story.

Each verb opens `transition`, which locks, compares, asks the table and writes; here stands what
each verb itself does in between.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import addresses, consents, notifications
from moderation.actors import SYSTEM, Actor
from moderation.checks import Remark, Severity
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Finding, Message, Submission
from moderation.offers import Offer, digest, undated, veiled
from moderation.receipts import receipt_digest, receipt_for, take_down_token
from moderation.signals import erased
from moderation.states import LIVE, OPEN, RULES, Action, Party, State, actions_from
from moderation.transition import Step, locked, owner, release, transition
from stories import publishing

# --- the contributor ---------------------------------------------------------------------------


def submit(
    offer: Offer,
    *,
    key: str,
    by: Actor,
    uses: Sequence[str],
    email: str = "",
    example: bool = False,
) -> tuple[Contribution, bool]:
    """Keep a story and owe its screening. Sent again under the same key, it is the same story.

    Returns the contribution, and whether it is new. Raises ValidationError for what cannot be
    kept, Conflict where the key was used for other words.
    """
    offer.validate()
    consents.validate(uses)
    mine = Contribution(
        key_digest=digest("key", key),
        sent_digest=digest(*undated(offer), email.casefold(), sorted(uses)),
        email=email,
        contributor_id=by.id,
        language=offer.language,
        example=example,
    )
    mine.receipt_digest = receipt_digest(receipt_for(mine.id))
    mine.take_down_digest = receipt_digest(take_down_token(mine.id))
    with transaction.atomic():
        Contribution.objects.bulk_create([mine], ignore_conflicts=True)
        kept = locked(key_digest=mine.key_digest)
        if kept.pk != mine.pk:
            if kept.sent_digest != mine.sent_digest:
                raise Conflict(_("Another story was already sent with this key."))
            return kept, False
        consents.give(kept, uses, language=offer.language)
        step = Step(kept, by, reason="", version=kept.version)
        step.started = offered(kept, offer, number=1)
        step.write()
        addresses.ask(kept)
    return kept, True


def was_sent(key: str) -> bool:
    """Whether a story was kept under this key; sent again, it is the same one."""
    return bool(key) and Contribution.objects.filter(key_digest=digest("key", key)).exists()


def offered(contribution: Contribution, offer: Offer, *, number: int) -> Submission:
    """The row of an offer, not yet written."""
    return Submission(
        contribution=contribution,
        number=number,
        content_hash=offer.hash,
        title=offer.title,
        passages=[passage.as_row() for passage in offer.passages],
        language=offer.language,
        diagnoses=list(offer.diagnoses),
        relation=offer.relation,
        facets=list(offer.facets),
        display_name=offer.display_name,
        state=State.SUBMITTED,
    )


def replace(
    contribution_id: uuid.UUID, offer: Offer, *, by: Actor, version: int | None = None
) -> tuple[Contribution, bool]:
    """Offer new words in place of the last. A live story stays until these are published.

    Words without a change change nothing. Returns the contribution, and whether they were new.
    Raises ValidationError, Conflict.
    """
    offer.validate()
    with transition(contribution_id, Action.REPLACE, by=by, version=version) as step:
        last = step.submission
        step.void = not offer.differs_from(last.shown_offer)
        step.stays = last.state in LIVE
        release(last)
        number = step.submissions[0].number + 1
        step.started = offered(step.contribution, offer, number=number)
    return step.contribution, not step.void


def hide_name(contribution_id: uuid.UUID, *, by: Actor, how: str) -> Contribution:
    """Show less of the contributor's name at once, in all their texts; `how`: INITIAL, ANONYMOUS.

    It shows nothing that nobody has read, so it waits for nobody.
    """
    run_out(contribution_id)
    with transition(contribution_id, Action.HIDE_NAME, by=by) as step:
        before = [one.shown_as for one in step.submissions]
        for submission in step.submissions:
            if (State(submission.state), Action.HIDE_NAME) not in RULES:
                continue
            submission.shown_as = veiled(
                submission.shown_name, how=how, language=submission.language
            )
            if submission is not step.submission:
                step.moves.append((submission, Action.HIDE_NAME, State(submission.state)))
            if submission.state == State.PUBLISHED:
                publishing.rename(step.contribution.story_id, submission.shown_as)
        step.to = State(step.submission.state)
        step.void = before == [one.shown_as for one in step.submissions]
    return step.contribution


def pause(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Take a live story off everything that Marrow serves until its contributor wants it back."""
    with transition(contribution_id, Action.PAUSE, by=by) as step:
        step.submission.story = None
        publishing.unpublish(step.contribution.story_id)
        if by.party is Party.SYSTEM:
            notifications.owe("paused", step.contribution, about=step.version)
    return step.contribution


def resume(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Put a paused story back, as its contributor agrees to anew."""
    with transition(contribution_id, Action.RESUME, by=by) as step:
        if not consents.publishable(consents.live(contribution_id)):
            consents.renew(step.contribution, consents.REQUIRED)
        step.submission.published_at = step.submission.published_at or step.now
        make_public(step, step.submission, consents.live(contribution_id), again=True)
    return step.contribution


def agree(contribution_id: uuid.UUID, uses: Sequence[str], *, by: Actor) -> None:
    """Agree to the website and to exactly these uses from now on; the others end at once."""
    if by.party is not Party.CONTRIBUTOR:
        raise Forbidden(_("Only the person whose story it is may do this."))
    consents.validate({*uses, consents.Use.WEBSITE})
    run_out(contribution_id)
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        if not contribution.submissions.filter(state__in=[*OPEN, *LIVE, State.DECLINED]).exists():
            raise Conflict(_("This story is taken back already."))
        consents.only(contribution, uses)
        publishing.list_in_search_engines(
            contribution.story_id, consents.Use.SEARCH_ENGINES in consents.live(contribution.pk)
        )


def withdraw(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Take the story off everything that Marrow serves, whatever anybody else is doing.

    Asked again, as after an answer that was lost, it changes nothing more.
    """
    withdrawn = Contribution.objects.filter(submissions__state=State.WITHDRAWN)
    if by.party is Party.CONTRIBUTOR and (kept := withdrawn.filter(pk=contribution_id).first()):
        return kept
    with transition(contribution_id, Action.WITHDRAW, by=by) as step:
        for submission in step.submissions:
            if (State(submission.state), Action.WITHDRAW) not in RULES:
                continue
            release(submission)
            submission.story = None
            if submission is not step.submission:
                step.moves.append((submission, Action.WITHDRAW, State.WITHDRAWN))
        publishing.unpublish(step.contribution.story_id)
        consents.withdraw_all(contribution_id)
        if by.party is Party.CONTRIBUTOR:
            notifications.owe("withdrawn", step.contribution, about=step.version)
    return step.contribution


def erase(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Blank the words, messages and address of a withdrawn story; the empty rows stay."""
    with transition(contribution_id, Action.ERASE, by=by) as step:
        for submission in step.submissions:
            if submission is not step.submission:
                rule = RULES.get((State(submission.state), Action.ERASE))
                if rule is None:
                    raise Conflict(_("Please take the story back before erasing it."))
                step.moves.append((submission, Action.ERASE, State(submission.state)))
        Submission.objects.filter(contribution=contribution_id).update(
            title="",
            passages=[],
            display_name="",
            shown_as="",
            diagnoses=[],
            facets=[],
            erased_at=Now(),
        )
        Message.objects.filter(submission__contribution=contribution_id).update(body="")
        addresses.forget(step.contribution)
        erased.send(Contribution, contribution_id=contribution_id)
    return step.contribution


# --- the system --------------------------------------------------------------------------------


def long_declined() -> QuerySet[Submission]:
    """What was declined long ago and never sent anew; a live story is left alone."""
    in_use = Submission.objects.filter(state__in=[*OPEN, *LIVE]).values("contribution")
    return Submission.objects.filter(
        state=State.DECLINED, settled_at__lt=Now() - settings.MARROW_KEEP_DECLINED
    ).exclude(contribution__in=in_use)


def forget_declined(contribution_id: uuid.UUID) -> None:
    """Blank a story that was declined long ago, unless its contributor sent it anew meanwhile."""
    with transaction.atomic():
        locked(pk=contribution_id)
        if long_declined().filter(contribution=contribution_id).exists():
            withdraw(contribution_id, by=SYSTEM)
            erase(contribution_id, by=SYSTEM)


def run_out(contribution_id: uuid.UUID) -> None:
    """End agreements whose time is over, and what they allowed: a live story is paused."""
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        consents.end_what_ran_out(contribution)
        uses = consents.live(contribution_id)
        live = contribution.submissions.filter(state=State.PUBLISHED).exists()
        if live and not consents.publishable(uses):
            pause(contribution_id, by=SYSTEM)
        elif live:
            searchable = consents.Use.SEARCH_ENGINES in uses
            publishing.list_in_search_engines(contribution.story_id, searchable)


def screen(submission_id: int, remarks: Iterable[Remark]) -> None:
    """Write down what the checks noticed and put the story before a person, with a deadline."""
    remarks = list(remarks)
    severe = any(remark.severity is Severity.SEVERE for remark in remarks)
    with transition(
        owner(submission_id),
        Action.SCREEN,
        by=SYSTEM,
        only=submission_id,
    ) as step:
        step.to = State.ESCALATED if severe else State.IN_REVIEW
        if severe:
            step.owe("tell-leads", step.submission)
        step.submission.due_at = step.now + (
            settings.MARROW_DUE_SEVERE if severe else settings.MARROW_DUE
        )
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
    """Let a decline or a request for changes take effect: from now on its contributor sees it."""
    contribution = locked(pk=owner(submission_id))
    now = contribution.now  # type: ignore[attr-defined]
    submission = contribution.submissions.get(pk=submission_id)
    if not submission.in_grace or submission.settles_at is None or submission.settles_at > now:
        return  # it was taken back, or decided anew with a later time
    if submission.state == State.APPROVED:
        return  # decided anew: publishing tells of an approval, whichever job comes first
    submission.settled_at = now
    submission.save(update_fields=["settled_at"])
    # Keyed by the words that were decided on: it makes no version that a mail could be keyed by.
    notifications.owe("decision", contribution, about=f"of-{submission.number}")


def publish(submission_id: int) -> None:
    """Make an approved text public when its grace is over.

    Where its contributor paused the story, or an agreement ran out, it stays unseen until they
    want it back.
    """
    with transition(owner(submission_id), Action.PUBLISH, by=SYSTEM, only=submission_id) as step:
        submission = step.submission
        if submission.settles_at is None or submission.settles_at > step.now:
            raise Conflict("The grace of this approval is not over.")
        before = next((one for one in step.submissions if one.state in LIVE), None)
        unseen = before is not None and before.state == State.PAUSED
        if before is not None:
            before.story = None
            step.moves.append((before, Action.REPLACE, State.SUPERSEDED))
        submission.settled_at = step.now
        submission.published_at = before.published_at if before else None
        uses = consents.live(step.contribution.pk)
        if unseen or not consents.publishable(uses):
            step.to = State.PAUSED
            publishing.unpublish(step.contribution.story_id)
            notifications.owe("paused", step.contribution, about=step.version)
            return
        submission.published_at = submission.published_at or step.now
        make_public(step, submission, uses, again=before is not None)
        notifications.owe("published", step.contribution, about=step.version)


def make_public(step: Step, submission: Submission, uses: set[str], *, again: bool) -> None:
    """Copy exactly these words into the public room. Raises Conflict without live consent."""
    if not consents.publishable(uses):
        raise Conflict("There is no live consent to publish this.")
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
            facets=submission.facets,
            searchable=consents.Use.SEARCH_ENGINES in uses,
            example=step.contribution.example,
            published_at=submission.published_at or step.now,
            revised_at=step.now,
        ),
        again=again,
    )


# --- the team ----------------------------------------------------------------------------------


def decide(contribution_id: uuid.UUID, action: Action, *, by: Actor, **how: Any) -> Contribution:
    """Approve, ask for changes, or decline. It takes effect when the grace is over."""
    with transition(contribution_id, action, by=by, **how) as step:
        submission = step.submission
        submission.decided_from = submission.state
        submission.decided_by_id = by.id
        submission.settles_at = step.now + settings.MARROW_GRACE
        submission.settled_at = None
        release(submission)
        kind = "publish" if action is Action.APPROVE else "settle"
        step.owe(kind, submission, at=submission.settles_at)
    return step.contribution


def approve(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Approve exactly these words; they become public when the grace is over."""
    return decide(contribution_id, Action.APPROVE, **how)


def request_changes(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Ask the contributor, in a message, to change something."""
    return decide(contribution_id, Action.REQUEST_CHANGES, **how)


def decline(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Decline the story, with a reason and a message. Never the person."""
    return decide(contribution_id, Action.DECLINE, **how)


def escalate(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Hand a story to a lead, and hold it until a lead has looked."""
    with transition(contribution_id, Action.ESCALATE, **how) as step:
        release(step.submission)
        step.submission.due_at = min(
            step.submission.due_at or step.now, step.now + settings.MARROW_DUE_SEVERE
        )
        step.owe("tell-leads", step.submission)
    return step.contribution


def return_to_queue(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Give an escalated story back to the moderators."""
    with transition(contribution_id, Action.RETURN_TO_QUEUE, **how) as step:
        release(step.submission)
    return step.contribution


def take_back(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Undo a decision before it takes effect; nobody outside the desk learns of it."""
    with transition(contribution_id, Action.TAKE_BACK, **how) as step:
        step.to = undo(step.submission)
    return step.contribution


def undo(submission: Submission) -> State:
    """Forget a decision that nobody outside has seen. Returns where the story is again."""
    submission.messages.decided().filter(internal=False).delete()
    before = State(submission.decided_from)
    submission.decided_from, submission.decided_by, submission.settles_at = "", None, None
    return before


def take_down(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Take a live story off everything that Marrow serves, and say why to its contributor.

    New words for it that were approved before, and are not public yet, are read once more: whoever
    approved them did not know of this.
    """
    with transition(contribution_id, Action.TAKE_DOWN, **how) as step:
        step.submission.story = None
        publishing.unpublish(step.contribution.story_id)
        for pending in step.submissions:
            if pending.state == State.APPROVED:
                step.moves.append((pending, Action.TAKE_BACK, undo(pending)))
        notifications.owe("decision", step.contribution, about=step.version)
    return step.contribution


def restore(contribution_id: uuid.UUID, **how: Any) -> Contribution:
    """Put a story that was taken down back where it was, if its contributor still agrees."""
    with transition(contribution_id, Action.RESTORE, **how) as step:
        make_public(step, step.submission, consents.live(contribution_id), again=True)
        notifications.owe("published", step.contribution, about=step.version)
    return step.contribution


VERBS: dict[Action, Callable[..., Contribution]] = {
    Action.APPROVE: approve,
    Action.REQUEST_CHANGES: request_changes,
    Action.DECLINE: decline,
    Action.ESCALATE: escalate,
    Action.RETURN_TO_QUEUE: return_to_queue,
    Action.TAKE_BACK: take_back,
    Action.TAKE_DOWN: take_down,
    Action.RESTORE: restore,
}


CONTRIBUTORS: dict[Action, Callable[..., Contribution]] = {
    Action.HIDE_NAME: hide_name,
    Action.PAUSE: pause,
    Action.RESUME: resume,
    Action.WITHDRAW: withdraw,
}


def actions_of(submissions: Iterable[Submission], by: Actor) -> list[Action]:
    """What this actor may do with a contribution now, over all its submissions, each once."""
    found = [action for one in submissions for action in actions_for(one, by)]
    return list(dict.fromkeys(found))


def actions_for(submission: Submission, by: Actor) -> list[Action]:
    """What this actor may do with this submission now: the buttons, and the API's list.

    The contributor's list does not give away a decision that is still in its grace.
    """
    actions = actions_from(State(submission.state), by.party)
    if by.party is Party.CONTRIBUTOR:
        return [action for action in actions if action is not Action.ERASE]
    if by.id is not None and by.id == submission.contribution.contributor_id:
        return []
    return [action for action in actions if _free(submission, action, by)]


def _free(submission: Submission, action: Action, by: Actor) -> bool:
    """Whether who decided, and who reads it now, leave this action to this person of the team."""
    lead = by.party is Party.LEAD
    if action is Action.TAKE_BACK:
        return submission.in_grace and (lead or submission.decided_by_id == by.id)
    held = submission.claimed_until is not None and submission.claimed_until > timezone.now()
    theirs = held and submission.claimed_by_id != by.id
    return held and (lead or not theirs) if action is Action.RELEASE else not theirs
