"""Feeds, the site map and robots.txt."""

import re
from xml.etree import ElementTree as ET

import pytest

from moderation.states import State
from stories.models import Story
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def story(**changes) -> Story:
    kept = submission_in(State.PUBLISHED, **changes).contribution
    return Story.objects.get(pk=kept.story_id)


def xml(client, url: str) -> ET.Element:
    response = client.get(url)
    assert response.status_code == 200
    return ET.fromstring(response.content)


def entries(feed: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_the_newest_with_their_first_words_and_no_more(client):
    kept = story(title="Salt & <b>", body="It began. " * 30 + "The last sentence of all.")
    response = client.get("/stories/feed.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert b"last sentence" not in response.content
    feed = ET.fromstring(response.content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Salt & <b>"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{kept.pk}"
    assert entry.findtext(f"{ATOM}summary") == kept.lead
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://testserver/stories/{kept.pk}/{kept.slug}/"


def test_a_diagnosis_with_all_below_it(client):
    story(title="Mantle", diagnoses=["mcl"])
    story(title="Acute", diagnoses=["aml"])
    assert entries(xml(client, "/diagnoses/lymphoma/feed.atom")) == ["Mantle"]
    assert entries(xml(client, "/stories/feed.atom")) == ["Acute", "Mantle"]
    assert client.get("/diagnoses/nothing/feed.atom").status_code == 404


def test_each_entry_names_its_language(client):
    story(language="es")
    feed = xml(client, "/stories/feed.atom")
    assert feed.get(LANG) == "en"
    assert feed.find(f"{ATOM}entry").get(LANG) == "es"
    assert xml(client, "/es/stories/feed.atom").get(LANG) == "es"


def test_control_characters_do_not_break_it(client):
    kept = story()
    Story.objects.filter(pk=kept.pk).update(
        title="a\x0bb\uffff", lead="c\x01d", display_name="e\x1ff"
    )
    assert entries(xml(client, "/stories/feed.atom")) == ["a b "]


def test_the_map_lists_only_stories_whose_people_agree(client):
    listed = story(uses=("website", "search-engines"))
    hidden = story()
    places = [place.text for place in xml(client, "/sitemap.xml").iter(f"{MAP}loc")]
    assert f"http://testserver/stories/{listed.pk}/{listed.slug}/" in places
    assert f"http://testserver/es/stories/{listed.pk}/{listed.slug}/" in places
    assert not [place for place in places if str(hidden.pk) in place]
    for path in ("", "diagnoses/", "diagnoses/mcl/", "about/", "help/", "privacy/"):
        assert f"http://testserver/{path}" in places
        assert f"http://testserver/es/{path}" in places
    assert not [place for place in places if re.search("/(desk|share|accounts|admin)/", place)]


def test_programs_are_asked_to_stay_out_of_private_rooms(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in text
    assert "Disallow: /es/your-stories/\n" in text
    assert "Disallow: /stories/" not in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")
