"""What search engines may know of: pages, and stories whose people agree to it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from stories.about import PAGES
from stories.models import Diagnosis, Story

CLOSED = ("accounts", "admin", "desk", "dev", "share", "your-stories")
NEWEST = 20_000  # stories; the protocol allows 50,000 addresses, and each is there in two languages
START = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address in every language, the newest stories among them."""
    origin = f"{request.scheme}://{request.get_host()}"
    lines = ['<?xml version="1.0" encoding="utf-8"?>', START]
    for path, revised_at in addresses():
        changed = f"<lastmod>{revised_at:%Y-%m-%d}</lastmod>" if revised_at else ""
        lines.append(f"<url><loc>{origin}{path}</loc>{changed}</url>")
    response = HttpResponse("\n".join([*lines, "</urlset>"]), content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def addresses() -> Iterator[tuple[str, datetime | None]]:
    """Each address and, for a story, when its words last changed."""
    diagnoses = list(Diagnosis.objects.values_list("slug", flat=True))
    listed = Story.objects.filter(searchable=True).newest()[:NEWEST]
    stories = list(listed.values_list("pk", "slug", "revised_at"))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            start = {name: reverse(name) for name in ("home", "diagnoses", "stories", *PAGES)}
        yield from ((path, None) for path in start.values())
        yield from ((f"{start['diagnoses']}{slug}/", None) for slug in diagnoses)
        yield from ((f"{start['stories']}{key}/{slug}/", when) for key, slug, when in stories)


def robots(request: HttpRequest) -> HttpResponse:
    """Programs are asked to stay out of the rooms that are one person's own."""
    lines = [f"Disallow: {start}/{room}/" for start in ("", "/es") for room in CLOSED]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(["User-agent: *", *lines]), content_type="text/plain")
