"""No field that a contributor sends makes a state, a decision or an owner.

Every field that there is, and the names that others have for a state, are sent along with a story
at each door that takes one. What is kept is what would have been kept without them.
"""

import json
from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.models import User
from moderation.models import Contribution, Event, Submission
from moderation.receipts import kept_receipt_for
from moderation.serializers import DecisionSerializer, SendingSerializer
from moderation.states import State
from stories.models import Story
from tests.contributors.walking import ANSWERS, send_form, start
from tests.factories import BODY, run_jobs

pytestmark = pytest.mark.django_db
MODELS = (Contribution, Submission, Story, User)
ELSEWHERE = {"status", "moderation_status", "approved", "published", "is_public", "moderator", "by"}
THEIRS = {*SendingSerializer().fields, *DecisionSerializer().fields}
THEIRS |= {name for step in ANSWERS.values() for name in step}
FIELDS = {field.name for model in MODELS for field in model._meta.concrete_fields}
FORGED = sorted((FIELDS | ELSEWHERE) - THEIRS - {"draft", "page", "key"})
VALUES = ["published", "1", "2020-01-01T00:00:00Z"]
SENT = {
    "title": "The garlic was in by noon",
    "body": BODY,
    "diagnoses": ["mcl"],
    "relation": "survivor",
    "display_name": "Ruth",
    "language": "en",
}
each = pytest.mark.parametrize("value", VALUES)


def extra(value: str) -> dict[str, str]:
    return dict.fromkeys(FORGED, value)


def as_kept(kept: Contribution) -> dict[str, object]:
    """All that is kept of a story, but numbers, secrets and the time of day."""
    kept.refresh_from_db()
    rows = [("", kept), *((str(row.number), row) for row in kept.submissions.all())]
    found: dict[str, object] = {"public": Story.objects.count()}
    for number, row in rows:
        for field in row._meta.concrete_fields:
            own = field.primary_key or field.unique or field.name == "contribution"
            value = getattr(row, field.attname)
            if not own and not field.name.endswith("_digest"):
                name = f"{type(row).__name__} {number} {field.name}"
                found[name] = "a time" if isinstance(value, datetime) else value
    events = Event.objects.filter(submission__contribution=kept).order_by("id")
    found["events"] = list(events.values_list("action", "to_state", "party", "actor"))
    return found


def posted(where: str, data: dict, **headers: str) -> dict:
    """What a program is answered; where it fails, that is told."""
    client = Client(raise_request_exception=False)
    sent = client.post(where, json.dumps(data), content_type="application/json", headers=headers)
    assert sent.status_code in (200, 201), sent.content
    return sent.json()


def sent_by_program(more: dict[str, str]) -> Contribution:
    """Sent, and changed once, by the API."""
    beside = {"key": "k" * 22, "consents": ["website"]}
    query = f"?{urlencode(more)}"
    told = posted(f"/api/v1/submissions/{query}", {**more, **SENT, **beside})
    own = f"/api/v1/submissions/{told['id']}/decisions/{query}"
    run_jobs(now=False)
    changed = {**more, **SENT, "title": "Another title", "action": "replace"}
    posted(own, changed, authorization=f"Receipt {told['receipt']}")
    return Contribution.objects.get(pk=told["id"])


def filled_in(client: Client, step: str, data: dict[str, object]) -> None:
    page = client.post(f"/share/{step}/", data)
    assert page.status_code == 302, (step, page.status_code)


def sent_by_form(more: dict[str, str]) -> Contribution:
    """Sent, and changed once, in the share form."""
    client = Client(raise_request_exception=False)
    start(client)
    for step in ANSWERS:
        filled_in(client, step, {**more, **ANSWERS[step]})
    client.post("/share/check/", {**more, **send_form(client)})
    kept = Contribution.objects.get(pk=client.session["sent"])
    run_jobs(now=False)
    client.post(f"/your-stories/{kept.pk}/change/", more)
    filled_in(client, "story", {**more, **ANSWERS["story"], "title": "Another title"})
    client.post("/share/check/", {**more, **send_form(client)})
    return kept


@pytest.mark.parametrize("door", [sent_by_program, sent_by_form])
@each
def test_what_is_kept_is_what_would_have_been_kept_without(door, value):
    plain = door({})
    expected = as_kept(plain)
    assert expected["Submission 1 state"] == State.SUPERSEDED
    assert expected["Submission 2 state"] == State.SUBMITTED
    assert len(FORGED) > 60
    Contribution.objects.filter(pk=plain.pk).update(key_digest="x" * 64)
    assert as_kept(door(extra(value))) == expected


@each
def test_nor_does_what_its_contributor_may_do_take_one(value):
    kept = sent_by_program({})
    own = f"/api/v1/submissions/{kept.pk}/decisions/"
    code = kept_receipt_for(kept.pk, kept.receipt_digest)
    told = {**extra(value), "action": "hide_name"}
    answered = posted(own, told, authorization=f"Receipt {code}")
    assert (answered["state"], answered["display_name"]) == ("submitted", "Anonymous")
    assert set(kept.submissions.values_list("state", flat=True)) == {"superseded", "submitted"}
    assert Story.objects.count() == 0
