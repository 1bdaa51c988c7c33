"""Looks at every public page before it leaves: a person stands there, and no label of an office.

What people wrote was read by a moderator. This sees what went wrong after that, or was typed by
ourselves: a file name as the name of a picture, a blank of a template, a logo for a portrait. It
changes nothing. It tells the log which page and what kind of thing; in tests it fails.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import structlog
from django.http import HttpRequest, HttpResponse

from config.middleware import PRIVATE, Answer
from moderation.checks import Draft, labels
from stories.photographs import PLACE

log = structlog.get_logger("guard")

TAGS = re.compile(r"<[^>]*>")
IMAGE = re.compile(r"<img\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(alt|src|class)="([^"]*)"')
# Where a page names somebody or something: headings, people, and whatever stands for a portrait.
NAMED = re.compile(
    r"<(?P<tag>h[1-3]|title|figcaption)\b[^>]*>(?P<words>.*?)</(?P=tag)>"
    r'|class="person__name"[^>]*>(?P<person>.*?)</p>|class="entry__who[^"]*"><b>(?P<who>.*?)</b>',
    re.DOTALL,
)
PERSON = re.compile(r'<figure class="photograph".*?</figure>', re.DOTALL)
LEFT_OVER = re.compile(r"\{\{ ?[\w.]+|\{% ?\w+|%\(\w+\)[sd]|lorem ipsum|\[object Object\]", re.I)


def look(answer: Answer) -> Answer:
    """Tells of what should be on no public page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if is_public_page(request, response):
            found = sorted(set(faults(response.content.decode(response.charset or "utf-8"))))
            if found:
                match = request.resolver_match
                tell(match.view_name if match else "none", found)
        return response

    return middleware


def is_public_page(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that everybody may read; not one that says what somebody looked for."""
    path = request.path_info.removeprefix("/es")
    whole = response.status_code == 200 and not response.streaming
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return (
        whole and html and not path.startswith((*PRIVATE, "/api/", "/report/")) and not request.GET
    )


def tell(page: str, found: list[str]) -> None:
    """One line in the log: the page's name and what kinds of things, never the words."""
    log.warning("page_guard", page=page, found=found)


def faults(html: str) -> Iterator[str]:
    """What is wrong with a page, each by its kind."""
    if LEFT_OVER.search(html):
        yield "left over"
    for match in NAMED.finditer(html):
        words = match["words"] or match["person"] or match["who"] or ""
        if is_label(plain(words).removesuffix(" · Marrow")):
            yield "label"
    for image in IMAGE.findall(html):
        yield from unseen(dict(ATTRIBUTE.findall(image)))
    for figure in PERSON.findall(html):
        for image in IMAGE.findall(figure):
            yield from stranger(dict(ATTRIBUTE.findall(image)))


def unseen(told: dict[str, str]) -> Iterator[str]:
    """Every picture says what it is, or that it is a decoration."""
    if "alt" not in told or is_label(plain(told["alt"])):
        yield "picture without words"
    if "portrait" in told.get("class", "").split():
        yield from stranger(told)


def stranger(told: dict[str, str]) -> Iterator[str]:
    """Where a person should be there is a photo of theirs, described by them."""
    if not told.get("src", "").startswith(f"{PLACE}/"):
        yield "no photo of a person"
    if not told.get("alt", "").strip():
        yield "picture without words"


def plain(html: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", html)).split())


@lru_cache(maxsize=8192)
def is_label(words: str) -> bool:
    """Whether this is a file name, a blank or a label, by the rules that read stories."""
    return any(True for _remark in labels.find(Draft(title=words)))
