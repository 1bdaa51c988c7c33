"""The picture in the preview of a link."""

import re
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories import card as cards
from stories.card import COLUMN, HOUSE, HUES, PAPER, QUIET, Card, fitted
from stories.embed import preview
from stories.models import Story
from tests.config.test_contrast import contrast, tokens
from tests.factories import submission_in

CARD = Card(UUID(int=7), "lymphoma", "The garlic was in by noon", "Ruth", "MCL", "Marrow")
LONG = "«mielodisplásico/mieloproliferativo» " * 3 + "ñandú, ¿qué pasa, mamá?"


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


class TestDrawing:
    def test_it_is_a_png_of_the_size_that_others_want_without_anything_else(self):
        picture = opened(cards.png(CARD))
        assert (picture.format, picture.size, picture.info) == ("PNG", (1200, 630), {})

    @pytest.mark.parametrize("title", ["No", CARD.title, LONG, LONG * 4, "x" * 140, "W" * 140])
    def test_every_title_fits(self, title):
        font, lines = fitted(title, height=300)
        assert all(font.getlength(line) <= COLUMN for line in lines)
        assert len(lines) * font.size * 1.2 <= 300
        assert lines[0]

    def test_no_two_are_alike_and_each_is_always_the_same(self):
        other = Card(UUID(int=8), *[getattr(CARD, one) for one in list(vars(CARD))[1:]])
        again = cards.png.__wrapped__(CARD)
        assert cards.png(CARD) == again != cards.png(other)

    @pytest.mark.parametrize("text", ["Ángel Muñoz", "Łukasz Žižek", "«¿Qué?» – 50 %", "🩸 A day"])
    def test_letters_that_our_font_has(self, text):
        assert Card(UUID(int=1), "", text, text, text, "").readable

    @pytest.mark.parametrize("text", ["日本", "Ольга", "🩸🩸", "🩸!", "I ❤️ my nurse"])
    def test_letters_that_it_has_not(self, text):
        assert not Card(UUID(int=1), "", text, "Ruth", "MCL", "").readable

    def test_a_name_of_signs_alone(self):
        assert not Card(UUID(int=1), "", "A day", "🌻", "MCL", "").readable

    def test_its_colours_are_ours_and_can_be_read(self):
        light = tokens()["light"]
        for group, colours in HUES.items():
            named = [light[name] for name in (group, f"{group}-ink", f"{group}-wash")]
            assert list(colours) == named
            assert contrast(colours[1], PAPER) >= 4.5
        assert contrast(QUIET, PAPER) >= 4.5
        assert HOUSE[0] == light["edge"]


@pytest.mark.django_db
class TestServed:
    def card_of(self, client) -> tuple[bytes, str]:
        story = Story.objects.get()
        html = client.get(f"/stories/{story.pk}/{story.slug}/").content.decode()
        address = re.search(r'og:image" content="http://testserver(/[^"]+)"', html)[1]
        response = client.get(address)
        assert response.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        return response.content, html

    def test_with_its_words_where_its_person_agreed(self, client):
        submission_in(State.PUBLISHED, uses=("website", "social"))
        data, html = self.card_of(client)
        story = Story.objects.get()
        assert data == cards.png(preview.card(story))
        assert preview.card(story).title == story.title
        assert f'og:title" content="{story.title}"' in html
        assert f'og:image:alt" content="{story.title}, told by Ruth"' in html

    def test_without_a_word_of_it_where_they_did_not(self, client):
        submission_in(State.PUBLISHED, uses=("website", "embed", "search-engines"))
        story = Story.objects.get()
        data, html = self.card_of(client)
        house = preview.card(story)
        assert (data, house.name, house.group) == (cards.png(house), "", "")
        said = " ".join(re.findall(r'property="og:[^>]*>', html))
        assert 'og:title" content="One person tells their story"' in said
        for word in (story.title, "Ruth", story.lead[:20], "lymphoma"):
            assert word not in said.replace(story.slug, "")

    def test_it_follows_its_person_at_once(self, client):
        submission_in(State.PUBLISHED, uses=("website", "social"))
        before, _html = self.card_of(client)
        pk = Contribution.objects.get().pk
        workflow.agree(pk, [], by=actors.contributor())
        assert self.card_of(client)[0] != before
        story = Story.objects.get()
        workflow.withdraw(pk, by=actors.contributor())
        gone = client.get(f"/stories/{story.pk}/card.png")
        assert (gone.status_code, gone.content) == (410, b"")
        assert "no-store" in gone.headers["Cache-Control"]

    def test_of_no_story_there_is_none(self, client):
        assert client.get(f"/stories/{UUID(int=1)}/card.png").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "card", "title"),
    [
        ("/", "/card.png", "Stories of blood cancer"),
        ("/stories/", "/card.png", "Stories of blood cancer"),
        ("/diagnoses/mcl/", "/diagnoses/mcl/card.png", "Mantle cell lymphoma (MCL)"),
        ("/es/diagnoses/mcl/", "/es/diagnoses/mcl/card.png", "Linfoma de células del manto (LCM)"),
        (
            "/information/bone-marrow-tests/",
            "/information/bone-marrow-tests/card.png",
            "Bone marrow tests",
        ),
        ("/information/", "/card.png", "Information"),
    ],
)
def test_other_pages_have_a_card_of_the_house_with_no_word_of_a_story(client, page, card, title):
    submission_in(State.PUBLISHED, uses=("website", "social", "search-engines"))
    story = Story.objects.get()
    html = client.get(page).content.decode()
    told = dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"', html)
    )
    assert told["og:image"] == f"http://testserver{card}"
    assert (told["og:title"], told["twitter:card"]) == (title, "summary_large_image")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"].startswith(title)
    assert [word for word in (story.title, "Ruth") if word in str(told)] == []
    answer = client.get(card)
    assert opened(answer.content).size == (1200, 630)
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/diagnoses/sunburn/card.png", "/information/nothing/card.png"])
def test_of_what_we_do_not_know_there_is_no_card(client, path):
    assert client.get(path).status_code == 404
