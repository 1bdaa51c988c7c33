"""The desk in a browser's eyes: who may open it, what it offers, what it says when asked twice."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation import actors, claims, workflow
from moderation.checks import Remark, Severity
from moderation.models import DeskSettings, Event, Finding, Message, Submission
from moderation.queue import Lane
from moderation.states import Action, State
from moderation.views.words import BUTTONS
from tests.factories import BODY, contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
ADDRESS = "garlic.planter@example.net"
SEVERE = Remark("treatment", Severity.SEVERE, "body", 2, 12, "This may need a look first.")
WARN = Remark("names", Severity.WARN, "body", 20, 30, "This may be a name.")
IN_TITLE = Remark("names", Severity.WARN, "title", 4, 10, "This may be a name, in the title.")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.MARROW_MFA = False


def door(user, *, ready_first=False) -> Client:
    """Somebody at the desk; most of these tests are about the words, so they want them at once."""
    DeskSettings.objects.update_or_create(user=user, defaults={"ready_first": ready_first})
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(moderator):
    return door(moderator)


def waiting(*remarks, hours=0, **changes) -> Submission:
    """A story in review with these remarks."""
    kept = contribution(**changes)
    submission = kept.submissions.get()
    workflow.screen(submission.pk, remarks)
    due = Now() + timedelta(hours=hours)
    Submission.objects.filter(pk=submission.pk).update(due_at=due, state=State.IN_REVIEW)
    submission.refresh_from_db()
    return submission


def page(submission, name="review", **more):
    return reverse(f"desk:{name}", args=[submission.contribution_id])


def version(submission) -> int:
    submission.contribution.refresh_from_db()
    return submission.contribution.version


def decide(client, submission, action, **data):
    usual = {"reason": "other"} if action == "request_changes" else {}
    data = {"action": action, "version": version(submission), **usual, **data}
    return client.post(page(submission), data)


def words(response) -> str:
    """The page as it is read: no tags, and blanks in a row as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def heading(response) -> str:
    return re.findall(r"<h1>(.*?)</h1>", response.content.decode())[0]


def titles(response) -> list[str]:
    return [row.submission.title for row in response.context["rows"]]


def held(response) -> dict[str, int]:
    return {str(tab["name"]): tab["held"] for tab in response.context["lanes"]}


# --- who may come in ----------------------------------------------------------------------------


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


# --- the queue ----------------------------------------------------------------------------------


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


# --- what to read next --------------------------------------------------------------------------


def test_next_claims_and_leads_there(desk, moderator):
    submission = waiting()
    assert desk.post(reverse("desk:next")).headers["Location"] == page(submission)
    submission.refresh_from_db()
    assert submission.claimed_by == moderator
    assert "You are reading this" in words(desk.get(page(submission)))


def test_next_with_nothing_left_is_kind(desk):
    answer = desk.post(reverse("desk:next"), follow=True)
    assert "Nothing waits for you. Thank you." in words(answer)


def test_looking_changes_nothing(desk):
    submission = waiting(WARN)
    before = (Submission.objects.filter(pk=submission.pk).values().get(), Event.objects.count())
    desk.get(reverse("desk:queue"))
    answer = desk.get(page(submission))
    assert "Keep it for me" in words(answer)
    assert before == (
        Submission.objects.filter(pk=submission.pk).values().get(),
        Event.objects.count(),
    )


def test_a_story_left_for_others_comes_not_back_until_asked_for(desk, moderator):
    first, second = waiting(hours=1), waiting(hours=2)
    desk.post(reverse("desk:next"))
    after = desk.post(reverse("desk:next"), {"skip": str(first.contribution_id)})
    assert after.headers["Location"] == page(second)
    first.refresh_from_db()
    assert first.claimed_by is None
    none = desk.post(reverse("desk:next"), {"skip": str(second.contribution_id)}, follow=True)
    assert "You left 2 stories for somebody else." in words(none)
    again = desk.post(reverse("desk:next"), {"again": "1"})
    assert again.headers["Location"] == page(first)
    assert desk.post(reverse("desk:next"), {"skip": "nonsense"}).status_code == 302


