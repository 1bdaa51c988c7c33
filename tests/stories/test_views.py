"""The visitor's pages: what they show, what they cost, and that they know nobody."""

import re
import uuid
from urllib.parse import urlencode

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories import counting, listing, paging
from stories.models import Diagnosis, Story
from stories.vocabulary import vocabulary
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db


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


PUBLIC = [
    "/",
    "/diagnoses/",
    "/diagnoses/mcl/",
    "/diagnoses/mcl/feed.atom",
    "/diagnoses/mcl/feed.json",
    "/diagnoses/?q=mantel",
    "/stories/",
    "/stories/?q=mantel+cell+garlic",
    "/stories/?q=nothing+here&relation=who",
    "/stories/?diagnosis=mcl&relation=survivor&length=short",
    "/stories/feed.atom",
    "/stories/feed.json",
    "/about/",
    "/help/",
    "/privacy/",
    "/guidelines/",
    "/accessibility/",
    "/sitemap.xml",
    "/robots.txt",
]


class TestEveryone:
    """Public pages are the same for everyone, set no cookie, and vary on nothing."""

    def test_a_page_is_the_same_for_anonymous_and_signed_in(self, client):
        here, gone = story(), story(title="Gone")
        workflow.withdraw(contribution_of(gone), by=actors.contributor())
        signed_in = Client()
        signed_in.force_login(person("moderator@example.org", "moderator"))
        signed_in.get("/accounts/home/")
        urls = [*PUBLIC, address(here), address(gone), "/nowhere/"]
        for url in [*urls, *(f"/es{url}" for url in urls)]:
            mine, theirs = signed_in.get(url), client.get(url)
            assert mine.content == theirs.content, url
            for response in (mine, theirs):
                assert not response.cookies, url
                vary = response.headers.get("Vary", "").lower().replace(" ", "").split(",")
                assert not {"cookie", "accept-language"} & set(vary), url

    def test_caches_may_keep_a_page_for_a_minute_and_nothing_is_inline(self, client):
        for url in [*PUBLIC, address(story())]:
            response = client.get(url)
            assert response.headers["Cache-Control"] == "public, max-age=60, must-revalidate", url
            html = response.content.decode()
            assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", html), url

    def test_the_language_is_in_the_address(self, client):
        html = client.get("/es/diagnoses/mcl/", headers={"accept-language": "en"})
        assert html.headers["Content-Language"] == "es"
        assert "<h1>Linfoma de células del manto" in html.content.decode()
        assert 'href="/es/diagnoses/' in html.content.decode()


def links(html: str) -> list[tuple[str, str]]:
    """What search engines are told of other addresses: (rel or language, address)."""
    found = re.findall(r'<link rel="(\w+)"(?: hreflang="([\w-]+)")? href="([^"]*)">', html)
    return [
        (code or rel, url.removeprefix("http://testserver").replace("&amp;", "&"))
        for rel, code, url in found
        if rel in ("canonical", "alternate")
    ]


class TestAddresses:
    """Each page has one address and says so; its other language is one step away."""

    def test_a_page_names_its_address_and_its_other_languages(self, client):
        others = [("en", "/about/"), ("x-default", "/about/"), ("es", "/es/about/")]
        for url in ("/about/", "/es/about/", "/about/?utm_source=x"):
            canonical = url.partition("?")[0]
            assert links(page(client, url)) == [("canonical", canonical), *others]

    def test_a_list_keeps_what_was_asked_for_and_nothing_else(self, client):
        html = page(client, "/es/stories/?utm_source=x&relation=family&q=MCL+%C3%B1&after=")
        query = "?q=MCL+%C3%B1&relation=family"
        assert links(html) == [
            ("canonical", f"/es/stories/{query}"),
            ("en", f"/stories/{query}"),
            ("x-default", f"/stories/{query}"),
            ("es", f"/es/stories/{query}"),
        ]
        link = '<a href="/stories/?q=MCL+%C3%B1&amp;relation=family" lang="en" hreflang="en">'
        assert link in html
        assert ("canonical", "/diagnoses/mcl/?after=x") in links(
            page(client, "/diagnoses/mcl/?q=y&after=x")
        )
        assert '<a href="/es/report/?page=%2Fstories%2Fx%2F"' in page(
            client, "/report/?page=/stories/x/"
        )

    def test_a_story_has_its_address_in_its_own_language(self, client):
        for language, root in (("en", ""), ("es", "/es")):
            kept = story(language=language)
            for frame in ("", "/es"):
                html = page(client, f"{frame}{address(kept)}")
                assert links(html) == [("canonical", f"{root}{address(kept)}")]

    def test_what_is_not_there_has_none(self, client):
        assert links(page(client, "/nowhere/", status=404)) == []

    def test_spanish_is_found_without_its_slash(self, client):
        response = client.get("/es")
        assert (response.status_code, response.headers["Location"]) == (301, "/es/")


