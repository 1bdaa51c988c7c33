"""What the pages of others load: a frame of stories, its script, its colours, oEmbed, a card."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace, csp_update
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from stories import card as cards
from stories.embed import oembed as told
from stories.embed import preview, shown
from stories.embed.theme import NAMES, Theme
from stories.models import Story, Tombstone
from stories.vocabulary import vocabulary

View = Callable[..., HttpResponseBase]
# Asked anew at each load, which costs an answer without a body where nothing changed: what its
# person took back a moment ago is in no frame that is loaded now.
EACH_TIME = "public, max-age=0, must-revalidate"


def framed(view: View) -> View:
    """A page that any other may frame; no other page of ours may be."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", EACH_TIME)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    csp = csp_replace({"frame-ancestors": ["*"]})
    return require_safe(xframe_options_exempt(csp(conditional_page(answer))))


@framed
def stories(request: HttpRequest) -> HttpResponse:
    """A row or a list of stories of one diagnosis, by people of one kind, in one language."""
    asked = shown.Asked.of(request.GET.dict())
    if asked is None:
        return _frame(request, "embed/nothing.html", {}, status=404)
    return _frame(request, "embed/stories.html", {"asked": asked, "rows": asked.stories})


@framed
def story(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """One story, or a kind word where it was."""
    found = shown.one(story_id)
    if found is None:
        gone = Tombstone.objects.filter(pk=story_id).exists()
        response = _frame(request, "embed/nothing.html", {}, status=410 if gone else 404)
        response.headers["Cache-Control"] = "no-store"
        return response
    return _frame(request, "embed/story.html", {"story": found})


def _frame(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    theme = Theme.of(request.GET.dict())
    colours = request.GET.copy()
    for name in set(colours) - set(NAMES):
        del colours[name]
    context |= {"theme": theme, "colours": colours.urlencode() if theme.rules else ""}
    return render(request, template, context, status=status)


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """The sheet with the colours of the page around; a frame's policy allows no inline style."""
    return HttpResponse(Theme.of(request.GET.dict()).css, content_type="text/css; charset=utf-8")


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The one script that other pages load, at an address that stays."""
    path = finders.find("embed/marrow.js")
    assert isinstance(path, str)
    with open(path, "rb") as file:
        response = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How another page may show one of ours."""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return HttpResponse(_("We answer in json and xml."), status=501, content_type="text/plain")
    found = told.answer(
        request.GET.get("url", ""),
        origin=f"{request.scheme}://{request.get_host()}",
        width=_pixels(request.GET.get("maxwidth", "")),
        height=_pixels(request.GET.get("maxheight", "")),
    )
    if found is None:
        raise Http404
    response = (
        HttpResponse(told.as_xml(found), content_type="text/xml; charset=utf-8")
        if form == "xml"
        else JsonResponse(found)
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _pixels(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else None


@require_safe
def card(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """The picture in the preview of a link to a story; without its words unless they may be."""
    found = Story.objects.in_list().filter(pk=story_id).first()
    if found is None:
        get_object_or_404(Tombstone, pk=story_id)
        response = HttpResponse(status=410)
        add_never_cache_headers(response)
        return response
    response = drawn(preview.card(found))
    if not found.searchable:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def house_card(request: HttpRequest) -> HttpResponse:
    """The picture in the preview of a link to the first page, or to a list."""
    return drawn(preview.general(_("People tell how it is to live with blood cancer")))


@require_safe
def diagnosis_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture in the preview of a link to a diagnosis."""
    found = vocabulary().by_slug.get(slug)
    if found is None:
        raise Http404
    above = _("Stories by people with")
    return drawn(preview.general(found.name, above=above, group=found.group))


def drawn(card: cards.Card) -> HttpResponse:
    response = HttpResponse(cards.png(card), content_type="image/png")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@csp_update({"frame-src": ["'self'"]})
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How to put stories on one's own page: what to choose, how it looks, what to copy."""
    form = preview.Choose(request.GET or None)
    context = {"section": "about", "form": form}
    return render(request, "about/embed.html", context | preview.made(form))
