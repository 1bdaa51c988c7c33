"""The public files of photos: asked of the database each time, and the same for everyone."""

import re
import uuid

import pytest

from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories.models import Portrait, Story
from tests.factories import submission_in
from tests.moderation.test_album import in_state
from tests.snapshots import ALT, WHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    in_state(State.PUBLISHED, credit="Ana", taken_by="other")
    return Story.objects.get()


def addresses(html: str) -> list[str]:
    return sorted(set(re.findall(r"/stories/photos/[\w-]+\.\w+", html)))


def page_of(client, story: Story) -> str:
    return client.get(f"/stories/{story.pk}/{story.slug}/").content.decode()


class TestFiles:
    @pytest.mark.parametrize(
        ("ending", "kind", "magic"),
        [
            ("avif", "image/avif", b"ftypavif"),
            ("webp", "image/webp", b"WEBP"),
            ("jpg", "image/jpeg", b"\xff\xd8"),
        ],
    )
    def test_each_is_what_it_says_and_nothing_more(self, client, story, ending, kind, magic):
        found = [one for one in addresses(page_of(client, story)) if one.endswith(ending)]
        assert len(found) == 3
        for address in found:
            response = client.get(address)
            headers = response.headers
            assert (response.status_code, headers["Content-Type"]) == (200, kind)
            assert headers["Cache-Control"] == "public, max-age=60, must-revalidate"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Content-Security-Policy"] == "default-src 'none'"
            assert headers["Content-Disposition"] == "inline"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "Vary" not in headers
            assert not response.cookies
            assert magic in response.content[:16]
            assert WHERE not in response.content

    def test_one_question_each(self, client, story, django_assert_num_queries):
        address = addresses(page_of(client, story))[0]
        with django_assert_num_queries(1):
            client.get(address)

    def test_search_engines_keep_away_unless_their_person_agreed(self, client, story):
        address = addresses(page_of(client, story))[0]
        assert client.get(address).headers["X-Robots-Tag"] == "noindex"
        Story.objects.update(searchable=True)
        assert "X-Robots-Tag" not in client.get(address).headers

    def test_a_name_with_another_ending_is_none(self, client, story):
        name = Portrait.objects.filter(format="avif")[0].name
        for ending in ("jpg", "png", "jpeg"):
            assert client.get(f"/stories/photos/{name}.{ending}").status_code == 404
        assert client.get(f"/stories/photos/{uuid.uuid4()}.jpg").status_code == 404

    @pytest.mark.parametrize("ending", ["withdraw", "pause", "take_down"])
    def test_it_is_gone_at_once_with_its_story(self, client, story, ending, lead):
        address = addresses(page_of(client, story))[0]
        assert client.get(address).status_code == 200
        pk = Contribution.objects.get().pk
        by = actors.team(lead) if ending == "take_down" else actors.contributor()
        said = {"message": "x", "reason": "other"} if ending == "take_down" else {}
        getattr(workflow, ending)(pk, by=by, **said)
        response = client.get(address)
        assert response.status_code == 404
        assert response.headers["Cache-Control"] == "private, no-store"

    def test_it_is_gone_at_once_when_it_is_hidden_and_its_story_stays(self, client, story):
        files = addresses(page_of(client, story))
        workflow.hide_name(Contribution.objects.get().pk, by=actors.contributor(), hide=["photo"])
        assert {client.get(address).status_code for address in files} == {404}
        html = page_of(client, story)
        assert (addresses(html), ALT in html, story.title in html) == ([], False, True)


class TestPages:
    def test_the_story_shows_it_with_its_words_and_thanks(self, client, story):
        html = page_of(client, story)
        figure = html.split("<figure")[1].split("</figure>")[0]
        assert re.findall(r'type="(image/\w+)"', figure) == ["image/avif", "image/webp"]
        assert re.findall(r"(\d+)w[,\"]", figure) == ["320", "640", "800"] * 3
        assert f'width="800" height="600" alt="{ALT}" lang="en"' in figure
        assert "Photo: Ana" in figure
        assert "loading" not in figure
        assert 'class="portrait' not in html

    @pytest.mark.parametrize("path", ["/", "/stories/", "/diagnoses/mcl/", "/stories/?q=garlic"])
    def test_in_lists_it_takes_the_place_of_the_drawing(self, client, story, path):
        submission_in(State.PUBLISHED, title="Without a photo")
        html = client.get(path).content.decode()
        assert html.count('<img class="portrait"') == 1
        assert html.count('<svg class="portrait"') == 1
        picture = html.split("<picture>")[1].split("</picture>")[0]
        assert 'loading="lazy"' in picture
        assert 'sizes="4.5rem"' in picture
        assert f'alt="{ALT}"' in picture

    def test_lists_ask_as_much_for_many_as_for_one(self, client, story, django_assert_num_queries):
        client.get("/stories/")
        with django_assert_num_queries(3) as one:
            client.get("/stories/")
        for _ in range(3):
            in_state(State.PUBLISHED)
        with django_assert_num_queries(len(one)):
            client.get("/stories/")
        assert not any('"data"' in query["sql"] for query in one)

    def test_what_people_write_of_it_is_only_words(self, client):
        in_state(State.PUBLISHED, alt='"><script>x</script>', credit="<b>Ana</b>", taken_by="other")
        html = page_of(client, Story.objects.get())
        assert "<script>x" not in html
        assert "<b>Ana" not in html
