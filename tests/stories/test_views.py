"""The visitor's pages: what they show, what they cost, and that they know nobody."""

import re
import uuid

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from moderation import actors, workflow
from stories import listing
from stories.models import Diagnosis
from stories.vocabulary import vocabulary
from tests.factories import person
from tests.stories.pages import address, contribution_of, links, page, story

pytestmark = pytest.mark.django_db

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

    def test_a_demonstration_says_so_once_a_page(self, client, settings):
        story(example=True)
        assert page(client, "/stories/").count(">Example<") == 1
        settings.MARROW_DEMO = True
        html = page(client, "/stories/")
        assert (html.count(">Example<"), html.count("This is a demonstration")) == (0, 1)

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
