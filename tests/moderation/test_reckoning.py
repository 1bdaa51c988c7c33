"""How the desk is doing, in numbers: counted against stories that people really decided."""

import re
from datetime import date, timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from jobs import work
from jobs.models import Job
from moderation import actors, claims, findings, reckoning, safeguarding, workflow
from moderation.case_states import Because
from moderation.checks import Remark, Severity
from moderation.models import Case, Event, Finding, Reckoning, Submission
from moderation.queue import Lane, Narrowing, counts
from moderation.reasons import Dismissal
from moderation.states import Action, State
from moderation.views import drawing
from moderation.views.figures import check, group_names, length
from stories.models import Diagnosis
from tests.contributors.walking import said
from tests.factories import contribution, person, run_jobs, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
C = actors.contributor()
NUMBER = Remark("phone", Severity.WARN, "body", 2, 12, "This may be a number.")


def answered(hours: float, *, weeks: int = 0, **changes) -> Submission:
    """A story whose person heard from us after so many hours, so many weeks ago."""
    submission = submission_in(State.DECLINED, **changes)
    at = timezone.now() - timedelta(weeks=weeks)
    sent = at - timedelta(hours=hours)
    Submission.objects.filter(pk=submission.pk).update(settled_at=at, created_at=sent)
    return submission


def told(state: State) -> Submission:
    """A story whose person has heard what was decided."""
    submission = submission_in(state)
    run_jobs()
    return submission


def worked_out() -> dict:
    return reckoning.worked_out(timezone.localdate())


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- now -----------------------------------------------------------------------------------------


def test_the_oldest_is_the_one_that_was_sent_first():
    """And not the one that is due first, nor the first of the list."""
    new, old, middle = (submission_in(State.IN_REVIEW) for _ in range(3))
    for submission, days, due in [(new, 1, 1), (old, 9, 90), (middle, 5, 2)]:
        sent = timezone.now() - timedelta(days=days)
        due_at = timezone.now() + timedelta(hours=due)
        Submission.objects.filter(pk=submission.pk).update(created_at=sent, due_at=due_at)
    submission_in(State.DECLINED)
    old.refresh_from_db()
    review, *others = reckoning.waiting()
    assert (review.lane, review.stories, review.oldest) == ("review", 3, old.created_at)
    lanes = ["attention", "safeguarding", "second", "appeals", "reported"]
    assert [(one.lane, one.stories, one.oldest) for one in others] == [
        (lane, 0, None) for lane in lanes
    ]


def test_each_lane_has_its_own():
    escalated = submission_in(State.ESCALATED)
    taken_down = submission_in(State.TAKEN_DOWN)
    workflow.appeal(taken_down.contribution_id, by=C)
    taken_down.refresh_from_db()
    held = submission_in(State.HELD)
    _review, attention, _cases, _second, appeals, reported = reckoning.waiting()
    assert (attention.stories, attention.oldest) == (1, escalated.created_at)
    rested = held.events.get(action=Action.HOLD).at
    assert (reported.stories, reported.oldest) == (1, rested)
    assert (appeals.stories, appeals.oldest) == (1, taken_down.appealed_at)


def test_what_waits_is_what_the_lists_hold(lead):
    """An appeal is no new story, and whose person is looked after first is in no other lane."""
    submission_in(State.IN_REVIEW)
    for state in (State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN):
        safeguarding.open_case(submission_in(state).contribution_id, because=Because.TEAM)
    declined = told(State.DECLINED)
    workflow.appeal(declined.contribution_id, by=C)
    escalated = submission_in(State.ESCALATED)
    held, by = submission_in(State.HELD), actors.team(lead)
    again = workflow.appeal(submission_in(State.TAKEN_DOWN).contribution_id, by=C)
    found = {one.lane: (one.stories, one.oldest) for one in reckoning.waiting()}
    assert {lane: stories for lane, (stories, _oldest) in found.items()} == {
        Lane.REVIEW: 1,
        Lane.ATTENTION: 1,
        Lane.SAFEGUARDING: 3,
        Lane.SECOND: 0,
        Lane.APPEALS: 2,
        Lane.REPORTED: 1,
    }
    counted = counts(by, Narrowing())
    assert {lane: counted[lane] for lane in found} == {
        lane: stories for lane, (stories, _oldest) in found.items()
    }
    first = declined.contribution.submissions.get(appealed_at__isnull=False).appealed_at
    assert first < again.submissions.get().appealed_at
    assert found[Lane.APPEALS][1] == first
    assert found[Lane.SAFEGUARDING][1] == Case.objects.earliest("opened_at").opened_at
    assert found[Lane.ATTENTION][1] == escalated.created_at
    assert found[Lane.REPORTED][1] == held.events.get(action=Action.HOLD).at


