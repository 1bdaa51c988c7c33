"""Pages about Marrow itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

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


def help_in(request: HttpRequest, code: str) -> HttpResponse:
    """Who can be called in one country, on a page of its own: short on a phone, and printed alone.

    Whoever reads it chose it: nobody is told where they are.
    """
    found = next((one for one in helplines.countries() if one.code == code), None)
    if found is None:
        raise Http404
    crumbs = [(gettext("Somebody to talk to"), reverse("help"))]
    return render(request, "about/help_in.html", {"country": found, "crumbs": crumbs})


def figures(request: HttpRequest) -> HttpResponse:
    """What became of all stories and reports, quarter by quarter, from figures counted before."""
    return render(request, "about/figures.html", {"section": "about", "told": counted.told()})
