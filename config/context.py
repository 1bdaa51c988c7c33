"""Puts into every page what is the same for everyone: never the user, never the session."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from mail.outbox import root_of
from stories.filters import StoryFilter
from stories.paging import PLACES
from stories.veil import NAME, TAG, veiled

Alternate = tuple[str, str, str, bool]

# What an address may ask of a page. Whatever else stands in it (a newsletter's mark, say) is no
# other page, and is not carried on.
ASKED = {
    "stories": (*(name for name in StoryFilter.base_filters if name != NAME), *PLACES),
    "diagnoses": ("q",),
    "diagnosis": PLACES,
    "report": ("page",),
}


def site(request: HttpRequest) -> dict[str, Any]:
    """Adds the language, the address, the host and the demonstration to every template."""
    language = get_language() or settings.LANGUAGE_CODE
    origin = f"{request.scheme}://{request.get_host()}"
    query, under = asked(request), veiled(request.GET)
    return {
        "demo": settings.MARROW_DEMO,
        "root": root_of(language),
        "alternates": alternates(request.path_info, language=language, query=query),
        "origin": origin,
        "canonical": origin + quote(request.path_info) + query,
        "veil": under,
        "veil_query": TAG if under else "",  # for links to the same page
        "unveiled": quote(request.path_info) + query,
        "organisation": settings.MARROW_ORGANISATION,
    }


def asked(request: HttpRequest) -> str:
    """The part of the query that this page answers to, always in the same order.

    The veil is apart: it makes no other page, and every page carries it on.
    """
    match = request.resolver_match
    names = ASKED.get(match.url_name or "", ()) if match else ()
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def alternates(path: str, *, language: str, query: str = "") -> list[Alternate]:
    """The same page in each language, as (code, label, url, current); the default first."""
    bare = path
    for code, _label in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and path.startswith(root_of(code)):
            bare = "/" + path.removeprefix(root_of(code))
    return [
        (
            code,
            NATIVE.get(code, code),
            quote(root_of(code) + bare.lstrip("/")) + query,
            code == language,
        )
        for code, _label in settings.LANGUAGES
    ]


# A reader looks for their language by its own name, whatever the page is written in.
NATIVE = {"en": "English", "es": "Español"}
