"""Articles: what ships is whole and sourced, and the organisation can write its own."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from library import articles, exhibits, writing
from library.articles import ARTICLES, LINES
from moderation import house
from moderation.models import Edition
from stories.editions import plain
from stories.models import PublicEdition
from stories.veil import SAY_THE_SAME
from stories.vocabulary import vocabulary
from tests.factories import person
from tests.moderation.houses import change

pytestmark = pytest.mark.django_db

ONE = "bone-marrow-tests"
ROOT = "/admin/moderation/edition/"


@pytest.fixture
def user():
    return person("organiser@example.org", "organiser")


@pytest.fixture
def organiser(settings, user):
    settings.MARROW_MFA = False
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("slug", articles.shipped())
def test_what_ships_is_whole_by_the_rules_of_the_form(slug):
    """So it has both languages, known diagnoses, and a source behind each number."""
    assert ARTICLES.read(slug, plain(articles.shipped()[slug])).slug == slug


@pytest.mark.parametrize("slug", articles.shipped())
def test_both_languages_say_the_same_things_from_the_same_sources(slug):
    content = articles.shipped()[slug]
    english, spanish = (writing.blocks(content[f"body_{code}"]) for code in ("en", "es"))
    assert [one.kind for one in english] == [one.kind for one in spanish]
    counts = [[(len(one.items), len(one.pairs)) for one in side] for side in (english, spanish)]
    assert counts[0] == counts[1]
    numbers = [
        [writing.CITED.findall(piece) for piece in content[f"body_{code}"].split("\n\n")]
        for code in ("en", "es")
    ]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("slug", articles.shipped())
@pytest.mark.parametrize("code", ["en", "es"])
def test_its_summary_is_two_sentences(slug, code):
    summary = articles.shipped()[slug][f"summary_{code}"]
    assert summary.endswith(".")
    assert summary.count(". ") == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body_en": "A fact. [40]"}, "body_en"),
        ({"body_es": "Un hecho sin ninguna fuente."}, "body_es"),
        ({"body_en": "[[no-such-figure]]"}, "body_en"),
        ({"diagnoses": "leukemia sunburn"}, "diagnoses"),
        ({"facets": "gardening"}, "facets"),
        ({"topics": "weather"}, "topics"),
        ({"due": date(2026, 11, 26)}, "due"),
        ({"exhibit": "brain"}, "exhibit"),
    ],
)
def test_what_a_form_refuses(changes, field):
    form = ARTICLES.form(
        articles.editions.as_sent(plain(articles.shipped()[ONE] | changes)), part=ONE
    )
    assert (form.is_valid(), list(form.errors)) == (False, [field])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "With any of {codes}, the article is not put before readers"),
        ("es", "Con cualquiera de estos ({codes}), el artículo no se pone delante"),
    ],
)
def test_the_form_says_with_what_an_article_stands_back(language, words):
    with override(language):
        told = str(ARTICLES.form.base_fields["facets"].help_text)
    assert words.format(codes=", ".join(SAY_THE_SAME)) in told


def test_its_address_is_not_that_of_another_page():
    form = ARTICLES.form(articles.editions.as_sent(plain(articles.shipped()[ONE])), part="models")
    assert form.is_valid() is False


def save(client, page, **changes) -> str:
    """Change what the form holds, and save it: what the page says then."""
    form = client.get(page).context["form"]
    content = {**form.initial, "draft": False, "rests": False, **changes}
    seen = client.get(page).context["why"].initial["seen"]
    sent = {**articles.editions.as_sent(content), "seen": seen, "why": "Read.", "go": "save"}
    told = client.post(page, sent, follow=True).content.decode()
    ARTICLES.shelf.forget()
    return told


class TestWhatTheOrganisationWrites:
    def test_a_change_is_on_the_page_and_kept(self, user, client):
        change(ARTICLES, ONE, by=user, title_en="Your bone marrow test")
        assert ">Your bone marrow test</h1>" in client.get(f"/information/{ONE}/").content.decode()

    def test_a_draft_is_shown_to_nobody_and_never_in_the_public_room(self, user, client):
        change(ARTICLES, ONE, by=user, title_en="Not yet", draft=True)
        assert "Not yet" not in client.get(f"/information/{ONE}/").content.decode()
        assert (Edition.objects.count(), PublicEdition.objects.count()) == (1, 0)

    def test_a_draft_is_where_its_writer_goes_on(self, user, organiser):
        change(ARTICLES, ONE, by=user, title_en="Not yet", draft=True)
        html = organiser.get(f"{ROOT}articles/{ONE}/").content.decode()
        assert 'value="Not yet"' in html
        change(ARTICLES, ONE, by=user, title_en="Now", draft=False)
        assert articles.named(ONE).title == "Now"

    def test_a_new_article_begins_as_a_draft_in_the_list(self, user, organiser, client):
        content = plain(articles.shipped()[ONE]) | {"draft": True, "title_en": "Car-T"}
        house.put(ARTICLES, "car-t", content, by=user, seen=0, why="Begun.")
        assert "articles/car-t/" in organiser.get(f"{ROOT}articles/").content.decode()
        assert client.get("/information/car-t/").status_code == 404
        house.put(ARTICLES, "car-t", content | {"draft": False}, by=user, seen=1, why="Done.")
        ARTICLES.shelf.forget()
        assert client.get("/information/car-t/").status_code == 200

    @pytest.fixture
    def other(self, settings) -> Client:
        """A second organiser, where two people read an article."""
        settings.MARROW_ARTICLES_BY_TWO = True
        signed_in = Client()
        signed_in.force_login(person("organiser2@example.org", "organiser"))
        return signed_in

    def test_where_two_people_read_it_its_writer_cannot_let_it_go_live(
        self, other, organiser, client
    ):
        page = f"{ROOT}articles/{ONE}/"
        alone = save(organiser, page, title_en="Mine")
        assert "Two people read an article before it goes live." in alone
        assert (Edition.objects.count(), PublicEdition.objects.count()) == (0, 0)
        save(organiser, page, title_en="Mine", draft="on")
        assert "You wrote this draft." in organiser.get(page).content.decode()
        assert "Two people read" in save(organiser, page)  # their own draft, with the tick off
        assert "Somebody else wrote this draft." in other.get(page).content.decode()
        assert "Two people read" in save(other, page, title_en="Theirs")  # words that nobody read
        assert articles.named(ONE).title != "Mine"
        save(other, page)
        assert ">Mine</h1>" in client.get(f"/information/{ONE}/").content.decode()

    def test_where_two_people_read_it_words_that_were_taken_up_again_stay_their_writers(
        self, other, organiser
    ):
        page = f"{ROOT}articles/{ONE}/"
        save(organiser, page, title_en="Mine", draft="on")
        save(organiser, page, title_en="Mine still", draft="on")
        other.post(page, {"go": "again", "number": 1, "seen": 2})
        assert "You wrote this draft." in organiser.get(page).content.decode()
        assert "Two people read" in save(organiser, page)
        assert "Somebody else wrote this draft." in other.get(page).content.decode()
        save(other, page)
        assert articles.named(ONE).title == "Mine"

    def test_where_two_people_read_it_words_that_rested_stay_their_writers(self, other, organiser):
        page = f"{ROOT}articles/{ONE}/"
        save(organiser, page, title_en="Mine", rests="on")
        save(other, page, title_en="Mine", draft="on")
        assert "You wrote this draft." in organiser.get(page).content.decode()
        assert "Two people read" in save(organiser, page, title_en="Mine")

    def test_where_two_people_read_it_one_can_still_take_it_off_and_go_back(
        self, settings, user, organiser, client
    ):
        settings.MARROW_ARTICLES_BY_TWO = True
        page = f"{ROOT}articles/{ONE}/"
        save(organiser, page, rests="on")
        assert client.get(f"/information/{ONE}/").status_code == 404
        save(organiser, page)  # what ships, for which nobody's word is needed
        assert client.get(f"/information/{ONE}/").status_code == 200
        change(ARTICLES, ONE, by=user, title_en="Not yet", draft=True)
        sent = {"go": "again", "number": 3, "seen": 3}
        organiser.post(page, sent)  # a draft again: no reader sees it
        ARTICLES.shelf.forget()
        assert articles.named(ONE).title == articles.shipped()[ONE]["title_en"]
        organiser.post(page, {"go": "again", "number": 1, "seen": 4})
        ARTICLES.shelf.forget()
        assert client.get(f"/information/{ONE}/").status_code == 404

    def test_one_that_rests_is_on_no_page(self, user, client):
        change(ARTICLES, ONE, by=user, rests=True)
        assert client.get(f"/information/{ONE}/").status_code == 404
        assert ONE not in client.get("/information/").content.decode()
        assert ONE not in client.get("/sitemap.xml").content.decode()
        assert ONE not in client.get("/diagnoses/aml/").content.decode()

    def test_the_form_shows_it_as_readers_will_see_it(self, user, organiser):
        sent = articles.editions.as_sent(plain(articles.shipped()[ONE]))
        sent |= {"go": "look", "why": "", "seen": "0", "title_en": "Seen before"}
        html = organiser.post(f"{ROOT}articles/{ONE}/", sent).content.decode()
        assert "<h2>Seen before</h2>" in html
        assert 'href="/es/information/models/' in html


def test_it_is_for_its_diagnoses_and_all_below_them():
    known = vocabulary()
    about = {slug: articles.about(known.by_slug[slug], known) for slug in ("aml", "mcl", "lch")}
    assert {slug: [one.slug for one in found] for slug, found in about.items()} == {
        "aml": [ONE],
        "mcl": [ONE],
        "lch": [],
    }


def test_others_like_it_are_those_that_share_most(user):
    content = plain(articles.shipped()[ONE])
    for slug, changes in {
        "near": {},
        "far": {"diagnoses": "leukemia"},
        "other": {"topics": "living", "diagnoses": "histiocytic-disorders"},
    }.items():
        house.put(ARTICLES, slug, content | changes, by=user, seen=0, why="New.")
        ARTICLES.shelf.forget()
    assert [one.slug for one in articles.like(articles.named(ONE))] == ["near", "far"]


def test_one_about_an_ending_is_not_put_before_whoever_leaves_hard_stories_out(user, client):
    hard = {"title_en": "When hospice comes", "facets": "hospice-care"}
    house.put(
        ARTICLES, "hospice", plain(articles.shipped()[ONE]) | hard, by=user, seen=0, why="New."
    )
    ARTICLES.shelf.forget()
    link = 'href="/information/hospice/'
    offering = ("/diagnoses/mcl/", "/stories/?q=mcl", f"/information/{ONE}/")
    for url in (*offering, "/information/", "/stories/?q=when+hospice+comes"):
        assert link in client.get(url).content.decode(), url
        veiled = client.get(f"{url}{'&' if '?' in url else '?'}veil=on").content.decode()
        # Among all information, and by its own words, it is found as before.
        assert (link in veiled) == (url not in offering), url


def test_topics_stand_in_their_order():
    with override("es"):
        (topic,) = articles.by_topic(articles.live())
    code, _name, found = topic
    assert (code, [one.slug for one in found]) == ("tests", [ONE])


def test_every_figure_has_its_files():
    for exhibit in exhibits.EXHIBITS:
        assert exhibits.weight(exhibit.file) > 0
        assert exhibits.weight(exhibit.picture) > 0
    assert len(articles.shipped()[ONE][LINES]) == 18
