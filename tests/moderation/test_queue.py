"""The lanes: each story in its own, the earliest deadline first, and counts equal to the lists."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.models.functions import Now

from contributors import leaving
from moderation import actors, claims, findings, queue, safeguarding, workflow
from moderation.case_states import Because
from moderation.checks import Remark, Severity
from moderation.models import Case, DeskSettings, Finding, Submission
from moderation.queue import Lane, Narrowing
from moderation.reasons import Dismissal
from moderation.states import State
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
NAMED = Remark("names", Severity.WARN, "body", 20, 30, "This may be a name.")
BOTH = {"message": "With thanks.", "reason": "other"}


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


def lanes(by, **chosen) -> dict[str, list[str]]:
    """The titles of every lane that holds any, after a look at its count."""
    narrowing = Narrowing(**chosen)
    counted = queue.counts(by, narrowing)
    found = {}
    for lane in Lane:
        rows = queue.page(lane, by=by, narrowing=narrowing).rows
        assert counted[lane] == len(rows), lane
        found[lane.value] = [one.title for one in rows]
    return {lane: titles for lane, titles in found.items() if titles}


def screened(title, *remarks, **changes):
    """The id of a story that the checks have read."""
    kept = contribution(title=title, **changes)
    workflow.screen(kept.submissions.get().pk, remarks)
    return kept.pk


def test_every_state_is_in_its_lane(by):
    for state in State:
        submission_in(state, title=state.value)
    run_jobs()
    done = ["approved", "declined", "paused", "published", "taken_down"]
    assert {lane: sorted(titles) for lane, titles in lanes(by).items()} == {
        "review": ["Another title", "in_review", "submitted"],
        "attention": ["escalated"],
        "second": ["second_review"],
        "reported": ["held"],
        "contributor": ["changes_requested"],
        "decided": done,
    }


def test_the_old_word_for_what_needs_attention_is_understood():
    assert Lane("escalated") is Lane.ATTENTION
    with pytest.raises(ValueError, match="no such lane"):
        Lane("no such lane")


def test_an_appeal_has_a_lane_of_its_own(by, moderator2):
    declined, taken = screened("Declined"), screened("Taken down")
    other = actors.team(moderator2)
    workflow.decline(declined, by=other, **BOTH)
    workflow.approve(taken, by=other)
    run_jobs()
    workflow.take_down(taken, by=other, **BOTH)
    for kept in (declined, taken):
        workflow.appeal(kept, by=actors.contributor())
    run_jobs()
    found = lanes(by)
    assert sorted(found["appeals"]) == ["Declined", "Taken down"]
    assert "review" not in found
    workflow.approve(declined, by=by)
    assert lanes(by)["appeals"] == ["Taken down"]


def test_what_was_decided_last_is_first_and_after_two_weeks_it_is_gone(by):
    for title in ("First", "Second", "Third"):
        workflow.approve(screened(title), by=by)
    assert lanes(by) == {"decided": ["Third", "Second", "First"]}
    run_jobs()
    Submission.objects.filter(title="First").update(settles_at=Now() - timedelta(days=15))
    assert lanes(by) == {"decided": ["Third", "Second"]}


def test_counts_equal_the_lists_whatever_becomes_of_a_story(by, moderator, moderator2, lead):
    kept = {name: screened(name) for name in ("erased", "withdrawn", "replaced", "held", "known")}
    screened("own", by=actors.contributor(moderator))
    gone = person("ruth@example.org")
    screened("of an account that went", by=actors.contributor(gone))
    leaving.remove(gone)
    asked = screened("forgotten")
    workflow.decline(asked, by=actors.team(lead), **BOTH)
    run_jobs()
    workflow.erase_all(kept["erased"], by=actors.contributor())
    workflow.withdraw(kept["withdrawn"], by=actors.contributor())
    workflow.replace(kept["replaced"], offer(title="new words"), by=actors.contributor())
    claims.claim(kept["held"], by=actors.team(moderator2))
    Submission.objects.filter(claimed_by=moderator2).update(claimed_until=Now())
    claims.recuse(kept["known"], by=by)
    Submission.objects.filter(title="forgotten").update(settled_at=Now() - timedelta(days=91))
    workflow.forget_declined(asked)
    run_jobs()
    assert lanes(by) == {"review": ["held", "new words"]}
    assert lanes(actors.team(lead)) == {"review": ["held", "known", "own", "new words"]}


def test_a_scope_leaves_out_of_list_and_count_what_is_others(by, moderator):
    screened("Mantle")
    screened("Acute", diagnoses=["aml"])
    screened("Manto", language="es")
    DeskSettings.objects.create(
        user=moderator, scope_diagnoses=["lymphoma"], scope_languages=["en"]
    )
    assert lanes(by) == {"review": ["Mantle"]}


def test_each_choice_narrows_list_and_count(by):
    screened("Plain")
    named = screened("Named", NAMED, NAMED)
    screened("Manto", NAMED, language="es")
    screened("Acute", diagnoses=["aml"])
    old = screened("Old")
    Submission.objects.filter(contribution=old).update(created_at=Now() - timedelta(days=4))
    assert lanes(by, check="names") == {"review": ["Named", "Manto"]}
    assert lanes(by, check="names", language="es") == {"review": ["Manto"]}
    assert lanes(by, diagnosis="leukemia") == {"review": ["Acute"]}
    assert lanes(by, older="3") == {"review": ["Old"]}
    assert lanes(by, older="7") == {}
    first, second = Finding.objects.filter(submission__title="Named")
    findings.dismiss(named, first.pk, by=by, because=Dismissal.HARMLESS)
    assert lanes(by, check="names") == {"review": ["Named", "Manto"]}
    findings.dismiss(named, second.pk, by=by, because=Dismissal.HARMLESS)
    assert lanes(by, check="names") == {"review": ["Manto"]}
    findings.reopen(named, first.pk, by=by)
    assert lanes(by, check="names") == {"review": ["Named", "Manto"]}


def test_what_the_first_of_two_dismissed_is_open_to_the_second(by):
    kept = screened("Young", NAMED, facets=["under-18"])
    findings.dismiss(kept, Finding.objects.get().pk, by=by, because=Dismissal.HARMLESS)
    assert lanes(by, check="names") == {}
    workflow.approve(kept, by=by)
    assert lanes(by, check="names") == {"second": ["Young"]}
    assert [one.title for one in queue.everything(by, Narrowing(check="names"))] == ["Young"]
    workflow.take_back(kept, by=by)
    assert lanes(by, check="names") == {}


def test_what_was_noticed_before_there_was_a_place_for_it_is_found_too(by):
    screened("Named", NAMED)
    screened("Dismissed", NAMED)
    dismissed = Finding.objects.get(submission__title="Dismissed")
    findings.dismiss(
        dismissed.submission.contribution_id, dismissed.pk, by=by, because=Dismissal.HARMLESS
    )
    before = list(Submission.objects.order_by("id").values_list("checks", "noticed"))
    assert before == [(["names"], ["names"]), ([], ["names"])]
    Submission.objects.update(checks=[], noticed=[])
    assert lanes(by, check="names") == {}
    with connection.cursor() as cursor:
        cursor.execute(import_module("moderation.migrations.0022_quick_lanes").BESIDE_THE_TEXT)
    assert list(Submission.objects.order_by("id").values_list("checks", "noticed")) == before


@pytest.mark.parametrize("most", [2, 500])
def test_what_is_narrowed_has_pages_of_few_and_of_many(by, monkeypatch, most):
    monkeypatch.setattr(queue, "SIZE", 2)
    monkeypatch.setattr(queue, "MOST", most)
    for number in range(5):
        screened(f"Plain {number}")
        screened(f"Named {number}", NAMED)
    chosen = {"by": by, "narrowing": Narrowing(check="names", language="en")}
    seen, after = [], ""
    while True:
        page = queue.page(Lane.REVIEW, after=after, **chosen)
        seen += [one.title for one in page.rows]
        if not (after := page.later):
            break
    assert seen == [f"Named {number}" for number in range(5)]
    back = queue.page(Lane.REVIEW, before=page.earlier, **chosen)
    assert [one.title for one in back.rows] == ["Named 2", "Named 3"]


def test_cases_have_pages_and_are_counted_as_they_are_listed(by, monkeypatch):
    monkeypatch.setattr(queue, "SIZE", 2)
    for number in range(5):
        safeguarding.open_case(screened(f"Story {number}"), because=Because.TEAM)
    Case.objects.update(due_at="2026-11-26T12:00:00.123456Z")
    seen, after = [], ""
    while True:
        page = queue.case_page(by, after=after)
        seen += [one.pk for one in page.rows]
        if not (after := page.later):
            break
    assert seen == list(Case.objects.order_by("id").values_list("pk", flat=True))
    back = queue.case_page(by, before=page.earlier)
    assert [one.pk for one in back.rows] == seen[2:4]
    assert queue.counts(by, Narrowing())[Lane.SAFEGUARDING] == 5


@pytest.mark.parametrize("place", ["1", "1-", "1-x", "-1", "99999999999999999-1", "1-1-1"])
def test_a_place_that_we_did_not_write_is_the_first_page(by, place):
    screened("Story")
    safeguarding.open_case(screened("Case"), because=Because.TEAM)
    for page in (
        queue.page(Lane.REVIEW, by=by, narrowing=Narrowing(), after=place),
        queue.case_page(by, before=place),
    ):
        assert (len(page.rows), page.earlier, page.later) == (1, "", "")


def test_all_lanes_are_counted_in_one_query(by, django_assert_num_queries):
    screened("Named", NAMED)
    may = queue.may_open(by)
    with django_assert_num_queries(1):
        queue.counts(by, Narrowing(check="names", language="en", older="3"), may=may)


def test_what_nobody_counts_to_the_end_is_said_to_be_more(by, monkeypatch):
    monkeypatch.setattr(queue, "MOST", 2)
    for number in range(4):
        screened(f"Story {number}")
    assert queue.counts(by, Narrowing())[Lane.REVIEW] == 3


def test_two_with_one_deadline_are_both_seen_and_once(by, monkeypatch):
    monkeypatch.setattr(queue, "SIZE", 2)
    for number in range(5):
        screened(f"Story {number}")
    Submission.objects.update(due_at="2026-11-26T12:00:00.123456Z")
    seen, after = [], ""
    while True:
        page = queue.page(Lane.REVIEW, by=by, narrowing=Narrowing(), after=after)
        seen += [one.title for one in page.rows]
        if not (after := page.later):
            break
    assert seen == [f"Story {number}" for number in range(5)]
    back = queue.page(Lane.REVIEW, by=by, narrowing=Narrowing(), before=page.earlier)
    assert [one.title for one in back.rows] == ["Story 2", "Story 3"]


def test_newest_first_has_pages_too(by, monkeypatch):
    monkeypatch.setattr(queue, "SIZE", 2)
    for number in range(5):
        workflow.approve(screened(f"Story {number}"), by=by)
    first = queue.page(Lane.DECIDED, by=by, narrowing=Narrowing())
    second = queue.page(Lane.DECIDED, by=by, narrowing=Narrowing(), after=first.later)
    third = queue.page(Lane.DECIDED, by=by, narrowing=Narrowing(), after=second.later)
    seen = [[one.title for one in page.rows] for page in (first, second, third)]
    assert seen == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]
    back = queue.page(Lane.DECIDED, by=by, narrowing=Narrowing(), before=third.earlier)
    assert [one.title for one in back.rows] == ["Story 2", "Story 1"]
