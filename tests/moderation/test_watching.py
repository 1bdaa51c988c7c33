"""The log's page, files that leave the house, and an address that an organiser looks at."""

import csv
import hashlib
import io
import json
import re
import uuid
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from accounts import audit, exports
from accounts.models import AuditEntry, User
from moderation import actors, claims, safeguarding, workflow
from moderation import exports as decided
from moderation.case_states import Because
from moderation.ledger import Line
from moderation.models import Submission
from moderation.replay import replay
from moderation.states import State
from moderation.views import watching
from tests.accounts.test_watching import grow_old, show_key, with_key
from tests.contributors.walking import said
from tests.factories import contribution, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
ADDRESS = "garlic.planter@example.net"
WORDS = ["Ruth", "garlic", "telephone", ADDRESS]


def door(role: str) -> Client:
    client = Client()
    user = person(f"{role}@example.org", role)
    client.secret = with_key(client, user)
    client.pk = user.pk
    return client


def log(**which) -> list[tuple]:
    rows = AuditEntry.objects.filter(**which).order_by("id")
    return [(row.kind, row.actor, row.facts) for row in rows]


# --- what the log hears of the desk --------------------------------------------------------------


def test_each_verb_of_a_person_is_written_down(moderator, lead):
    by, above = actors.team(moderator), actors.team(lead)
    submission = submission_in(State.IN_REVIEW)
    story, words = submission.contribution_id, submission.content_hash
    claims.claim(story, by=by)
    claims.release(story, by=above)
    workflow.escalate(story, by=by, reason="treatment", message="Please look.")
    workflow.approve(story, by=above)
    run_jobs()
    beside = {"text": 1, "words": words}
    team = {"role": "moderator", **beside}
    assert log(about=story) == [
        (
            "submit",
            None,
            {"role": "contributor", "version": 1, "to": "submitted", "reason": ""} | beside,
        ),
        ("claim-broken", lead.pk, {"role": "lead", "holder": moderator.pk}),
        ("escalate", moderator.pk, team | {"version": 3, "to": "escalated", "reason": "treatment"}),
        (
            "approve",
            lead.pk,
            team | {"role": "lead", "version": 4, "to": "approved", "reason": ""},
        ),
        ("publish", None, team | {"role": "system", "version": 5, "to": "published", "reason": ""}),
    ]
    told = "".join(audit.canonical(row) for row in AuditEntry.objects.order_by("id"))
    assert [word for word in WORDS if word in told] == []


def test_letting_go_of_ones_own_is_no_break(moderator):
    by = actors.team(moderator)
    story = submission_in(State.IN_REVIEW).contribution_id
    claims.claim(story, by=by)
    claims.release(story, by=by)
    assert log(kind="claim-broken") == []


def test_a_deed_that_failed_is_not_in_the_log(moderator):
    submission = submission_in(State.IN_REVIEW)
    before = AuditEntry.objects.count()
    with pytest.raises(ValueError, match="reason"):
        workflow.decline(submission.contribution_id, by=actors.team(moderator), message="No.")
    assert AuditEntry.objects.count() == before


# --- the page ------------------------------------------------------------------------------------


def test_the_log_tells_nothing_of_a_story():
    submission = submission_in(State.DECLINED, email=ADDRESS)
    auditor = door("auditor")
    page = auditor.get("/desk/audit/")
    text = page.content.decode()
    assert [word for word in WORDS if word in text] == []
    assert str(submission.contribution_id) in text
    assert "declined it" in text
    assert page["Cache-Control"] == "private, no-store"
    number = AuditEntry.objects.get(kind="decline").actor
    assert re.search(rf'A moderator <a href="\?by={number}">{number}</a>', text)


def test_filters_narrow_and_a_wrong_one_narrows_nothing():
    one, two = (submission_in(State.DECLINED) for _ in range(2))
    auditor = door("auditor")

    def shown(query: str) -> list[tuple[str, str]]:
        rows = [row["row"] for row in auditor.get(f"/desk/audit/?{query}").context["rows"]]
        return [(row.kind, row.about) for row in reversed(rows)]

    story = str(one.contribution_id)
    assert shown(f"about={story}") == [("submit", story), ("decline", story)]
    decliner = AuditEntry.objects.filter(kind="decline")[0].actor
    assert shown(f"kind=decline&by={decliner}&about={two.contribution_id}") == [
        ("decline", str(two.contribution_id))
    ]
    today = timezone.localdate()
    everything = shown("")
    assert shown(f"since={today}&until={today}") == everything
    assert shown(f"until={today - timedelta(days=1)}") == []
    assert shown("kind=soup&by=x&since=never&before=x&after=%F0") == everything


