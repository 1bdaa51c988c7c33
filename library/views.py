"""The pages of the library: the same for everyone, and nothing asked of anybody else."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from library import articles, exhibits, pictures
from library.stories_beside import beside
from stories.embed import preview
from stories.embed.views import drawn
from stories.photographs import KINDS
from stories.veil import veiled
from stories.vocabulary import vocabulary

# What the viewer of 3D models cannot do without, on its own page and on no other: it writes its
# own styles into its shadow, and holds a decoder in WebAssembly.
FOR_THE_VIEWER = {
    "style-src": ["'unsafe-inline'"],
    "script-src": ["'wasm-unsafe-eval'"],
    "connect-src": ["blob:"],
    "img-src": ["blob:"],
}


FOR_EVER = "public, max-age=31536000, immutable"


def index(request: HttpRequest) -> HttpResponse:
    """Every article by its topics, and by the illness that it is about."""
    live, known = articles.live(), vocabulary()
    about = [(root, articles.about(root, known)) for root in known.roots]
    context = {
        "topics": list(articles.by_topic(live)),
        "about": [(root, found) for root, found in about if found],
        "exhibits": exhibits.EXHIBITS,
    }
    return render(request, "library/index.html", {"section": "information", **context})


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article, and beside it the stories of people who know what it is about."""
    found = articles.named(slug)
    if found is None:
        raise Http404
    known = vocabulary()
    stories = beside(found, known)
    context = {
        "article": found,
        "stories": stories,
        "listable": all(story.searchable for story in stories),
        "diagnoses": [known.by_slug[one] for one in found.diagnoses if one in known.by_slug],
        "related": articles.like(found, veiled=veiled(request.GET)),
        "crumbs": [crumb()],
    }
    return render(request, "library/article.html", {"section": "information", **context})


def models(request: HttpRequest) -> HttpResponse:
    """Every 3D model, each as a picture with a way to it."""
    context = {"exhibits": exhibits.EXHIBITS, "crumbs": [crumb()]}
    return render(request, "library/models.html", {"section": "information", **context})


@csp_update(FOR_THE_VIEWER)  # type: ignore[arg-type]
def model(request: HttpRequest, name: str) -> HttpResponse:
    """One 3D model: a picture and its steps in words; the model itself when it is asked for."""
    found = exhibits.named(name)
    if found is None:
        raise Http404
    context = {
        "exhibit": found,
        "viewer": exhibits.VIEWER,
        "always": exhibits.ALWAYS,
        "articles": [one for one in articles.live() if one.exhibit == name],
        "crumbs": [crumb(), (gettext("3D models"), reverse("models"))],
    }
    return render(request, "library/model.html", {"section": "information", **context})


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture in the preview of a link to an article."""
    found = articles.named(slug)
    if found is None:
        raise Http404
    return drawn(preview.general(found.title, above=gettext("Information, with its sources")))


@require_safe
def picture(request: HttpRequest, name: str, width: int, kind: str) -> HttpResponse:
    """One file of a picture, while an article may show it; what stands at an address stays."""
    known = (one for one, extension in KINDS.items() if extension == kind)
    form = next(known, "")
    found = pictures.file(name, width, form)
    if found is None:
        raise Http404
    data, shown = found
    response = HttpResponse(data, content_type=f"image/{form}")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = FOR_EVER if shown else "no-store"
    return response


def crumb() -> tuple[str, str]:
    return gettext("Information pages"), reverse("information")
