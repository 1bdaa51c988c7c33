"""The sealed record of one story, to read, to keep and to have checked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from contributors import certificate
from contributors.views.stories import opened
from moderation.models import Contribution

KINDS = {
    "txt": ("text/plain", certificate.as_text),
    "json": ("application/json", certificate.as_json),
}


@require_GET
@opened
def page(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Shows what was sent and what became of it, each line with its seal."""
    if contribution.erased_at:
        return redirect("your-story", contribution.pk)
    record = certificate.shown(certificate.of(contribution))
    context = {"contribution": contribution, "record": record}
    return render(request, "your_stories/certificate.html", context)


@require_GET
@opened
def as_text(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Gives the record as a file to read."""
    return file(contribution, "txt")


@require_GET
@opened
def as_json(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Gives the record as a file that can be checked."""
    return file(contribution, "json")


def file(contribution: Contribution, kind: str) -> HttpResponse:
    if contribution.erased_at:
        return redirect("your-story", contribution.pk)
    mime, written = KINDS[kind]
    content: Any = written(certificate.of(contribution))
    response = HttpResponse(content, content_type=f"{mime}; charset=utf-8")
    name = f"marrow-certificate.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
