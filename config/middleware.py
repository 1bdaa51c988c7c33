"""What every request goes through, each in a few lines."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts import limits
from accounts.network import network_of, render_or_wait
from config import errors
from config.serving import generation
from moderation import ledger
from moderation.errors import Conflict, Forbidden
from stories import veil
from stories.embed.views import EACH_TIME

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("request")

# Rooms that know who is reading; everything else is the same for everyone and sets no cookie.
PRIVATE = (
    "/share/",
    "/your-stories/",
    "/take-down/",
    "/in-memory/",
    "/about-you/",
    "/accounts/",
    "/desk/",
    "/admin/",
    "/dev/",
)
PUBLIC_CACHE = "public, max-age=60, must-revalidate"
PRIVATE_CACHE = "private, no-store"
LOOK_AGAIN = 60.0  # seconds until a process looks again whether its database is an older one


def request_log(answer: Answer) -> Answer:
    """One line a request: which page, how it ended, how long it took. No address, no words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with structlog.contextvars.bound_contextvars(request=uuid.uuid4().hex[:12]):
            start = time.perf_counter()
            response = answer(request)
            match = request.resolver_match
            log.info(
                "request",
                method=request.method,
                page=match.view_name or "unnamed" if match else "none",
                answer=response.status_code,
                ms=round((time.perf_counter() - start) * 1000, 1),
            )
        return response

    return middleware


def replay_first(answer: Answer) -> Answer:
    """Serve nothing while a backup that came back may hold what people took back since."""
    looked = -LOOK_AGAIN

    def middleware(request: HttpRequest) -> HttpResponse:
        nonlocal looked
        due = time.monotonic() - looked > LOOK_AGAIN
        if due and not request.path_info.startswith("/health/"):
            try:
                if ledger.pending():
                    return errors.restoring(request)
                looked = time.monotonic()
            except (DatabaseError, OSError):
                pass  # no story is shown without a database; of a file, /health/ready tells
        return answer(request)

    return middleware


def language(answer: Answer) -> Answer:
    """The language is in the address, and nowhere else: /es/… is Spanish, all else English."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = "es" if request.path_info.startswith("/es/") else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = answer(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def privacy(answer: Answer) -> Answer:
    """Say what browsers and caches may keep, and close what a page never needs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        path = request.path_info.removeprefix("/es")
        shared = request.method in ("GET", "HEAD") and response.status_code in (200, 301, 304)
        if path.startswith((*PRIVATE, "/api/v1/submissions/", "/api/v1/queue/")) or not shared:
            response.headers.setdefault("Cache-Control", PRIVATE_CACHE)
        else:
            response.headers.setdefault("Cache-Control", PUBLIC_CACHE)
            response.for_everyone = from_the_public_room(request, response)  # type: ignore[attr-defined]
        if path.startswith("/api/"):  # not everyone there agreed that search engines may list them
            response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        return response

    return middleware


def carry_the_veil(answer: Answer) -> Answer:
    """Let whatever is asked for with the veil ask for it in its links, forms and moves too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not veil.veiled(request.GET):
            return response
        if "Location" in response.headers:
            response.headers["Location"] = veil.carrying(response.headers["Location"])
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if page and not response.streaming:
            response.content = veil.carried(response.content.decode()).encode()
        return response

    return middleware


def from_the_public_room(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this page depends on its address alone, so that it may be given from memory.

    Nothing in these rooms can know who asks. Left out are the API, whose spelling depends on what
    is accepted, and what people search for: hardly two do so with the same words.
    """
    module = getattr(request.resolver_match and request.resolver_match.func, "__module__", "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers["Cache-Control"] in (PUBLIC_CACHE, EACH_TIME)
        and module.partition(".")[0] in generation.ROOMS
        and not module.endswith(".api")
        and "q" not in request.GET
    )


def search_limit(answer: Answer) -> Answer:
    """Refuse a flood of searches from one network, and say when to come back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.endswith("/stories/") and request.GET.get("q", "").strip():
            wait = limits.take("search", network_of(request))
            if wait and request.path_info.startswith("/api/"):
                return errors.problem(429, "Too many requests", retry_after=wait)
            if wait:
                return render_or_wait(request, "errors/slow_down.html", {}, wait=wait)
        return answer(request)

    return middleware


def domain_errors(answer: Answer) -> Answer:
    """Turn the workflow's two ways of saying no into pages: 403 and 409; and give 405 a page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code == 405 and not response.content:
            return errors.wrong_method(request, response)
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Conflict):
            return errors.conflict(request, error)
        if isinstance(error, Forbidden):
            return errors.forbidden(request, error)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
