"""Who told a story and who decided on it is told in no side channel: no page, header, photo, feed,
mail, file or program of the other side holds it.

One life with everything in it that brings two people together; each of them has an address that
appears nowhere else.
"""

import io
import json
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts import audit
from moderation import actors, cards, claims, threads, workflow
from moderation.models import Contribution
from moderation.receipts import kept_receipt_for
from moderation.states import State
from readers import reports
from readers.models import Report
from stories.models import Story
from tests.contributors.test_stories import opened
from tests.factories import NAMED, contribution, offer, person, run_jobs
from tests.journeys.test_surfaces import LISTS
from tests.snapshots import WHERE, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
TELLER, READER = "quincefeather", "niecequill"
TEAM = ("quokkafirst", "numbatsecond", "wombatlead")
WRITTEN = {"message": "With thanks.", "reason": "names"}


@pytest.fixture
def team():
    roles = ("moderator", "moderator", "lead")
    return [person(f"{name}@example.org", role) for name, role in zip(TEAM, roles, strict=True)]


@pytest.fixture
def kept(team) -> Contribution:
    """Asked for changes, answered, handed over, approved by two, reported, held, put back."""
    first, second, lead = map(actors.team, team)
    owner = person(f"{TELLER}@example.org")
    words = replace(offer(display_name="Anonymous"), picture=picture())
    kept = contribution(
        offer=words, by=actors.contributor(owner), email=owner.email, uses=("website", "press")
    )
    Contribution.objects.update(email_confirmed_at=timezone.now())
    workflow.screen(kept.submissions.get().pk, [NAMED])
    claims.claim(kept.pk, by=first)
    cards.ask(kept.pk, "Is this a ward?", by=first)
    workflow.escalate(kept.pk, by=first, message="Please look.", reason="other")
    workflow.return_to_queue(kept.pk, by=lead, message="It is fine.", reason="other")
    workflow.request_changes(kept.pk, by=first, **WRITTEN)
    run_jobs()
    threads.answer(kept.pk, "I can change that.", by=actors.contributor(owner))
    workflow.replace(kept.pk, replace(words, title="Other words"), by=actors.contributor(owner))
    workflow.screen(kept.submissions.latest("id").pk, [NAMED])
    claims.claim(kept.pk, by=first)
    claims.hand_over(kept.pk, to=team[1], word="You know wards.", by=first)
    workflow.approve(kept.pk, by=second, **WRITTEN)
    workflow.approve(kept.pk, by=first, **WRITTEN)
    run_jobs()
    told = Report(
        page=f"/stories/{kept.story_id}/x/",
        reason="me",
        words="It is me.",
        email=f"{READER}@example.org",
    )
    reports.file(told, network="192.0.2.1")
    workflow.restore(kept.pk, by=lead, **WRITTEN)
    reports.close(told, by=team[2], outcome="stays", reason="other", answer="It may stay.")
    run_jobs()
    audit.seal()
    kept.refresh_from_db()
    return kept


def everything(answer) -> str:
    """What an answer says, in its head too; of an archive, what is in it."""
    content = answer.getvalue() if answer.streaming else answer.content
    if answer.headers.get("Content-Type") == "application/zip":
        with ZipFile(io.BytesIO(content)) as pack:
            content = b" ".join(pack.read(name) for name in pack.namelist())
    return f"{content.decode('latin-1')} {dict(answer.headers)} {answer.cookies.output()}"


def told_in(client: Client, urls, names, **how) -> list[tuple[str, str]]:
    """Who is told of, and where; a page that cannot be opened tells nothing, and is an error."""
    found = []
    for url in urls:
        answer = client.get(url, follow=True, **how)
        assert answer.status_code == 200, (url, answer.status_code)
        found += [(name, url) for name in names if name.casefold() in everything(answer).casefold()]
    return found


def test_no_reader_learns_who_told_it_or_who_decided(kept):
    client, story = Client(), Story.objects.get()
    own = f"/stories/{story.pk}/{story.slug}/"
    page = client.get(own).content.decode()
    photos = sorted(set(re.findall(r"/stories/photos/[\w-]+\.\w+", page)))
    assert len(photos) > 3
    pages = [own, f"/es{own}", f"/api/v1/stories/{story.pk}/", *LISTS, *photos]
    numbers = [str(kept.pk), kept_receipt_for(kept.pk, kept.receipt_digest)]
    names = [TELLER, READER, *TEAM, *numbers, WHERE.decode(), "With thanks."]
    assert told_in(client, pages, names) == []
    report = Report.objects.get()
    assert told_in(client, [f"/report/{report.reference}/"], [TELLER, *TEAM, *numbers]) == []


def test_no_contributor_learns_who_decided_or_who_reported(kept):
    mine = f"/your-stories/{kept.pk}/"
    ends = ("", "certificate/", "certificate.txt", "certificate.json", "my-data.zip", "story.txt")
    pages = ["/your-stories/", *(f"{mine}{end}" for end in ends), f"{mine}agreements/"]
    assert told_in(opened(kept), pages, [*TEAM, READER]) == []
    receipt = f"Receipt {kept_receipt_for(kept.pk, kept.receipt_digest)}"
    api = f"/api/v1/submissions/{kept.pk}/"
    assert told_in(Client(), [api], [*TEAM, READER], headers={"authorization": receipt}) == []
    told = Client().get(api, headers={"authorization": receipt}).json()
    assert {one["by"] for one in told["messages"]} == {"moderator", "contributor"}


def test_no_mail_tells_one_side_of_the_other(kept):
    """Who is written to is in its own mail alone: no sender, answer address, copy or words."""
    people = {f"{name}@example.org": name for name in (TELLER, READER, *TEAM)}
    seen = set()
    for one in mail.outbox:
        [to] = one.to
        raw = f"{one.message().as_string()} {one.body} {one.bcc} {one.cc} {one.reply_to}"
        assert [name for where, name in people.items() if where != to and name in raw] == []
        assert not re.search(r"Anonymous|With thanks|garlic|It is me", raw), one.subject
        seen.add(to)
    assert seen == set(people) - {"quokkafirst@example.org"}


def test_no_page_of_the_team_tells_an_address(kept, team):
    desk = [f"/desk/{kept.pk}/?open=1", "/desk/", "/desk/?lane=decided", "/desk/figures/"]
    for user in team:
        client = Client()
        client.force_login(user)
        assert told_in(client, desk, [TELLER, READER, "@example.org"]) == []
        token = f"Token {AuthToken.objects.create(user=user)[1]}"
        api = [f"/api/v1/submissions/{kept.pk}/", "/api/v1/queue/?lane=decided"]
        names = [TELLER, READER, *TEAM, "@example.org"]
        assert told_in(Client(), api, names, headers={"authorization": token}) == []


def test_the_log_and_what_is_exported_name_nobody(kept, team):
    auditor = person("auditor@example.org", "auditor")
    client = Client()
    client.force_login(auditor)
    assert told_in(client, ["/desk/audit/"], [TELLER, READER, *TEAM, "@example.org"]) == []
    rows = json.dumps([one.facts for one in audit.AuditEntry.objects.all()])
    assert [name for name in (TELLER, READER, *TEAM) if name in rows] == []
    assert kept.submissions.filter(state=State.PUBLISHED).exists()
