"""Feeds, the site map and robots.txt."""

import re
from xml.etree import ElementTree as ET

import pytest

from moderation.states import State
from stories.models import Story
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ABOVE_MCL = ("mcl", "b-cell-lymphoma", "non-hodgkin-lymphoma", "lymphoma")
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


@pytest.mark.parametrize(("root", "word"), [("/", "Example"), ("/es/", "Ejemplo")])
def test_an_example_says_so_also_in_a_feed(client, root, word):
    kept = story(title="Invented", example=True)
    story(title="Real")
    feed = xml(client, f"{root}stories/feed.atom")
    assert entries(feed) == ["Real", f"{word} · Invented"]
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")]
    assert summaries == [kept.lead, f"{word} · {kept.lead}"]


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
    agreeing = ("website", "search-engines")
    listed = [story(uses=agreeing), story(uses=agreeing, language="es", diagnoses=["aml"])]
    hidden = story()
    places = mapped(client)
    assert [place for place in places if re.search("/stories/.", place)] == [
        f"http://testserver/stories/{listed[0].pk}/{listed[0].slug}/",
        f"http://testserver/es/stories/{listed[1].pk}/{listed[1].slug}/",
    ]
    assert not [place for place in places if str(hidden.pk) in place]
    for path in ("diagnoses/", "diagnoses/aml/", "about/", "help/", "privacy/"):
        assert f"http://testserver/{path}" in places
        assert f"http://testserver/es/{path}" in places
    assert not [place for place in places if re.search("/(desk|share|accounts|admin)/", place)]


def test_the_map_lists_no_page_that_search_engines_are_asked_to_leave_out(client):
    agreeing = ("website", "search-engines")
    for diagnosis in ("mcl", "aml"):
        story(uses=agreeing, diagnoses=[diagnosis])
    everything = mapped(client)
    assert {f"http://testserver/{path}" for path in ("", "stories/", "diagnoses/mcl/")} <= set(
        everything
    )
    story(diagnoses=["mcl"])
    places = mapped(client)
    assert sorted(set(everything) - set(places)) == sorted(
        f"http://testserver/{root}{path}"
        for root in ("", "es/")
        for path in (
            "",
            "stories/",
            *(f"diagnoses/{slug}/" for slug in ABOVE_MCL),
        )
    )
    for place in places:
        page = client.get(place.removeprefix("http://testserver"))
        assert (page.status_code, b"noindex" in page.content) == (200, False), place


def mapped(client) -> list[str]:
    return [place.text or "" for place in xml(client, "/sitemap.xml").iter(f"{MAP}loc")]


def test_programs_are_asked_to_stay_out_of_private_rooms(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in text
    assert "Disallow: /es/your-stories/\n" in text
    assert "Disallow: /stories/" not in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def json_feed(client, url: str) -> dict:
    response = client.get(url)
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    return response.json()


def test_the_same_in_json_as_its_specification_asks(client):
    kept = story(title="Salt & <b>", body="It began & went. " * 30 + "The last sentence of all.")
    assert json_feed(client, "/stories/feed.json") == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Stories of blood cancer · Marrow",
        "description": "Every story here is one person's experience. It is not medical advice.",
        "home_page_url": "http://testserver/stories/",
        "feed_url": "http://testserver/stories/feed.json",
        "language": "en",
        "items": [
            {
                "id": f"urn:uuid:{kept.pk}",
                "url": f"http://testserver/stories/{kept.pk}/{kept.slug}/",
                "title": "Salt & <b>",
                "content_text": kept.lead,
                "date_published": kept.published_at.isoformat(),
                "date_modified": kept.revised_at.isoformat(),
                "authors": [{"name": "Ruth"}],
                "tags": ["Mantle cell lymphoma"],
                "language": "en",
                "_marrow": {"content_notes": {}},
            }
        ],
    }


def test_a_diagnosis_in_json_and_in_spanish(client):
    story(title="Manto", diagnoses=["mcl"], language="es", example=True)
    story(title="Acute", diagnoses=["aml"])
    told = json_feed(client, "/es/diagnoses/lymphoma/feed.json")
    assert [(row["title"], row["language"]) for row in told["items"]] == [("Ejemplo · Manto", "es")]
    assert (told["language"], told["items"][0]["tags"]) == ("es", ["Linfoma de células del manto"])
    assert client.get("/diagnoses/nothing/feed.json").status_code == 404


@pytest.mark.parametrize("url", ["/stories/", "/diagnoses/mcl/", "/"])
def test_pages_say_where_their_feeds_are(client, url):
    html = client.get(url).content.decode()
    found = re.findall(r'<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)">', html)
    assert [kind for kind, _feed in found] == ["application/atom+xml", "application/feed+json"]
    assert [client.get(feed).status_code for _kind, feed in found] == [200, 200]


def test_an_atom_feed_holds_all_that_its_standard_asks(client):
    """RFC 4287, sections 4.1.1 and 4.1.2, and that nobody has to guess whose words they are."""
    story(title="One")
    feed = xml(client, "/diagnoses/mcl/feed.atom")
    for where, needed in ((feed, "id title updated link"), (feed.find(f"{ATOM}entry"), "")):
        names = needed or "id title updated link summary author published"
        assert [name for name in names.split() if where.find(f"{ATOM}{name}") is None] == []
    times = [
        node.text for node in feed.iter() if node.tag in (f"{ATOM}updated", f"{ATOM}published")
    ]
    assert [
        one for one in times if not re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", one)
    ] == []
    links = [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")]
    assert links == [
        ("alternate", "http://testserver/diagnoses/mcl/"),
        ("self", "http://testserver/diagnoses/mcl/feed.atom"),
    ]
