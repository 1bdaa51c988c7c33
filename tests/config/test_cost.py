"""What a public page asks of the database: little, and no more for twenty stories than for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library import articles, exhibits
from moderation.states import State
from stories.about import PAGES
from stories.editions import PUBLIC as PUBLIC_EDITIONS
from stories.models import Pick, Story
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
MANY = {"/sitemap.xml": 10}  # a list for programs, of everything
MOST = 6  # a page that is made anew; the process knows the diagnoses already
LISTS = [
    *("", "?diagnosis=mcl", "?relation=survivor", "?diagnosis=mcl&relation=survivor", "?veil=on"),
    *("?diagnosis=mcl&relation=survivor&phase=remission&veil=on", "?diagnosis=mcl&relation=donor"),
    "?q=garlic",
    "?q=mcl+garlic",  # one asks whether any story holds the words
    "?q=mcl+garlic&relation=survivor&phase=remission&veil=on",
    "?q=mcl+zeppelin&relation=survivor&phase=remission",  # none does: stories about the diagnosis
    "?q=mcl+grief&phase=remission",
    "?q=mcl+grief&relation=survivor&phase=remission&veil=on",
    "?q=zeppelin&relation=survivor&phase=remission",  # nothing at all: ways on
    "?diagnosis=mcl&relation=donor&phase=remission&topic=work",
]
FEEDS = ["feed.atom", "feed.json", "feed.atom?veil=on"]
EMBEDS = ["", "?diagnosis=mcl&relation=survivor&language=en&veil=on", "colours.css", "marrow.js"]
PUBLIC = [
    *("/", "/?veil=on", "/es/", "/diagnoses/", "/diagnoses/?q=mantel", "/sitemap.xml"),
    *("/robots.txt", "/about/figures/", *(f"/{name}/" for name in PAGES)),
    *(f"{start}/diagnoses/mcl/{veil}" for start in ("", "/es") for veil in ("", "?veil=on")),
    *(f"/stories/{asked}" for asked in [*LISTS, *FEEDS]),
    *(f"/diagnoses/mcl/{feed}" for feed in FEEDS),
    *("/information/", "/information/models/"),
    *(f"/information/models/{one.name}/" for one in exhibits.EXHIBITS),
    *(f"/embed/{asked}" for asked in EMBEDS),
    *("/about/embed/", "/oembed/?url=http://testserver/diagnoses/mcl/"),
    *(f"/api/v1/stories/{asked}" for asked in LISTS),
    "/api/v1/diagnoses/",
]
OF_A_STORY = [
    *("/stories/{0.pk}/{0.slug}/", "/es/stories/{0.pk}/{0.slug}/", "/stories/{0.pk}/card.png"),
    *("/stories/{0.pk}/{0.slug}/?veil=on", "/embed/{0.pk}/", "/api/v1/stories/{0.pk}/"),
    "/oembed/?url=http://testserver/stories/{0.pk}/",
]


def story(number: int = 0) -> Story:
    told = {"diagnoses": ["mcl", "aml"][: 1 + number % 2], "facets": ["remission", "car-t"]}
    return submission_in(State.PUBLISHED, uses=["website", "embed", "search-engines"], **told).story


def asked(client, url: str) -> int:
    PUBLIC_EDITIONS.forget()  # asked for once a second: count it each time
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return len(queries)


def test_every_public_page_asks_little_and_no_more_for_many(client):
    first, _other = story(), story()
    Pick.objects.create(story=first)
    pages = [*PUBLIC, *(url.format(first) for url in OF_A_STORY)]
    pages += [f"/information/{one.slug}/" for one in articles.live()]
    for url in pages:
        client.get(url)
    few = {url: asked(client, url) for url in pages}
    for number in range(20):
        story(number)
    many = {url: asked(client, url) for url in pages}
    assert {url: count for url, count in many.items() if count > MANY.get(url, MOST)} == {}
    assert {url: (few[url], many[url]) for url in pages if few[url] < many[url]} == {}