def test_claim_release_and_stop(desk, moderator):
    submission = waiting()
    assert desk.post(page(submission, "claim")).headers["Location"] == page(submission)
    assert desk.post(page(submission, "claim"), {"quiet": "1"}).status_code == 204
    assert desk.post(page(submission, "release"), {"quiet": "1"}).status_code == 204
    submission.refresh_from_db()
    assert submission.claimed_by is None
    assert desk.post(page(submission, "release")).headers["Location"] == reverse("desk:queue")


def test_only_posts_change_anything(desk):
    submission = waiting()
    for name in ("claim", "release", "take_back"):
        assert desk.get(page(submission, name)).status_code == 405
    assert desk.get(reverse("desk:next")).status_code == 405


def test_somebody_elses_story_can_be_looked_at_but_not_decided(desk, moderator2):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    answer = desk.get(page(submission))
    assert "moderator2 is reading this" in words(answer)
    assert answer.context["buttons"] == []
    assert "Keep it for me" not in words(answer)
    refused = decide(desk, submission, "decline", message="A long answer.", reason="other")
    assert refused.status_code == 409
    assert "moderator2 is reading this" in words(refused)
    assert "A long answer." in words(refused)
    assert desk.post(page(submission, "claim"), {"quiet": "1"}).status_code == 409
    assert desk.post(page(submission, "claim")).status_code == 409


def test_a_lead_sets_a_story_free(lead, moderator):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    client = door(lead)
    assert "Set it free" in words(client.get(page(submission)))
    answer = client.post(page(submission, "release"), {"stay": "1"}, follow=True)
    assert "Keep it for me" in words(answer)


# --- the page -----------------------------------------------------------------------------------


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


# --- deciding -----------------------------------------------------------------------------------


def test_a_decision_leads_to_the_next_story_and_can_be_taken_back(desk, moderator):
    first, second = waiting(hours=1), waiting(hours=2)
    answer = decide(desk, first, "approve")
    assert answer.headers["Location"] == f"{page(second)}?done={first.contribution_id}"
    shown = desk.get(answer.headers["Location"])
    assert re.search(r"Approved\. It becomes public in \d+ (seconds|minutes)\.", words(shown))
    assert "Take back" in words(shown)
    second.refresh_from_db()
    assert second.claimed_by == moderator
    back = desk.post(page(first, "take_back"), {"leave": str(second.contribution_id)}, follow=True)
    assert "Taken back. Nobody outside the desk has seen the decision." in words(back)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.claimed_by, second.claimed_by) == (State.IN_REVIEW, moderator, None)


def test_a_letter_that_was_taken_back_is_in_the_form_once(desk, lead):
    submission = waiting()
    decide(desk, submission, "decline", message="My letter.", reason="selling")
    for client in (desk, door(lead)):
        back = client.post(page(submission, "take_back"), follow=True)
        form = back.context["form"]
        assert (form["message"].value(), form["reason"].value()) == ("My letter.", "selling")
        assert "My letter.</textarea>" in back.content.decode()
        assert client.get(page(submission)).context["form"]["message"].value() is None
        decide(client, submission, "decline", message="My letter.", reason="selling")


def test_no_letter_is_left_where_none_was_taken_back(desk, moderator2):
    submission = waiting()
    decide(door(moderator2), submission, "decline", message="Theirs.", reason="selling")
    desk.raise_request_exception = False
    assert desk.post(page(submission, "take_back")).status_code == 403
    assert "desk-taken-back" not in desk.session


def test_a_grave_note_is_looked_after_before_the_story_is_approved(desk, lead):
    submission = waiting(WARN, SEVERE)
    shown = desk.get(page(submission))
    first = shown.context["buttons"][0]
    assert (first.value, first.key, first.kind) == (Action.APPROVE, "", "quiet")
    refused = decide(desk, submission, "approve", message="Thank you.")
    assert refused.status_code == 200
    assert "<a href='#finding-1'>each grave note</a>" in refused.content.decode()
    assert "Thank you.</textarea>" in refused.content.decode()
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW
    dismiss(desk, submission, Finding.objects.get(submission=submission, check_id="treatment"))
    first = desk.get(page(submission)).context["buttons"][0]
    assert (first.value, first.key, first.kind) == (Action.APPROVE, "a", "")
    assert decide(desk, submission, "approve").status_code == 302


