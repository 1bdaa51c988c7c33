"""The visitor's pages: the same for everyone, and kept by nobody's browser as anyone's."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stories import listing, paging
from stories.counting import Tallies
from stories.filters import StoryFilter
from stories.models import Portrait, Story, Tombstone
from stories.photographs import KINDS
from stories.search import tidy
from stories.vocabulary import vocabulary


def home(request: HttpRequest) -> HttpResponse:
    """The word, a few stories, and the tree."""
    page = paging.Page(listing.mixed(language=get_language() or "en"))
    context = {"page": page, "tiles": listing.tiles(vocabulary())}
    return render(request, "stories/home.html", context)


def diagnoses(request: HttpRequest) -> HttpResponse:
    """Every diagnosis under its parents and from A to Z, and those that a word may mean."""
    known, tallies, words = vocabulary(), Tallies.read([]), tidy(request.GET.get("q", ""))
    context = {
        "tree": [listing.branch(root, known, tallies) for root in known.roots],
        "letters": listing.by_letter(known, tallies),
        "words": words,
        "found": listing.meant(words, known, tallies) if words else [],
    }
    return render(request, "stories/diagnoses.html", {"section": "diagnoses", **context})


def diagnosis(request: HttpRequest, slug: str) -> HttpResponse:
    """One diagnosis, its relatives, and the stories of it and of all below it."""
    known = vocabulary()
    found = known.named(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("diagnosis", found.slug, permanent=True)
    context = listing.about(found, known)
    context["page"] = paging.page(Story.objects.about(found).in_list(), request.GET)
    return render(request, "stories/diagnosis.html", {"section": "diagnoses", **context})


def stories(request: HttpRequest) -> HttpResponse:
    """Stories that answer what is asked for, newest first."""
    asked = StoryFilter(request.GET, queryset=Story.objects.all())
    found = listing.Found(asked, request.GET)
    context = {"section": "stories", "found": found, "page": found.page}
    return render(request, "stories/listing.html", context)


def story(request: HttpRequest, story_id: uuid.UUID, slug: str = "") -> HttpResponse:
    """One story, or a kind word where it was."""
    found = Story.objects.defer("search").with_diagnoses().filter(pk=story_id).first()
    if found is None:
        return gone(request, get_object_or_404(Tombstone, pk=story_id))
    if found.slug != slug:
        return redirect("story", found.pk, found.slug, permanent=True)
    context = {"section": "stories", "story": found, **listing.beside(found)}
    return render(request, "stories/story.html", context)


def gone(request: HttpRequest, tombstone: Tombstone) -> HttpResponse:
    """There was a story, and it was taken back."""
    response = render(request, "stories/gone.html", {"section": "stories"}, status=410)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def photo(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One file of a photo, if its story is public at this moment."""
    known = (one for one, extension in KINDS.items() if extension == kind)
    asked = Portrait.objects.filter(name=name, format=next(known, ""))
    found = asked.values_list("data", "format", "story__searchable", "story__embeddable").first()
    if found is None:
        raise Http404
    data, form, searchable, embeddable = found
    response = HttpResponse(bytes(data), content_type=f"image/{form}")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = (
        "cross-origin" if embeddable else "same-origin"  # the sandbox of an embed is no origin
    )
    if not searchable:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
