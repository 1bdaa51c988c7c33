"""The frames that other pages load: who may be in them, and what they may do."""

import re
from pathlib import Path

import pytest

from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories.models import Story
from tests.factories import submission_in
from tests.stories.test_veil import labelled

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).parents[3] / "static" / "embed"
SMALL = 15_000  # bytes, script, frame, styles and words of the usual six, before any compression
EMBED = ("website", "embed")
C = actors.contributor()


def titles(client, query: str = "") -> list[str]:
    html = client.get(f"/embed/{query}").content.decode()
    return re.findall(r'<h2 class="card__title"[^>]*><a [^>]*>([^<]+)</a>', html)


def public(title: str, *, uses=EMBED, **changes) -> Story:
    return submission_in(State.PUBLISHED, title=title, uses=uses, **changes).story


def test_a_frame_may_be_given_from_memory_and_its_refusals_not(client):
    """Asked anew at each load, by a process that hears of each change first."""
    story = public("First")
    for path in ("/embed/", "/es/embed/?diagnosis=mcl", f"/embed/{story.pk}/"):
        assert client.get(path).for_everyone, path
    assert not getattr(client.get("/embed/?diagnosis=sunburn"), "for_everyone", False)


class TestWhoIsShown:
    def test_only_those_whose_people_agreed_newest_first(self, client):
        public("Hidden", uses=("website", "search-engines", "social"))
        public("First")
        public("Second", diagnoses=["aml"], relation="donor", language="es")
        assert titles(client) == ["Second", "First"]
        assert titles(client, "?diagnosis=mcl") == ["First"]
        assert titles(client, "?diagnosis=lymphoma") == ["First"]
        assert titles(client, "?diagnosis=mantle+cell+lymphoma") == ["First"]
        assert titles(client, "?relation=donor") == ["Second"]
        assert titles(client, "?language=es") == ["Second"]
        assert titles(client, "?language=es&diagnosis=mcl") == []
        assert titles(client, "?n=1") == ["Second"]
        assert titles(client, "?n=many") == ["Second", "First"]

    @pytest.mark.parametrize("query", ["diagnosis=sunburn", "relation=aunt", "language=xx"])
    def test_a_word_that_we_do_not_know_shows_nobody(self, client, query):
        public("First")
        response = client.get(f"/embed/?{query}")
        assert response.status_code == 404
        assert "First" not in response.content.decode()
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]

    def test_the_veil_leaves_out_what_tells_of_an_end(self, client):
        for label in ("death", "dying", "relapse", "mind"):
            labelled(label, title=label, uses=EMBED)
        assert titles(client, "?veil=on") == ["mind"]
        assert len(titles(client, "?veil=off")) == 4

    def test_a_card_says_what_its_story_tells_of(self, client):
        labelled("death", "mind", uses=EMBED)
        html = client.get("/embed/?diagnosis=mcl").content.decode()
        assert "Tells of a death, fear, panic or depression" in html
        assert "Stories about mantle cell lymphoma" in html  # as names are written in a sentence
        assert "Historias sobre linfoma" in client.get("/es/embed/?diagnosis=mcl").content.decode()

    def test_an_illness_that_has_a_persons_name_keeps_its_capital(self, client):
        html = client.get("/embed/?diagnosis=hodgkin-lymphoma").content.decode()
        assert re.findall("<h1>(.*)</h1>", html) == ["Stories about Hodgkin lymphoma"]

    def test_it_is_gone_at_the_next_load_when_its_person_takes_only_this_back(self, client):
        story = public("First")
        pk = Contribution.objects.get().pk
        single, photo = f"/embed/{story.pk}/", f"/stories/{story.pk}/{story.slug}/"
        etag = client.get("/embed/").headers["ETag"]
        assert client.get(single).status_code == 200
        workflow.agree(pk, [], by=C)
        again = client.get("/embed/", headers={"if-none-match": etag})
        assert (again.status_code, titles(client)) == (200, [])
        gone = client.get(single)
        assert (gone.status_code, gone.headers["Cache-Control"]) == (404, "no-store")
        assert "First" not in gone.content.decode()
        assert client.get(photo).status_code == 200
        workflow.agree(pk, ["embed"], by=C)
        assert titles(client) == ["First"]