def test_a_note_about_the_whole_text_marks_nothing(desk):
    # Without its quotes and its full stop it is still the whole text.
    body = "“I planted the garlic before noon, and I let it ring.”"
    whole = Remark("length", Severity.SEVERE, "body", 1, len(body) - 2, "This is very short.")
    submission = waiting(whole, IN_TITLE, WARN, body=body)
    shown = desk.get(page(submission))
    text = shown.content.decode()
    assert re.findall(r'<mark class="is-warn" id="mark-(\d)">', text) == ["2", "3"]
    assert 'id="mark-1"' not in text
    assert text.index('id="finding-1"') < text.index('class="reviewed"')
    assert re.findall(r'id="finding-(\d)"', text) == ["2", "1", "3"]
    assert shown.context["opened"].margin.grave == 1


def test_pressed_twice_it_was_you_and_you_can_take_it_back(desk):
    submission = waiting()
    seen = version(submission)
    twice = [desk.post(page(submission), {"action": "approve", "version": seen}) for _ in range(2)]
    assert [answer.status_code for answer in twice] == [302, 409]
    assert heading(twice[1]) == "You decided this already"
    assert "Approved. It becomes public" in words(twice[1])
    assert page(submission, "take_back") in twice[1].content.decode()
    assert "Somebody was faster" not in words(twice[1])


def test_each_conflict_is_called_what_it_is(desk, moderator2):
    held, settled, theirs = waiting(), waiting(), waiting()
    claims.claim(held.contribution_id, by=actors.team(moderator2))
    assert heading(decide(desk, held, "approve")) == "Somebody is reading this story"
    seen = version(theirs)
    workflow.approve(theirs.contribution_id, by=actors.team(moderator2))
    late = desk.post(page(theirs), {"action": "approve", "version": seen})
    assert heading(late) == "Somebody was faster"
    decide(desk, settled, "approve")
    run_jobs()
    late = desk.post(page(settled, "take_back"))
    assert heading(late) == "This has taken effect already"


def test_after_the_last_decision_comes_the_queue(desk):
    submission = waiting()
    answer = decide(desk, submission, "approve")
    queue = reverse("desk:queue")
    assert answer.headers["Location"] == f"{queue}?done={submission.contribution_id}&nothing=1"
    read = words(desk.get(answer.headers["Location"]))
    assert "Approved." in read
    assert "Nothing waits for you. Thank you." in read


def test_what_took_effect_cannot_be_taken_back(desk):
    submission = waiting()
    decide(desk, submission, "approve")
    run_jobs()
    answer = desk.post(page(submission, "take_back"))
    assert answer.status_code == 409
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


def test_only_who_decided_or_a_lead_takes_back(desk, moderator2, lead):
    submission = waiting()
    decide(desk, submission, "approve")
    other = door(moderator2)
    other.raise_request_exception = False
    assert other.post(page(submission, "take_back")).status_code == 403
    assert door(lead).post(page(submission, "take_back")).status_code == 302


@pytest.mark.parametrize(
    ("action", "data", "state"),
    [
        ("approve", {}, State.APPROVED),
        ("request_changes", {"message": "Please.", "reason": "names"}, State.CHANGES_REQUESTED),
        ("decline", {"message": "Thanks.", "reason": "selling"}, State.DECLINED),
        ("escalate", {"note": "Please look.", "reason": "crisis"}, State.ESCALATED),
    ],
)
def test_each_button_does_its_verb(desk, moderator, action, data, state):
    submission = waiting()
    assert decide(desk, submission, action, **data).status_code == 302
    submission.refresh_from_db()
    event = Event.objects.filter(submission=submission).last()
    message = Message.objects.filter(submission=submission).first()
    assert submission.state == state
    assert (event.action, event.actor, event.reason) == (
        action,
        moderator.pk,
        data.get("reason", ""),
    )
    assert (message.body if message else "") == data.get("message", data.get("note", ""))
    assert (message.internal if message else False) == (action == "escalate")


