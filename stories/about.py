"""Pages about Marrow itself."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stories.taxonomy import read

PAGES = ("about", "help", "privacy", "guidelines", "accessibility")


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page about Marrow; the address names its template."""
    return render(
        request,
        f"about/{name}.html",
        {
            "section": "" if name == "help" else "about",
            "organisation": settings.MARROW_ORGANISATION,
            "countries": countries(),
        },
    )


@cache
def countries() -> list[dict[str, Any]]:
    """Countries and their helplines, read once; a change shows after the next start."""
    return read("helplines.toml")["country"]