def test_what_waits_by_diagnosis(lead):
    first = submission_in(State.IN_REVIEW, diagnoses=["aml"])
    submission_in(State.ESCALATED, diagnoses=["aml", "hodgkin-lymphoma"])
    submission_in(State.DECLINED, diagnoses=["aml"])
    case = submission_in(State.IN_REVIEW, diagnoses=["aml"])
    safeguarding.open_case(case.contribution_id, because=Because.TEAM)
    found = {group: held for group, held in reckoning.waiting_by_group().items() if held[0]}
    assert {group: stories for group, (stories, _oldest) in found.items()} == {
        "leukemia": 2,
        "hodgkin": 1,
    }
    assert found["leukemia"][1] == first.created_at
    text = re.sub(r"\s+", " ", said(door(lead).get("/desk/figures/")))
    assert "2 stories wait and 1 person who may be in danger" in text
    assert (
        "Diagnosis Stories The oldest was sent Leukemia 2 1 hour ago Hodgkin lymphoma 1 1" in text
    )


def test_a_group_is_called_as_what_is_above_it_all():
    """And not as the first of it in the file, which may stand below one of another group."""
    names = group_names()
    assert (names["lymphoma"], names["hodgkin"]) == ("Lymphoma", "Hodgkin lymphoma")
    assert names["mpn"] == Diagnosis.objects.get(slug="mpn").label


def test_an_answer_to_an_appeal_is_a_lane_of_its_own(lead):
    declined = told(State.DECLINED)
    workflow.appeal(declined.contribution_id, by=C)
    run_jobs()
    workflow.approve(declined.contribution_id, by=actors.team(lead))
    run_jobs()
    kept = worked_out()["answers"]
    assert [kept[lane][-1][0] for lane in ("all", "review", "appeals")] == [2, 1, 1]


def test_the_load_of_each_person(moderator, lead, moderator2):
    by, above = actors.team(moderator), actors.team(lead)
    for _ in range(2):
        workflow.approve(submission_in(State.IN_REVIEW).contribution_id, by=by)
    workflow.approve(submission_in(State.IN_REVIEW).contribution_id, by=above)
    claims.claim(submission_in(State.IN_REVIEW).contribution_id, by=actors.team(moderator2))
    found = {load.user.pk: (load.month, load.week, load.holds) for load in reckoning.loads()}
    assert found == {moderator.pk: (2, 2, 0), lead.pk: (1, 1, 0), moderator2.pk: (0, 0, 1)}
    assert reckoning.loads()[0].user == moderator
    assert [load.user.pk for load in reckoning.loads(only=lead.pk)] == [lead.pk]


def test_the_load_tells_of_heavy_stories_beside_it(lead):
    above = actors.team(lead)
    for labels in (["death"], []):
        submission = submission_in(State.IN_REVIEW)
        Submission.objects.filter(pk=submission.pk).update(labels=labels)
        workflow.approve(submission.contribution_id, by=above)
    assert [(load.month, load.heavy) for load in reckoning.loads()] == [(2, 1)]
    text = re.sub(r"\s+", " ", said(door(lead).get("/desk/figures/")))
    assert "Heavy ones of these In 7 days Reads now lead 2 1 2 0" in text


# --- over many weeks -----------------------------------------------------------------------------


def test_weeks_are_a_year_of_mondays():
    found = reckoning.weeks(date(2026, 11, 26))
    assert (len(found), found[-1], found[0]) == (52, date(2026, 11, 23), date(2025, 12, 1))
    assert {monday.weekday() for monday in found} == {0}
    assert reckoning.weeks(date(2026, 11, 23))[-1] == date(2026, 11, 23)


