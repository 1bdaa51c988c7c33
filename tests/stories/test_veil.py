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
from tests.stories.pages import address, choices, page, story, titles

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
        ({"facets": ["hospice-care"]}, ["dying"]),
        ({"facets": ["palliative-care"]}, []),  # it eases symptoms beside any treatment
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
    assert ">1 story</h2>" in page(client, "/diagnoses/mcl/?veil=on")
    assert 'lymphoma</a> <span class="count">1<' in page(client, "/diagnoses/?veil=on")
    answer = client.get("/api/v1/stories/?veil=on").json()
    assert [row["title"] for row in answer["results"]] == ["light"]
    feed = ET.fromstring(client.get("/stories/feed.atom?veil=on").content)
    assert [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")] == ["light"]
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith("feed.atom?veil=on")
    ours = client.get("/diagnoses/mcl/feed.json?veil=on").json()
    assert [one["title"] for one in ours["items"]] == ["light"]
    assert len(client.get("/stories/feed.json").json()["items"]) == 3  # nobody else's


def seen(html: str) -> str:
    """The words that a page shows before its story is opened."""
    whole = r'<details class="telling">.*</(?:article|section)>\s*</details>'
    open_ = re.sub(whole, "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>|<!--.*?-->", " ", open_))


def test_a_hard_story_asks_before_anything_of_it(client):
    facets = ["bereaved", "end-of-life", "hospice-care", "chemotherapy"]
    kept = story(relation="bereaved", title="Otto", body="The last of it. " * 30, facets=facets)
    story(title="near", facets=["chemotherapy"])
    html = page(client, f"{address(kept)}?veil=on")
    shown = seen(html)
    assert "This story can wait" in shown
    traces = ["Otto", "The last of it", "Bereaved", "This story tells of", "After losing someone"]
    ours = ["More about this", "Chemotherapy", "Also ", "End of life", "Hospice", "Listen"]
    for trace in [*traces, *ours, "This helped me"]:
        assert trace not in shown, trace
    opened = html.partition("</article>")[2].partition("</details>")[0]
    for label in (">More about this</h2>", 'href="/diagnoses/mcl/', ">Chemotherapy</a>"):
        assert opened.count(label) == 1, label
    assert "Something wrong with this story?" in shown
    assert titles(html) == ["near"]  # without why it is like the one that waits
    assert "hue-" not in re.search("<body[^>]*>", html)[0]
    assert html.index("This story can wait") < html.index(">Otto</h2>")
    assert "<title>This story can wait · Marrow</title>" in html
    plain = page(client, address(kept))
    assert "<title>Otto · Marrow</title>" in plain
    assert "Also MCL, with chemotherapy" in seen(plain)
    for html in (plain, page(client, f"{address(story())}?veil=on")):
        assert 'class="telling"' not in html


PAGES = ("/", "/stories/", "/stories/?q=garlic", "/diagnoses/", "/diagnoses/mcl/", "/help/")


@pytest.mark.parametrize(
    ("root", "offer", "answer"),
    [
        ("", "Leave them out for now", "Hard stories are left out."),
        ("/es", "No mostrarlas por ahora", "Las historias duras no se muestran por ahora."),
    ],
)
def test_every_list_offers_it_once_above_its_cards_and_says_where_it_is_on(
    client, root, offer, answer
):
    kept = story()
    for url in (*PAGES, address(kept), "/accessibility/"):
        at = f"{root}{url}"
        plain = page(client, at)
        with_veil = page(client, f"{at}{'&' if '?' in at else '?'}veil=on")
        off = f'{answer} <a href="{at}#veil" data-veil="off">'
        assert plain.count(f">{offer}</a>") == with_veil.count(off) == 1, at
        assert plain.count(' id="veil"') == with_veil.count(' id="veil"') == 1, at
        assert answer not in plain, at
        assert offer not in with_veil, at
        if '<article class="entry' in plain:
            assert plain.index(' id="veil"') < plain.index('<article class="entry'), at
    assert 'id="veil" tabindex="-1"' in page(client, "/")  # its answer is heard where it was asked


