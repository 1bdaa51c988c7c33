"""Error pages in plain words."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static


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


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problem(404, "Not found")
    return render(request, "errors/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problem(500, "Something broke on our side")
    return render(request, "errors/server_error.html", {"style": style()}, status=500)


def style() -> str:
    """Where the styles are, or "" where even that is broken."""
    with suppress(ValueError, OSError):
        return static("css/marrow.css")
    return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long; what was typed is shown again, to copy or send once more."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and value.strip()
    ]
    return render(request, "errors/form_expired.html", {"typed": typed}, status=403)
