"""Somebody may be in danger: what the team does about it, beside the story and apart from it.

The table in `case_states.py` says what may be done. Each verb locks the story first, as every verb
of the workflow does, so that no decision and no case miss each other.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from jobs import work
from jobs.work import Lease
from moderation import deadlines, ledger, notifications, on_call, reach
from moderation.actors import SYSTEM, Actor
from moderation.case_states import (
    CASE_RULES,
    Because,
    CaseAction,
    CaseState,
    Outcome,
    Role,
    Step,
)
from moderation.errors import Conflict, Forbidden
from moderation.models import Case, CaseEvent, CaseNote, Contribution, Message, Submission
from moderation.states import DECIDED, Party, State
from moderation.threads import BESIDE, checked
from moderation.transition import locked


def open_case(contribution_id: uuid.UUID, *, because: Because, by: Actor = SYSTEM) -> Case:
    """Have somebody looked after: tell whoever is on call, and let the editorial decision wait.

    Where a case is open already it is that one, and it is written down who saw it too. Raises
    Forbidden for one's own story.
    """
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        not_their_own(contribution, by)
        case = Case.objects.open_on(contribution_id)
        if case is None:
            now = contribution.now  # type: ignore[attr-defined]
            due = now + deadlines.current().safeguarding
            case = Case.objects.create(
                contribution=contribution, because=because, opened_at=now, due_at=due
            )
            without = contribution.contributor_id
            notifications.owe_case("case", case, on_call.told_first(without=without))
            ledger.note(contribution_id, ledger.of_case(CaseAction.OPEN, code=because))
        _write_down(case, CaseAction.OPEN, by=by, code=because)
    return case


def take(case_id: uuid.UUID, *, by: Actor) -> Case:
    """Look after this from now on, as the lead whom others ask. Raises Forbidden, Conflict."""
    with _doing(case_id, CaseAction.TAKE, by=by) as case:
        case.taken_by, case.taken_at = by.id, Now()
    return case


def tick(case_id: uuid.UUID, step: Step, *, by: Actor, done: bool = True) -> None:
    """Write down that a step is done, or that it is not after all."""
    action = CaseAction.TICK if done else CaseAction.UNTICK
    with _doing(case_id, action, by=by, code=step):
        pass


def note(case_id: uuid.UUID, words: str, *, by: Actor) -> CaseNote:
    """Keep words for the team. Raises ValidationError for what cannot be kept."""
    body = checked(words)
    with _doing(case_id, CaseAction.NOTE, by=by) as case:
        if case.contribution.erased_at is not None:
            raise Conflict(_("This story is erased, and no words about it are kept any more."))
        assert by.id is not None
        return CaseNote.objects.create(case=case, author=by.id, body=body)


def reach_out(case_id: uuid.UUID, words: str, *, by: Actor) -> Message:
    """Write to the contributor at once, with no decision and no grace; they can answer.

    The mail itself, where they confirmed an address, only says that somebody wrote to them.
    """
    body = checked(words)
    with _doing(case_id, CaseAction.REACH_OUT, by=by) as case:
        contribution = case.contribution
        if contribution.erased_at is not None:
            raise Conflict(_("This story is erased. There is no page and no address any more."))
        newest = contribution.submissions.order_by("-number")[0]
        kept = newest.messages.create(
            party=by.party,
            author_id=by.id,
            version=BESIDE,
            body=body,
            case=case,
        )
        notifications.owe("reach_out", contribution, about=kept.pk)
    return kept


def revealed(contribution_id: uuid.UUID, *, by: int | None) -> None:
    """Write into the open case, if there is one, that an organiser looked at the address."""
    case = Case.objects.open_on(contribution_id)
    if case is not None:
        _permitted(case, CaseAction.REVEAL, Role.ORGANISER)
        CaseEvent.objects.create(case=case, action=CaseAction.REVEAL, role=Role.ORGANISER, actor=by)


def propose(case_id: uuid.UUID, outcome: Outcome, *, by: Actor) -> Case:
    """Say that this can be closed, and how it ended; a second person has to agree."""
    with _doing(case_id, CaseAction.PROPOSE, by=by, code=outcome) as case:
        case.outcome, case.proposed_by, case.proposed_at = outcome, by.id, Now()
    return case


def send_back(case_id: uuid.UUID, *, by: Actor) -> Case:
    """Say that this cannot be closed yet; whoever proposed it may do so too."""
    with _doing(case_id, CaseAction.SEND_BACK, by=by) as case:
        case.outcome, case.proposed_by, case.proposed_at = "", None, None
    return case


def confirm(case_id: uuid.UUID, *, by: Actor) -> Case:
    """Close a case as somebody else proposed; what was decided on the story goes on.

    Raises Forbidden for who proposed it, and where neither of the two is a lead.
    """
    with _doing(case_id, CaseAction.CONFIRM, by=by) as case:
        if case.proposed_by == by.id:
            raise Forbidden(_("You proposed this. Somebody else has to agree."))
        if by.party not in (Party.LEAD, Party.SYSTEM) and not _led(case):
            raise Forbidden(_("One of the two who close this has to be a lead."))
        case.closed_by, case.closed_at = by.id, Now()
        _go_on(case)
    return case


def may_do(case: Case, by: Actor) -> set[CaseAction]:
    """What this person of the team may do with this case now: the buttons of its page."""
    role = Role(by.party)
    found = {a for (state, a), rule in CASE_RULES.items() if state is case.state}
    found = {action for action in found if role in CASE_RULES[case.state, action].roles}
    if case.state is CaseState.PROPOSED:
        agrees = case.proposed_by != by.id and (role is Role.LEAD or _led(case))
        found -= set() if agrees else {CaseAction.CONFIRM}
    if case.taken_by == by.id:
        found.discard(CaseAction.TAKE)
    if case.contribution.erased_at is not None:
        found -= {CaseAction.NOTE, CaseAction.REACH_OUT}
    return found - {CaseAction.OPEN}


def steps_done(events: Iterable[CaseEvent]) -> dict[str, CaseEvent]:
    """Each step that is ticked now, with the event that says who did it and when."""
    done: dict[str, CaseEvent] = {}
    for event in events:
        if event.action == CaseAction.TICK:
            done[event.code] = event
        elif event.action == CaseAction.UNTICK:
            done.pop(event.code, None)
    return done


def blank(contribution_id: uuid.UUID) -> None:
    """Forget the words in the cases beside this story; what was done when stays written."""
    CaseNote.objects.filter(case__contribution=contribution_id).update(body="")


@work.handler("case-answered")
def answered(lease: Lease) -> None:
    """Tell whoever looks after somebody that they answered."""
    message = Message.objects.select_related("submission").get(pk=lease.subject)
    case = Case.objects.open_on(message.submission.contribution_id)
    if case is not None:
        notifications.owe_case("case", case, _minders(case), about=f"answer-{message.pk}")


@work.handler("mind-cases", every=timedelta(minutes=5))
def mind(lease: Lease) -> None:
    """Pass what nobody has taken to all leads when its time is nearly over; say what is late."""
    now = timezone.now()
    for number in [case.pk for case in Case.objects.open() if case.near(now)]:
        with _locked_case(number) as case:
            if case.state is CaseState.OPEN and case.passed_on_at is None:
                _pass_on(case)
            elif case.state is not CaseState.CLOSED and case.due_at <= now:
                day = timezone.localdate(now).isoformat()
                notifications.owe_case("case_late", case, _minders(case), about=day)


def _pass_on(case: Case) -> None:
    _permitted(case, CaseAction.PASS_ON, Role.SYSTEM)
    case.passed_on_at = Now()
    case.save(update_fields=["passed_on_at"])
    _write_down(case, CaseAction.PASS_ON, by=SYSTEM)
    everybody = on_call.leads(without=case.contribution.contributor_id)
    notifications.owe_case("case_late", case, everybody, about="near")


def _minders(case: Case) -> list[User]:
    """Whoever took it; else all leads once it was passed on, else who is on call."""
    without = case.contribution.contributor_id
    mine = [one for one in on_call.leads(without=without) if one.pk == case.taken_by]
    if mine and timezone.now() < case.due_at:
        return mine
    late = case.passed_on_at is not None or timezone.now() >= case.due_at
    return on_call.leads(without=without) if late else on_call.told_first(without=without)


def _led(case: Case) -> bool:
    """Whether a lead proposed to close it."""
    proposal = case.events.filter(action=CaseAction.PROPOSE).last()
    return proposal is not None and proposal.role == Role.LEAD


def _go_on(case: Case) -> None:
    """Let a decision that waited for this case take effect, unless it is taken back meanwhile."""
    now = case.contribution.now  # type: ignore[attr-defined]
    waiting = Submission.objects.filter(contribution=case.contribution_id, state__in=DECIDED)
    for one in waiting:
        at, approved = max(one.settles_at or now, now), one.state == State.APPROVED
        owed = {"settle": at} if one.in_grace and (one.scheduled or not approved) else {}
        if approved:
            owed["publish"] = max(at, one.publish_at or at)
        for kind, then in owed.items():
            work.owe(kind, one.pk, key=f"{kind}:{one.pk}:case:{case.pk}", not_before=then)


@contextmanager
def _locked_case(case_id: uuid.UUID) -> Iterator[Case]:
    """The case, its story locked with the database's time as `now`."""
    with transaction.atomic():
        owner = Case.objects.values_list("contribution", flat=True).get(pk=case_id)
        contribution = locked(pk=owner)
        case = Case.objects.get(pk=case_id)
        case.contribution = contribution
        yield case