class TestHome:
    def test_it_begins_with_the_word(self, client):
        html = page(client, "/")
        assert "Start with the word you were given." in html
        assert 'action="/stories/"' in html

    def test_stories_differ_in_family_and_relation(self):
        for title, diagnosis, relation in [
            ("a", "mcl", "patient"),
            ("b", "mcl", "survivor"),
            ("c", "aml", "patient"),
            ("d", "aml", "caregiver"),
        ]:
            story(title=title, diagnoses=[diagnosis], relation=relation)
        shown = listing.mixed(vocabulary(), language="en")
        assert [kept.title for kept in shown] == ["d", "b", "c", "a"]

    def test_those_in_the_readers_language_come_first(self):
        story(title="ingles", language="en", diagnoses=["aml"], relation="family")
        story(title="espanol", language="es")
        story(title="english", language="en", diagnoses=["myeloma"], relation="caregiver")
        for relation in ("patient", "donor"):
            story(title=f"espanol {relation}", language="es", relation=relation)
        shown = [kept.language for kept in listing.mixed(vocabulary(), language="es")]
        assert shown == ["es", "es", "es", "en", "en"]

    def test_it_lists_every_family(self, client):
        html = page(client, "/")
        for family in Diagnosis.objects.filter(parents=None):
            assert f'href="/diagnoses/{family.slug}/"' in html

    def test_search_engines_list_it_only_where_all_agree(self, client):
        agreeing = ("website", "search-engines")
        story(uses=agreeing)
        assert "noindex" not in page(client, "/")
        story(diagnoses=["aml"], relation="family")
        assert '<meta name="robots" content="noindex">' in page(client, "/")