def test_an_answer_that_lacks_something_keeps_what_was_typed(desk):
    submission = waiting()
    answer = decide(desk, submission, "decline", message="Words of care.")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Words of care.</textarea>" in text
    assert "Please choose a reason." in text
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def test_two_at_once_one_succeeds_and_the_other_reads_who(desk, moderator, moderator2):
    submission = waiting(by=actors.contributor(), email=ADDRESS)
    seen = version(submission)
    other = door(moderator2)
    assert decide(other, submission, "approve").status_code == 302
    late = desk.post(
        page(submission),
        {"action": "decline", "version": seen, "message": "My answer.", "reason": "other"},
    )
    assert late.status_code == 409
    read = words(late)
    assert "Somebody was faster" in read
    assert re.search(r"A moderator \(moderator2\) approved it at \d\d:\d\d", read)
    assert "My answer." in read
    assert page(submission) in late.content.decode()
    assert (
        Event.objects.filter(submission=submission, action__in=["approve", "decline"]).count() == 1
    )


def test_a_changed_story_is_not_approved_by_its_old_version(desk):
    submission = waiting()
    seen = version(submission)
    workflow.replace(submission.contribution_id, offer(title="New"), by=actors.contributor())
    run_jobs(now=False)
    late = desk.post(page(submission), {"action": "approve", "version": seen})
    assert late.status_code == 409
    assert "The contributor sent new words in its place" in words(late)
    assert set(Submission.objects.values_list("state", flat=True)) == {
        State.SUPERSEDED,
        State.IN_REVIEW,
    }


def test_a_withdrawn_story_answers_409_and_says_so(desk):
    submission = waiting()
    seen = version(submission)
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    late = desk.post(page(submission), {"action": "approve", "version": seen})
    assert late.status_code == 409
    assert "The contributor took the story back" in words(late)


# --- what the checks noticed --------------------------------------------------------------------


def dismiss(client, submission, finding, **data):
    where = reverse("desk:dismiss", args=[submission.contribution_id, finding.pk])
    return client.post(where, {"because": "mistaken", **data})


def test_a_dismissed_finding_says_who_when_and_why(desk, moderator):
    submission = waiting(WARN)
    finding = Finding.objects.get(submission=submission)
    answer = dismiss(desk, submission, finding, because="harmless", number="1")
    assert answer.headers["Location"] == page(submission) + "?open=1#finding-1"
    finding.refresh_from_db()
    assert finding.dismissed_by == moderator
    assert finding.dismissed_because == "harmless"
    assert finding.dismissed_at is not None
    first = finding.dismissed_at
    dismiss(desk, submission, finding, because="agreed")
    finding.refresh_from_db()
    assert (finding.dismissed_at, finding.dismissed_because) == (first, "harmless")
    assert "is-dismissed" in desk.get(page(submission)).content.decode()


def test_a_finding_is_not_dismissed_without_a_reason_or_by_the_wrong_person(
    desk, moderator2, moderator, settings
):
    settings.MARROW_TWO_PEOPLE = []
    submission, other = waiting(WARN), waiting(WARN)
    finding = Finding.objects.get(submission=submission)
    assert dismiss(desk, submission, finding, because="").status_code == 302
    assert dismiss(desk, other, finding).status_code == 404
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    assert dismiss(desk, submission, finding).status_code == 409
    claims.release(submission.contribution_id, by=actors.team(moderator2))
    decide(desk, submission, "approve")
    assert dismiss(desk, submission, finding).status_code == 409
    finding.refresh_from_db()
    assert finding.dismissed_by is None


def test_moderators_do_not_dismiss_what_a_lead_must_see(desk):
    submission = waiting(SEVERE)
    decide(desk, submission, "escalate", reason="crisis")
    finding = Finding.objects.get(submission=submission)
    desk.raise_request_exception = False
    assert dismiss(desk, submission, finding).status_code == 403
    assert "/findings/" not in desk.get(page(submission)).content.decode()


