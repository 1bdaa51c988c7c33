"""Public stories, and what the pages about them say."""

import re

from django.test import Client

from moderation.models import Contribution
from moderation.states import State
from stories.models import Story
from tests.factories import submission_in


def story(**changes) -> Story:
    kept = submission_in(State.PUBLISHED, **changes).contribution
    return Story.objects.get(pk=kept.story_id)


def contribution_of(kept: Story) -> int:
    return Contribution.objects.get(story_id=kept.pk).pk


def address(kept: Story) -> str:
    return f"/stories/{kept.pk}/{kept.slug}/"


def page(client: Client, url: str, *, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def choices(html: str, name: str) -> dict[str, str]:
    """What a list of choices offers: each value with the words beside it."""
    shown = html.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    return dict(re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', shown))


def titles(html: str) -> list[str]:
    return re.findall(r'class="entry__title"[^>]*><a [^>]*>([^<]*)</a>', html)


def links(html: str) -> list[tuple[str, str]]:
    """What search engines are told of other addresses: (rel or language, address)."""
    found = re.findall(r'<link rel="(\w+)"(?: hreflang="([\w-]+)")? href="([^"]*)">', html)
    return [
        (code or rel, url.removeprefix("http://testserver").replace("&amp;", "&"))
        for rel, code, url in found
        if rel in ("canonical", "alternate")
    ]


def link(html: str, rel: str, start: str) -> str | None:
    found = re.search(rf'href="([^"]*)" rel="{rel}"', html)
    return start.split("?")[0] + found[1].replace("&amp;", "&") if found else None