def test_pages_by_key_repeat_nothing_and_skip_nothing(monkeypatch):
    monkeypatch.setattr(watching, "PAGE", 3)
    auditor = door("auditor")
    for number in range(8):
        audit.note("approve", by=number + 1)
    where, seen, back = "?kind=approve", [], []
    while where:
        page = auditor.get(f"/desk/audit/{where}").context
        seen += [row["row"].actor for row in page["rows"]]
        audit.note("decline", by=99)  # what comes meanwhile moves nothing
        last, where = where, page["pages"].get("older", "")
    assert seen == [8, 7, 6, 5, 4, 3, 2, 1]
    where = last
    while where:
        page = auditor.get(f"/desk/audit/{where}").context
        back = [row["row"].actor for row in page["rows"]] + back
        where = page["pages"].get("newer", "")
    assert back == [8, 7, 6, 5, 4, 3, 2, 1]


def test_a_page_costs_the_same_for_few_lines_and_for_many(django_assert_num_queries):
    auditor = door("auditor")
    auditor.get("/desk/audit/")
    with django_assert_num_queries(8) as few:
        auditor.get("/desk/audit/")
    for number in range(40):
        audit.note("approve", by=number)
    with django_assert_num_queries(len(few)):
        auditor.get("/desk/audit/")


@pytest.mark.parametrize("role", ["contributor", "moderator", "lead", "organiser"])
def test_only_auditors_read_it(role):
    client = door(role)
    assert client.get("/desk/audit/").status_code == 403
    assert client.post("/desk/audit/export/").status_code == 403


# --- files ---------------------------------------------------------------------------------------


def lines(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text)))


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'", "plain", ""]


def test_no_cell_is_a_formula():
    text = "".join(exports.as_csv(["a"], [[cell] for cell in FORMULAS]))
    cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert [cell[:1] for cell in cells] == [*("'" for _ in range(10)), "p", ""]
    assert cells[:9] == [f"'{one}" for one in FORMULAS[:9]]
    assert text.startswith('"a"\r\n"\'=1+1"\r\n')
    assert list(exports.as_csv(["a"], [[-5, 'a "b", c']]))[1] == '"-5","a ""b"", c"\r\n'


