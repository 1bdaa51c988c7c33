"""Somebody may be in danger: a case of its own, people before stories, two to close it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, User
from jobs.models import Job
from jobs.work import KINDS, Lease
from mail.models import Mail
from moderation import actors, claims, on_call, safeguarding, threads, workflow
from moderation.case_states import Because, CaseState, Outcome, Step
from moderation.checks import Remark, Severity
from moderation.errors import Conflict, Forbidden
from moderation.models import Case, CaseEvent, CaseNote, Contribution, Message, OnCall, Submission
from moderation.states import Action, State
from moderation.workflow import VERBS
from stories.models import Story
from tests.contributors.walking import said
from tests.factories import contribution, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
ADDRESS = "garlic.planter@example.net"
CRISIS = Remark("crisis", Severity.SEVERE, "body", 2, 12, "This may need a look first.")
HOW = {"message": "With thanks.", "reason": "other"}


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


@pytest.fixture
def by2(moderator2):
    return actors.team(moderator2)


@pytest.fixture
def leading(lead):
    return actors.team(lead)


def screened(*remarks, **changes) -> Submission:
    kept = contribution(**changes)
    workflow.screen(kept.submissions.get().pk, remarks)
    return kept.submissions.get()


def opened(by, state=State.IN_REVIEW, **changes) -> Case:
    submission = submission_in(state, **changes)
    return safeguarding.open_case(submission.contribution_id, because=Because.TEAM, by=by)


def confirmed(kept: Contribution) -> Contribution:
    Contribution.objects.filter(pk=kept.pk).update(email=ADDRESS, email_confirmed_at=timezone.now())
    kept.refresh_from_db()
    return kept


def done(case: Case) -> list[tuple[str, str, str]]:
    return list(case.events.values_list("action", "role", "code"))


def late(case: Case, **ago) -> None:
    """As if it had been opened so long ago, with the same time to close it."""
    Case.objects.filter(pk=case.pk).update(
        opened_at=F("opened_at") - timedelta(**ago), due_at=F("due_at") - timedelta(**ago)
    )


def mind() -> None:
    KINDS["mind-cases"].do(Lease(0, "mind-cases", "", None, 1, "test"))


# How a case begins


def test_a_grave_crisis_finding_opens_a_case_and_still_escalates(lead):
    submission = screened(CRISIS)
    case = Case.objects.get()
    assert submission.state == State.ESCALATED
    assert (case.contribution_id, case.because, case.state) == (
        submission.contribution_id,
        "checks",
        CaseState.OPEN,
    )
    assert done(case) == [("open", "system", "checks")]
    assert [one.kind for one in Mail.objects.all()] == ["case"]


@pytest.mark.parametrize(
    "remark",
    [
        Remark("crisis", Severity.WARN, "body", 2, 12, "Reason."),
        Remark("names", Severity.SEVERE, "body", 2, 12, "Reason."),
    ],
    ids=["not-grave", "no-crisis"],
)
def test_other_findings_open_none(remark):
    screened(remark)
    assert Case.objects.count() == 0


@pytest.mark.parametrize("state", list(State))
def test_anybody_of_the_team_opens_one_beside_any_story(by, state):
    case = opened(by, state)
    assert case.contribution.submissions.order_by("id").first().state == state
    assert (case.because, case.state) == ("team", CaseState.OPEN)
    assert AuditEntry.objects.filter(kind="case-open", about=str(case.pk)).count() == 1


def test_a_second_person_who_sees_it_opens_no_second_case(by, by2):
    case = opened(by)
    again = safeguarding.open_case(case.contribution_id, because=Because.REPORT, by=by2)
    assert again == case
    assert done(case) == [("open", "moderator", "team"), ("open", "moderator", "report")]


def test_nobody_looks_into_a_case_about_their_own_story(by, moderator):
    kept = contribution(by=actors.contributor(moderator))
    with pytest.raises(Forbidden):
        safeguarding.open_case(kept.pk, because=Because.TEAM, by=by)
    case = safeguarding.open_case(kept.pk, because=Because.REPORT)
    with pytest.raises(Forbidden):
        safeguarding.tick(case.pk, Step.TOGETHER, by=by)


# Who is told


def test_whoever_is_on_call_is_told_and_nobody_else(by, lead, leading):
    second = person("second-lead@example.org", "lead")
    today = timezone.localdate()
    on_call.put(second, first=today, last=today, by=leading)
    case = opened(by)
    mails = list(Mail.objects.filter(kind="case"))
    assert [one.to for one in mails] == [second.email]
    assert f"/desk/safeguarding/{case.pk}/" in mails[0].text
    assert "garlic" not in (mails[0].text + mails[0].subject).lower()


def test_without_a_rota_all_leads_are_told(by, lead):
    person("second-lead@example.org", "lead")
    opened(by)
    told = {one.to for one in Mail.objects.filter(kind="case")}
    assert told == {"lead@example.org", "second-lead@example.org", "factory-lead@example.org"}


def test_a_lead_is_not_told_of_their_own_story(by, lead, leading):
    second = person("second-lead@example.org", "lead")
    today = timezone.localdate()
    on_call.put(lead, first=today, last=today, by=leading)
    kept = contribution(by=actors.contributor(lead))
    safeguarding.open_case(kept.pk, because=Because.TEAM, by=by)
    assert [one.to for one in Mail.objects.filter(kind="case")] == [second.email]


def test_who_is_no_lead_any_more_is_not_told(by, lead, leading):
    second = person("second-lead@example.org", "lead")
    today = timezone.localdate()
    on_call.put(second, first=today, last=today, by=leading)
    second.groups.clear()
    kept = contribution()
    safeguarding.open_case(kept.pk, because=Because.TEAM, by=by)
    assert [one.to for one in Mail.objects.filter(kind="case")] == [lead.email]


def test_an_example_mails_nobody(by, lead):
    screened(CRISIS, example=True)
    assert Case.objects.count() == 1
    assert Mail.objects.count() == 0


def test_two_people_are_never_on_call_on_one_day(lead, leading):
    second = person("second-lead@example.org", "lead")
    today = timezone.localdate()
    on_call.put(lead, first=today, last=today + timedelta(days=6), by=leading)
    with pytest.raises(Conflict):
        on_call.put(second, first=today + timedelta(days=6), last=today + timedelta(9), by=leading)
    on_call.put(second, first=today + timedelta(days=7), last=today + timedelta(9), by=leading)
    assert OnCall.objects.count() == 2


def test_only_leads_change_the_rota(by, lead, leading):
    today = timezone.localdate()
    with pytest.raises(Forbidden):
        on_call.put(lead, first=today, last=today, by=by)
    row = on_call.put(lead, first=today, last=today, by=leading)
    with pytest.raises(Forbidden):
        on_call.remove(row.pk, by=by)
    on_call.remove(row.pk, by=leading)
    on_call.remove(row.pk, by=leading)
    assert OnCall.objects.count() == 0
    kinds = AuditEntry.objects.order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["on-call", "on-call-removed"]


# Its time


def test_it_has_its_own_deadline_round_the_clock(by, settings):
    settings.MARROW_SAFEGUARDING = timedelta(hours=3)
    case = opened(by)
    assert case.due_at - case.opened_at == timedelta(hours=3)


def test_what_nobody_took_is_passed_to_all_leads_once_when_its_time_is_nearly_over(by, leading):
    second = person("second-lead@example.org", "lead")
    today = timezone.localdate()
    on_call.put(second, first=today, last=today, by=leading)
    case = opened(by)
    late(case, hours=2, minutes=59)
    mind()
    assert Mail.objects.filter(kind="case_late").count() == 0
    late(case, minutes=2)
    mind()
    mind()
    told = sorted(Mail.objects.filter(kind="case_late").values_list("to", flat=True))
    assert told == ["factory-lead@example.org", "lead@example.org", "second-lead@example.org"]
    assert done(case)[1:] == [("pass_on", "system", "")]


def test_what_somebody_took_is_passed_to_nobody_before_it_is_late(by, leading, lead):
    case = opened(by)
    safeguarding.take(case.pk, by=leading)
    late(case, hours=3, minutes=59)
    mind()
    assert Mail.objects.filter(kind="case_late").count() == 0
    late(case, minutes=2)
    mind()
    mind()
    told = sorted(Mail.objects.filter(kind="case_late").values_list("to", flat=True))
    assert told == ["factory-lead@example.org", "lead@example.org"]


def test_what_is_closed_reminds_nobody(by, leading):
    case = opened(by)
    safeguarding.propose(case.pk, Outcome.NO_DANGER, by=by)
    safeguarding.confirm(case.pk, by=leading)
    mind()
    assert Mail.objects.filter(kind="case_late").count() == 0


# The decision on the story waits


@pytest.mark.parametrize("action", [Action.APPROVE, Action.REQUEST_CHANGES, Action.DECLINE])
def test_nobody_decides_while_a_case_is_open(by, leading, by2, action):
    case = opened(by)
    with pytest.raises(Conflict, match="looks after them first"):
        VERBS[action](case.contribution_id, by=by2, **HOW)
    submission = case.contribution.submissions.get()
    assert submission.state == State.IN_REVIEW
    assert action not in workflow.actions_for(submission, by2)
    safeguarding.propose(case.pk, Outcome.NO_DANGER, by=by)
    safeguarding.confirm(case.pk, by=leading)
    assert action in workflow.actions_for(submission, by2)
    VERBS[action](case.contribution_id, by=by2, **HOW)


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (State.HELD, Action.RESTORE),
        (State.TAKEN_DOWN, Action.RESTORE),
        (State.TAKEN_DOWN, Action.UPHOLD),
        (State.TAKEN_DOWN, Action.CORRECT),
        (State.PUBLISHED, Action.CORRECT),
        (State.DECLINED, Action.CORRECT),
        (State.DECLINED, Action.REOPEN),
    ],
)
def test_nothing_is_answered_nor_made_public_again_meanwhile(by, leading, state, action):
    submission = submission_in(state)
    run_jobs()
    if action is Action.UPHOLD:
        workflow.appeal(submission.contribution_id, by=actors.contributor())
    submission.refresh_from_db()
    assert action in workflow.actions_for(submission, leading)
    case = safeguarding.open_case(submission.contribution_id, because=Because.TEAM, by=by)
    with pytest.raises(Conflict, match="looks after them first"):
        VERBS[action](case.contribution_id, by=leading, **HOW)
    assert action not in workflow.actions_for(submission, leading)
    safeguarding.propose(case.pk, Outcome.NO_DANGER, by=by)
    safeguarding.confirm(case.pk, by=leading)
    VERBS[action](case.contribution_id, by=leading, **HOW)


@pytest.mark.parametrize("action", [Action.HOLD, Action.TAKE_DOWN])
def test_what_only_hides_waits_for_nothing(by, leading, action):
    case = opened(by, State.PUBLISHED)
    VERBS[action](case.contribution_id, by=leading, **HOW)
    assert Story.objects.count() == 0


def test_the_page_says_why_an_answer_waits(by, leading, settings):
    settings.MARROW_MFA = False
    case = opened(by, State.HELD)
    client = Client()
    client.force_login(User.objects.get(pk=leading.id))
    page = f"/desk/{case.contribution_id}/"
    text = said(client.get(page))
    assert "A decision on this story waits until that case is closed." in text
    assert "Put it back" not in text
    version = case.contribution.version
    sent = {"action": "restore", "version": version, "note": "Fine.", "reason": "other"}
    answer = client.post(page, sent)
    assert answer.status_code == 409


def test_a_declined_story_is_kept_while_somebody_is_looked_after(by, leading):
    case = opened(by, State.DECLINED)
    Submission.objects.update(settled_at=timezone.now() - timedelta(days=400))
    assert list(workflow.long_declined()) == []
    workflow.forget_declined(case.contribution_id)
    assert Submission.objects.get().title
    safeguarding.propose(case.pk, Outcome.NO_DANGER, by=by)
    safeguarding.confirm(case.pk, by=leading)
    workflow.forget_declined(case.contribution_id)
    assert Submission.objects.get().title == ""


def test_claims_notes_and_escalating_still_work(by, by2):
    case = opened(by)
    claims.claim(case.contribution_id, by=by2)
    workflow.escalate(case.contribution_id, by=by2, note="Please look.", reason="crisis")
    assert case.contribution.submissions.get().state == State.ESCALATED


def test_its_person_still_decides_for_themselves(by):
    case = opened(by)
    workflow.withdraw(case.contribution_id, by=actors.contributor())
    case.refresh_from_db()
    assert case.state is CaseState.OPEN


def test_next_hands_out_no_story_that_nobody_may_decide_on(by, by2):
    opened(by)
    assert claims.next_for(by2) is None


@pytest.mark.parametrize(
    ("state", "then"), [(State.APPROVED, State.PUBLISHED), (State.DECLINED, State.DECLINED)]
)
def test_a_decision_in_its_grace_waits_and_then_takes_effect(by, leading, state, then):
    case = opened(by, state)
    run_jobs()
    submission = case.contribution.submissions.get()
    assert (submission.state, submission.settled_at) == (state, None)
    assert submission.seen_state == State.IN_REVIEW
    safeguarding.propose(case.pk, Outcome.NO_DANGER, by=by)
    safeguarding.confirm(case.pk, by=leading)
    run_jobs()
    submission.refresh_from_db()
    assert submission.state == then
    assert submission.settled_at is not None


def test_a_decision_that_was_taken_back_meanwhile_does_not_take_effect(by, leading):
    case = opened(by, State.DECLINED)
    run_jobs()
    Submission.objects.update(settles_at=timezone.now() + timedelta(hours=1))
    workflow.take_back(case.contribution_id, by=leading)
    safeguarding.propose(case.pk, Outcome.NO_DANGER, by=by)
    safeguarding.confirm(case.pk, by=leading)
    run_jobs()
    assert case.contribution.submissions.get().state == State.IN_REVIEW


# Step by step


def test_each_tick_is_recorded_with_who_and_when_and_may_be_taken_back(by, by2):
    case = opened(by)
    safeguarding.tick(case.pk, Step.TOGETHER, by=by)
    safeguarding.tick(case.pk, Step.DANGER, by=by2)
    safeguarding.tick(case.pk, Step.TOGETHER, by=by2, done=False)
    found = safeguarding.steps_done(case.events.all())
    assert {step: event.actor for step, event in found.items()} == {"danger": by2.id}
    assert done(case)[1:] == [
        ("tick", "moderator", "together"),
        ("tick", "moderator", "danger"),
        ("untick", "moderator", "together"),
    ]


def test_only_leads_take_a_case_and_another_lead_may_go_on_with_it(by, leading):
    case = opened(by)
    with pytest.raises(Forbidden):
        safeguarding.take(case.pk, by=by)
    safeguarding.take(case.pk, by=leading)
    second = actors.team(person("second-lead@example.org", "lead"))
    assert safeguarding.take(case.pk, by=second).taken_by == second.id
    assert "take" not in safeguarding.may_do(case_of(case), second)


def case_of(case: Case) -> Case:
    return Case.objects.select_related("contribution").get(pk=case.pk)


def test_reaching_out_is_no_decision_and_is_seen_at_once(by):
    case = opened(by)
    confirmed(case.contribution)
    before = case.contribution.submissions.get()
    message = safeguarding.reach_out(case.pk, "I am thinking of you.", by=by)
    told = Message.objects.filter(submission__contribution=case.contribution_id).told()
    assert list(told) == [message]
    after = case.contribution.submissions.get()
    assert (after.state, after.settled_at) == (before.state, before.settled_at)
    mail = Mail.objects.get(kind="reach_out")
    assert mail.to == ADDRESS
    assert "thinking" not in mail.text


def test_a_decision_that_is_taken_back_leaves_what_was_written_to_the_person(by, leading):
    case = opened(by, State.DECLINED)
    message = safeguarding.reach_out(case.pk, "I am thinking of you.", by=by)
    workflow.take_back(case.contribution_id, by=leading)
    assert list(Message.objects.filter(internal=False)) == [message]


def test_their_answer_is_told_to_whoever_looks_after_them(by, leading, lead):
    case = opened(by)
    safeguarding.take(case.pk, by=leading)
    Mail.objects.all().delete()
    threads.answer(case.contribution_id, "I am all right.", by=actors.contributor())
    run_jobs()
    assert [(one.kind, one.to) for one in Mail.objects.exclude(state=Mail.State.SENT)] == []
    sent = Mail.objects.get(kind="case")
    assert sent.key.endswith(f":{lead.pk}")


def test_an_answer_without_a_case_tells_nobody():
    submission = submission_in(State.IN_REVIEW)
    threads.answer(submission.contribution_id, "A word.", by=actors.contributor())
    assert Job.objects.filter(kind="case-answered").count() == 0


def test_empty_words_are_refused(by):
    case = opened(by)
    with pytest.raises(ValidationError):
        safeguarding.reach_out(case.pk, "  ", by=by)
    with pytest.raises(ValidationError):
        safeguarding.note(case.pk, "", by=by)


# The address


def test_an_organiser_who_looks_at_the_address_is_told_in_the_open_case(by, leading):
    case = opened(by)
    organiser = person("organiser@example.org", "organiser")
    safeguarding.revealed(case.contribution_id, by=organiser.pk)
    assert done(case)[-1] == ("reveal", "organiser", "")
    safeguarding.propose(case.pk, Outcome.REACHED, by=by)
    safeguarding.confirm(case.pk, by=leading)
    safeguarding.revealed(case.contribution_id, by=organiser.pk)
    assert case.events.filter(action="reveal").count() == 1


# Two people to close it


def test_nobody_closes_a_case_alone(leading):
    case = opened(leading)
    safeguarding.propose(case.pk, Outcome.REACHED, by=leading)
    with pytest.raises(Forbidden):
        safeguarding.confirm(case.pk, by=leading)
    assert "confirm" not in safeguarding.may_do(case_of(case), leading)


def test_two_moderators_are_not_enough(by, by2):
    case = opened(by)
    safeguarding.propose(case.pk, Outcome.REACHED, by=by)
    assert "confirm" not in safeguarding.may_do(case_of(case), by2)
    with pytest.raises(Forbidden):
        safeguarding.confirm(case.pk, by=by2)


@pytest.mark.parametrize("lead_first", [True, False])
def test_a_lead_and_somebody_else_close_it(by, leading, lead_first):
    first, second = (leading, by) if lead_first else (by, leading)
    case = opened(by)
    safeguarding.propose(case.pk, Outcome.HANDED_ON, by=first)
    assert "confirm" in safeguarding.may_do(case_of(case), second)
    closed = safeguarding.confirm(case.pk, by=second)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, "handed-on")
    assert (closed.proposed_by, closed.closed_by) == (first.id, second.id)
    with pytest.raises(Conflict):
        safeguarding.tick(case.pk, Step.REACH, by=first)


def test_what_cannot_be_closed_yet_goes_back_to_where_it_was(by, by2, leading):
    case = opened(by)
    safeguarding.take(case.pk, by=leading)
    safeguarding.propose(case.pk, Outcome.REACHED, by=by)
    back = safeguarding.send_back(case.pk, by=by2)
    assert (back.state, back.outcome, back.proposed_by) == (CaseState.TAKEN, "", None)


def test_a_new_case_may_be_opened_after_one_was_closed(by, leading):
    case = opened(by)
    safeguarding.propose(case.pk, Outcome.REACHED, by=by)
    safeguarding.confirm(case.pk, by=leading)
    again = safeguarding.open_case(case.contribution_id, because=Because.TEAM, by=by)
    assert again != case
    assert again.state is CaseState.OPEN


# What the database refuses


def test_the_database_refuses_one_person_who_closes_alone(by):
    case = opened(by)
    now = timezone.now()
    alone = {"proposed_by": 7, "proposed_at": now, "closed_by": 7, "closed_at": now}
    for wrong in (
        {**alone, "outcome": "reached"},
        {"closed_by": 7, "closed_at": now},
        {"proposed_by": 7, "proposed_at": now},
        {"taken_by": 7},
        {"because": "boredom"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**wrong)


def test_the_database_keeps_cases_and_what_was_done(by, leading):
    case = opened(by)
    with pytest.raises(ProgrammingError), transaction.atomic():
        CaseEvent.objects.update(actor=None)
    with pytest.raises(ProgrammingError), transaction.atomic():
        CaseEvent.objects.all().delete()
    safeguarding.propose(case.pk, Outcome.REACHED, by=by)
    safeguarding.confirm(case.pk, by=leading)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Case.objects.update(outcome="no-danger")


# When the story is gone


def test_a_case_outlives_the_story_without_its_words(by, leading):
    case = opened(by)
    safeguarding.note(case.pk, "Rang the line for her country.", by=by)
    safeguarding.reach_out(case.pk, "I am thinking of you.", by=by)
    workflow.erase_all(case.contribution_id, by=actors.contributor())
    case = case_of(case)
    assert case.state is CaseState.OPEN
    assert [note.body for note in CaseNote.objects.all()] == [""]
    assert [message.body for message in case.messages.all()] == [""]
    assert not {"note", "reach_out"} & safeguarding.may_do(case, by)
    with pytest.raises(Conflict):
        safeguarding.note(case.pk, "More words.", by=by)
    with pytest.raises(Conflict):
        safeguarding.reach_out(case.pk, "More words.", by=by)
    safeguarding.propose(case.pk, Outcome.NOT_REACHED, by=by)
    assert safeguarding.confirm(case.pk, by=leading).state is CaseState.CLOSED