class TestDiagnoses:
    def test_one_with_two_parents_stands_under_both(self, client):
        html = page(client, "/diagnoses/")
        tree, _, letters = html.partition('id="letters"')
        assert tree.count('href="/diagnoses/cll-sll/"') == 2
        assert letters.count('href="/diagnoses/cll-sll/"') == 1
        assert set(re.findall(r'href="/diagnoses/([^/"]+)/"', html)) == set(
            Diagnosis.objects.values_list("slug", flat=True)
        )

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("mantel cell", ["mcl"]),
            ("Walden", ["wm"]),
            ("cll", ["cll-sll", "richter-transformation", "t-pll"]),
            ("prolinfo", ["b-pll", "t-pll"]),
            ("sunburn", []),
            ("%", []),
        ],
    )
    def test_a_word_is_looked_for_also_misspelt_or_begun(self, client, words, found):
        html = page(client, f"/diagnoses/?{urlencode({'q': words})}")
        shown = html.partition('id="results"')[2].partition("</section>")[0]
        assert re.findall(r'href="/diagnoses/([^/"]+)/"', shown) == found
        assert ("We know no diagnosis like" in shown) == (not found)
        assert 'content="noindex"' in html

    def test_letters_are_those_of_the_readers_language(self, client):
        story(title="one", diagnoses=["aml"])
        assert '<abbr class="quiet">AML</abbr>' in page(client, "/diagnoses/aml/")
        assert '<abbr class="quiet">LMA</abbr>' in page(client, "/es/diagnoses/aml/")
        assert "<abbr>LMA</abbr>" in page(client, "/es/diagnoses/")
        assert client.get("/es/diagnoses/LMA/").headers["Location"] == "/es/diagnoses/aml/"

    def test_what_its_stories_tell_of_leads_to_them(self, client):
        story(title="one", facets=["work", "steroids"], diagnoses=["mcl"])
        story(title="two", facets=["work"], diagnoses=["aml"])
        html = page(client, "/diagnoses/lymphoma/")
        found = re.findall(r'href="(/stories/\?[^"]*topic=[^"]*)">([^<]*)</a> [^\d]*(\d+)', html)
        assert found == [("/stories/?diagnosis=lymphoma&amp;topic=work", "Work", "1")]
        assert titles(page(client, found[0][0].replace("&amp;", "&"))) == ["one"]

    def test_where_nobody_told_yet_the_nearest_stories_are_shown(
        self, client, django_assert_max_num_queries
    ):
        open_to_all, url = ("website", "search-engines"), "/diagnoses/burkitt-lymphoma/"
        kept = story(title="nearer", diagnoses=["mcl"], uses=open_to_all)
        story(title="farther", diagnoses=["aml"], uses=open_to_all)
        page(client, url)
        with django_assert_max_num_queries(6):
            html = page(client, url)
        assert titles(html) == ["nearer"]
        assert 'href="/diagnoses/b-cell-lymphoma/">B-cell lymphoma: all stories</a>' in html
        assert 'href="/alerts/?diagnosis=burkitt-lymphoma"' in html
        Story.objects.filter(pk=kept.pk).update(searchable=False)
        assert titles(page(client, url)) == []
        story(title="own", diagnoses=["burkitt-lymphoma"])
        assert titles(page(client, url)) == ["own"]

    def test_beside_few_stories_stand_those_of_near_illnesses_each_once(self, client):
        uses = ("website", "search-engines")
        for title in ("far", "a", "b", "c", "d"):
            kind = "aml" if title == "far" else "fl"
            story(title=title, diagnoses=[kind], uses=uses)
        story(title="own", diagnoses=["mcl"], uses=uses)
        html = page(client, "/diagnoses/mcl/")
        assert titles(html) == ["own", "d", "c", "b"]
        assert "Stories from near illnesses" in html
        assert titles(page(client, "/diagnoses/fl/")) == ["d", "c", "b", "a"]  # enough of its own
        assert titles(page(client, "/diagnoses/aml/")) == ["far"]  # nothing else is near

    def test_the_nearest_are_those_of_the_reader_first_by_one_press(self, client):
        story(title="uno", language="es", diagnoses=["mcl"])
        assert "Only in" not in page(client, "/es/diagnoses/mcl/")
        story(title="one", language="en", diagnoses=["mcl"])
        html = page(client, "/es/diagnoses/mcl/")
        chip = 'href="/es/stories/?diagnosis=mcl&amp;language=es#results">Solo en español (1)</a>'
        assert chip in html
        story(title="two", language="en", diagnoses=["aml"])
        assert "todavía no hay ninguna historia en español" in page(client, "/es/diagnoses/aml/")

    def test_the_nearest_stories_heed_the_veil(self, client):
        uses = ("website", "search-engines")
        story(title="nearer", diagnoses=["mcl"], facets=["relapse"], uses=uses)
        assert titles(page(client, "/diagnoses/burkitt-lymphoma/")) == ["nearer"]
        assert titles(page(client, "/diagnoses/burkitt-lymphoma/?veil=on")) == []

    def test_it_counts_each_story_once_under_all_above_it(self, client):
        story(diagnoses=["mcl", "cll-sll"])
        html = page(client, "/diagnoses/")
        shown = re.findall(
            r'href="/diagnoses/([^/"]+)/">[^/]*?(?:</abbr>)?</a> <span class="count">(\d+)', html
        )
        assert {("mcl", "1"), ("lymphoma", "1"), ("leukemia", "1")} <= set(shown)

    def test_it_costs_the_same_for_one_story_and_for_many(self, client, django_assert_num_queries):
        story()
        page(client, "/diagnoses/")
        with django_assert_num_queries(2):
            page(client, "/diagnoses/")

    def test_a_diagnosis_shows_stories_of_all_below_it(self, client):
        story(title="Mantle", diagnoses=["mcl"])
        story(title="Acute", diagnoses=["aml"])
        assert titles(page(client, "/diagnoses/lymphoma/")) == ["Mantle"]
        assert titles(page(client, "/diagnoses/mcl/")) == ["Mantle"]
        own = page(client, "/diagnoses/hodgkin-lymphoma/").partition('id="results"')[2]
        assert titles(own.partition("</section>")[0]) == []

    @pytest.mark.parametrize(
        ("words", "slug"),
        [
            ("cll", "cll-sll"),
            ("CLL", "cll-sll"),
            ("MCL", "mcl"),
            ("mantle-cell", "mcl"),
            ("mantel-cell", "mcl"),
            ("mantle cell lymphoma", "mcl"),
            ("linfoma-de-células-del-manto", "mcl"),
            ("acute-myelogenous-leukemia", "aml"),
            ("preleukemia", "mds"),
        ],
    )
    def test_a_known_word_leads_to_it_for_good(self, client, words, slug):
        for prefix in ("", "/es"):
            response = client.get(f"{prefix}/diagnoses/{words}/")
            assert response.status_code == 301
            assert response.headers["Location"] == f"{prefix}/diagnoses/{slug}/"

    @pytest.mark.parametrize("words", ["unheard-of", "marginal", "%00", "x" * 500, "mcl%0d%0aX:1"])
    def test_an_unknown_word_leads_nowhere(self, client, words):
        page(client, f"/diagnoses/{words}/", status=404)

    def test_its_parents_children_and_relatives_are_links(self, client):
        html = page(client, "/diagnoses/cll-sll/")
        for slug in ("leukemia", "b-cell-lymphoma", "richter-transformation", "aml"):
            assert f'href="/diagnoses/{slug}/"' in html

    def test_where_there_is_no_story_there_is_a_next_step(self, client):
        html = page(client, "/diagnoses/mcl/")
        assert 'href="/diagnoses/b-cell-lymphoma/"' in html
        assert 'href="/share/"' in html