# --- quotes, a suggested wording, a second look -------------------------------------------------


def suggested_fields(answer) -> dict[str, str]:
    return {field.name: field.value() for field in answer.context["form"].wording}


def test_a_message_quotes_what_was_ticked_and_what_was_copied(desk):
    submission = waiting(WARN)
    ticked = f"body:{WARN.start}:{WARN.end}"
    assert f'value="{ticked}" form="decide"' in desk.get(page(submission)).content.decode()
    answer = decide(
        desk,
        submission,
        "request_changes",
        message="These two.",
        quote=[ticked],
        quoted="the telephone\n  rang, and ",
    )
    assert answer.status_code == 302
    assert Message.objects.get().quoted == [
        submission.offer.body[20:30].strip(),
        "the telephone",
        "rang, and",
    ]


@pytest.mark.parametrize(
    ("action", "data", "wrong"),
    [
        ("request_changes", {"message": "Hm.", "quoted": "a telegraph"}, "not in the story"),
        ("request_changes", {"message": "Hm.", "quote": ["body:0:99999"]}, "not in the story"),
        ("approve", {"quoted": "the telephone"}, "what you quote this for"),
        ("approve", {"suggested_title": "Better"}, "goes with “Ask for changes” only"),
        ("request_changes", {"message": "Hm.", "suggested_title": ""}, "Please write something"),
        ("request_changes", {"message": "Hm.", "suggested_0": " "}, "Please write something"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(desk, action, data, wrong):
    submission = waiting(WARN)
    answer = decide(desk, submission, action, **data)
    assert answer.status_code == 200
    assert wrong in words(answer)
    for name in ("quoted", "suggested_title", "suggested_0"):
        if name in data:
            assert answer.context["form"][name].value() == data[name]
    assert ('open><summary class="small">Suggest a wording' in answer.content.decode()) is any(
        name.startswith("suggested") for name in data
    )
    assert not Message.objects.exists()


def test_a_wording_that_was_left_as_it_was_suggests_nothing(desk):
    submission = waiting(body="One.\n\nTwo.", title="A  title ")
    same = suggested_fields(desk.get(page(submission)))
    assert same == {
        "suggested_title": "A  title ",
        "suggested_0": "One.\n\nTwo.",
        "suggested_name": "Ruth",
    }
    sent = {name: text.replace("\n", "\r\n") for name, text in same.items()}
    assert decide(desk, submission, "approve", **sent).status_code == 302


def test_a_wording_goes_along_and_comes_back_when_it_is_taken_back(desk):
    submission = waiting(body="One.\n\nTwo.")
    better = {"suggested_title": "Better", "suggested_0": "One.\r\n\r\nThree."}
    decide(desk, submission, "request_changes", message="So?", quoted="Two.", **better)
    suggestion = Message.objects.get().suggestion
    assert (suggestion.title, suggestion.texts) == ("Better", ["One.\n\nThree."])
    assert "asked for changes, with a suggested wording" in words(desk.get(page(submission)))
    desk.post(page(submission, "take_back"))
    again = desk.get(page(submission))
    assert suggested_fields(again) == {
        "suggested_title": "Better",
        "suggested_0": "One.\n\nThree.",
        "suggested_name": "Ruth",
    }
    assert again.context["form"]["quoted"].value() == "Two."


def test_a_wording_is_given_back_where_somebody_was_faster(desk, moderator2):
    submission = waiting(body="One.")
    reworded = desk.get(page(submission)).context["reworded"]
    old = version(submission)
    workflow.decline(
        submission.contribution_id, by=actors.team(moderator2), message="No.", reason="other"
    )
    data = {"action": "request_changes", "version": old, "message": "So?", "reworded": reworded}
    same = {"suggested_title": submission.title, "suggested_0": "One.", "suggested_name": "Ruth"}
    for more, expected in (({}, []), ({"suggested_0": "Two."}, [submission.title, "Two.", "Ruth"])):
        answer = desk.post(page(submission), {**data, **same, **more})
        assert answer.status_code == 409
        assert [text for _label, text in answer.context["typed"]] == ["So?", *expected]


@pytest.mark.parametrize("action", ["approve", "request_changes"])
def test_a_page_that_is_older_than_the_story_suggests_nothing(desk, action):
    submission = waiting(body="One.")
    opened = desk.get(page(submission))
    old, same = version(submission), suggested_fields(opened)
    workflow.replace(submission.contribution_id, offer(body="Two."), by=actors.contributor())
    run_jobs(now=False)
    data = {"action": action, "version": old, "message": "So?", "reason": "other", **same}
    answer = desk.post(page(submission), {**data, "reworded": opened.context["reworded"]})
    assert answer.status_code == 409
    assert [text for _label, text in answer.context["typed"]] == ["So?"]


def test_an_answered_appeal_asks_for_nobody_any_more(desk, moderator2):
    submission = waiting()
    decide(desk, submission, "decline", message="No.", reason="other")
    run_jobs()
    workflow.appeal(submission.contribution_id, by=actors.contributor())
    run_jobs(now=False)
    decide(door(moderator2), submission, "request_changes", message="So?")
    run_jobs()
    shown = desk.get(reverse("desk:queue"), {"lane": "contributor"})
    assert titles(shown) == [submission.title]
    assert "asks for somebody else" not in words(shown)


def test_words_that_one_of_us_suggested_say_so(desk, moderator, moderator2):
    submission = waiting()
    decide(desk, submission, "request_changes", message="So?", suggested_title="Better")
    run_jobs()
    agreed = Message.objects.get().suggestion.offer.hash
    workflow.use_suggestion(submission.contribution_id, by=actors.contributor(), agreed=agreed)
    run_jobs(now=False)
    others = door(moderator2)
    for client, told in ((desk, "that you suggested"), (others, "that somebody of the team")):
        assert told in words(client.get(page(submission)))
        assert told in words(client.get(reverse("desk:queue")))


def test_kept_words_say_so(desk, moderator2):
    submission = waiting()
    decide(desk, submission, "request_changes", message="So?")
    run_jobs()
    workflow.keep(submission.contribution_id, by=actors.contributor())
    run_jobs(now=False)
    assert "would rather keep these words" in words(desk.get(page(submission)))


def test_an_appeal_is_for_somebody_else(desk, moderator2):
    submission = waiting()
    decide(desk, submission, "decline", message="No.", reason="other")
    run_jobs()
    workflow.appeal(submission.contribution_id, by=actors.contributor(), message="Why?")
    run_jobs(now=False)
    mine, theirs = desk.get(page(submission)), door(moderator2).get(page(submission))
    assert "You decided on this before." in words(mine)
    assert mine.context["buttons"] == []
    assert "Please read it as if for the first time." in words(theirs)
    assert theirs.context["buttons"]
    assert "Why?" in words(theirs)
    assert "asks for somebody else" in words(desk.get(reverse("desk:queue"), {"lane": "appeals"}))
    desk.raise_request_exception = False
    assert decide(desk, submission, "approve").status_code == 403
    assert "nothing=1" in desk.post(reverse("desk:next")).url


def test_a_lead_leaves_what_was_taken_down_off_the_site(desk, lead):
    submission = submission_in(State.PUBLISHED)
    decide(desk, submission, "take_down", message="It must go.", reason="others")
    workflow.appeal(submission.contribution_id, by=actors.contributor())
    leading = door(lead)
    assert titles(leading.get(reverse("desk:queue"), {"lane": "appeals"})) == [submission.title]
    shown = leading.get(page(submission))
    assert [one.value for one in shown.context["buttons"]] == [
        Action.RESTORE,
        Action.UPHOLD,
        Action.CORRECT,
    ]
    assert "Please write a few words" in words(decide(leading, submission, "uphold"))
    answer = decide(leading, submission, "uphold", message="I read it too.")
    assert "It stays off the site." in words(leading.get(answer.url))
    submission.refresh_from_db()
    assert submission.state == State.TAKEN_DOWN
