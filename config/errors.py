"""Error pages in plain words."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from contributors.forms import TYPED, typed

LABELS = {
    **TYPED,
    "words": _("Tell us more"),
    "message": _("Message to the contributor"),
    "note": _("Note to the team"),
    "login": _("Your e-mail address"),
    "code": _("The code"),
}


def conflict(request: HttpRequest, error: Exception) -> HttpResponse:
    return render(request, "errors/conflict.html", {"reason": str(error)}, status=409)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/forbidden.html", {"reason": str(exception or "")}, status=403)


def problem(status: int, title: str, *, retry_after: int = 0) -> JsonResponse:
    """An error as problem details (RFC 9457), for programs."""
    response = JsonResponse(
        {"type": "about:blank", "title": title, "status": status, "detail": ""},
        status=status,
        content_type="application/problem+json",
    )
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def restoring(request: HttpRequest) -> HttpResponse:
    """Everything waits until what was taken back is hidden again."""
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        response = problem(503, "We are putting things back")
    else:  # without the request, which asks the database who is there
        response = render(None, "errors/restoring.html", {"style": style()}, status=503)
    response.headers["Retry-After"] = "300"
    response.headers["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problem(404, "Not found")
    return render(request, "errors/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problem(500, "Something broke on our side")
    context = {"style": style(), "typed": given_back(request)}
    return render(request, "errors/server_error.html", context, status=500)


def given_back(request: HttpRequest) -> list[tuple[Any, str]]:
    """What was typed into the form that came with this request; asks no database."""
    with suppress(OSError, SuspiciousOperation, MultiPartParserError):  # it cannot be read
        return typed(request.POST, LABELS)
    return []


def wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page of a 405, which Django leaves empty."""
    page = render(request, "errors/wrong_method.html", status=405)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def style() -> str:
    """Where the styles are, or "" where even that is broken."""
    with suppress(ValueError, OSError):
        return static("css/marrow.css")
    return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit any more; what was typed is shown again, to send it again."""
    context = {"typed": given_back(request)}
    return render(request, "errors/form_expired.html", context, status=403)
