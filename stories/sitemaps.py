"""What search engines may know of: pages, and stories whose people agree to it.

A page that answers `noindex` is not listed: nobody should be sent to a door that is shut.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from stories import listing, paging
from stories.about import PAGES
from stories.models import Diagnosis, Story, StoryTopic
from stories.vocabulary import vocabulary

CLOSED = ("accounts", "admin", "desk", "dev", "share", "your-stories")
NEWEST = 40_000  # stories; the protocol allows 50,000 addresses
Address = tuple[str, datetime | None]
Pages = Callable[[], Iterator[Address]]
_others: list[Pages] = []  # rooms that this one does not know
START = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def also(pages: Pages) -> Pages:
    """List these addresses too, in every language; for rooms above this one."""
    _others.append(pages)
    return pages


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language, and the newest stories, each in its own."""
    origin = f"{request.scheme}://{request.get_host()}"
    lines = ['<?xml version="1.0" encoding="utf-8"?>', START]
    for path, revised_at in addresses():
        changed = f"<lastmod>{revised_at:%Y-%m-%d}</lastmod>" if revised_at else ""
        lines.append(f"<url><loc>{origin}{path}</loc>{changed}</url>")
    response = HttpResponse("\n".join([*lines, "</urlset>"]), content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def addresses() -> Iterator[Address]:
    """Each address and, for a story, when its words last changed."""
    diagnoses = list(open_diagnoses())
    listed = Story.objects.filter(searchable=True).newest()[:NEWEST]
    stories = list(listed.values_list("language", "pk", "slug", "revised_at"))
    known = vocabulary()
    newest = paging.page(Story.objects.all(), {}, known).listable
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            start = {name: reverse(name) for name in ("home", "diagnoses", "stories", *PAGES)}
        home = paging.Page(listing.mixed(known, language=language)).listable
        shut = {name for name, is_open in (("home", home), ("stories", newest)) if not is_open}
        yield from ((path, None) for name, path in start.items() if name not in shut)
        yield from ((f"{start['diagnoses']}{slug}/", None) for slug in diagnoses)
        with translation.override(language):
            others = [address for pages in _others for address in pages()]
        yield from others
        own = (row for row in stories if row[0] == language)
        yield from ((f"{start['stories']}{key}/{slug}/", when) for _, key, slug, when in own)


def open_diagnoses() -> QuerySet[Diagnosis, str]:
    """The slugs of diagnoses whose page may be listed, as `paging.Page.listable` says it."""
    topics = StoryTopic.objects.filter(diagnosis=OuterRef(OuterRef("pk")))
    page = topics.order_by("-published_at", "-story_id").values("story_id")[: paging.SIZE]
    hidden = Story.objects.filter(pk__in=page, searchable=False)
    return Diagnosis.objects.filter(~Exists(hidden)).values_list("slug", flat=True)


def robots(request: HttpRequest) -> HttpResponse:
    """Programs are asked to stay out of the rooms that are one person's own."""
    lines = [f"Disallow: {start}/{room}/" for start in ("", "/es") for room in CLOSED]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(["User-agent: *", *lines]), content_type="text/plain")