def test_json_lines_are_enough_to_check_the_chain():
    submission_in(State.DECLINED)
    audit.seal()
    auditor = door("auditor")
    answer = auditor.post("/desk/audit/export/", {"as": "jsonl"})
    assert answer["Content-Type"] == "application/x-ndjson; charset=utf-8"
    rows = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    prev = "0" * 64
    for row in rows:
        digest = row.pop("hash")
        text = json.dumps(row, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        assert (row["prev"], hashlib.sha256(text.encode()).hexdigest()) == (prev, digest)
        prev = digest
    assert (len(rows), prev) == audit.head()
    table = lines(auditor.post("/desk/audit/export/", {"as": "csv", "kind": "decline"}))
    assert table[0] == list(watching.LOG)
    assert [row[2] for row in table[1:]] == ["decline"]
    assert log(kind="exported") == [
        ("exported", auditor.pk, {"role": "auditor", "format": "jsonl"}),
        ("exported", auditor.pk, {"role": "auditor", "format": "csv"}),
    ]


def test_an_auditor_reads_nothing_of_their_own_stories():
    """Nor takes it out: that a story was escalated is kept from whoever sent it."""
    auditor = door("auditor")
    mine = contribution(by=actors.contributor(User.objects.get(pk=auditor.pk))).pk
    other = contribution().pk
    by = actors.team(person("a@example.org", "moderator"))
    for pk in (mine, other):
        workflow.screen(Submission.objects.get(contribution=pk).pk, [])
        workflow.escalate(pk, by=by, reason="crisis", note="Please look.")
    case = safeguarding.open_case(mine, because=Because.TEAM, by=by)
    audit.seal()
    for about, count in ((mine, 0), (case.pk, 0), (other, 1)):
        rows = auditor.get("/desk/audit/", {"about": str(about), "kind": ""}).context["rows"]
        assert (len(rows) > 0) == (count > 0)
    file = b"".join(auditor.post("/desk/audit/export/", {"as": "csv"}).streaming_content).decode()
    assert str(other) in file
    assert str(mine) not in file
    assert str(case.pk) not in file


def export(client: Client, **changes):
    today = timezone.localdate()
    return client.post("/desk/export/", {"since": f"{today}", "until": f"{today}", **changes})


@pytest.mark.parametrize("role", ["lead", "organiser"])
def test_what_was_decided_leaves_as_codes(role, django_assert_num_queries):
    submission = submission_in(State.DECLINED, email=ADDRESS, diagnoses=["mcl", "aml"])
    submission_in(State.DECLINED, example=True)
    sent = submission.created_at
    Submission.objects.filter(pk=submission.pk).update(created_at=sent - timedelta(minutes=90))
    client = door(role)
    answer = export(client)
    assert answer["Content-Disposition"].startswith('attachment; filename="marrow-decisions-')
    header, *rows = lines(answer)
    assert header == list(decided.HEADER)
    (row,) = rows
    told = dict(zip(header, row, strict=True))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", told.pop("sent_at"))
    assert told.pop("decided_at") > "2020"
    assert int(told.pop("minutes")) in (90, 91)
    assert told == {
        "id": str(submission.contribution_id),
        "text": "1",
        "lane": "review",
        "diagnoses": "mcl aml",
        "language": "en",
        "action": "decline",
        "reason": "other",
        "guideline": "",
        "role": "moderator",
    }
    text = ",".join(row)
    assert [word for word in WORDS if word in text] == []
    today = f"{timezone.localdate()}"
    assert log(kind="exported") == [
        ("exported", client.pk, {"role": role, "format": "csv", "since": today, "until": today})
    ]


def test_the_lane_of_an_appeal_is_the_one_it_was_decided_in():
    """Told from what happened: what it became since may have been answered, or taken down anew."""
    lead, lead2 = (actors.team(person(f"{one}@example.org", "lead")) for one in "ab")
    contributor, how = actors.contributor(), {"reason": "other", "message": "We looked."}
    declined = submission_in(State.DECLINED).contribution_id
    run_jobs()
    workflow.appeal(declined, by=contributor)
    run_jobs()
    workflow.approve(declined, by=lead)
    run_jobs()
    workflow.take_down(declined, by=lead, **how)
    workflow.appeal(declined, by=contributor)
    workflow.restore(declined, by=lead2, **how)
    workflow.take_down(declined, by=lead, **how)
    workflow.restore(declined, by=lead, **how)
    header, *rows = lines(export(door("lead")))
    at = [header.index(name) for name in ("text", "action", "lane")]
    assert [tuple(row[place] for place in at) for row in rows] == [
        ("1", "decline", "review"),
        ("2", "approve", "appeals"),
        ("2", "take_down", "published"),
        ("2", "restore", "appeals"),
        ("2", "take_down", "published"),
        ("2", "restore", "taken_down"),
    ]


def test_a_file_has_an_end(monkeypatch):
    submission_in(State.DECLINED)
    submission_in(State.TAKEN_DOWN)
    monkeypatch.setattr(exports, "MOST", 2)
    answer = export(door("lead"))
    assert answer.status_code == 400
    assert "One file holds 2 lines at most" in said(answer)
    assert log(kind="exported") == []


def test_days_that_are_none():
    lead = door("lead")
    today = timezone.localdate()
    for days in (
        {"since": "soup"},
        {"until": ""},
        {"since": f"{today + timedelta(days=1)}"},
        {"since": f"{today - timedelta(days=400)}"},
    ):
        answer = export(lead, **days)
        assert answer.status_code == 200
        assert "Please look at this again" in said(answer)
    assert log(kind="exported") == []


@pytest.mark.parametrize(
    ("role", "where"),
    [("auditor", "/desk/audit/export/"), ("lead", "/desk/export/"), ("organiser", "/desk/export/")],
)
def test_a_file_needs_a_fresh_factor(role, where):
    client = door(role)
    today = f"{timezone.localdate()}"
    grow_old(client)
    asked = client.post(where, {"since": today, "until": today})
    assert asked.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert log(kind="exported") == []
    given = show_key(client, client.secret, where)
    assert lines(given)  # what was asked for comes once the factor was shown
    assert len(log(kind="exported")) == 1


@pytest.mark.parametrize("role", ["moderator", "auditor", "contributor"])
def test_nobody_else_takes_decisions_out(role):
    client = door(role)
    assert client.get("/desk/export/").status_code == 403
    assert export(client).status_code == 403


def test_an_hour_has_a_limit(settings):
    settings.MARROW_LIMITS = settings.MARROW_LIMITS | {"export": (1, 3600), "reveal": (1, 3600)}
    lead, organiser = door("lead"), door("organiser")
    assert [export(lead).status_code for _ in range(2)] == [200, 429]
    story = submission_in(State.IN_REVIEW, email=ADDRESS).contribution_id
    assert [look(organiser, story).status_code for _ in range(2)] == [200, 429]


# --- an address ----------------------------------------------------------------------------------


def look(client: Client, story, reason: str = "asked"):
    return client.post(f"/desk/{story}/address/", {"reason": reason})


def test_an_address_is_shown_once_for_a_reason():
    story = contribution(email=ADDRESS).pk
    organiser = door("organiser")
    page = organiser.get(f"/desk/{story}/address/")
    assert (page.status_code, ADDRESS in page.content.decode()) == (200, False)
    without = look(organiser, story, "")
    assert "Please choose why." in said(without)
    assert ADDRESS not in without.content.decode()
    assert log(kind="address-revealed") == []
    shown = look(organiser, story, "danger")
    assert (shown.status_code, shown["Cache-Control"]) == (200, "private, no-store")
    assert ADDRESS in shown.content.decode()
    facts = {"role": "organiser", "reason": "danger", "found": True}
    assert log(kind="address-revealed") == [("address-revealed", organiser.pk, facts)]
    assert AuditEntry.objects.get(kind="address-revealed").about == str(story)
    assert ADDRESS not in organiser.get(f"/desk/{story}/address/").content.decode()


def test_to_look_for_an_address_that_is_none_is_written_down_too():
    story = contribution().pk
    organiser = door("organiser")
    assert "We have no address" in said(look(organiser, story))
    assert log(kind="address-revealed")[0][2]["found"] is False


def test_an_address_needs_a_fresh_factor():
    story = contribution(email=ADDRESS).pk
    organiser = door("organiser")
    grow_old(organiser)
    asked = look(organiser, story)
    assert asked.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert log(kind="address-revealed") == []
    shown = show_key(organiser, organiser.secret, f"/desk/{story}/address/")
    assert ADDRESS in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ["moderator", "lead", "auditor", "contributor"])
def test_nobody_else_sees_an_address(role):
    story = contribution(email=ADDRESS).pk
    client = door(role)
    for answer in (client.get(f"/desk/{story}/address/"), look(client, story)):
        assert answer.status_code == 403
        assert ADDRESS not in answer.content.decode()
    assert log(kind="address-revealed") == []
    assert AuditEntry.objects.filter(at__lte=Now()).exists()


def test_a_backup_that_came_back_is_written_down_once():
    story = submission_in(State.PUBLISHED).contribution_id
    line = Line(uuid.uuid4(), "withdrawn", str(story), timezone.now())
    for _ in range(2):
        replay([line])
    assert log(kind="restored") == [("restored", None, {"deeds": 1})]


def test_each_kind_has_words_and_an_unknown_one_shows_its_code():
    auditor = door("auditor")
    audit.note("soup-cooked", by=7)
    audit.note("roles", by=7, role="organiser")
    rows = auditor.get("/desk/audit/").context["rows"][:2]
    assert [(row["role"], row["what"]) for row in rows] == [
        ("An organizer", "set the roles of a person"),
        ("One of the team", "soup-cooked"),
    ]