@contextmanager
def _doing(case_id: uuid.UUID, action: CaseAction, *, by: Actor, code: str = "") -> Iterator[Case]:
    """Lock, ask the table, let the verb do its part, write. Raises Forbidden, Conflict."""
    with _locked_case(case_id) as case:
        not_their_own(case.contribution, by)
        _permitted(case, action, Role(by.party))
        yield case
        case.save()
        case.refresh_from_db(fields=["taken_at", "proposed_at", "closed_at"])
        _write_down(case, action, by=by, code=code)
        ledger.note(case.contribution_id, ledger.of_case(action, code=code, by=by.id))


def _permitted(case: Case, action: CaseAction, role: Role) -> None:
    rule = CASE_RULES.get((case.state, action))
    if rule is None:
        raise Conflict(_("This cannot be done where the case is now. Perhaps somebody was faster."))
    if role not in rule.roles:
        raise Forbidden(_("This needs somebody with another role."))


def not_their_own(contribution: Contribution, by: Actor) -> None:
    """Nobody looks into a case about their own story, or somebody they know. Raises Forbidden."""
    if by.party is Party.SYSTEM:
        return
    if by.id is not None and by.id == contribution.contributor_id:
        raise Forbidden(_("This is about your own story. Somebody else looks after it."))
    if reach.knows(contribution.pk, by):
        raise Forbidden(_("You know the person who sent this. Somebody else decides on it."))


def _write_down(case: Case, action: CaseAction, *, by: Actor, code: str = "") -> None:
    """One event of the case; what opens and closes it stands in the log of the team too."""
    CaseEvent.objects.create(case=case, action=action, role=Role(by.party), actor=by.id, code=code)
    if action in (CaseAction.OPEN, CaseAction.TAKE, CaseAction.PROPOSE, CaseAction.CONFIRM):
        who = None if by.party is Party.SYSTEM else by.id
        audit.note(f"case-{action}", by=who, about=case.pk, code=code)
