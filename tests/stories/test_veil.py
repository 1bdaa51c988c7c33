"""What a story tells of is said before it; who does not want to meet deaths asks for none."""

import re
from xml.etree import ElementTree as ET

import pytest

from moderation.content_labels import Label
from moderation.states import State
from stories import publishing, veil
from stories.models import Story
from stories.vocabulary import vocabulary
from tests.factories import submission_in
from tests.stories.test_views import address, choices, page, story, titles

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def labelled(*labels: str, **changes) -> Story:
    """A public story that the team labelled so."""
    kept = submission_in(State.PUBLISHED, **changes).contribution
    found = Story.objects.get(pk=kept.story_id)
    found.labels = list(labels)
    found.tags = publishing.tagged(found, found.diagnoses, words=found.words, known=vocabulary())
    found.save(update_fields=["labels", "tags"])
    return found


def test_every_label_has_words_for_readers_but_a_transplant():
    assert set(veil.NOTES) == set(Label.values) - {Label.TRANSPLANT}


def test_notes_stand_before_the_words_and_on_the_card(client):
    kept = labelled("relapse", "death", "transplant", facets=["work"])
    html = page(client, address(kept))
    note = "This story tells of: a death, an illness that came back."
    assert html.index(note) < html.index('class="prose"')
    assert "Tells of a death, an illness that came back" in page(client, "/stories/")
    assert "Esta historia habla de: una muerte" in page(client, f"/es{address(kept)}")
    assert "This story tells of" not in page(client, address(story()))


def test_fertility_does_not_say_that_a_pregnancy_was_lost(client):
    kept = labelled("fertility")
    html = page(client, address(kept))
    assert "This story tells of: fertility or pregnancy." in html
    assert "losing" not in html
    assert veil.notes(labels=["fertility", "pregnancy-loss"], relation="", facets=()) == [
        "pregnancy-loss", "fertility"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"relation": "bereaved"}, ["death"]),
        ({"facets": ["end-of-life", "relapse"]}, ["dying", "relapse"]),
        ({"facets": ["remission"]}, []),
    ],
)
def test_what_its_person_said_of_it_counts_as_well(told, found):
    assert story(**told).outcomes == found


def test_a_person_who_died_is_under_the_veil_from_then_on():
    kept = story()
    assert veil.TAG in kept.tags
    publishing.mark_in_memory(kept.pk, True)
    kept.refresh_from_db()
    assert (kept.outcomes, veil.TAG in kept.tags) == (["death"], False)
    publishing.mark_in_memory(kept.pk, False)
    kept.refresh_from_db()
    assert veil.TAG in kept.tags


def test_every_list_leaves_them_out_and_counts_none(client):
    story(title="light")
    labelled("relapse", title="heavy")
    story(title="mourning", relation="bereaved")
    both = {"light", "heavy", "mourning"}
    for url in ("/stories/", "/diagnoses/mcl/", "/diagnoses/lymphoma/", "/stories/?q=garlic"):
        assert set(titles(page(client, url))) == both, url
        more = "&" if "?" in url else "?"
        assert titles(page(client, f"{url}{more}veil=on")) == ["light"], url
    assert titles(page(client, "/?veil=on")) == ["light"]
    html = page(client, "/stories/?veil=on")
    assert '<p role="status">1 story</p>' in html
    assert choices(html, "relation") == {"": "Anyone", "survivor": "Survivor (1)"}
    assert "<h2>1 story</h2>" in page(client, "/diagnoses/mcl/?veil=on")
    assert 'lymphoma</a> <span class="count">1<' in page(client, "/diagnoses/?veil=on")
    answer = client.get("/api/v1/stories/?veil=on").json()
    assert [row["title"] for row in answer["results"]] == ["light"]
    feed = ET.fromstring(client.get("/stories/feed.atom?veil=on").content)
    assert [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")] == ["light"]
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith("feed.atom?veil=on")
    ours = client.get("/diagnoses/mcl/feed.json?veil=on").json()
    assert [one["title"] for one in ours["items"]] == ["light"]
    assert len(client.get("/stories/feed.json").json()["items"]) == 3  # nobody else's


def test_a_story_of_a_death_asks_before_its_words(client):
    kept = story(relation="bereaved", body="The last of it. " * 30)
    asked, plain = page(client, f"{address(kept)}?veil=on"), page(client, address(kept))
    assert '<details class="telling"><summary' in asked
    assert asked.index('class="telling"') < asked.index('class="prose"')
    assert plain.partition("<template")[0].count('class="telling"') == 0
    assert 'class="telling"' not in page(client, f"{address(story())}?veil=on")


def test_every_link_carries_it_on_but_the_one_that_ends_it(client):
    kept = story(facets=["work"])
    story(relation="donor")
    for url in ("/", "/stories/", "/diagnoses/", "/diagnoses/mcl/", address(kept), "/about/"):
        for root in ("", "/es"):
            html = page(client, f"{root}{url}?veil=on")
            for tag, link in re.findall(r'(<a [^>]*?href="(/[^"]*)"[^>]*>)', html):
                if "data-veil" not in tag:
                    elsewhere = bool(veil.ELSEWHERE.match(link))
                    assert elsewhere != ("veil=on" in link), (url, link)
    html = page(client, "/stories/?relation=donor&veil=on")
    assert '<a class="chip" href="?relation=donor#results">' in html  # the chip of the veil itself
    assert '<a href="/stories/?relation=donor#results" data-veil="off">' in html


def test_its_page_is_no_other_page_for_search_engines(client):
    kept = story()
    for url in ("/", "/diagnoses/mcl/", address(kept)):
        html = page(client, f"{url}?veil=on")
        assert f'<link rel="canonical" href="http://testserver{url}">' in html


def test_an_old_address_leads_on_with_it(client):
    kept = story()
    moved = client.get(f"/stories/{kept.pk}/old/?veil=on")
    assert moved.headers["Location"] == f"{address(kept)}?veil=on"
    assert client.get("/diagnoses/MCL/?veil=on").headers["Location"] == "/diagnoses/mcl/?veil=on"


def test_words_that_look_like_links_stay_as_they_were_told(client):
    kept = story(body='See <a href="/stories/"> or "/diagnoses/". ' * 9)
    assert "&lt;a href=&quot;/stories/&quot;&gt;" in page(client, f"{address(kept)}?veil=on")


def test_elsewhere_a_story_is_told_of_only_as_its_person_agreed(client):
    quiet, open_to_all = story(), story(uses=("website", "search-engines", "social"))
    house = "Stories by people affected by blood cancer"
    for kept, said in ((quiet, house), (open_to_all, kept_lead())):
        html = page(client, address(kept))
        assert f'<meta property="og:description" content="{said}' in html
        assert f'<meta property="og:url" content="http://testserver{address(kept)}">' in html
        assert ('itemtype="https://schema.org/Article"' in html) == kept.searchable


def kept_lead() -> str:
    return "I was planting garlic"
