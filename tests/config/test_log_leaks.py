"""A whole journey, with everything going wrong on the way, and nobody's words in the log."""

import io
import json
import logging
import smtplib

import pytest
import structlog
from django.test import Client

from accounts.models import User
from jobs.models import Job
from mail.models import Mail
from moderation.models import Contribution
from moderation.receipts import kept_token_for
from tests.factories import person, run_jobs

WORDS = "quincefield nobody else has written"
SECRETS = {
    "title": "Ztitle of the marmalade",
    "body": f"I was {WORDS} when the telephone rang. My doctor is Dr Zblomqvist. " * 12,
    "display_name": "Zoraida Underwood",
    "email": "zoraida.underwood@mail.example",
    "message": "Zmessage to you: please leave out the hospital",
    "note": "Znote within the team",
    "search": "Zsearch of a worried person",
}
NEEDLES = [
    "quincefield",
    "Zblomqvist",
    "Ztitle",
    "Zoraida",
    "Underwood",
    "Zmessage",
    "Znote",
    "Zsearch",
    "moderator@example.org",
]


@pytest.fixture
def lines(settings):
    """What the log says, as the configured formatter writes it."""
    [formatter] = {
        handler.formatter
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    }
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield lambda: out.getvalue().splitlines()
    logging.getLogger().removeHandler(handler)


class Refuses:
    """A mail server that says no, and quotes the address as they do."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({one: (550, one) for one in messages[0].to})


def breaks(draft):
    raise ValueError(draft.body)


@pytest.fixture
def codes(monkeypatch) -> list[str]:
    """Each code that was mailed."""
    from mail import outbox

    seen: list[str] = []
    owe = outbox.owe

    def listening(kind, **how):
        seen.extend(word for word in how["text"].split() if word[:4].isdecimal() and "-" in word)
        owe(kind, **how)

    monkeypatch.setattr(outbox, "owe", listening)
    return seen


def api(client: Client, path: str, data: dict, **headers: str):
    return client.post(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_nobody_is_in_the_log(client, lines, codes, settings, monkeypatch):
    settings.MODERATION_CHECKS = [f"{__name__}.breaks", "moderation.checks.names.find"]
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"
    settings.MARROW_MFA = False
    moderator = person("moderator@example.org", "moderator")

    story = {name: SECRETS[name] for name in ("title", "body", "display_name", "email")}
    sent = api(
        client,
        "submissions/",
        {**story, "diagnoses": ["mcl"], "relation": "survivor", "language": "en",
         "consents": ["website"], "about": "adult"},
    )  # fmt: skip
    assert sent.status_code == 201
    number, receipt = sent.json()["id"], sent.json()["receipt"]
    mine = {"Authorization": f"Receipt {receipt}"}
    here = f"submissions/{number}/"

    # What may be asked, rightly and wrongly.
    assert api(client, "submissions/", {**story, "diagnoses": [WORDS]}).status_code == 400
    assert api(client, f"{here}confirm-email/", {"code": "0000-0000"}, **mine).status_code == 400
    assert api(client, f"{here}confirm-email/", {"code": codes[0]}, **mine).status_code == 200
    kept = Contribution.objects.get(pk=number)
    link = kept_token_for(kept.pk, kept.take_down_digest)
    assert client.get(f"/take-down/{link}/").status_code == 200
    assert client.get(f"/take-down/{link[:-4]}aaaa/").status_code == 404
    theirs = sent.json()["subject_link"].rstrip("/").rpartition("/")[2]
    assert client.get(f"/about-you/{theirs}/").status_code == 200
    assert client.get(f"/about-you/{theirs[:-4]}aaaa/").status_code == 404
    wrong = {"Authorization": f"Receipt {receipt[:-4]}AAAA"}
    assert client.get(f"/api/v1/{here}", headers=wrong).status_code in (401, 403, 404)
    assert client.get("/stories/", {"q": SECRETS["search"]}).status_code == 200
    assert client.get("/nowhere/", {"q": SECRETS["search"]}).status_code == 404
    client.get("/api/v1/stories/", {"q": SECRETS["search"], "cursor": WORDS})
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/your-stories/", {"code": receipt, "q": WORDS}).status_code == 403

    # Checks fail, mails fail, and the team decides.
    run_jobs()
    for _ in range(3):
        Job.objects.open().update(lease_until=None, lease_token=None)
        run_jobs()
    assert Mail.objects.filter(state="sent").count() == 0
    client.force_login(moderator)
    assert client.get("/desk/").status_code == 200
    assert client.get(f"/desk/{number}/").status_code == 200
    from knox.models import AuthToken

    token = AuthToken.objects.create(moderator)[1]
    decided = api(
        client,
        f"{here}decisions/",
        {"action": "request_changes", "message": SECRETS["message"], "reason": SECRETS["note"]},
        Authorization=f"Token {token}",
    )
    assert decided.status_code == 200
    run_jobs()

    # A page breaks, and its error quotes everything.
    def broken(*args, **kwargs):
        raise RuntimeError(f"{SECRETS} {receipt} {codes}")

    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr("moderation.workflow.ending.transition", broken)
        assert api(client, f"{here}decisions/", {"action": "withdraw"}, **mine).status_code == 500
    assert api(client, f"{here}decisions/", {"action": "withdraw"}, **mine).status_code == 200

    # Somebody signs in.
    client.logout()
    asked = client.post("/accounts/login/", {"login": moderator.email})
    client.post(asked.headers["Location"], {"code": "1111-1111"})
    client.post(asked.headers["Location"], {"code": codes[-1]})
    assert client.get("/accounts/home/").status_code == 302
    run_jobs()

    said = lines()
    needles = [
        *NEEDLES,
        receipt,
        receipt[:9],
        link[:9],
        theirs[:9],
        *codes,
        token,
        token[:8],
        SECRETS["email"],
    ]
    assert len(codes) >= 2
    assert [
        line for line in said for needle in needles if needle.casefold() in line.casefold()
    ] == []

    # And it was not silent: each of these was told, by name and place.
    told = [json.loads(line) for line in said]
    assert {line["exception"] for line in told if "exception" in line} == {
        "SMTPRecipientsRefused",
        "RuntimeError",
    }
    assert {line["event"] for line in told if line["level"] == "error"} >= {"job failed"}
    assert any("could not run: ValueError" in line["event"] for line in told)
    pages = {line["page"] for line in told if line["event"] == "request"}
    assert {"stories", "desk:review", "account_login"} <= pages


@pytest.mark.django_db
def test_erasing_is_told_without_the_one_who_is_erased(lines):
    from moderation import actors, workflow
    from tests.factories import contribution

    kept = contribution(**{name: SECRETS[name] for name in ("title", "body", "display_name")})
    workflow.withdraw(kept.pk, by=actors.contributor())
    workflow.erase(kept.pk, by=actors.SYSTEM)
    run_jobs()
    assert [line for line in lines() for needle in NEEDLES if needle in line] == []
    assert Contribution.objects.get(pk=kept.pk).erased_at is not None
    assert User.objects.count() == 0