def test_half_and_nine_of_ten_week_by_week():
    for hours in (10, 20, 30):
        answered(hours)
    answered(100, weeks=3, diagnoses=["aml"])
    answered(100, weeks=60)
    kept = worked_out()["answers"]
    assert kept["all"][-1] == [3, 20.0, 28.0]
    assert kept["all"][-4] == [1, 100.0, 100.0]
    assert [week for week in kept["all"] if week] == [kept["all"][-4], kept["all"][-1]]
    assert kept["review"] == kept["all"]
    assert [week for week in kept["attention"] if week] == []
    assert kept["group:lymphoma"][-1] == [3, 20.0, 28.0]
    assert kept["group:leukemia"][-4] == [1, 100.0, 100.0]
    assert kept["group:leukemia"][-1] is None


def middle(waits: list[float], share: float) -> float:
    """As PostgreSQL's percentile_cont: between the two where it falls between two."""
    found, place = sorted(waits), share * (len(waits) - 1)
    low = int(place)
    high = min(low + 1, len(found) - 1)
    return round(found[low] + (found[high] - found[low]) * (place - low), 2)


def test_one_walk_counts_as_each_story_by_itself_would(lead):
    """Every part and week, against a count in plain words over the rows themselves."""
    of = [["mcl"], ["aml"], ["mcl", "fl"], ["aml", "mcl"]]
    for number in range(12):
        weeks = (0, 1, 2, 51, 52)[number % 5]
        answered(7 * number + 1, weeks=weeks, diagnoses=of[number % 4], example=number == 3)
    texts = Submission.objects.order_by("id")
    for number, state in enumerate((State.ESCALATED, State.SECOND_REVIEW, State.ESCALATED)):
        texts.filter(pk=texts[number * 2].pk).update(decided_from=state)
    texts.filter(pk=texts[5].pk).update(appealed_at=F("settled_at"))
    texts.filter(pk=texts[6].pk).update(appealed_at=F("settled_at") + timedelta(hours=1))
    mondays = reckoning.weeks(timezone.localdate())
    expected: dict[str, dict[date, list[float]]] = {}
    for one in texts.exclude(contribution__example=True):
        day = timezone.localdate(one.settled_at)
        monday = day - timedelta(days=day.weekday())
        again = one.appealed_at is not None and one.appealed_at <= one.settled_at
        lanes = {lane for lane, states in reckoning.LANES.items() if one.decided_from in states}
        parts = {"all"} | ({"appeals"} if again else lanes)
        parts |= {
            f"group:{group}"
            for group, slugs in reckoning.groups().items()
            if set(slugs) & set(one.diagnoses)
        }
        for part in parts:
            waited = (one.settled_at - one.created_at) / timedelta(hours=1)
            expected.setdefault(part, {}).setdefault(monday, []).append(waited)
    found = worked_out()["answers"]
    assert set(expected) == {
        "all",
        "review",
        "attention",
        "second",
        "appeals",
        "group:leukemia",
        "group:lymphoma",
    }
    assert found == {
        part: [
            [len(waits), middle(waits, 0.5), middle(waits, 0.9)]
            if (waits := expected.get(part, {}).get(monday))
            else None
            for monday in mondays
        ]
        for part in found
    }


def test_what_was_escalated_is_a_lane_of_its_own(lead):
    submission = submission_in(State.ESCALATED)
    workflow.approve(submission.contribution_id, by=actors.team(lead))
    run_jobs()
    kept = worked_out()["answers"]
    assert (kept["attention"][-1][0], kept["review"][-1]) == (1, None)


def test_examples_and_what_waits_count_for_nothing():
    answered(10, example=True)
    submission_in(State.IN_REVIEW)
    kept = worked_out()
    assert [week for week in kept["answers"]["all"] if week] == []
    assert sum(kept["reversed"]["decided"]) == 0


def test_how_often_a_check_is_mistaken(moderator):
    by = actors.team(moderator)
    because = [Dismissal.MISTAKEN, Dismissal.HARMLESS, None]
    for one in because:
        kept = contribution()
        submission = kept.submissions.get()
        workflow.screen(submission.pk, [NUMBER])
        claims.claim(kept.pk, by=by)
        if one is not None:
            findings.dismiss(kept.pk, submission.findings.get().pk, by=by, because=one)
        workflow.approve(kept.pk, by=by)
    run_jobs()
    waiting = contribution().submissions.get()
    workflow.screen(waiting.pk, [NUMBER])
    assert Finding.objects.count() == 4
    assert worked_out()["checks"] == [
        {"check_id": "phone", "noticed": 3, "mistaken": 1, "stayed": 1}
    ]


