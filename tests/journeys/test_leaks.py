"""Data that could leak, looked for in everything that is served, sent, logged or passed on.

One story lives, and one of each other state lies beside it, each with words, an address and a
name that appear nowhere else.
"""

import io
import json
import logging
import re

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from contributors import fresh, leaving, wishes
from jobs import relay
from mail import outbox
from mail.models import Mail
from moderation import actors, addresses, receipts, workflow
from moderation.models import Contribution
from moderation.receipts import kept_receipt_for
from moderation.states import State
from readers.models import Follower
from stories.models import Story
from tests import surfaces
from tests.factories import BODY, contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db

C = actors.contributor()
CANARY = "Zanzibarquince"
ADDRESS = "quillfeather@example.org"
MODERATOR = "factory-moderator"
STORY = {"diagnosis": "mcl", "family": "lymphoma", "relation": "survivor", "word": CANARY}
PAGES = [
    *surfaces.lists(**STORY, veiled=False, tongues=False),
    "/about/",
    "/help/",
    "/privacy/",
    "/guidelines/",
    "/accessibility/",
    "/report/",
    "/share/",
    "/your-stories/",
    "/api/v1/diagnoses/",
    "/api/v1/consents/",
    "/api/v1/schema/",
    "/health/ready",
]


@pytest.fixture
def heard():
    """Every log line of the house."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def house(heard):
    """A live story, and one in each other state that nobody outside may know of."""
    words = {"title": f"{CANARY} title", "body": f"{BODY} {CANARY} body", "display_name": CANARY}
    live = submission_in(State.PUBLISHED, display_name="Ruth")
    # These first: reaching them lets time pass, and would publish what is approved.
    first = (State.TAKEN_DOWN, State.HELD, State.PAUSED)
    for state in sorted(State, key=lambda state: state not in first):
        if state is not State.PUBLISHED:
            submission_in(state, email=ADDRESS, **words)
    workflow.replace(live.contribution_id, offer(**words), by=C)
    return live


def everything_served(live) -> dict[str, str]:
    client = Client(raise_request_exception=False)
    story = Story.objects.get()
    pages = [*PAGES, f"/stories/{story.pk}/{story.slug}/", f"/api/v1/stories/{story.pk}/"]
    for kept in Contribution.objects.all():
        pages += [
            f"/stories/{kept.story_id}/x/",
            f"/api/v1/stories/{kept.story_id}/",
            f"/api/v1/submissions/{kept.pk}/",
            f"/your-stories/{kept.pk}/",
            f"/desk/{kept.pk}/",
            f"/desk/{kept.pk}/?open=1",
        ]
    served = {}
    for page in pages:
        for url in (
            (page, f"/es{page}")
            if not page.startswith(("/api", "/health", "/sitemap"))
            else (page,)
        ):
            answer = client.get(url, follow=True)
            assert answer.status_code < 500 or url == "/health/ready", url
            served[url] = answer.content.decode() + json.dumps(dict(answer.headers))
    return served


def test_no_page_shows_what_is_not_published(house):
    for url, text in everything_served(house).items():
        if CANARY in url:
            assert f"{CANARY} title" not in text, url
            assert f"{CANARY} body" not in text, url
            continue
        assert CANARY not in text, url
        assert ADDRESS not in text, url
        assert MODERATOR not in text, url


def test_no_log_line_tells_words_addresses_or_codes(house, heard):
    everything_served(house)
    run_jobs()
    codes = [kept_receipt_for(kept.pk, kept.receipt_digest) for kept in Contribution.objects.all()]
    text = heard.getvalue()
    assert '"page": "stories"' in text
    for secret in [CANARY, ADDRESS, MODERATOR, *codes]:
        assert secret not in text


def test_links_and_codes_that_open_or_end_are_told_to_their_person_alone(
    house, heard, settings, tmp_path
):
    """The link for who may tell of a death, the one that undoes it, and the code that erases."""
    settings.MARROW_ERASURE_FILE = tmp_path / "erasures.jsonl"
    by = State.IN_REVIEW
    kept = Contribution.objects.filter(email=ADDRESS, submissions__state=by).latest("created_at")
    addresses._confirmed(kept, person(ADDRESS))
    person("lead@example.org", "lead")
    wish = wishes.choose(kept.pk, "remove")
    contact = receipts.contact_token(wish.pk)
    client = Client()
    assert client.post(f"/in-memory/{contact}/").status_code == 200
    fresh.mail(kept)
    sent = {mail.kind: mail for mail in Mail.objects.filter(kind__in=["somebody_told", "erase"])}
    alive = receipts.alive_token(wish.pk)
    code = re.search(r"\d{4}-\d{4}", sent["erase"].text)[0]
    assert alive in sent["somebody_told"].text
    assert client.get(f"/in-memory/not/{alive}/").status_code == 200
    secrets = [contact, alive, code, code.replace("-", "")]
    others = Mail.objects.exclude(pk__in=[mail.pk for mail in sent.values()])
    told = "".join(mail.text + mail.html + mail.key for mail in others)
    assert [secret for secret in secrets if secret in told] == []
    for url, text in everything_served(house).items():
        assert [secret for secret in secrets if secret in text] == [], url
    leaving.erase(kept, by=C)
    run_jobs()
    written = settings.MARROW_ERASURE_FILE.read_text()
    assert str(kept.pk) in written
    for text in (heard.getvalue(), written):
        assert [one for one in (*secrets, CANARY, ADDRESS) if one in text] == []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            rows = "".join(row for (row,) in cursor.fetchall())
            assert [secret for secret in secrets if secret in rows] == [], table


def test_no_log_line_tells_who_follows_what(heard):
    """Neither the address nor a link that opens or ends it; the illness is in no log either."""
    client = Client()
    client.post("/alerts/?diagnosis=mcl", {"email": ADDRESS})
    asked = re.search(r"/alerts/[a-z2-7]{20}/", Mail.objects.get().text)[0]
    client.post(asked)
    run_jobs()
    ending = f"/alerts/stop/{receipts.stop_token(Follower.objects.get().pk)}/"
    assert client.get(ending).status_code == 200
    client.post(ending, {"one": "mcl"})
    assert not Follower.objects.exists()
    text = heard.getvalue()
    assert '"page": "alerts-stop"' in text
    secrets = [ADDRESS, "mcl", *(one.strip("/").split("/")[-1] for one in (asked, ending))]
    assert [secret for secret in secrets if secret in text] == []


def test_a_failing_job_logs_no_words(heard, monkeypatch):
    contribution(title=f"{CANARY} title", email=ADDRESS)

    def fails(*args):
        raise ValueError(f"{CANARY} {ADDRESS}")

    monkeypatch.setattr(workflow, "screen", fails)
    monkeypatch.setattr(outbox, "as_message", fails)
    run_jobs(now=False)
    text = heard.getvalue()
    assert "ValueError" in text
    assert CANARY not in text
    assert ADDRESS not in text


def test_the_broker_carries_numbers_only(house):
    broker = redis.Redis.from_url(settings.REDIS_URL)
    broker.flushall()
    contribution(title=f"{CANARY} title", email=ADDRESS)
    relay.Relay()._ring(relay.Relay()._due())
    carried = repr([broker.dump(key) for key in broker.keys("*")])
    messages = [json.loads(row) for row in broker.lrange("celery", 0, -1)]
    broker.flushall()
    assert messages
    assert CANARY not in carried
    assert ADDRESS not in carried
    for message in messages:
        assert re.fullmatch(r"\(\d+,\)", message["headers"]["argsrepr"])


def test_no_cache_entry_and_no_public_row_tells_anything(house):
    everything_served(house)
    tables = ["accounts_cache", "accounts_count", "jobs_job", "django_session"]
    tables += [name for name in connection.introspection.table_names() if name[:8] == "stories_"]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            text = "".join(row for (row,) in cursor.fetchall())
            for secret in (CANARY, CANARY.lower(), ADDRESS, MODERATOR):
                assert secret not in text, table


def test_mails_tell_nothing_but_that_there_is_news(house):
    kept = Contribution.objects.filter(email=ADDRESS, submissions__state=State.IN_REVIEW).first()
    owner = person(ADDRESS)
    addresses._confirmed(kept, owner)
    workflow.withdraw(kept.pk, by=C)
    words = ["cancer", "leuk", "lymph", "myelom", "blood", "garlic", "mantle", "MCL", CANARY]
    for mail in Mail.objects.all():
        text = f"{mail.subject} {mail.text} {mail.html} {settings.DEFAULT_FROM_EMAIL}"
        assert [word for word in words if word.casefold() in text.casefold()] == [], mail.kind
        assert not re.search(r"\d", mail.subject)


def test_an_unconfirmed_address_gets_exactly_one_mail():
    submission_in(State.PUBLISHED, email=ADDRESS)
    run_jobs()
    assert list(Mail.objects.values_list("kind", flat=True)) == ["confirm"]


def test_a_dump_of_the_public_room_is_public(house):
    stream = io.StringIO()
    call_command("dumpdata", "stories", stdout=stream)
    assert CANARY not in stream.getvalue()
    assert ADDRESS not in stream.getvalue()


class TestWithdrawal:
    """The unique word is gone from every surface when the answer is there."""

    def test_from_everything_at_once(self):
        submission = submission_in(State.PUBLISHED, title=f"{CANARY} title")
        before = everything_served(submission)
        shown = {url for url, text in before.items() if f"{CANARY} title" in text}
        assert {"/", "/stories/", "/diagnoses/mcl/", "/diagnoses/lymphoma/"} <= shown
        assert {"/stories/feed.atom", "/diagnoses/mcl/feed.atom", "/api/v1/stories/"} <= shown
        story = Story.objects.get()
        workflow.withdraw(submission.contribution_id, by=C)
        client = Client()
        for url in before:
            assert f"{CANARY} title".encode() not in client.get(url, follow=True).content, url
        gone = client.get(f"/stories/{story.pk}/{story.slug}/")
        assert (gone.status_code, gone["Cache-Control"]) == (410, "no-store")
        assert client.get(f"/api/v1/stories/{story.pk}/").status_code == 410