def test_what_a_list_leads_back_to_can_be_heard(client):
    story()
    for url in ("/stories/", "/diagnoses/mcl/", "/diagnoses/?q=mantel"):
        assert re.search(r'<[a-z0-9]+ [^>]*id="results" tabindex="-1"', page(client, url)), url


def test_where_every_story_waits_it_is_said_kindly_and_without_a_number(client):
    labelled("relapse", title="heavy")
    near = story(title="near", diagnoses=["cll-sll"])
    for url in ("/diagnoses/mcl/?veil=on", "/stories/?diagnosis=mcl&veil=on"):
        html = page(client, url)
        assert "What people told about this is hard to read" in html, url
        assert titles(html) == [near.title], url
        assert '<meta name="robots" content="noindex">' in html, url  # that one is for nobody's map
        for untrue in ("Nobody has told", "No story yet", "We found no story", "heavy", "1 story"):
            assert untrue not in html, (url, untrue)
    assert "Nobody has told" in page(client, "/diagnoses/wm/?veil=on")  # nobody did
    html = page(client, "/stories/?q=sunburn&veil=on")
    assert "We found no story with these words" in html
    assert "hard to read" not in html


def test_nothing_around_a_list_names_an_ending(client):
    story(title="light", facets=["palliative-care", "chemotherapy"])
    story(relation="bereaved", facets=["bereaved", "hospice-care", "chemotherapy"])
    labelled("death", facets=["end-of-life", "relapse"])
    for url in ("/diagnoses/mcl/", "/stories/", "/stories/?diagnosis=mcl", address(story())):
        html = page(client, f"{url}{'&' if '?' in url else '?'}veil=on")
        for trace in ("Hospice", "Bereaved", "After losing", "End of life", "Relapse", "Tells of"):
            assert trace not in html, (url, trace)
    veiled = page(client, "/diagnoses/mcl/?veil=on")
    assert "Palliative care" in veiled  # no ending: neither its stories are left out nor its name
    assert "Hospice care" in page(client, "/diagnoses/mcl/")


def test_home_is_safe_to_meet_cold(client):
    story(title="light")
    labelled("relapse", title="back again")
    story(title="mourning", relation="bereaved")
    story(title="ending", facets=["end-of-life"])
    labelled("despair", title="despair")
    assert titles(page(client, "/")) == ["light"]


def test_it_is_one_choice_and_no_chip(client):
    story(relation="donor")
    html = page(client, "/stories/?relation=donor&diagnosis=wm&veil=on")
    assert re.findall(r'class="chip" href="([^"]*)"', html) == [
        "?relation=donor&amp;veil=on#results",
        "?diagnosis=wm&amp;veil=on#results",
    ]
    assert '<input type="hidden" name="veil" value="on">' in html
    assert '<select name="veil"' not in html
    assert 'name="veil"' not in page(client, "/stories/")  # nothing to send empty


def test_rooms_of_ones_own_carry_it_back(client):
    for url in ("/share/", "/your-stories/", "/accounts/login/"):
        for root in ("", "/es"):
            html = client.get(f"{root}{url}?veil=on", follow=True).content.decode()
            assert f'<a class="brand" href="{root}/?veil=on">' in html, url
    sent = client.post("/accounts/login/?veil=on", {"login": "somebody@example.org"})
    assert sent.headers["Location"] == "/accounts/login/code/confirm/?veil=on"
    staff = client.get("/desk/?veil=on")
    assert "veil" not in staff.headers.get("Location", "").partition("?next=")[0]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/", "/?veil=on"),
        ("/stories/?q=a", "/stories/?q=a&veil=on"),
        ("/stories/1/a/#thanked", "/stories/1/a/?veil=on#thanked"),
        ("/?veil=on", "/?veil=on"),
        ("//example.org/", "//example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("/desk/next/", "/desk/next/"),
        ("/es/stories/photos/a.avif", "/es/stories/photos/a.avif"),
    ],
)
def test_only_pages_of_ours_carry_it(address, found):
    assert veil.carrying(address) == found


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
    assert '<a href="/stories/?relation=donor#veil" data-veil="off">' in html


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
