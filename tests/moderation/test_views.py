"""The desk in a browser's eyes: who may open it, what it offers, what it says when asked twice."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation import actors, claims, workflow
from moderation.models import Finding, Submission
from moderation.queue import Lane
from moderation.states import Action, State
from moderation.views.words import BUTTONS
from tests.factories import BODY, offer, person, run_jobs, submission_in
from tests.moderation.desk import (
    ADDRESS,
    IN_TITLE,
    SEVERE,
    WARN,
    decide,
    dismiss,
    door,
    held,
    page,
    titles,
    waiting,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


def every_address(submission):
    finding = reverse("desk:dismiss", args=[submission.contribution_id, 1])
    return [
        ("get", reverse("desk:queue")),
        ("post", reverse("desk:next")),
        ("get", reverse("desk:story", args=[submission.contribution.story_id])),
        ("get", page(submission)),
        ("post", page(submission)),
        ("post", page(submission, "claim")),
        ("post", page(submission, "release")),
        ("post", page(submission, "take_back")),
        *(("post", page(submission, name)) for name in ("look", "ask", "hand_over", "recuse")),
        ("post", finding),
        ("get", reverse("desk:settings")),
        ("post", reverse("desk:settings")),
        ("post", reverse("desk:duty")),
        ("post", reverse("desk:card", args=[1])),
    ]


def test_nobody_comes_in_without_signing_in():
    submission = waiting()
    for method, where in every_address(submission):
        answer = getattr(Client(), method)(where)
        assert answer.status_code == 302
        about = page(submission) if str(submission.contribution_id) in where else None
        back = where if method == "get" else about or reverse("desk:queue")
        assert answer.headers["Location"] == f"/accounts/login/?next={back}"


def test_who_was_signed_out_meanwhile_gets_their_letter_back():
    submission = waiting()
    answer = decide(Client(), submission, "decline", message="A <long> letter.", note="For us.")
    assert answer.status_code == 403
    text = answer.content.decode()
    assert re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", text) == [
        "A &lt;long&gt; letter.",
        "For us.",
    ]
    assert f'<a href="/accounts/login/?next={page(submission)}">Sign in again</a>' in text


@pytest.mark.parametrize("role", ["contributor", "organiser"])
def test_nobody_comes_in_without_the_role(role):
    client = door(person("somebody@example.org", role))
    client.raise_request_exception = False
    for method, where in every_address(waiting()):
        assert getattr(client, method)(where).status_code == 403


def test_the_second_factor_is_asked_of_the_team(settings, desk):
    settings.MARROW_MFA = True
    assert desk.get(reverse("desk:queue")).headers["Location"] == reverse("mfa_index")


def test_no_page_is_kept_by_anyone(desk):
    for where in (reverse("desk:queue"), page(waiting())):
        assert desk.get(where).headers["Cache-Control"] == "private, no-store"


def test_nothing_inline(desk):
    submission = waiting(SEVERE, WARN, IN_TITLE)
    for where in (reverse("desk:queue"), page(submission)):
        text = desk.get(where).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", text)


def test_the_id_that_readers_see_leads_to_the_desk(desk):
    submission = waiting()
    seen = reverse("desk:story", args=[submission.contribution.story_id])
    assert desk.get(seen).headers["Location"] == page(submission)
    unknown = reverse("desk:story", args=[submission.contribution_id])
    assert desk.get(unknown).status_code == 404


def test_an_unknown_story_is_not_found(desk):
    missing = reverse("desk:review", args=["00000000-0000-4000-8000-000000000000"])
    assert desk.get(missing).status_code == 404
    release = reverse("desk:release", args=["00000000-0000-4000-8000-000000000000"])
    assert desk.post(release).status_code == 302


def test_the_earliest_deadline_is_on_top(desk):
    for title, hours in (("Third", 30), ("First", -1), ("Second", 3)):
        waiting(title=title, hours=hours)
    answer = desk.get(reverse("desk:queue"))
    assert titles(answer) == ["First", "Second", "Third"]
    assert [(row.late, row.near) for row in answer.context["rows"]] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_each_story_is_in_its_lane(desk, moderator, moderator2):
    submission_in(State.HELD, title="Rests")
    waiting(title="Waiting")
    submission_in(State.ESCALATED, title="Escalated")
    submission_in(State.WITHDRAWN, title="Withdrawn")
    submission_in(State.SECOND_REVIEW, title="For two")
    asked = submission_in(State.CHANGES_REQUESTED, title="Asked")
    run_jobs()
    submission_in(State.SUBMITTED, title="Being checked")
    mine, theirs = waiting(title="Mine"), waiting(title="Theirs")
    workflow.approve(theirs.contribution_id, by=actors.team(moderator2))
    workflow.decline(
        mine.contribution_id, by=actors.team(moderator), message="Thanks.", reason="other"
    )
    later = waiting(title="On its day")
    in_a_week = timezone.now() + timedelta(days=7)
    workflow.approve(later.contribution_id, by=actors.team(moderator2), at=in_a_week)
    Submission.objects.filter(pk=later.pk).update(settled_at=timezone.now())
    found = {}
    for lane in Lane:
        answer = desk.get(reverse("desk:queue"), {"lane": lane.value})
        found[lane] = titles(answer)
    assert found == {
        Lane.REVIEW: ["Waiting"],
        Lane.ATTENTION: ["Escalated"],
        Lane.SECOND: ["For two"],
        Lane.SCHEDULED: ["On its day"],
        Lane.SAFEGUARDING: [],
        Lane.REPORTED: ["Rests"],
        Lane.CONTRIBUTOR: [asked.title],
        Lane.APPEALS: [],
        Lane.DECIDED: ["Mine", "Theirs"],
    }
    decided = desk.get(reverse("desk:queue"), {"lane": "decided"}).context["rows"]
    assert [row.take_back for row in decided] == [True, False]
    assert list(held(answer).values()) == [1, 1, 0, 1, 1, 0, 1, 1, 2]


def test_own_stories_are_in_no_lane_and_no_count(desk, moderator):
    own = waiting(by=actors.contributor(moderator))
    answer = desk.get(reverse("desk:queue"))
    assert titles(answer) == []
    assert set(held(answer).values()) == {0}
    desk.raise_request_exception = False
    assert desk.get(page(own)).status_code == 403
    assert decide(desk, own, "approve").status_code == 403
    assert desk.post(page(own, "claim")).status_code == 403
    own.refresh_from_db()
    assert (own.state, own.claimed_by) == (State.IN_REVIEW, None)


def test_counts_equal_the_list_whatever_is_chosen(desk):
    waiting(title="Mantle")
    waiting(title="Manto", language="es")
    waiting(title="Acute", diagnoses=["aml"])
    waiting(title="Both", diagnoses=["aml", "mcl"])
    for chosen, expected in (
        ({}, ["Mantle", "Manto", "Acute", "Both"]),
        ({"diagnosis": "mcl"}, ["Mantle", "Manto", "Both"]),
        ({"diagnosis": "lymphoma"}, ["Mantle", "Manto", "Both"]),
        ({"diagnosis": "leukemia"}, ["Acute", "Both"]),
        ({"diagnosis": "mcl", "language": "es"}, ["Manto"]),
        ({"diagnosis": "amyloidosis"}, []),
        ({"diagnosis": "no-such-word"}, ["Mantle", "Manto", "Acute", "Both"]),
    ):
        answer = desk.get(reverse("desk:queue"), chosen)
        assert titles(answer) == expected
        assert held(answer)["To read"] == len(expected)


def test_a_filter_never_keeps_a_story_from_being_read(desk):
    urgent = waiting(title="Urgent", hours=1, language="es")
    waiting(title="Chosen", hours=9)
    assert titles(desk.get(reverse("desk:queue"), {"language": "en"})) == ["Chosen"]
    assert desk.post(reverse("desk:next")).headers["Location"] == page(urgent)


def test_pages_of_thirty_hold_each_story_once(desk):
    for number in range(33):
        waiting(title=f"Story {number:02}", hours=number)
    first = desk.get(reverse("desk:queue"), {"language": "en"})
    assert first.context["earlier"] == ""
    assert first.context["later"].startswith("?language=en&after=")
    second = desk.get(reverse("desk:queue") + first.context["later"])
    assert titles(first) + titles(second) == [f"Story {number:02}" for number in range(33)]
    assert len(titles(first)) == 30
    assert second.context["later"] == ""
    back = desk.get(reverse("desk:queue") + second.context["earlier"])
    assert titles(back) == titles(first)
    assert (back.context["earlier"], back.context["later"]) == ("", first.context["later"])
    for odd in ("0", "-1", "x", "9" * 30, "²", "1-", "-", f"1-{'9' * 19}"):
        for side in ("after", "before"):
            assert titles(desk.get(reverse("desk:queue"), {side: odd})) == titles(first), odd


def test_a_page_whose_stories_were_all_decided_is_the_first(desk, moderator):
    for number in range(31):
        waiting(title=f"Story {number:02}", hours=number)
    later = desk.get(reverse("desk:queue")).context["later"]
    last = Submission.objects.get(title="Story 30")
    workflow.approve(last.contribution_id, by=actors.team(moderator))
    shown = desk.get(reverse("desk:queue") + later)
    assert titles(shown) == [f"Story {number:02}" for number in range(30)]
    assert (shown.context["earlier"], shown.context["later"]) == ("", "")


def test_what_came_this_minute_came_just_now(desk):
    waiting()
    read = words(desk.get(reverse("desk:queue")))
    assert "just now" in read
    assert " ago" not in read.split("Noticed")[1]


def test_findings_are_summed_without_those_dismissed(desk, moderator):
    submission = waiting(SEVERE, WARN, IN_TITLE)
    first = Finding.objects.filter(submission=submission, check_id="treatment").get()
    assert desk.get(reverse("desk:queue")).context["rows"][0].findings == (
        "1 to look at first, 2 to take care of"
    )
    dismiss(desk, submission, first)
    row = desk.get(reverse("desk:queue")).context["rows"][0]
    assert (row.findings, row.severe) == ("2 to take care of", False)


def queries(client, where) -> int:
    client.get(where)  # what is cached is cached
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(where).status_code == 200
    return len(caught)


def test_one_row_costs_as_many_queries_as_thirty(desk, moderator2):
    waiting(WARN)
    one = queries(desk, reverse("desk:queue"))
    assert one <= 14
    for number in range(29):
        submission = waiting(WARN, SEVERE, diagnoses=["aml", "mcl"], hours=number)
        if number % 2:
            claims.claim(submission.contribution_id, by=actors.team(moderator2))
    assert queries(desk, reverse("desk:queue")) == one
    assert one <= 26


def test_a_long_history_costs_as_many_queries_as_a_short_one(desk, moderator):
    short = waiting(WARN)
    few = queries(desk, page(short))
    long = waiting(WARN, SEVERE, IN_TITLE)
    by = actors.team(moderator)
    for number in range(3):
        workflow.request_changes(long.contribution_id, by=by, message=f"Please {number}.")
        run_jobs()
        workflow.replace(
            long.contribution_id, offer(title=f"New {number}"), by=actors.contributor()
        )
        run_jobs()
    assert queries(desk, page(long)) == few
    assert few <= 26


def test_a_lane_that_holds_nothing_is_marked_but_never_safeguarding(desk):
    waiting()
    lanes = desk.get(reverse("desk:queue")).context["lanes"]
    full = {Lane.REVIEW, Lane.SAFEGUARDING}
    assert [tab["empty"] for tab in lanes] == [lane not in full for lane in Lane]


def test_a_lead_reads_why_a_story_is_theirs(lead, desk, moderator, moderator2):
    chosen, written, checked = waiting(hours=1), waiting(hours=2), submission_in(State.SUBMITTED)
    by = actors.team(moderator2)
    workflow.escalate(chosen.contribution_id, by=by, reason="crisis", message="The last part.")
    workflow.escalate(written.contribution_id, by=by, message="I know this person.")
    workflow.screen(checked.pk, [SEVERE])
    rows = door(lead).get(reverse("desk:queue"), {"lane": "escalated"}).context["rows"]
    assert {row.submission.pk: row.escalated for row in rows} == {
        chosen.pk: "Somebody may be in danger",
        written.pk: "I know this person.",
        checked.pk: "",
    }
    for client, more in ((desk, True), (door(lead), False)):
        read = words(client.get(page(chosen))).split("About this story")[0]
        assert "A moderator passed it to a lead: Somebody may be in danger" in read
        assert read.index("The last part.") < read.index(BODY[:20])
        assert ("A lead decides on this one. You may look." in read) == more
    read = words(desk.get(page(checked))).split("About this story")[0]
    assert "The checks put this before a lead" in read


def test_the_text_is_shown_exactly_with_its_notes(desk):
    body = "<b>Not bold</b> & “quotes”,\nthen a line.\n\nThe second part."
    submission = waiting(WARN, IN_TITLE, SEVERE, body=body)
    text = desk.get(page(submission)).content.decode().partition('id="decide"')[0]
    assert "&lt;b&gt;Not bold" not in text  # a mark begins inside it
    shown = re.findall(r'<p class="reviewed__words"[^>]*>(.*?)</p>', text, re.DOTALL)
    plain = [re.sub(r"<sup>.*?</sup>|<[^>]+>", "", part) for part in shown]
    assert plain == [
        "&lt;b&gt;Not bold&lt;/b&gt; &amp; “quotes”,\nthen a line.",
        "The second part.",
    ]
    assert re.findall(r'id="finding-(\d+)"', text) == ["1", "2", "3"]
    for remark in (WARN, IN_TITLE, SEVERE):
        assert remark.reason in text
    assert "Somebody may be in danger" in text


FREE = ["approve", "request_changes", "escalate", "return_to_queue", "decline"]


BY_ROLE = [
    (State.SUBMITTED, "moderator", []),
    (State.IN_REVIEW, "moderator", ["approve", "request_changes", "escalate", "decline"]),
    (State.IN_REVIEW, "lead", ["approve", "request_changes", "escalate", "decline"]),
    (State.ESCALATED, "moderator", []),
    (State.ESCALATED, "lead", ["approve", "request_changes", "return_to_queue", "decline"]),
    (State.CHANGES_REQUESTED, "moderator", []),
    (State.APPROVED, "moderator", []),
    (State.DECLINED, "lead", []),
    (State.PUBLISHED, "moderator", ["correct", "take_down"]),
    (State.PUBLISHED, "lead", ["correct", "hold", "take_down"]),
    (State.HELD, "moderator", []),
    (State.HELD, "lead", ["restore", "take_down"]),
    (State.TAKEN_DOWN, "moderator", ["correct"]),
    (State.TAKEN_DOWN, "lead", ["restore", "correct"]),
    (State.SECOND_REVIEW, "moderator", FREE),
    (State.SECOND_REVIEW, "lead", FREE),
    (State.WITHDRAWN, "lead", []),
]


@pytest.mark.parametrize(("state", "role", "expected"), BY_ROLE)
def test_the_buttons_are_those_of_the_table(state, role, expected):
    submission = submission_in(state)
    text = door(person("reader@example.org", role)).get(page(submission)).content.decode()
    assert re.findall(r'name="action" value="([a-z_]+)"', text) == expected


def test_approve_and_decline_are_never_neighbours():
    order = [button.value for button in BUTTONS]
    assert order.index(Action.DECLINE) - order.index(Action.APPROVE) > 1
    assert {Action(value) for value in order} == set(workflow.VERBS) - {Action.TAKE_BACK}
    keys = [button.key for button in BUTTONS if button.key]
    assert len(keys) == len(set(keys))


def test_no_page_of_the_desk_holds_an_address(desk, moderator):
    submission = waiting(SEVERE, email=ADDRESS)
    known = waiting(WARN, by=actors.contributor(person(ADDRESS)), email=ADDRESS)
    by = actors.team(moderator)
    workflow.approve(known.contribution_id, by=by)
    pages = [desk.get(reverse("desk:queue"), {"lane": lane.value}) for lane in Lane]
    pages += [desk.get(page(one)) for one in (submission, known)]
    pages += [
        desk.post(page(known), {"action": "approve", "version": "1"}),
        decide(desk, submission, "decline"),
    ]
    for answer in pages:
        text = answer.content.decode()
        assert "garlic.planter" not in text
        assert "example.net" not in text
        assert moderator.email not in text


def test_a_withdrawn_story_is_not_read_any_more(desk):
    submission = submission_in(State.WITHDRAWN, title="A quiet title")
    answer = desk.get(page(submission))
    assert "This story was taken back" in words(answer)
    assert "A quiet title" not in words(answer)
    assert BODY[:40] not in words(answer)


def test_a_revision_is_shown_against_the_live_text(desk):
    live = submission_in(State.PUBLISHED, body="I was ill.\n\nNow I plant garlic.")
    changed = offer(body="I was ill.\n\nNow I plant red garlic.", title="The garlic was in by two")
    workflow.replace(live.contribution_id, changed, by=actors.contributor())
    run_jobs(now=False)
    answer = desk.get(page(live))
    text = answer.content.decode()
    assert "What changes against the public text" in words(answer)
    assert re.search(r"<ins><span[^>]*>put in: </span>red ", text)
    assert re.search(r"<del><span[^>]*>taken out: </span>noon", text)
    assert "1 paragraph stays as it was" in words(answer)
    assert re.findall(r'name="action" value="([a-z_]+)"', text) == [
        "approve",
        "request_changes",
        "escalate",
        "correct",
        "decline",
        "take_down",
    ]


def test_a_first_text_is_compared_with_nothing(desk):
    assert desk.get(page(waiting())).context["compared"] is None


def test_the_timeline_names_roles_and_no_people(desk, moderator2):
    submission = waiting()
    workflow.escalate(
        submission.contribution_id, by=actors.team(moderator2), message="Please look at this."
    )
    read = words(desk.get(page(submission)))
    assert "The contributor sent these words" in read
    assert "A moderator passed it to a lead, with a note to the team" in read
    assert "Please look at this." in read
    assert "moderator2" not in read.split("Ask a colleague")[0]


def test_your_own_deeds_are_yours(desk):
    submission = waiting()
    decide(desk, submission, "approve")
    assert "You approved it" in words(desk.get(page(submission)))