class TestListing:
    def test_all_newest_first(self, client):
        for title in ("first", "second", "third"):
            story(title=title)
        assert titles(page(client, "/stories/")) == ["third", "second", "first"]

    def test_each_choice_narrows(self, client):
        story(title="one", diagnoses=["mcl"], relation="patient", facets=["remission", "work"])
        two = {"facets": ["relapse", "45-59", "pt"], "relation": "family"}
        story(title="two", diagnoses=["aml"], **two)
        story(title="tres", diagnoses=["aml"], relation="family", language="es")
        for query, expected in [
            ("diagnosis=lymphoma", ["one"]),
            ("diagnosis=mantle+cell", ["one"]),
            ("relation=family", ["tres", "two"]),
            ("relation=family&language=en", ["two"]),
            ("language=es", ["tres"]),
            ("phase=remission", ["one"]),
            ("topic=work&diagnosis=mcl", ["one"]),
            ("age=45-59", ["two"]),
            ("place=pt", ["two"]),
            ("place=europe", ["two"]),
            ("place=africa", []),
            ("treatment=steroids", []),
            ("q=AML&relation=patient", []),
        ]:
            assert titles(page(client, f"/stories/?{query}")) == expected, query

    @pytest.mark.parametrize(
        "query",
        [
            "diagnosis=nothing",
            "diagnosis=%00",
            "relation=robot",
            "relation=%00",
            "language=fr",
            "phase=work",  # a topic, not a phase
            "treatment=" + "x" * 5000,
            "age=%27%3B--",
            "place=atlantis",
            "place=45-59",
            "topic[]=1",
            "after=nonsense",
            "after=" + "_" * 32,
            "after=AAAA",
            "before=%ff%fe",
            "after=" + "A" * 32,
            "q=%00",
            "q=%ed%a0%80",
            "q=" + "a" * 10000,
            "page=-1&limit=1e9&cursor=1",
        ],
    )
    def test_a_hostile_value_is_left_out(self, client, query):
        story(title="one")
        page(client, f"/stories/?{query}")

    def test_parts_of_the_world_are_offered_and_a_country_that_a_story_led_to(self, client):
        story(facets=["pt"])
        story(facets=["asia"])
        for query, offered in (("", []), ("?place=pt", ["pt"]), ("?place=europe", [])):
            found = choices(page(client, f"/stories/{query}"), "place")
            numbers = {"asia": "Asia (1)", "europe": "Europe (1)", "pt": "Portugal (1)"}
            names = ["asia", "europe", *offered]
            assert found == {"": "Any", **{name: numbers[name] for name in names}}

    def test_what_is_left_out_is_said_and_the_rest_counts(self, client):
        story(title="one", diagnoses=["mcl"])
        story(title="two", diagnoses=["aml"])
        html = page(client, "/stories/?diagnosis=mcl&relation=robot")
        assert titles(html) == ["one"]
        assert "We left out a choice that we do not know:" in html

    def test_the_diagnosis_that_was_meant_stands_at_the_top(self, client):
        html = page(client, "/stories/?q=mantel+cell")
        assert '<h2><a href="/diagnoses/mcl/">Mantle cell lymphoma (MCL)</a></h2>' in html

    def test_another_name_that_was_typed_is_shown(self, client):
        html = page(client, "/stories/?q=preleukemia")
        assert "Also called “preleukemia”." in html
        assert "Also called" not in page(client, "/stories/?q=mds")

    def test_a_diagnosis_by_another_word_is_shown_as_chosen_and_sent_again(self, client):
        story(title="one", diagnoses=["cll-sll"])
        story(title="two", diagnoses=["aml"])
        html = page(client, "/stories/?diagnosis=cll&relation=survivor")
        assert titles(html) == ["one"]
        form = re.search(r'<form class="narrow" action="([^"]*)"', html)
        assert form[1] == "/stories/#results"
        chosen = re.findall(r'<option value="([^"]+)" selected>', html)
        assert chosen == ["cll-sll", "survivor"]
        assert '<a class="chip" href="?diagnosis=cll-sll#results">' in html

    def test_the_answer_says_what_was_understood(self, client):
        story(diagnoses=["mcl"])
        html = page(client, "/stories/?q=mcl+garlic")
        assert "Mantle cell lymphoma: 1 story with the words “garlic”" in html
        assert "<mark>garlic</mark>" in html

    def test_each_chip_leads_to_the_list_without_it(self, client):
        html = page(client, "/stories/?q=garlic&diagnosis=mcl&relation=patient&after=x")
        chips = re.findall(r'<a class="chip" href="([^"]*)">', html)
        assert chips == [
            "?diagnosis=mcl&amp;relation=patient#results",
            "?q=garlic&amp;relation=patient#results",
            "?q=garlic&amp;diagnosis=mcl#results",
        ]

    def test_words_are_escaped_wherever_they_show(self, client):
        story(title="<i>x</i>", display_name="<b>", body="<script>alert(1)</script> garlic " * 9)
        for url in ("/stories/?q=garlic", "/stories/?q=%22%3E%3Cscript%3E1%3C/script%3E", "/"):
            html = page(client, url)
            assert "<script>" not in html
            assert "<i>x" not in html

    def test_a_story_in_another_language_than_the_page_says_which(self, client):
        story(title="uno", language="es")
        story(title="one", language="en")
        for url, expected in [("/stories/", ["", "Spanish"]), ("/es/stories/", ["Inglés", ""])]:
            who = r'<p class="entry__who dots"><b>\w*</b> <span>\w+</span>(?: <span>(\w+)</span>)?'
            metas = re.findall(who, page(client, url))
            assert metas == expected, url

    def test_a_plain_sentence_finds_the_stories_of_its_diagnosis(self, client, monkeypatch):
        monkeypatch.setitem(paging.page.__kwdefaults__, "size", 2)
        for title in ("first", "second", "third"):
            story(title=title, diagnoses=["cll-sll"])
        html = page(client, "/stories/?q=my+mum+has+cll")
        said = (
            '<p role="status">Chronic lymphocytic leukemia / small lymphocytic lymphoma: no story '
            "has all these words. Here are the others.</p>"
        )
        assert said in html
        assert titles(html) == ["third", "second"]
        older = re.search(r'href="([^"]*after=[^"]*)"', html)[1].replace("&amp;", "&")
        assert titles(page(client, f"/stories/{older}")) == ["first"]
        answer = client.get("/api/v1/stories/?q=my+mum+has+cll").json()
        assert [row["title"] for row in answer["results"]] == ["third", "second", "first"]

    def test_words_of_grief_are_answered_by_those_who_lost_someone(self, client):
        story(diagnoses=["aml"], relation="bereaved")
        for query, said in [
            ("grief", "Here are stories by people who lost someone."),
            (
                "grief+aml",
                "Acute myeloid leukemia: here are stories by people who lost someone.",
            ),
        ]:
            html = page(client, f"/stories/?q={query}")
            assert f'<p role="status">{said}</p>' in html
        html = page(client, "/stories/?q=grief&relation=patient")
        assert '<p role="status">No story</p>' in html

    def test_no_story_at_all_of_a_diagnosis_is_said_without_the_other_words(self, client):
        html = page(client, "/stories/?q=mcl+zeppelin")
        assert '<p role="status">Mantle cell lymphoma: no story yet</p>' in html

    def test_nothing_found_offers_next_steps(self, client):
        html = page(client, "/stories/?q=mcl+zeppelin")
        for link in ("?diagnosis=mcl", "/diagnoses/", "/help/", "/share/"):
            assert f'href="{link}"' in html

    def test_where_we_are_not_sure_we_ask(self, client):
        story(title="one", diagnoses=["mcl"])
        html = page(client, "/stories/?q=mantle+celll")
        assert titles(html) == ["one"]
        name = "Mantle cell lymphoma (MCL)"
        assert f'<a href="/diagnoses/mcl/">Did you mean {name}?</a>' in html
        assert 'href="?q=%22mantle%20celll%22#results">No, look for “mantle celll”' in html
        assert "Did you mean" not in page(client, "/stories/?q=mantle+cell")

    def test_words_that_fit_several_diagnoses_are_a_choice(self, client):
        story(title="one", diagnoses=["aml"])
        for url, which in [
            ("/stories/?q=myeloid+leukemia", "Which of these do you mean?"),
            ("/es/stories/?q=leusemia+mieloide", "¿Cuál de estas buscas?"),
        ]:
            html = page(client, url)
            shown = html.partition(which)[2].partition("</section>")[0]
            assert re.findall(r'diagnoses/([^/"]+)/"', shown) == ["aml", "cml"]
            assert titles(html) == ["one"]

    def test_a_treatment_is_a_filter_and_else_its_words(self, client):
        story(title="marked", facets=["graft-versus-host"])
        story(title="worded", body="The chemo was hard, and the garden green.")
        assert titles(page(client, "/stories/?q=GvHD")) == ["marked"]
        assert titles(page(client, "/es/stories/?q=EICR")) == ["marked"]
        assert titles(page(client, "/stories/?q=chemo")) == ["worded"]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("bone marrow biopsy", 1),
            ("bone marow test", 1),
            ("biopsia de médula", 1),
            ("puncion de medula", 1),
            ("leukemia", 1),
            ("zeppelin", 0),
            ("my garden", 0),
            ("ecd", 0),
        ],
    )
    def test_a_search_shows_the_articles_that_answer(self, client, words, found):
        html = page(client, f"/stories/?{urlencode({'q': words})}")
        shown = html.partition('id="results"')[2].partition('class="entries')[0]
        assert (
            shown.partition('class="empty"')[0].count('href="/information/bone-marrow-tests/"')
            == found
        )

    def test_near_names_come_first_where_nothing_is_found(self, client):
        html = page(client, "/stories/?q=mantl")
        shown = html.partition('<div class="empty">')[2].partition("</div>")[0]
        steps = re.findall(r'<a href="([^"]*)"', shown)
        assert (steps[0], steps[-1]) == ("/diagnoses/mcl/", "/share/")

    def test_who_looks_for_a_test_is_not_sent_to_an_illness(self, client):
        html = page(client, "/stories/?q=bone+marow+test")
        assert "Did you mean" not in html

    def test_the_readers_language_is_one_press_away(self, client):
        story(title="uno", language="es")
        story(title="one", language="en")
        html = page(client, "/es/stories/")
        assert '<a class="chip" href="?language=es#results">Solo en español (1)</a>' in html
        assert titles(html) == ["one", "uno"]  # newest first
        assert "Solo en" not in page(client, "/es/stories/?language=es")

    def test_a_count_beyond_a_thousand_is_not_counted(self, client, monkeypatch):
        monkeypatch.setattr(counting, "MOST", 1)
        monkeypatch.setattr(listing, "MOST", 1)
        story()
        assert "1 story" in page(client, "/stories/")
        story()
        assert '<p role="status">1+ stories</p>' in page(client, "/stories/")
        assert '<p role="status">1+ historias</p>' in page(client, "/es/stories/")

    def test_each_choice_says_how_many_stories_it_has(self, client):
        story(diagnoses=["mcl"], relation="patient", facets=["work", "remission"])
        story(diagnoses=["mcl"], relation="patient", facets=["remission"])
        story(diagnoses=["fl"], relation="donor", facets=["work"])
        story(diagnoses=["aml"], relation="donor", body="Salt. " * 800)
        html = page(client, "/stories/")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (2)",
            "donor": "Donor (2)",
        }
        assert choices(html, "length") == {
            "": "Any",
            "short": "Short, up to 3 minutes (3)",
            "medium": "Medium, 4 to 8 minutes (1)",
        }
        html = page(client, "/stories/?diagnosis=lymphoma")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (2)",
            "donor": "Donor (1)",
        }
        assert choices(html, "diagnosis")["leukemia"] == "Leukemia (1)"  # in its place
        html = page(client, "/stories/?diagnosis=mcl&relation=patient")
        assert choices(html, "topic") == {"": "Any", "work": "Work (1)"}
        assert choices(html, "relation") == {"": "Anyone", "patient": "Patient (2)"}
        assert '<p role="status">2 stories</p>' in html
        html = page(client, "/stories/?diagnosis=mcl&relation=patient&topic=work")
        assert choices(html, "phase") == {"": "Any", "remission": "In remission (1)"}
        assert choices(html, "relation")["donor"] == "Donor"  # nobody counted that
        assert '<p role="status">1 story</p>' in html
        html = page(client, "/stories/?q=telephone")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (2)",
            "donor": "Donor (1)",
        }

    def test_a_choice_in_use_stays_though_it_has_none(self, client):
        story(relation="patient")
        html = page(client, "/stories/?relation=donor")
        assert choices(html, "relation") == {
            "": "Anyone",
            "patient": "Patient (1)",
            "donor": "Donor (0)",
        }
        assert '<p role="status">No story</p>' in html

    def test_where_nothing_is_found_each_choice_says_what_there_is_without_it(self, client):
        story(relation="patient", facets=["work"])
        story(relation="patient")
        story(relation="donor", diagnoses=["aml"])
        html = page(client, "/stories/?diagnosis=mcl&relation=donor&topic=work")
        found = re.findall(r'<a href="([^"]*)#results">Without ([^<]*)</a> [^>]*>([^<]*)<', html)
        assert found == [("?diagnosis=mcl&amp;topic=work", "Donor", "1 story")]

    def test_length_narrows_and_is_a_chip(self, client):
        story(title="one")
        story(title="two", body="Salt. " * 800)
        html = page(client, "/stories/?length=medium")
        assert titles(html) == ["two"]
        assert "Medium, 4 to 8 minutes" in html.partition('class="chips"')[2].partition("</a>")[0]
        answer = client.get("/api/v1/stories/?length=short").json()
        assert [row["title"] for row in answer["results"]] == ["one"]

    def test_the_best_answers_come_first_and_the_others_by_age(self, client, monkeypatch):
        monkeypatch.setitem(paging.best.__kwdefaults__, "size", 2)
        monkeypatch.setattr(paging, "RANKED", 3)
        far = "We waited. " * 40
        for title, body in [
            ("fifth", f"A lantern. {far}"),
            ("fourth", f"A lantern. {far}"),
            ("third", f"A lantern. {far}"),
            ("Lantern", f"{far}"),
            ("second", f"A lantern, and a lantern. {far}"),
        ]:
            story(title=title, body=body)
        seen, url = [], "/stories/?q=lantern"
        while url:
            html = page(client, url)
            seen.append(titles(html))
            url = link(html, "next", "/stories/")
            if len(seen) == 1:
                story(title="new", body=f"A lantern. {far}")  # moves nobody out
        assert seen == [["Lantern", "second"], ["new", "third"], ["fourth", "fifth"]]
        assert "The best matches" in html
        assert '<p role="status">4+ stories with the words: lantern</p>' in html

    def test_pages_by_key_neither_repeat_nor_skip(self, client, monkeypatch):
        monkeypatch.setitem(paging.page.__kwdefaults__, "size", 3)
        kept = [story(title=f"t{number}", diagnoses=["mcl"]) for number in range(8)]
        # All of one moment, so that only the id tells them apart.
        moment = kept[0].published_at
        Story.objects.update(published_at=moment)
        for one in kept:
            one.topics.update(published_at=moment)
        order = [one.title for one in sorted(kept, key=lambda one: one.pk, reverse=True)]
        for start in ("/stories/", "/stories/?relation=survivor", "/diagnoses/mcl/"):
            seen, url, newer = [], start, []
            while url:
                html = page(client, url)
                seen.append(titles(html))
                newer.append(link(html, "prev", start))
                url = link(html, "next", start)
            assert [len(one) for one in seen] == [3, 3, 2]
            assert [title for one in seen for title in one] == order
            assert newer[0] is None
            assert titles(page(client, newer[2])) == seen[1]

    def test_a_story_that_goes_moves_nothing(self, client, monkeypatch):
        monkeypatch.setitem(paging.page.__kwdefaults__, "size", 2)
        kept = [story(title=f"t{number}") for number in range(5)]
        older = link(page(client, "/stories/"), "next", "/stories/")
        workflow.withdraw(contribution_of(kept[4]), by=actors.contributor())
        assert titles(page(client, older)) == ["t2", "t1"]

    def test_search_engines_do_not_list_searches(self, client):
        story(uses=("website", "search-engines"))
        assert "noindex" not in page(client, "/stories/")
        assert "noindex" in page(client, "/stories/?q=garlic")


