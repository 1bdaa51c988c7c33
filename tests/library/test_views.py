"""The pages of the library: what they show, what they cost, and what they may load."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from library import articles, exhibits
from library.stories_beside import SHOWN
from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories.models import Story
from tests.factories import submission_in
from tests.stories.test_veil import labelled

pytestmark = pytest.mark.django_db

ONE = "/information/bone-marrow-tests/"
MODEL = "/information/models/bone-marrow-test/"
PAGES = ["/information/", ONE, "/information/models/", MODEL]


def story(**changes) -> Story:
    kept = submission_in(State.PUBLISHED, **changes).contribution
    Story.objects.filter(pk=kept.story_id).update(searchable=True)
    return Story.objects.get(pk=kept.story_id)


def titles(html: str) -> list[str]:
    return re.findall(r'class="entry__title"[^>]*><a [^>]*>([^<]*)</a>', html)


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", [*PAGES, *(f"/es{path}" for path in PAGES)])
def test_each_is_one_page_for_everybody(client, path):
    response = client.get(path)
    html = response.content.decode()
    assert (response.status_code, html.count("<h1")) == (200, 1)
    assert not response.cookies
    assert 'aria-current="true">' in html
    assert "noindex" not in html


@pytest.mark.parametrize("path", ["/information/nothing/", "/information/models/nothing/"])
def test_what_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_an_article_says_when_it_was_checked_and_from_what(client):
    html, own = page(client, ONE), articles.named("bone-marrow-tests")
    assert 'itemtype="https://schema.org/MedicalWebPage"' in html
    assert 'itemprop="lastReviewed" datetime="2026-11-26">26 November 2026</time>' in html
    assert re.findall(r'<li id="source-(\d+)"', html) == [str(one.number) for one in own.sources]
    pointed = {int(number) for number in re.findall(r'href="#source-(\d+)"', html)}
    assert pointed == {one.number for one in own.sources}
    assert "Nobody who treats people has checked it for us yet." in html


def test_each_place_on_the_page_that_is_named_is_there(client):
    html = page(client, ONE)
    asked = set(re.findall(r'href="#([\w-]+)"', html)) - {"main"}
    assert asked - set(re.findall(r'\sid="([\w-]+)"', html)) == set()


@time_machine.travel(datetime(2027, 12, 1, tzinfo=UTC))
def test_one_that_should_have_been_checked_again_says_so(client):
    assert articles.named("bone-marrow-tests").due < date(2027, 12, 1)
    assert "by 26 November 2027, and have not done so yet." in page(client, ONE)
    assert "26 de noviembre de 2027" in page(client, f"/es{ONE}")


def test_until_that_day_it_does_not(client):
    assert "have not done so yet" not in page(client, ONE)


class TestStoriesBeside:
    def test_they_are_of_its_diagnoses_and_any_below(self, client):
        story(title="Mine is AML", diagnoses=["aml"])
        story(title="Mine is another", diagnoses=["lch"])
        assert titles(page(client, ONE)) == ["Mine is AML"]

    def test_no_more_than_a_few_and_different_ones_first(self, client):
        for n in range(3):
            story(title=f"Lymphoma {n}", diagnoses=["mcl"])
        story(title="Leukemia", diagnoses=["aml"])
        found = titles(page(client, ONE))
        assert (len(found), found[:2]) == (SHOWN, ["Lymphoma 2", "Leukemia"][::-1])

    def test_the_readers_language_first(self, client):
        story(title="In English", diagnoses=["aml"])
        story(title="En español", diagnoses=["mcl"], language="es")
        assert titles(page(client, ONE)) == ["In English", "En español"]
        assert titles(page(client, f"/es{ONE}")) == ["En español", "In English"]

    def test_none_that_is_hard_to_meet_on_a_first_day(self, client):
        story(title="After him", diagnoses=["aml"], relation="bereaved")
        story(title="It came back", diagnoses=["aml"], facets=["relapse"])
        uses = ("website", "search-engines")
        labelled("death", title="The last summer", diagnoses=["aml"], uses=uses)
        story(title="At home", diagnoses=["aml"], facets=["finding-out"])
        assert titles(page(client, ONE)) == ["At home"]

    def test_none_whose_person_keeps_it_from_search_engines(self, client):
        kept = story(diagnoses=["aml"])
        Story.objects.filter(pk=kept.pk).update(searchable=False)
        assert titles(page(client, ONE)) == []

    def test_beside_an_example_a_page_is_not_for_search_engines(self, client):
        kept = story(title="Made up", diagnoses=["aml"])
        assert "noindex" not in page(client, ONE)
        Story.objects.filter(pk=kept.pk).update(searchable=False, example=True)
        html = page(client, ONE)
        assert (titles(html), "noindex" in html) == (["Made up"], True)

    def test_one_that_was_taken_back_is_gone(self, client):
        kept = story(title="Gone", diagnoses=["aml"])
        workflow.withdraw(Contribution.objects.get(story_id=kept.pk).pk, by=actors.contributor())
        assert "Gone" not in page(client, ONE)

    def test_the_page_costs_the_same_however_many_there_are(
        self, client, django_assert_num_queries
    ):
        story(diagnoses=["aml"])
        with django_assert_num_queries(4):
            client.get(ONE)
        for n in range(3):
            story(title=f"More {n}", diagnoses=["mcl"])
        with django_assert_num_queries(4):
            client.get(ONE)


def test_each_diagnosis_page_names_its_articles(client):
    assert f'href="{ONE}">Bone marrow tests</a>' in page(client, "/diagnoses/aml/")
    assert f'href="/es{ONE}">Pruebas de médula ósea</a>' in page(client, "/es/diagnoses/mcl/")
    assert ONE not in page(client, "/diagnoses/lch/")


def test_search_engines_are_told_of_each_page(client):
    listed = re.findall(r"<loc>http://testserver([^<]*)</loc>", page(client, "/sitemap.xml"))
    assert [path for path in listed if "/information/" in path] == [
        *PAGES[:1], *PAGES[2:], ONE,
        *(f"/es{path}" for path in [*PAGES[:1], *PAGES[2:], ONE]),
    ]  # fmt: skip


class TestWhatAPageMayLoad:
    """The viewer's two allowances are its own page's, and no other's."""

    ALLOWED = ("'unsafe-inline'", "'wasm-unsafe-eval'")

    def policy(self, client, path):
        return client.get(path).headers["Content-Security-Policy"]

    def test_the_page_of_a_model(self, client):
        policy = self.policy(client, MODEL)
        parts = dict(part.split(" ", 1) for part in policy.split("; "))
        assert "'unsafe-inline'" in parts["style-src"]
        assert parts["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")

    @pytest.mark.parametrize(
        "path", ["/", "/information/", ONE, "/information/models/", "/help/", "/diagnoses/aml/"]
    )
    def test_every_other_page(self, client, path):
        assert [one for one in self.ALLOWED if one in self.policy(client, path)] == []

    def test_no_other_view_asks_for_more(self):
        """Whoever needs it on one more page changes this test, and says why."""
        from pathlib import Path

        root = Path(__file__).resolve().parents[2]
        rooms = (
            "stories",
            "library",
            "readers",
            "contributors",
            "moderation",
            "accounts",
            "config",
        )
        asking = [
            str(path.relative_to(root))
            for room in rooms
            for path in sorted((root / room).rglob("*.py"))
            if re.search(r"csp_(update|replace|exempt)|unsafe-", path.read_text())
        ]
        # Frames on the pages of others, and the page that shows what they look like, say only whom
        # they let in; their own test holds that they allow nothing else.
        assert asking == ["stories/embed/views.py", "library/views.py"]
        assert "unsafe-" not in (root / "stories/embed/views.py").read_text()

    def test_nothing_large_is_loaded_before_it_is_asked_for(self, client):
        html = page(client, MODEL)
        assert not re.findall(r"<(?:script|link)[^>]*model-viewer", html)
        assert f"about {exhibits.BONE_MARROW.kilobytes} kB" in html
        assert "model-viewer" not in page(client, ONE)

    def test_every_step_is_there_in_words(self, client):
        html = page(client, MODEL)
        for step in exhibits.BONE_MARROW.steps:
            assert str(step.text) in html

    def test_the_ways_to_turn_it_are_ways_in_spanish_too(self, client):
        html = page(client, f"/es{MODEL}")
        assert re.findall(r'data-turn="-?30 0">([^<]*)<', html) == ["Izquierda", "Derecha"]