def test_a_note_that_nobody_had_open_counts_neither_way(moderator, moderator2):
    """As of what a program decided, or what a colleague looked at who decided nothing."""
    by, other = actors.team(moderator), actors.team(moderator2)
    for reads in (None, other):
        kept = contribution()
        workflow.screen(kept.submissions.get().pk, [NUMBER])
        if reads is not None:
            claims.claim(kept.pk, by=reads)
            claims.release(kept.pk, by=reads)
        workflow.decline(kept.pk, by=by, reason="other", message="Thank you.")
    run_jobs()
    assert worked_out()["checks"] == []


def test_a_dismissed_note_is_no_right_one():
    row = {"check_id": "phone", "noticed": 20, "mistaken": 3, "stayed": 2}
    assert check(row)["percent"] == 75


def test_what_was_turned_round(moderator, lead):
    by, above = actors.team(moderator), actors.team(lead)
    back = submission_in(State.IN_REVIEW).contribution_id
    workflow.approve(back, by=by)
    workflow.take_back(back, by=by)
    for verb in (workflow.approve, workflow.decline):
        declined = told(State.DECLINED)
        workflow.appeal(declined.contribution_id, by=C)
        run_jobs()
        verb(declined.contribution_id, by=above, reason="other", message="We looked.")
        run_jobs()
    asked = told(State.DECLINED)
    workflow.appeal(asked.contribution_id, by=C)
    for verb in (workflow.restore, workflow.uphold):
        down = submission_in(State.TAKEN_DOWN)
        workflow.appeal(down.contribution_id, by=C)
        verb(down.contribution_id, by=above, reason="other", message="We looked.")
    found = worked_out()["reversed"]
    decided = Event.objects.filter(action__in=[Action.APPROVE, Action.DECLINE]).count()
    assert (found["taken_back"][-1], found["decided"][-1]) == (1, decided)
    assert (found["appeals"], found["ended"], found["succeeded"]) == (5, 4, 2)


def test_how_often_the_second_of_two_agreed(lead):
    above = actors.team(lead)
    for verb in (workflow.approve, workflow.decline):
        story = submission_in(State.SECOND_REVIEW).contribution_id
        verb(story, by=above, reason="other", message="We looked.")
    submission_in(State.SECOND_REVIEW)
    assert worked_out()["second"] == {"read": 0, "agreed": 0}
    run_jobs()
    kept = worked_out()
    assert kept["second"] == {"read": 2, "agreed": 1}
    assert kept["answers"]["second"][-1][0] == 2


def test_a_decision_in_its_grace_ends_no_appeal(lead):
    declined = told(State.DECLINED)
    workflow.appeal(declined.contribution_id, by=C)
    run_jobs()
    workflow.approve(declined.contribution_id, by=actors.team(lead))
    found = worked_out()["reversed"]
    assert (found["appeals"], found["ended"], found["succeeded"]) == (1, 0, 0)


def test_the_job_keeps_them_and_the_page_reads_them(lead):
    answered(10)
    work.owe("reckon", "", key="now")
    assert work.run(Job.objects.get(key="now").pk, by="worker")
    answered(10)
    page = door(lead).get("/desk/figures/")
    assert page.context["by_lane"][0]["rows"][0]["answers"] == 1
    assert Reckoning.objects.count() == 1
    reckoning.keep()
    assert Reckoning.objects.count() == 1
    assert door(lead).get("/desk/figures/").context["by_lane"][0]["rows"][0]["answers"] == 2
    assert "relay and worker may stand still" not in said(page)
    assert said(page).count("in the next count, within the hour") == 3
    Reckoning.objects.update(at=Now() - timedelta(hours=4))
    assert "relay and worker may stand still" in said(door(lead).get("/desk/figures/"))


def test_as_many_questions_for_one_story_as_for_many(lead, django_assert_num_queries):
    client = door(lead)
    answered(10)
    reckoning.keep()
    client.get("/desk/figures/")
    with django_assert_num_queries(17) as few:
        client.get("/desk/figures/")
    for weeks in range(8):
        answered(10, weeks=weeks)
    submission_in(State.IN_REVIEW)
    reckoning.keep()
    with django_assert_num_queries(len(few)):
        client.get("/desk/figures/")


# --- the page ------------------------------------------------------------------------------------


