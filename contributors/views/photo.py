"""The page of the share form that asks for a photo, and the picture that only its person sees."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import limits
from accounts.network import network_of, render_or_wait
from contributors import drafts, pictures, steps, uploads, visits
from contributors.forms import Question
from contributors.models import Draft
from contributors.views.share import (
    answered,
    get_or_post,
    kept,
    once_more,
    onward,
    question_page,
    writing,
)
from moderation import album
from moderation.models import Photo


@get_or_post
@writing
def photo(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take a photo, or none; let somebody see it, cut it and describe it."""
    step = steps.named(steps.PHOTO, draft)
    if step is None or step.form is None:
        raise Http404
    if request.method != "POST" and "again" not in request.GET and refused(draft):
        return once_more(request, again=True)  # which says why
    form = answered(request, draft, step.form)
    if request.method == "POST":
        return taken(request, draft, step, form)
    return render(request, "share/photo.html", photo_page(request, draft, step, form))


def taken(request: HttpRequest, draft: Draft, step: steps.Step, form: Question) -> HttpResponse:
    """Do what was asked for; what was typed is kept by now, whatever becomes of a file."""
    go, file = request.POST.get("go", ""), request.FILES.get("file")
    if go == "keep":
        cut_meanwhile(request, draft)
        return kept(request, draft, form)
    if go in ("skip", "remove"):
        uploads.take_out(draft)
        return onward(request, draft, step) if go == "skip" else once_more(request, again=False)
    if which := request.POST.get("use") or request.POST.get("drop"):
        drafts.choose(draft, which, use="use" in request.POST)
        return once_more(request, again=False)
    wait = must_wait(request, draft) if file is None else limits.take("photo", network_of(request))
    if wait:
        context = photo_page(request, draft, step, form)
        return render_or_wait(request, "share/photo.html", context, wait=wait)
    if file is not None:
        why_not = uploads.put_in(draft, file.read())
        return once_more(request, again=bool(why_not)) if go == "" else onward(request, draft, step)
    uploads.cut(draft)
    if go or form.is_valid():
        return onward(request, draft, step)
    return once_more(request, again=True)


def must_wait(request: HttpRequest, draft: Draft) -> int:
    """Seconds until this network may have a photo cut anew; 0 where nothing is to be cut."""
    return limits.take("cut", network_of(request)) if uploads.recuts(draft) else 0


def cut_meanwhile(request: HttpRequest, draft: Draft) -> None:
    """Cut the photo while its person goes on writing; at the limit, with the next button."""
    if not must_wait(request, draft):
        uploads.cut(draft)


def refused(draft: Draft) -> bool:
    """Whether the worker could not open what was uploaded."""
    photo = pictures.photo_of(draft.answers)
    return photo is not None and bool(photo.refused)


def photo_page(
    request: HttpRequest, draft: Draft, step: steps.Step, form: Question
) -> dict[str, Any]:
    """What the page of the question shows, with the photo as far as it is."""
    return {**question_page(request, draft, step, form), **seen(draft)}


def seen(draft: Draft) -> dict[str, Any]:
    """The photo of a draft, and the ways to cut it once it can be seen."""
    photo = pictures.photo_of(draft.answers)
    if photo is None or photo.refused:
        return {"photo": None}
    whole = album.preview(photo, whole=True)
    chosen = draft.answers.get("photo_crop") or pictures.ALL
    return {
        "photo": photo,
        "whole": whole and {"file": whole, "src": pictures.address(photo.pk, "whole")},
        "ways": [(way, label, way == chosen) for way, label in pictures.ways(photo).items()],
    }


@require_GET
@writing
def preview(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The part of the page that waits for the photo, for a script that looks again."""
    return render(request, "share/_cut.html", {"draft": draft, **seen(draft)})


@require_GET
def file(request: HttpRequest, pk: uuid.UUID, part: str) -> HttpResponse:
    """A photo as it was made anew, for whoever may open its draft or its story."""
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None or part not in ("whole", "part") or not may_see(request, photo):
        raise Http404
    found = album.preview(photo, whole=part == "whole")
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.data), content_type="image/jpeg")


def may_see(request: HttpRequest, photo: Photo) -> bool:
    """Whether this browser, or this person, may open what the photo belongs to."""
    if photo.draft is not None:
        return visits.open_drafts(request).filter(pk=photo.draft).exists()
    return visits.stories_of(request).filter(photos=photo).exists()
