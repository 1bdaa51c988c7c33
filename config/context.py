"""Puts into every page what is the same for everyone: never the user, never the session."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

Alternate = tuple[str, str, str, bool]


def site(request: HttpRequest) -> dict[str, Any]:
    """Adds the language, the address, the host and the demonstration to every template."""
    language = get_language() or settings.LANGUAGE_CODE
    origin = f"{request.scheme}://{request.get_host()}"
    return {
        "demo": settings.MARROW_DEMO,
        "root": _root(language),
        "alternates": alternates(request.path_info, language=language),
        "origin": origin,
        "canonical": origin + quote(request.path_info),
        "organisation": settings.MARROW_ORGANISATION,
    }


def alternates(path: str, *, language: str) -> list[Alternate]:
    """The same page in each language, as (code, label, url, current)."""
    bare = path
    for code, _label in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and path.startswith(_root(code)):
            bare = "/" + path.removeprefix(_root(code))
    return [
        (code, NATIVE.get(code, code), quote(_root(code) + bare.lstrip("/")), code == language)
        for code, _label in settings.LANGUAGES
    ]


# A reader looks for their language by its own name, whatever the page is written in.
NATIVE = {"en": "English", "es": "Español"}


def _root(language: str) -> str:
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
