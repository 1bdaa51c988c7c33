"""Every public address that may show a story, said once: for the tests, and for the promise.

`tests/test_surfaces.py` walks the routes: a new one fails there until it stands here, among those
that show stories or among those that show none. Whoever reads what is public (the journeys after a
withdrawal, the promise's reader) takes its addresses from here, in both languages.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver
from django.utils.translation import override

VEIL = "veil=on"
# Of many stories, by the name of the route. `{diagnosis}` and `{family}`, which is above it, and
# `{relation}` are those of a story that must then be there; `{word}` is a word of its title.
LISTS = {
    "home": ["/"],
    "stories": [
        "/stories/",
        "/stories/?q={word}",
        "/stories/?diagnosis={diagnosis}",
        "/stories/?relation={relation}",
        "/stories/?language=en",
    ],
    "diagnoses": ["/diagnoses/"],
    "diagnosis": ["/diagnoses/{diagnosis}/", "/diagnoses/{family}/"],
    "stories_feed": ["/stories/feed.atom"],
    "stories_json": ["/stories/feed.json"],
    "diagnosis_feed": ["/diagnoses/{diagnosis}/feed.atom", "/diagnoses/{family}/feed.atom"],
    "diagnosis_json": ["/diagnoses/{diagnosis}/feed.json", "/diagnoses/{family}/feed.json"],
    "sitemap": ["/sitemap.xml"],
    "article": ["/information/bone-marrow-tests/"],
    "embed": [
        "/embed/",
        "/embed/?diagnosis={diagnosis}",
        "/embed/?diagnosis={family}&layout=list",
        "/embed/?relation={relation}&layout=carousel&n=12",
        "/embed/?language=en&theme=dark&ink=102030",
    ],
    "figures": ["/about/figures/"],
    "api:story-list": [
        "/api/v1/stories/",
        "/api/v1/stories/?q={word}",
        "/api/v1/stories/?diagnosis={family}",
        "/api/v1/stories/?relation={relation}&language=en",
        "/api/v1/stories/?page_size=100",
    ],
}
# These tell only how many there are.
COUNTS = ("diagnoses", "figures")
# Of one story: `{story}` is its id, `{words}` those of its title in its address. Its photos have
# names that nobody knows before its page says them: whoever reads the page reads them too.
OWN = {
    "story": ["/stories/{story}/{words}/"],
    "story_by_id": ["/stories/{story}/"],
    "card": ["/stories/{story}/card.png"],
    "embed_story": ["/embed/{story}/", "/embed/{story}/?theme=light&accent=7a0040"],
    "oembed": [
        "/oembed/?url={origin}/stories/{story}/{words}/",
        "/oembed/?url={origin}/es/stories/{story}/&format=xml",
    ],
    "api:story-detail": ["/api/v1/stories/{story}/"],
    "photo": [],
}
# What its person lets others show; there it is gone as soon as only this is taken back.
BY_USE = {"embed": ("embed", "embed_story", "oembed"), "social": ("card",)}
# Public, and no story is on it.
NONE = (
    *("live", "ready", "robots", "about", "help", "help_in", "privacy", "guidelines"),
    "accessibility",
    *("house_card", "diagnosis_card", "article_card"),  # nobody is on these
    *("icon", "picture"),
    *("information", "models", "model", "how_to_embed", "embed_script", "embed_colours"),
    *("report", "report-find", "report-outcome", "alerts", "alerts-confirm", "alerts-stop"),
    *("api:schema", "api:docs", "api:consent-list", "api:diagnosis-list", "api:diagnosis-detail"),
    "thanks",  # a press about a story, and no word of it
    "es",  # the way to the Spanish pages
)
# Rooms that open with a code, a link or a role; `tests/journeys/test_doors.py` stands before them.
BEHIND_DOORS = (
    *("accounts/", "admin/", "desk/", "share/", "your-stories/", "take-down/", "in-memory/"),
    *("about-you/", "api/v1/submissions/", "api/v1/queue/", "dev/"),
)
ONE_TONGUE = ("/api/", "/sitemap", "/oembed/")  # as they are, or as their own words say


def lists(*, veiled: bool = True, tongues: bool = True, **story: str) -> dict[str, str]:
    """Each address that may list such a story, and its route; also with the veil, and in Spanish.

    A `{word}` that is not given leaves searches out.
    """
    found = {}
    for route, addresses in LISTS.items():
        for address in addresses:
            if "{word}" in address and "word" not in story:
                continue
            plain = address.format(**story)
            found[plain] = route
            if tongues and not plain.startswith(ONE_TONGUE):
                found[f"/es{plain}"] = route
            if veiled and not plain.startswith("/sitemap"):
                found[f"{plain}{'&' if '?' in plain else '?'}{VEIL}"] = route
    return found


def own(**story: str) -> dict[str, str]:
    """Each address of one story, and its route; photos are left out."""
    found = {}
    for route, addresses in OWN.items():
        for address in addresses:
            plain = address.format(**story)
            found[plain] = route
            if not plain.startswith(ONE_TONGUE):
                found[f"/es{plain}"] = route
    return found


def routes(patterns: list[Any] | None = None, before: str = "", space: str = "") -> Iterator:
    """The pattern and the name of every route of the site."""
    with override("en"):
        for one in get_resolver().url_patterns if patterns is None else patterns:
            here = before + str(one.pattern)
            if isinstance(one, URLPattern):
                yield here, space + (one.name or here)
            else:
                inside = f"{space}{one.namespace}:" if one.namespace else space
                yield from routes(one.url_patterns, here, inside)
