"""Tags of the components: portraits, and words with numbered marks and notes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext

from stories import guidelines, helplines, portraits, told
from stories.models import PUBLIC_RELATION
from stories.text import fold
from stories.veil import NOTES
from stories.words import paragraphs as in_paragraphs

register = template.Library()

ANCHORS = re.compile(r' (?:id|aria-labelledby)="[^"]*"')
PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)


@register.simple_tag
def portrait(story_id: UUID | str, name: str = "", size: str = "") -> SafeString:
    """The portrait of a story as inline SVG; put it inside an element with a `hue-…` class."""
    key = story_id if isinstance(story_id, UUID) else UUID(str(story_id))
    return mark_safe(portraits.portrait(key, portraits.initials(name), size=size))  # noqa: S308 - escaped there


@register.filter
def relation_word(relation: str) -> str:
    """The word beside a name: "patient" becomes "Patient" in the reader's language."""
    return str(PUBLIC_RELATION.get(relation, ""))


@register.filter
def note_words(codes: Iterable[str]) -> str:
    """What a story tells of, in words: "a death, an illness that came back"."""
    return ", ".join(str(NOTES[code]) for code in codes)


@register.filter
def language_words(codes: Iterable[str]) -> str:
    """Languages inside a sentence: "English, French", or "inglés, francés"."""
    names = [gettext(get_language_info(code)["name"]) for code in codes]
    return ", ".join(name.lower() if get_language() == "es" else name for name in names)


@register.filter
def in_a_sentence(name: str) -> str:
    """The name of an illness after "about": Spanish wants its article, "la leucemia"."""
    return told.in_a_sentence(name)


@register.filter
def diagnosed_when(diagnosed: str) -> str:
    """When the illness was found, in words: "2021-spring" becomes "diagnosed spring 2021"."""
    return told.when(diagnosed)


@register.simple_tag
def written(text: str, root: str = "/") -> SafeString:
    """Words of the organisation, in paragraphs, with the few links that they may hold."""
    return in_paragraphs(text, root=root or "/")


@register.simple_tag
def guideline(code: str, root: str = "/") -> SafeString:
    """The words of one guideline, as the page of all of them has them now."""
    found = (section.text for section in guidelines.page() if section.code == code)
    return in_paragraphs(next(found, ""), root=root or "/")


@register.simple_tag
def countries() -> list[helplines.Country]:
    """The countries in which somebody can be called, by name in the reader's language."""
    return sorted(helplines.countries(), key=lambda country: fold(country.name))


@register.simple_tag
def our_lines() -> list[helplines.Line]:
    """Those who answer for the organisation that runs the site."""
    return helplines.ours()


@register.filter
def roughly(span: str) -> str:
    """The first part of a span of time: "1 hour, 59 minutes" becomes "1 hour"."""
    return span.split(",")[0]


@register.filter(expects_localtime=True)
def stamp(moment: datetime) -> str:
    """A moment as HTML's `datetime` takes it; the seconds of Django's date:"c" are too exact."""
    return moment.isoformat(timespec="seconds")


@register.filter
def without_anchors(html: SafeString) -> SafeString:
    """A part of a page that stands there once more, in another language: a name may stand once."""
    return mark_safe(ANCHORS.sub("", html))  # noqa: S308 - a template's, and less of it


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its marks, and the numbered findings that begin in it."""

    words: SafeString
    notes: list[tuple[int, Any]]
    dated: date | None = None  # the day of the passage that begins with it


@register.simple_tag
def paragraphs(
    text: str,
    findings: Iterable[Any] = (),
    field: str = "body",
    first: int = 1,
    later: Iterable[tuple[int, date]] = (),
):
    """Splits a text at blank lines and marks what the findings of `field` point at.

    A finding has `field`, `severity`, `start`, `end` (code points of the whole text) and perhaps
    `dismissed`. Numbers count from `first`, in the order of the text. `later`: where passages
    after the first begin, with their days.
    """
    found = sorted((f for f in findings if f.field == field), key=lambda f: (f.start, f.end))
    numbered = list(enumerate(found, start=first))
    spans = [match.span() for match in PARAGRAPH.finditer(text)] or [(0, len(text))]
    rows = []
    for index, (start, end) in enumerate(spans):
        until = spans[index + 1][0] if index + 1 < len(spans) else len(text) + 1
        since = 0 if index == 0 else start
        notes = [(n, f) for n, f in numbered if since <= f.start < until]
        before = spans[index - 1][1] if index else 0
        dated = next((day for at, day in later if before < at <= start), None)
        rows.append(Paragraph(_marked(text, start, end, numbered), notes, dated))
    return rows


def _marked(text: str, start: int, end: int, numbered: list[tuple[int, Any]]) -> SafeString:
    """The piece of `text`, escaped, cut wherever a finding begins or ends."""
    inside = [(n, f) for n, f in numbered if f.start < end and f.end > start]
    cuts = {start, end} | {min(max(at, start), end) for _, f in inside for at in (f.start, f.end)}
    edges = sorted(cuts)
    return format_html_join(
        "",
        "{}",
        (
            (_piece(text[a:b], a, b, [(n, f) for n, f in inside if f.start <= a and f.end >= b]),)
            for a, b in pairwise(edges)
        ),
    )


def _piece(words: str, start: int, end: int, over: list[tuple[int, Any]]) -> SafeString:
    """Plain words, or a mark as strong as the strongest finding over them, numbered at its end."""
    if not over:
        return format_html("{}", words)
    number, finding = max(over, key=lambda pair: _weight(pair[1]))
    ends = [n for n, f in over if f.end == end]
    begins = next((n for n, f in over if f.start == start), None)
    return format_html(
        '<mark class="is-{}"{}><a href="#finding-{}">{}</a>{}</mark>',
        "dismissed" if getattr(finding, "dismissed", False) else finding.severity,
        format_html(' id="mark-{}"', begins) if begins else "",
        number,
        words,
        format_html("<sup>{}</sup>", " ".join(map(str, ends))) if ends else "",
    )


def _weight(finding: Any) -> int:
    if getattr(finding, "dismissed", False):
        return 0
    return {"note": 1, "warn": 2, "severe": 3}.get(str(finding.severity), 1)
