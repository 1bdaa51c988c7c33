"""Pages about Marrow itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stories import figures as counted
from stories import guidelines, helplines, retention
from stories.kept import kept

PAGES = ("about", "help", "privacy", "guidelines", "accessibility")


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page about Marrow; the address names its template."""
    return render(
        request,
        f"about/{name}.html",
        {
            "section": "" if name == "help" else "about",
            "organisation": settings.MARROW_ORGANISATION,
            "guidelines": guidelines.page(),
            "countries": helplines.countries(),
            "spoken": helplines.spoken() if name == "help" else {},
            "keep_declined": retention.current().declined.days,
            "kept": kept() if name == "privacy" else (),
        },
    )


def figures(request: HttpRequest) -> HttpResponse:
    """What became of all stories and reports, quarter by quarter, from figures counted before."""
    return render(request, "about/figures.html", {"section": "about", "told": counted.told()})
