"""The visitor's pages: the same for everyone, and kept by nobody's browser as anyone's."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from stories import alike, helplines, listing, paging, veil
from stories.counting import EVERY, Tallies
from stories.filters import StoryFilter
from stories.models import Portrait, Story, Tombstone
from stories.photographs import KINDS
from stories.search import tidy
from stories.vocabulary import vocabulary


def home(request: HttpRequest) -> HttpResponse:
    """The word, a few stories, and the tree."""
    known, having = vocabulary(), veil.tags_for(request.GET)
    page = paging.Page(listing.mixed(known, language=get_language() or "en", having=having))
    context = {"page": page, "tiles": listing.tiles(known)}
    return render(request, "stories/home.html", context)


def diagnoses(request: HttpRequest) -> HttpResponse:
    """Every diagnosis under its parents and from A to Z, and those that a word may mean."""
    known, words = vocabulary(), tidy(request.GET.get("q", ""))
    tallies = Tallies.read([], among=among(request))
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
    context = listing.about(found, known, among=among(request))
    having = veil.tags_for(request.GET)
    page = paging.page(Story.objects.about(found).tagged(having), request.GET, known)
    context["page"] = page
    if len(page.rows) < listing.FEW and context["near"] and not paging.asked(request.GET):
        # On the map of the site are only those whom search engines may list; with the veil it is
        # no page for them.
        context["neighbours"] = listing.few(
            context["near"], known, having=having, listed=not having, but=page.rows
        )
    return render(request, "stories/diagnosis.html", {"section": "diagnoses", **context})


def stories(request: HttpRequest) -> HttpResponse:
    """Stories that answer what is asked for, newest first."""
    asked = StoryFilter(request.GET, queryset=Story.objects.all())
    found = listing.Found(asked, request.GET)
    context = {"section": "stories", "found": found, "page": found.page}
    return render(request, "stories/listing.html", context)


def story(request: HttpRequest, story_id: uuid.UUID, slug: str = "") -> HttpResponse:
    """One story, or a kind word where it was."""
    found = Story.objects.defer("search").with_direct().filter(pk=story_id).first()
    if found is None:
        return gone(request, get_object_or_404(Tombstone, pk=story_id))
    if found.slug != slug:
        return redirect("story", found.pk, found.slug, permanent=True)
    context = {"section": "stories", "story": found, "crisis": helplines.crisis()}
    context |= alike.beside(found, having=veil.tags_for(request.GET))
    context["in_short"] = in_short(found)
    return render(request, "stories/story.html", context)


def in_short(story: Story) -> str:
    """What stands under its title elsewhere: its own words only where its person agreed to that."""
    if story.searchable:
        return Truncator(story.lead).chars(160)
    name = {"name": story.diagnoses[0].name}
    return gettext("One person's experience of %(name)s.") % name


def among(request: HttpRequest) -> str:
    """The tag of the stories that this page counts."""
    return next(iter(veil.tags_for(request.GET)), EVERY)


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
