"""The page on which a charity chooses what to show: what it says, and what it gives to copy."""

import re
from html import unescape
from uuid import UUID

import pytest

from moderation.states import State
from stories.models import Story
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
EMBED = ("website", "embed")


def public(title: str, *, uses=EMBED, **changes) -> Story:
    return submission_in(State.PUBLISHED, title=title, uses=uses, **changes).story


def asked(client, query: str, root: str = "/") -> dict[str, str]:
    """The tag to copy, the frame, and how many it shows."""
    html = client.get(f"{root}about/embed/{query}").content.decode()
    tag = re.search(r'data-fresh="tag"[^>]*><code>(.*?)</code>', html, re.DOTALL)[1]
    frame = re.search(r'class="embedding__frame" src="([^"]*)"', html)[1]
    count = re.search(r'data-fresh="count">(.*?)</p>', html)[1]
    errors = re.findall(r'<p class="field__error"[^>]*>(.*?)</p>', html)
    return {"tag": unescape(tag), "frame": unescape(frame), "count": count, "errors": errors}


def test_it_says_how_many_are_shown_just_now(client):
    public("One")
    public("Kept to ourselves", uses=("website",))
    assert asked(client, "")["count"].startswith("1 story is shown just now.")
    assert asked(client, "?diagnosis=aml")["count"].startswith("Nobody who told such a story")


def test_one_story_by_the_address_of_its_page_and_not_by_its_title(client):
    story = public("Garlic by noon")
    address = f"http://testserver/stories/{story.pk}/garlic-by-noon/"
    found = asked(client, f"?story={address}&diagnosis=aml&veil=on&theme=dark")
    assert found["frame"] == f"/embed/{story.pk}/?theme=dark"
    assert found["tag"].startswith(f'<div data-marrow data-theme="dark" data-story="{story.pk}">')
    assert "arlic" not in found["tag"]
    assert (found["errors"], "1 story" in found["count"]) == ([], True)


@pytest.mark.parametrize("given", ["kept", "none", "words"])
def test_a_story_that_may_not_be_shown_is_refused_kindly(client, given):
    kept = public("Kept", uses=("website",))
    story = {"kept": kept.pk, "none": UUID(int=1), "words": "my story"}[given]
    found = asked(client, f"?story={story}")
    assert found["errors"] == ["This story cannot be shown elsewhere: not every person wants that."]
    assert found["frame"] == "/embed/"


def test_without_ends_and_in_other_colours(client):
    found = asked(client, "?veil=on&colours=on&paper=%23102030&ink=%23fff&accent=nonsense")
    assert found["frame"] == "/embed/?veil=on&ink=ffffff&paper=102030"
    assert '<div data-marrow data-veil="on" data-ink="ffffff" data-paper="102030">' in found["tag"]


def test_colours_that_were_not_wanted_are_not_carried(client):
    assert asked(client, "?paper=%23102030&ink=%23ffffff")["frame"] == "/embed/"


def test_in_spanish_it_gives_a_tag_for_a_spanish_page(client):
    found = asked(client, "?diagnosis=mcl", "/es/")
    assert found["frame"] == "/es/embed/?diagnosis=mcl"
    assert 'data-diagnosis="mcl" lang="es"' in found["tag"]
    assert "/es/diagnoses/mcl/" in found["tag"]
