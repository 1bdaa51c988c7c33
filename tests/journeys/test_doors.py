"""Every address behind a door: whoever may not come in is stopped there, and nothing has happened.

A refusal that is written but not meant, as one without its `return`, goes on to do what was asked.
So each address is asked for and sent everything that could make it act, by everybody who may not,
and every row of the database is as it was.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from knox.models import AuthToken

from moderation import safeguarding, workflow
from moderation.case_states import Because
from moderation.checks import Remark, Severity
from moderation.models import Case, Contribution
from moderation.states import BESIDE, State
from readers import reports
from readers.models import Report
from tests.factories import contribution, person, run_jobs, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
TEAM, LEAD = {"moderator", "lead"}, {"lead"}
# Who may open what stands under /desk/; whatever is not named here, the team may.
MAY = {
    "desk:audit": {"auditor"},
    "desk:audit-export": {"auditor"},
    "desk:address": {"organiser"},
    "desk:agreement": LEAD,
    "desk:export": {"lead", "organiser"},
    "desk:figures": {*TEAM, "organiser"},
    "in-memory-told": LEAD,
    "in-memory-decide": LEAD,
    "reports": {"lead", "organiser"},
    "report-one": {"lead", "organiser"},
    "report-look": {"lead", "organiser"},
    "report-erase": {"lead", "organiser"},
}
ROLES = ["contributor", "moderator", "lead", "organiser", "auditor"]
WORDS = "Marigoldtorch"
# What any of these pages may act upon.
SENT = {
    "action": "approve",
    "message": "With thanks.",
    "reason": "other",
    "because": "mistaken",
    "labels": "death",
    "note": "Words.",
    "words": "Words.",
    "body": "Words.",
    "word": "Words.",
    "email": "new@example.org",
    "keys": "off",
    "outcome": "stays",
    "answer": "Words.",
    "open": "1",
    "confirmed": "on",
    "sure": "on",
    "decision": "true",
}
# Rows that are about who asks, and not about what was asked for.
ASKING = ("django_session", "accounts_cache", "accounts_count")


def named(patterns, above="", spaces=()) -> Iterator[tuple[str, str, dict]]:
    """Every address with its name, and what it asks for."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from named(one.url_patterns, above + str(one.pattern), inner)
        elif isinstance(one, URLPattern) and one.name:
            asks = one.pattern.converters
            yield above + str(one.pattern), ":".join([*spaces, one.name]), asks


@pytest.fixture
def kept():
    """A story that waits, with a finding, a case beside it, and a report about it."""
    kept = contribution(title=f"{WORDS} title", email="ruth@example.org")
    remark = Remark("names", Severity.WARN, "body", 0, 4, "This may be a name.")
    workflow.screen(kept.submissions.get().pk, [remark])
    live = submission_in(State.PUBLISHED, title="The garden")
    safeguarding.open_case(live.contribution_id, because=Because.TEAM)
    told = Report(page=f"/stories/{live.story_id}/x/", reason="others", words="My aunt.")
    reports.file(told, network="192.0.2.1")
    run_jobs(now=False)
    return kept


def addresses(kept: Contribution, start: str) -> Iterator[tuple[str, str]]:
    """The name and a real place of each address that begins so."""
    case, report = Case.objects.get(), Report.objects.get()
    given = {
        "contribution_id": kept.pk,
        "story_id": kept.story_id,
        "case_id": case.pk,
        "finding": kept.submissions.get().findings.get().pk,
        "card": 1,
        "number": 1,
        "code": "x",
    }
    for route, name, asks in named(get_resolver().url_patterns):
        if route.startswith(start):
            given["pk"] = report.pk if name.startswith("report") else kept.pk
            yield name, reverse(name, kwargs={one: given[one] for one in asks})


def everything() -> dict[str, str]:
    """All rows of the house, each table as one number."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table not in ASKING:
                cursor.execute(
                    f"SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text), ''))"
                    f' FROM "{table}" t'
                )
                found[table] = cursor.fetchone()[0]
    return found


def at_the_door(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(person(f"{role}@example.org", role))
        client.get("/")
    return client


@pytest.mark.parametrize("role", ["", *ROLES])
def test_whoever_may_not_come_in_is_stopped_and_nothing_has_happened(kept, role):
    client, places = at_the_door(role), list(addresses(kept, "desk/"))
    sent = {**SENT, "version": str(kept.version), "to": str(person("to@example.org").pk)}
    assert len(places) > 35
    before = everything()
    for name, where in places:
        if role in MAY.get(name, TEAM):
            continue
        for answer in (client.get(where), client.post(where, sent)):
            inside = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
            assert inside or answer.status_code in (403, 404, 405), (name, answer.status_code)
            assert WORDS not in answer.content.decode("latin-1"), name
    assert everything() == before


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_come_in_does(kept, role):
    """Or the other test would hold a wall for a door."""
    client = at_the_door(role)
    for name, where in addresses(kept, "desk/"):
        if role in MAY.get(name, TEAM):
            answer = client.get(where)
            assert answer.status_code in (200, 302, 404, 405), (name, answer.status_code)
            assert "/accounts/login/" not in answer.headers.get("Location", ""), name


@pytest.mark.parametrize("role", ["", *ROLES])
def test_nobody_acts_on_a_story_that_is_not_theirs(kept, role):
    """At the pages for contributors, where no role counts."""
    client = at_the_door(role)
    places = list(addresses(kept, "your-stories/<"))
    assert len(places) > 25
    before = everything()
    for name, where in places:
        for answer in (client.get(where), client.post(where, SENT)):
            assert answer.status_code in (200, 302, 403, 404, 405), (name, answer.status_code)
            assert WORDS not in answer.content.decode("latin-1"), name
    assert everything() == before


@pytest.mark.parametrize("role", ["", "contributor", "organiser", "auditor"])
def test_no_program_acts_for_who_may_not(kept, role):
    client, how = Client(raise_request_exception=False), {}
    if role:
        user = person(f"{role}@example.org", role)
        how["HTTP_AUTHORIZATION"] = f"Token {AuthToken.objects.create(user)[1]}"
    own = f"/api/v1/submissions/{kept.pk}/"
    before = everything()
    actions = [*workflow.VERBS, *workflow.CONTRIBUTORS, "replace", *BESIDE]
    for action in actions:
        sent = {**SENT, "action": str(action), "title": "Theirs"}
        answer = client.post(f"{own}decisions/", sent, content_type="application/json", **how)
        assert answer.status_code in (401, 403, 404), (action, answer.status_code)
    for where in (own, "/api/v1/queue/"):
        answer = client.get(where, **how)
        assert answer.status_code in (401, 403, 404), where
        assert WORDS not in answer.content.decode()
    code = client.post(f"{own}confirm-email/", {"code": "1234-5678"}, **how)
    assert code.status_code in (401, 403, 404, 415)
    assert everything() == before
