"""How another site asks to show a page of ours."""

import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from moderation.states import State
from stories.models import Story
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def ask(client, url: str, **more):
    return client.get(f"/oembed/?{urlencode({'url': url, **more})}")


@pytest.fixture
def story() -> Story:
    submission_in(State.PUBLISHED, uses=("website", "embed"))
    return Story.objects.get()


def test_a_story(client, story):
    response = ask(client, f"{HERE}/stories/{story.pk}/{story.slug}/")
    frame = f"{HERE}/embed/{story.pk}/"
    title = "A story of blood cancer"
    assert response.json() == {
        "type": "rich",
        "version": "1.0",
        "provider_name": "Marrow",
        "provider_url": f"{HERE}/",
        "cache_age": 60,
        "title": title,
        "width": 640,
        "height": 260,
        "html": f'<blockquote><a href="{HERE}/stories/{story.pk}/">{title}</a></blockquote>'
        f'<iframe src="{frame}" title="{title}" width="100%" height="260" '
        'frameborder="0"></iframe>',
    }
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_whoever_keeps_the_answer_keeps_no_word_of_the_story(client, story):
    for form in ("json", "xml"):
        url = f"{HERE}/stories/{story.pk}/{story.slug}/"
        text = ask(client, url, format=form).content.decode()
        for word in (story.title, story.display_name, story.lead[:20], story.slug):
            assert word not in text


def test_a_diagnosis_in_xml_and_spanish(client):
    url = f"{HERE}/es/diagnoses/mcl/"
    response = ask(client, url, format="xml", maxwidth=300, maxheight=200)
    found = ElementTree.fromstring(response.content)
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    told = {one.tag: one.text for one in found}
    assert (told["width"], told["height"], told["type"]) == ("300", "200", "rich")
    assert f'src="{HERE}/es/embed/?diagnosis=mcl"' in told["html"]
    assert "manto" in told["title"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://[",
        f"{HERE}/",
        f"{HERE}/stories/",
        f"{HERE}/diagnoses/sunburn/",
        f"{HERE}/stories/00000000-0000-4000-8000-000000000000/x/",
        "https://example.org/diagnoses/mcl/",
        "http://testserver@example.org/diagnoses/mcl/",
        "javascript://testserver/diagnoses/mcl/",
    ],
)
def test_nothing_else_is_shown(client, url):
    assert ask(client, url).status_code == 404


def test_a_story_whose_person_did_not_agree(client):
    submission_in(State.PUBLISHED, uses=("website", "social"))
    story = Story.objects.get()
    own = f"/stories/{story.pk}/{story.slug}/"
    assert ask(client, HERE + own).status_code == 404
    assert "oembed" not in client.get(own).content.decode()


def test_other_forms_are_not_made(client, story):
    url = f"{HERE}/stories/{story.pk}/"
    assert ask(client, url, format="yaml").status_code == 501


@pytest.mark.parametrize("form", ["json", "xml"])
def test_pages_say_where_to_ask(client, story, form):
    for page in (f"/stories/{story.pk}/{story.slug}/", "/es/diagnoses/mcl/"):
        head = client.get(page).content.decode().split("</head>")[0]
        link = next(one for one in head.splitlines() if f"{form}+oembed" in one)
        address = link.split('href="')[1].split('"')[0].replace("&amp;", "&")
        answer = client.get(address.removeprefix(HERE))
        assert answer.status_code == 200
        if form == "json":
            assert "/embed/" in json.loads(answer.content)["html"]
