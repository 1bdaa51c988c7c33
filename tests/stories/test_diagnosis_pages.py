"""The tree and the pages of diagnoses: what is on them, and what it leads to."""

import re
from urllib.parse import urlencode

import pytest

from stories.models import Diagnosis, Story
from tests.stories.pages import page, story, titles

pytestmark = pytest.mark.django_db


def kinds(html: str) -> list[str]:
    return re.findall(r'chip--diagnosis[^>]*href="/diagnoses/([^/"]+)/', html)


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
        assert "Stories from related illnesses" in html
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

    def test_many_kinds_without_stories_are_folded_below_those_that_have_some(self, client):
        story(diagnoses=["aml"])
        told, _, untold = page(client, "/diagnoses/leukemia/").partition("<summary>17 more kinds")
        assert kinds(told) == ["aml"]
        assert len(kinds(untold)) == 17
        html = page(client, "/diagnoses/leukemia/?veil=on")
        assert kinds(html.partition("<summary>17 more kinds")[0]) == ["aml"]
        html = page(client, "/diagnoses/lymphoma/")  # few, or none that has any
        assert "more kind" not in html
        assert "hodgkin-lymphoma" in kinds(html)

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
