"""oEmbed (https://oembed.com): from the address of a page of ours to a frame of it.

Whoever asks keeps the answer, WordPress for ever: so no word of a story stands in it.
"""

from __future__ import annotations

import uuid
from io import StringIO
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, override
from django.utils.xmlutils import SimplerXMLGenerator

from stories.embed import shown

WIDEST, NARROWEST = 640, 220
TALL = {"story": 260, "diagnosis": 460}  # pixels; a narrow card has longer words
Told = dict[str, str | int]
Found = tuple[str, str, str, str]  # the kind of page, its address, its frame's, what to call it


def answer(url: str, *, origin: str, width: int | None, height: int | None) -> Told | None:
    """What to say of this address; None where there is nothing that may be shown."""
    found = _found(url, origin)
    if found is None:
        return None
    kind, page, frame, title = found
    wide = max(NARROWEST, min(width or WIDEST, WIDEST))
    tall = TALL[kind] + (100 if wide < 420 else 0)
    tall = min(tall, height) if height else tall
    return {
        "type": "rich",
        "version": "1.0",
        "provider_name": "Marrow",
        "provider_url": f"{origin}/",
        "cache_age": 60,
        "title": title,
        "width": wide,
        "height": tall,
        "html": format_html(
            # WordPress listens to how tall a frame wants to be only where there is a quotation.
            '<blockquote><a href="{}">{}</a></blockquote>'
            '<iframe src="{}" title="{}" width="100%" height="{}" frameborder="0"></iframe>',
            origin + page,
            title,
            origin + frame,
            title,
            tall,
        ),
    }


def _found(url: str, origin: str) -> Found | None:
    try:
        parts, ours = urlsplit(url), urlsplit(origin)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.netloc != ours.netloc:
        return None
    with override("es" if parts.path.startswith("/es/") else "en"):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        if match.url_name in ("story", "story_by_id"):
            return _story(match.kwargs["story_id"])
        if match.url_name == "diagnosis":
            return _diagnosis(match.kwargs["slug"])
    return None


def _story(story_id: uuid.UUID) -> Found | None:
    if shown.one(story_id) is None:
        return None
    # Not the address that its title is in.
    page, frame = (reverse(name, args=[story_id]) for name in ("story_by_id", "embed_story"))
    return "story", page, frame, gettext("A story of blood cancer")


def _diagnosis(slug: str) -> Found | None:
    asked = shown.Asked.of({"diagnosis": slug})
    if asked is None or asked.diagnosis is None:
        return None
    frame = f"{reverse('embed')}?diagnosis={asked.diagnosis.slug}"
    return "diagnosis", asked.more, frame, asked.title


def as_xml(told: Told) -> str:
    """The same, for programs that read XML."""
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", AttributesImpl({}))
    for name, value in told.items():
        xml.addQuickElement(name, str(value))
    xml.endElement("oembed")
    xml.endDocument()
    return out.getvalue()
