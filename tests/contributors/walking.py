"""Walking through the share form as a browser without JavaScript does."""

import re
from html import unescape

from django.test import Client

from tests.factories import BODY

ANSWERS = {
    "diagnosis": {"diagnoses": ["mcl"]},
    "who": {"relation": "survivor"},
    "story": {"language": "en", "title": "The garlic was in by noon", "body": BODY},
    "others": {"recognisable": ""},
    "you": {"named": "first", "name": "Ruth"},
    "about": {"age": "45-59", "place": "", "when": ""},
    "more": {"treatment": ["chemotherapy"]},
    "photo": {"go": "skip"},
    "address": {"email": ""},
    "consent": {"consents": ["website", "search-engines"]},
}


def start(client: Client) -> str:
    """Press Start; the address of the first question."""
    return client.post("/share/").url


def answer(client: Client, step: str, **changes) -> str:
    """Answer one question and press Continue; the address that comes next."""
    response = client.post(f"/share/{step}/", {**ANSWERS[step], **changes})
    assert response.status_code == 302, (step, said(response))
    return response.url


def fill(client: Client, **changes: dict) -> None:
    """Everything up to the check page."""
    start(client)
    for step in ANSWERS:
        answer(client, step, **changes.get(step, {}))


def hidden(response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden {name}"
    return found[1]


def opened(client: Client, step: str) -> dict[str, str]:
    """A page that is left open: what it says of itself when it is sent."""
    page = client.get(f"/share/{step}/")
    return {name: hidden(page, name) for name in ("draft", "page", "built")}


def send_form(client: Client) -> dict:
    """What the Send button on the check page sends."""
    page = client.get("/share/check/")
    assert page.status_code == 200, page.url
    return {"draft": hidden(page, "draft"), "shown": hidden(page, "shown")}


def send(client: Client):
    return client.post("/share/check/", send_form(client))


def share(client: Client, **changes: dict):
    """Tell a whole story and send it; the contribution."""
    from moderation.models import Contribution

    fill(client, **changes)
    assert send(client).url == "/share/sent/"
    return Contribution.objects.get(pk=client.session["sent"])


def said(response) -> str:
    """The words of a page, without tags."""
    text = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def title(response) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1])