def test_a_lead_sees_all_of_it(lead, moderator):
    answered(10)
    answered(60, weeks=1)
    workflow.approve(submission_in(State.IN_REVIEW).contribution_id, by=actors.team(moderator))
    page = door(lead).get("/desk/figures/")
    text = said(page)
    for heading in (
        "Waiting now",
        "Time to an answer",
        "Who did how much",
        "What was turned round",
    ):
        assert heading in text
    html = page.content.decode()
    assert " style=" not in html
    assert [(row["name"], row["month"]) for row in page.context["loads"]] == [
        ("factory-moderator", 2),
        ("moderator", 1),
    ]
    drawn = page.context["by_lane"][0]["drawn"]
    assert f'points="{drawn.lines[0]}"' in html
    assert html.count("<svg") == html.count("</svg>") > 4
    spanish = door(lead).get("/es/desk/figures/").content.decode()
    assert f'points="{drawn.lines[0]}"' in spanish  # no decimal comma in a drawing


def test_a_moderator_sees_their_own_work_alone(lead, moderator, moderator2):
    for person_ in (moderator, moderator2, lead):
        story = submission_in(State.IN_REVIEW).contribution_id
        workflow.approve(story, by=actors.team(person_))
    page = door(moderator).get("/desk/figures/")
    text = said(page)
    assert [(row["name"], row["month"]) for row in page.context["loads"]] == [("moderator", 1)]
    for other in ("moderator2", "lead", "Waiting now", "What was turned round"):
        assert f" {other} " not in text


def test_an_organiser_sees_nobodys_load(moderator):
    workflow.approve(submission_in(State.IN_REVIEW).contribution_id, by=actors.team(moderator))
    page = door(person("organiser@example.org", "organiser")).get("/desk/figures/")
    assert page.status_code == 200
    assert "Who did how much" not in said(page)
    assert "loads" not in page.context


@pytest.mark.parametrize("role", ["contributor", "auditor"])
def test_nobody_else_sees_figures(role):
    assert door(person(f"{role}@example.org", role)).get("/desk/figures/").status_code == 403


def test_times_as_people_say_them():
    said_ = [length(hours) for hours in (0.2, 1, 1.2, 48, 48.1, 71, 72, 73)]
    assert said_ == [
        *("1 hour", "1 hour", "2 hours", "48 hours"),
        *("3 days", "3 days", "3 days", "4 days"),
    ]


# --- drawings ------------------------------------------------------------------------------------


def test_weeks_without_answers_are_a_gap():
    weeks = [None, [1, 0, 10], [1, 5, 10], None, [1, 10, 10]]
    drawn = drawing.panel(weeks, most=10, months=[])
    assert drawn.lines == ["76.0,80.0 150.0,44.0"]
    assert drawn.bands == ["76.0,8.0 150.0,8.0 150.0,44.0 76.0,80.0"]
    assert drawn.dots == [("298.0", "8.0", "8.0")]
    assert not drawn.empty
    assert drawing.panel([None], most=0, months=[]).empty


def test_columns_stand_on_the_base():
    bars, _sheet = drawing.columns([0, 2, 4], months=[])
    assert [float(bar.y) + float(bar.height) for bar in bars] == [80.0, 80.0]
    assert [bar.y for bar in bars] == ["44.0", "8.0"]
    assert drawing.columns([], months=[])[0] == drawing.columns([0], months=[])[0] == []


def test_each_third_month_is_named():
    found = drawing.months(reckoning.weeks(date(2026, 11, 26)), lambda monday: f"{monday:%b}")
    assert [name for _at, name in found] == ["Jan", "Apr", "Jul", "Oct"]


@pytest.mark.parametrize(("hits", "of", "low", "high"), [(9, 10, 0.596, 0.982), (0, 0, 0, 1)])
def test_how_sure_a_share_is(hits, of, low, high):
    found = reckoning.wilson(hits, of)
    assert (round(found[0], 3), round(found[1], 3)) == (low, high)


def test_a_check_with_few_findings_gets_no_share(lead, moderator):
    by = actors.team(moderator)
    kept = contribution()
    workflow.screen(kept.submissions.get().pk, [NUMBER])
    claims.claim(kept.pk, by=by)
    workflow.approve(kept.pk, by=by)
    run_jobs()
    text = said(door(lead).get("/desk/figures/"))
    assert re.search(r"phone 1 0 0 too few", text)