class TestWhatAFrameMayDo:
    @pytest.mark.parametrize("root", ["/", "/es/"])
    def test_any_page_may_frame_it_and_it_asks_nobody_else(self, client, root):
        story = public("First")
        for path in ("embed/", f"embed/{story.pk}/"):
            response = client.get(root + path)
            headers = response.headers
            assert sorted(headers["Content-Security-Policy"].split("; ")) == [
                "base-uri 'none'",
                "connect-src 'self'",
                "default-src 'none'",
                "form-action 'self'",
                "frame-ancestors *",
                "img-src 'self' data:",
                "manifest-src 'self'",
                "script-src 'self'",
                "style-src 'self'",
            ]
            assert "X-Frame-Options" not in headers
            assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["X-Robots-Tag"] == "noindex"
            assert "Vary" not in headers
            assert not response.cookies
            html = response.content.decode()
            assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)
            assert html.count("<h1") == 1

    @pytest.mark.parametrize(
        "path",
        ["/", "/stories/", "/diagnoses/mcl/", "/about/embed/", "/share/", "/embed/marrow.js"],
    )
    def test_no_other_page_may_be_framed(self, client, path):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"

    def test_an_unchanged_frame_is_not_sent_again(self, client):
        public("First")
        etag = client.get("/embed/").headers["ETag"]
        assert client.get("/embed/", headers={"if-none-match": etag}).status_code == 304

    def test_links_leave_the_frame(self, client):
        public("First")
        html = client.get("/embed/").content.decode()
        assert '<base target="_top">' in html
        links = re.findall(r"<a [^>]*>", html)
        assert len(links) == 2
        assert all('rel="noopener"' in one for one in links)

    def test_words_are_only_words(self, client):
        public("<script>x</script>", display_name="<b>Ruth</b>")
        html = client.get("/embed/?theme=%22%3E%3Cscript%3Ey&ink=%22%3E%3Cscript%3Ez")
        assert "<script>" not in html.content.decode()

    def test_the_colours_of_the_page_around(self, client):
        html = client.get("/embed/?ink=123&paper=fff&n=2&x=y").content.decode()
        sheet = re.search(r'href="(/embed/colours\.css\?[^"]+)"', html)[1]
        assert sheet == "/embed/colours.css?ink=123&amp;paper=fff"
        response = client.get("/embed/colours.css?ink=123&paper=fff")
        assert response.headers["Content-Type"] == "text/css; charset=utf-8"
        assert "--ink:#112233;--paper:#ffffff;" in response.content.decode()
        assert "dark.css" not in html

    def test_all_of_it_is_small(self, client):
        for number in range(6):
            public(f"The day number {number} in the garden", display_name="Ruth Amelia")
        page = client.get("/embed/").content
        files = sum(path.stat().st_size for path in STATIC.iterdir())
        script = client.get("/embed/marrow.js")
        assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert len(re.findall(rb"<article", page)) == 6
        assert (files, files < SMALL) == (files, True)
        assert (len(page), len(page) + files < 2 * SMALL) == (len(page), True)

    def test_few_questions_to_the_database(self, client, django_assert_max_num_queries):
        for number in range(3):
            public(f"Number {number}")
        with django_assert_max_num_queries(6):
            client.get("/embed/?diagnosis=mcl&relation=survivor&language=en")


class TestThePageForCharities:
    def test_what_is_chosen_is_in_the_tag_and_in_the_frame(self, client):
        html = client.get("/about/embed/?diagnosis=mcl&language=es&n=4&theme=dark").content.decode()
        tag = 'data-marrow data-diagnosis="mcl" data-language="es" data-n="4" data-theme="dark"&gt;'
        frame = "/embed/?diagnosis=mcl&amp;language=es&amp;n=4&amp;theme=dark"
        assert f"&lt;div {tag}" in html
        assert f'src="{frame}"' in html
        assert "&lt;script src=&quot;" not in html
        assert '&lt;script src="http://testserver/embed/marrow.js" defer&gt;' in html

    @pytest.mark.parametrize("query", ["", "?diagnosis=sunburn", "?n=999", "?n=x"])
    def test_what_we_do_not_know_is_said_and_all_is_shown(self, client, query):
        html = client.get(f"/about/embed/{query}").content.decode()
        assert 'src="/embed/"' in html
        assert ("field__error" in html) == bool(query)

    def test_it_frames_only_ourselves(self, client):
        policy = client.get("/about/embed/").headers["Content-Security-Policy"]
        assert "frame-src 'self'" in policy
        assert "frame-src" not in client.get("/about/").headers["Content-Security-Policy"]
        assert 'href="/about/embed/"' in client.get("/about/").content.decode()
