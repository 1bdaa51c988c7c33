"""Somebody to talk to: in one place on every page, and said there once."""

import re

import pytest

from stories import helplines
from tests.factories import person
from tests.moderation.houses import change, content_of
from tests.stories.pages import address, page, story

pytestmark = pytest.mark.django_db


def support(html: str) -> str:
    """The one place for it, directly above the foot of the page."""
    assert html.count('id="support"') == 1
    return html.partition('<section class="support"')[2].partition('<footer class="colophon">')[0]


@pytest.mark.parametrize("root", ["/", "/es/"])
def test_every_page_has_it_in_one_place(client, root):
    story()
    codes = {country.code for country in helplines.countries()}
    for path in ("", "stories/?q=xylophone", "diagnoses/mcl/", "information/bone-marrow-tests/",
                 "help/", "about/", "share/", "your-stories/", "accounts/login/"):  # fmt: skip
        shown = support(page(client, root + path))
        assert set(re.findall(rf'"{root}help/(\w+)/"', shown)) == codes, path
    support(page(client, "/nowhere/", status=404))


def test_a_story_names_it_there_and_in_the_masthead_only(client):
    html = page(client, address(story()))
    before, after = html.split('<section class="support"')
    assert (before.count('"/help/'), after.count('"/help/"')) == (1, 1)


def test_it_is_not_on_the_desk(client, moderator, settings):
    settings.MARROW_MFA = False
    client.force_login(moderator)
    assert 'id="support"' not in page(client, "/desk/")


def test_the_organisations_own_line_stands_first(client):
    [first, *others] = content_of(helplines.HELPLINES, "gb")["lines"]
    own = first | {"kind": "ours", "name": "Our nurses", "email": "nurse@example.org"}
    organiser = person("organiser@example.org", "organiser")
    change(helplines.HELPLINES, "gb", by=organiser, lines=[own, *others])
    shown = support(page(client, "/es/"))
    links = re.findall(r'href="([^"]*)"', shown)
    assert links[:3] == ["tel:116123", "mailto:nurse@example.org", "/es/help/de/"]
    assert "Our nurses" in shown
    assert helplines.crisis(near="gb")[0].country != "United Kingdom"
