"""A second person reads what the rules want two for, sees nothing of the first, and decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from moderation import actors, api, cards, claims, findings, two_people, workflow
from moderation.checks import Remark, Severity
from moderation.errors import Forbidden
from moderation.models import Finding, Message, Submission
from moderation.queue import Lane, Narrowing, counts, lane
from moderation.reasons import Dismissal
from moderation.states import Action, State
from moderation.subjects import About
from tests.factories import NAMED, contribution, offer, person, run_jobs, submission_in
from tests.moderation.test_subjects import months_ago

pytestmark = pytest.mark.django_db
C = actors.contributor()
GRAVE = Remark("address", Severity.SEVERE, "body", 0, 4, "Look.")
IN_DANGER = Remark("crisis", Severity.WARN, "body", 0, 4, "Look.")


@pytest.fixture
def first():
    return actors.team(person("first@example.org", "moderator"))


@pytest.fixture
def second():
    return actors.team(person("second@example.org", "moderator"))


@pytest.fixture
def lead():
    return actors.team(person("lead@example.org", "lead"))


def read(*remarks, **changes) -> Submission:
    """A story that the checks have been over, with what they noticed."""
    kept = contribution(**changes)
    workflow.screen(kept.submissions.get().pk, remarks)
    return kept.submissions.get()


def now(submission: Submission) -> Submission:
    submission.refresh_from_db()
    return submission


def why(submission: Submission) -> list[str]:
    return [rule.code for rule in two_people.wanted(submission)]


# --- the rules ----------------------------------------------------------------------------------


def test_most_stories_one_person_decides(first):
    submission = read(Remark("places", Severity.WARN, "body", 0, 4, "Look."))
    assert why(submission) == []
    workflow.approve(submission.contribution_id, by=first)
    assert (now(submission).state, submission.first_by_id) == (State.APPROVED, None)


def test_what_wants_two(first):
    child = About("child", months_ago(90))
    assert why(read(about=child)) == ["minors"]
    assert why(read(facets=["under-18"])) == ["minors"]
    assert why(read(NAMED)) == ["names"]
    assert why(read(Remark("names", Severity.NOTE, "display_name", 0, 4, "Whole."))) == []
    assert why(read(IN_DANGER)) == ["crisis"]
    assert why(read(GRAVE, NAMED)) == ["names", "severe"]
    handed_on = read()
    workflow.escalate(handed_on.contribution_id, by=first, reason="legal")
    assert why(handed_on) == ["legal"]


def test_a_name_that_is_none_wants_nobody_and_a_grave_note_stays_one(first):
    submission = read(NAMED)
    Finding.objects.update(dismissed_by=first.id, dismissed_at=timezone.now())
    assert why(submission) == []
    grave = read(GRAVE)
    Finding.objects.update(dismissed_by=first.id, dismissed_at=timezone.now())
    assert why(grave) == ["severe"]


def test_the_same_words_once_more_want_as_many_people_as_before(first, lead):
    submission = read()
    kept = submission.contribution_id
    workflow.escalate(kept, by=first, reason="crisis")
    workflow.request_changes(kept, by=lead, message="Could you look at this?")
    run_jobs()
    workflow.keep(kept, by=C)
    run_jobs()
    again = Submission.objects.get(contribution=kept, number=2)
    assert (again.state, why(again)) == (State.IN_REVIEW, ["crisis"])
    workflow.approve(kept, by=first)
    assert now(again).state == State.SECOND_REVIEW
    workflow.take_back(kept, by=first)
    workflow.replace(kept, offer(title="Other words"), by=C)
    run_jobs()
    assert why(Submission.objects.get(contribution=kept, number=3)) == []


def appealed(by) -> Submission:
    """What needs two people, declined by this person and asked about once more."""
    kept = read(NAMED).contribution
    workflow.decline(kept.pk, by=by, message="No.", reason="names")
    run_jobs()
    workflow.appeal(kept.pk, by=C)
    again = kept.submissions.latest("id")
    workflow.screen(again.pk, [NAMED])
    return again


def test_an_appeal_needs_two_who_say_yes(first, second, lead):
    """Who declined it has read it too, and is not one of them."""
    again = appealed(first)
    kept = again.contribution_id
    workflow.approve(kept, by=second)
    assert (now(again).state, two_people.alone(again)) == (State.SECOND_REVIEW, False)
    for by in (first, second):
        with pytest.raises(Forbidden):
            workflow.approve(kept, by=by)
    workflow.approve(kept, by=lead)
    assert now(again).state == State.APPROVED


def test_of_an_appeal_who_declined_is_the_second_only_where_nobody_else_could(second, lead):
    again = appealed(lead)
    workflow.approve(again.contribution_id, by=second)
    assert not two_people.alone(now(again))
    workflow.approve(again.contribution_id, by=lead)
    assert now(again).state == State.APPROVED


def test_of_an_appeal_a_moderator_who_declined_is_never_the_second(first, lead):
    again = appealed(first)
    workflow.approve(again.contribution_id, by=lead)
    assert two_people.alone(now(again))
    with pytest.raises(Forbidden):
        workflow.approve(again.contribution_id, by=first)


def test_whoever_declined_and_alone_could_look_again_is_still_one_person(lead, first):
    submission = read(GRAVE)
    kept = submission.contribution_id
    workflow.decline(kept, by=lead, reason="other", message="Not here.")
    run_jobs()
    workflow.appeal(kept, by=C)
    again = Submission.objects.get(contribution=kept, number=2)
    workflow.screen(again.pk, [GRAVE])
    assert now(again).state == State.ESCALATED  # and there is one lead
    workflow.approve(kept, by=lead)
    assert (now(again).state, again.first_by_id) == (State.SECOND_REVIEW, lead.id)
    workflow.approve(kept, by=first)
    assert (now(again).state, again.decided_by_id) == (State.APPROVED, first.id)


def test_an_organisation_says_which_rules_hold(settings):
    settings.MARROW_TWO_PEOPLE = ["severe"]
    assert why(read(NAMED)) == []


# --- who does what ------------------------------------------------------------------------------


def test_the_first_hands_it_on_and_the_second_makes_it_public(first, second):
    submission = read(NAMED)
    kept = submission.contribution_id
    claims.claim(kept, by=first)
    workflow.approve(kept, by=first)
    assert (now(submission).state, submission.first_by_id) == (State.SECOND_REVIEW, first.id)
    assert (submission.claimed_by_id, submission.decided_by_id) == (None, None)
    assert submission.due_at - timezone.now() > timedelta(hours=71)
    run_jobs()
    assert now(submission).state == State.SECOND_REVIEW
    for verb, how in (
        (workflow.approve, {}),
        (workflow.decline, {"message": "No.", "reason": "names"}),
        (workflow.escalate, {"reason": "names"}),
        (claims.claim, {}),
    ):
        with pytest.raises(Forbidden, match="You approved this first"):
            verb(kept, by=first, **how)
    assert workflow.actions_for(submission, first) == [Action.TAKE_BACK]
    assert claims.next_for(first) is None
    assert claims.next_for(second) == kept
    workflow.approve(kept, by=second)
    assert (now(submission).state, submission.decided_by_id) == (State.APPROVED, second.id)
    run_jobs()
    assert (now(submission).state, submission.first_by_id) == (State.PUBLISHED, first.id)


def test_from_a_lead_it_may_go_to_a_moderator(first, lead):
    submission = read(GRAVE)
    assert submission.state == State.ESCALATED
    with pytest.raises(Forbidden):
        workflow.approve(submission.contribution_id, by=first)
    workflow.approve(submission.contribution_id, by=lead)
    assert now(submission).due_at - timezone.now() < timedelta(hours=5)
    workflow.approve(submission.contribution_id, by=first)
    assert now(submission).state == State.APPROVED


@pytest.mark.parametrize("remark", [NAMED, GRAVE])
def test_the_first_takes_it_back_to_where_it_was(first, lead, second, remark):
    submission = read(remark)
    by, before = (first if remark is NAMED else lead), submission.state
    workflow.approve(submission.contribution_id, by=by, message="With thanks.")
    with pytest.raises(Forbidden):
        workflow.take_back(submission.contribution_id, by=second)
    workflow.take_back(submission.contribution_id, by=by)
    assert (now(submission).state, submission.first_by_id) == (before, None)
    assert not Message.objects.exists()
    workflow.approve(submission.contribution_id, by=by)
    assert now(submission).state == State.SECOND_REVIEW


def test_once_the_second_has_decided_only_they_take_it_back(first, second):
    submission = read(NAMED)
    kept = submission.contribution_id
    workflow.approve(kept, by=first, message="With thanks.")
    workflow.decline(kept, by=second, message="No.", reason="names")
    with pytest.raises(Forbidden):
        workflow.take_back(kept, by=first)
    workflow.take_back(kept, by=second)
    assert (now(submission).state, submission.first_by_id) == (State.SECOND_REVIEW, first.id)
    assert [one.body for one in Message.objects.all()] == ["With thanks."]


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (workflow.request_changes, State.CHANGES_REQUESTED),
        (workflow.decline, State.DECLINED),
    ],
)
def test_what_the_second_decides_stands_and_the_first_said_nothing(first, second, verb, state):
    submission = read(NAMED)
    kept = submission.contribution_id
    workflow.approve(kept, by=first, message="We love it.")
    verb(kept, by=second, message="One thing first.", reason="names")
    run_jobs()
    assert now(submission).state == state
    assert [one.body for one in Message.objects.told()] == ["One thing first."]


def test_after_two_approvals_both_are_heard(first, second):
    submission = read(NAMED)
    workflow.approve(submission.contribution_id, by=first, message="We love it.")
    workflow.approve(submission.contribution_id, by=second, message="So do I.")
    run_jobs()
    assert [one.body for one in Message.objects.told()] == ["We love it.", "So do I."]


@pytest.mark.parametrize(
    ("remark", "verb", "state"),
    [
        (NAMED, workflow.escalate, State.ESCALATED),
        (NAMED, workflow.return_to_queue, State.IN_REVIEW),
        (GRAVE, workflow.return_to_queue, State.ESCALATED),
    ],
)
def test_the_second_hands_it_on_and_it_starts_over(first, second, lead, remark, verb, state):
    submission = read(remark)
    by = first if remark is NAMED else lead
    workflow.approve(submission.contribution_id, by=by, message="We love it.")
    verb(submission.contribution_id, by=second, reason="names", message="Hm.")
    assert (now(submission).state, submission.first_by_id) == (state, None)
    assert not Message.objects.filter(internal=False).exists()
    workflow.approve(submission.contribution_id, by=lead)
    assert (now(submission).state, submission.first_by_id) == (State.SECOND_REVIEW, lead.id)


def test_its_person_changes_hides_and_takes_back_as_ever(first):
    for verb, state in (
        (lambda kept: workflow.replace(kept, offer(title="Anew"), by=C), State.SUPERSEDED),
        (lambda kept: workflow.withdraw(kept, by=C), State.WITHDRAWN),
        (lambda kept: workflow.hide_name(kept, by=C, how="anonymous"), State.SECOND_REVIEW),
    ):
        submission = submission_in(State.SECOND_REVIEW)
        verb(submission.contribution_id)
        assert now(submission).state == state


def test_nobody_outside_knows_how_many_read_it(first, second):
    submission = read(NAMED)
    before = (submission.seen_state, workflow.actions_for(submission, C))
    workflow.approve(submission.contribution_id, by=first, message="We love it.")
    assert (now(submission).seen_state, workflow.actions_for(submission, C)) == before
    assert before[0] == State.IN_REVIEW
    assert not Message.objects.told().exists()


def test_the_database_wants_two_people_too(first):
    submission = submission_in(State.SECOND_REVIEW)
    by = submission.first_by_id
    with pytest.raises(IntegrityError, match="a_second_needs_a_first"), transaction.atomic():
        Submission.objects.update(first_by=None)
    decided = {"decided_by": by, "decided_from": "second_review", "settles_at": timezone.now()}
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        Submission.objects.update(state=State.APPROVED, **decided)


# --- what the second sees -----------------------------------------------------------------------


def test_the_view_of_the_first_is_kept_from_the_second(first, second, lead):
    submission = read(NAMED)
    kept, finding = submission.contribution_id, Finding.objects.get()
    findings.dismiss(kept, finding.pk, by=second, because=Dismissal.HARMLESS)
    Finding.objects.update(dismissed_by=None, dismissed_at=None)
    workflow.approve(kept, by=first, message="We love it.")
    now(submission)
    for by, who in ((first, None), (second, first.id), (lead, first.id)):
        assert two_people.veiled(submission, by) == who
    said = list(Message.objects.all())
    assert two_people.unveiled(said, submission, first) == said
    assert two_people.unveiled(said, submission, second) == []
    workflow.approve(kept, by=second)
    assert two_people.unveiled(said, now(submission), second) == said


def test_no_question_of_the_first_lies_before_the_second(first, second, lead):
    submission = read(NAMED)
    kept = submission.contribution_id
    asked = cards.ask(kept, "She is no nurse, is she? I would take it.", by=first)
    assert list(cards.about(kept, by=second)) == list(cards.on_desk(second)) == [asked]
    workflow.approve(kept, by=first)
    for by in (second, lead):
        assert (list(cards.about(kept, by=by)), list(cards.on_desk(by))) == ([], [])
    assert list(cards.about(kept, by=first)) == [asked]
    mine = cards.ask(kept, "Who knows this ward?", by=second)
    assert list(cards.about(kept, by=second)) == [mine]
    workflow.approve(kept, by=second)
    assert list(cards.about(kept, by=second)) == [asked, mine]


def test_no_filter_tells_the_second_what_the_first_dismissed(first, second):
    submission = read(NAMED, IN_DANGER)
    kept = submission.contribution_id
    name = Finding.objects.get(check_id="names")
    findings.dismiss(kept, name.pk, by=first, because=Dismissal.MISTAKEN)
    for_names = Narrowing(check="names")
    assert list(lane(Lane.REVIEW, by=second, narrowing=for_names)) == []
    workflow.approve(kept, by=first)
    assert list(lane(Lane.SECOND, by=second, narrowing=for_names)) == [submission]
    assert counts(second, for_names)[Lane.SECOND] == 1


def test_no_rule_tells_the_second_what_the_first_dismissed(first, second):
    submission = read(NAMED, IN_DANGER)
    kept = submission.contribution_id
    name = Finding.objects.get(check_id="names")
    findings.dismiss(kept, name.pk, by=first, because=Dismissal.MISTAKEN)
    workflow.approve(kept, by=first)
    told = {
        by.id: api.as_data(submission.contribution, by, RequestFactory().get("/"))["two_people"]
        for by in (first, second)
    }
    assert told == {first.id: ["crisis"], second.id: ["names", "crisis"]}


def test_the_second_says_for_themselves_that_a_note_is_no_problem(first, second, lead):
    submission = read(GRAVE)
    kept, finding = submission.contribution_id, Finding.objects.get()
    findings.dismiss(kept, finding.pk, by=lead, because=Dismissal.MISTAKEN)
    workflow.approve(kept, by=lead)
    now(submission), finding.refresh_from_db()
    shown = [two_people.dismissed(finding, submission, by) for by in (lead, second)]
    assert shown == [True, False]
    findings.dismiss(kept, finding.pk, by=second, because=Dismissal.HARMLESS)
    finding.refresh_from_db()
    assert (finding.dismissed_by_id, finding.dismissed_because) == (second.id, "harmless")


def test_it_has_a_lane_and_counts_equal_the_list(first, second):
    submission = submission_in(State.SECOND_REVIEW)
    mine = actors.team(submission.first_by)
    for by in (mine, second):
        found = list(lane(Lane.SECOND, by=by, narrowing=Narrowing()))
        assert (found, counts(by, Narrowing())[Lane.SECOND]) == ([submission], 1)


def test_a_team_of_one_is_told(first):
    submission = submission_in(State.SECOND_REVIEW)
    assert not two_people.alone(submission)
    for user in (one for one in [person("first@example.org"), person("factory-lead@example.org")]):
        user.groups.clear()
    assert two_people.alone(submission)