def link(html: str, rel: str, start: str) -> str | None:
    found = re.search(rf'href="([^"]*)" rel="{rel}"', html)
    return start.split("?")[0] + found[1].replace("&amp;", "&") if found else None


class TestStory:
    def test_it_shows_the_person_the_words_and_the_warning(self, client):
        kept = story(body="One.\n\nTwo <b>.", uses=("website", "search-engines"))
        html = page(client, address(kept))
        assert "<p>One.</p>\n\n<p>Two &lt;b&gt;.</p>" in html
        assert html.index("Ruth") < html.index('<h1 class="story__title" itemprop="headline">')
        person = 'itemprop="author" itemscope itemtype="https://schema.org/Person"'
        assert f'<span {person}><meta itemprop="name" content="Ruth"></span>' in html
        assert "One person's experience" in html.replace("&#x27;", "'")
        assert 'class="story" lang="en"' in html
        assert "example story" not in html
        assert "noindex" not in html

    def test_an_example_is_marked(self, client):
        assert "nobody in it is real" in page(client, address(story(example=True)))

    def test_search_engines_are_kept_out_unless_the_person_agreed(self, client):
        assert '<meta name="robots" content="noindex">' in page(client, address(story()))

    def test_a_story_in_another_language_says_so(self, client):
        html = page(client, address(story(language="es")))
        assert '<article class="story" lang="es">' in html
        assert '<html lang="en"' in html

    def test_its_old_title_leads_to_it(self, client):
        kept = story(title="New words")
        for url in (f"/stories/{kept.pk}/", f"/stories/{kept.pk}/old-words/"):
            response = client.get(url)
            assert response.status_code == 301
            assert response.headers["Location"] == f"/stories/{kept.pk}/new-words/"
        spanish = client.get(f"/es/stories/{kept.pk}/old/")
        assert spanish.headers["Location"] == f"/es/stories/{kept.pk}/new-words/"

    def test_a_story_taken_back_is_gone_kindly_and_everywhere(self, client):
        kept = story(title="Unrepeatable title", diagnoses=["mcl"])
        workflow.withdraw(contribution_of(kept), by=actors.contributor())
        for url in (address(kept), f"/es/stories/{kept.pk}/x/"):
            response = client.get(url)
            assert response.status_code == 410
            assert response.headers["Cache-Control"] == "no-store"
            assert 'content="noindex"' in response.content.decode()
            assert "Unrepeatable" not in response.content.decode()
        for url in [*PUBLIC, "/stories/?q=unrepeatable"]:
            assert "Unrepeatable" not in page(client, url)

    def test_an_unknown_story_was_never_here(self, client):
        page(client, f"/stories/{uuid.uuid4()}/x/", status=404)
        page(client, "/stories/not-a-uuid/x/", status=404)

    def test_later_words_carry_their_date(self, client):
        kept = story()
        kept.passages.append({"text": "Two years on.", "dated": "2028-03-05"})
        kept.save(update_fields=["passages"])
        html = page(client, address(kept))
        assert html.count('class="passage__date"') == 1
        assert '<time datetime="2028-03-05">March 2028</time>' in html


class TestErrors:
    def test_a_missing_page_is_kind_and_not_kept(self, client):
        response = client.get("/nowhere/")
        assert response.status_code == 404
        assert "no-store" in response.headers["Cache-Control"]
        assert "It is not your fault." in response.content.decode()

    @pytest.mark.parametrize("name", ["conflict", "forbidden", "not_found", "form_expired"])
    def test_each_can_be_shown(self, name, rf):
        html = render_to_string(f"errors/{name}.html", {"reason": "Why & how"}, rf.get("/"))
        assert "<h1>" in html

    def test_words_of_an_expired_form_are_all_there(self):
        typed = [("body", "\nFirst line\n<b>second</b>"), ("title", "A title")]
        html = render_to_string("errors/form_expired.html", {"typed": typed})
        assert "\n\nFirst line\n&lt;b&gt;second&lt;/b&gt;</textarea>" in html
        assert html.count("readonly") == 2

    def test_a_broken_server_needs_nothing_to_say_so(self, django_assert_num_queries):
        with django_assert_num_queries(0), translation.override("en"):
            html = render_to_string("errors/server_error.html")
        assert "It was not you." in html
        assert "{" not in html
