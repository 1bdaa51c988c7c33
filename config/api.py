"""What all of the API shares: how errors are told, how much one network may ask, pages."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as Refused
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from rest_framework import exceptions
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import exception_handler, set_rollback

from accounts import limits
from accounts.network import network_of
from moderation.errors import Conflict, Forbidden
from stories.models import StoryQuerySet


class Pages(CursorPagination):
    """Pages by key: quick at any depth, and nothing is seen twice or missed."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = ("-published_at", "-id")

    def decode_cursor(self, request: Request):
        """The place that a cursor names: a time. Raises NotFound for one that we did not write."""
        cursor = super().decode_cursor(request)
        if cursor is None or cursor.position is None:
            return cursor
        with suppress(ValueError):
            if (at := parse_datetime(str(cursor.position))) and is_aware(at):
                return cursor
        raise exceptions.NotFound(self.invalid_cursor_message)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """One page; of stories, without a look at many more, whatever is asked for."""
        if getattr(queryset, "in_stretches", False):
            queryset = self._stretched(queryset, request)
        return super().paginate_queryset(queryset, request, view)

    def _stretched(self, stories: StoryQuerySet, request: Request) -> StoryQuerySet:
        offset, back, position = self.decode_cursor(request) or (0, False, None)
        start = parse_datetime(position) if position else None
        if start:
            stories = stories.filter(**{f"published_at__{'gt' if back else 'lt'}": start})
        many = offset + (self.get_page_size(request) or 0) + 1
        return stories.newest_of(many, start=start, back=back).in_list()


class Json(JSONParser):
    """JSON, but none that is nested so deep that reading it breaks."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise exceptions.ParseError("This JSON is nested too deep.") from None


class Throttle(BaseThrottle):
    """So many requests a minute from one network, counted in PostgreSQL."""

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        self.seconds = limits.take("api", network_of(request))
        return self.seconds == 0

    def wait(self) -> float | None:
        return float(self.seconds) or None


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Tell an error as problem details (RFC 9457)."""
    if told := ours(error):
        set_rollback()
        return told
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        told = details(400, "Some fields need another look.", errors=response.data)
    else:
        data = response.data if isinstance(response.data, dict) else {}
        told = details(response.status_code, str(data.get("detail", "")))
    for name in ("WWW-Authenticate", "Retry-After", "Allow"):
        if name in response.headers:
            told[name] = response.headers[name]
    return told


def ours(error: Exception) -> Response | None:
    """How the house itself says no; None for what is the framework's to tell."""
    match error:
        case Conflict():
            return details(409, str(error) or "Conflict")
        case Forbidden():
            return details(403, str(error) or "Forbidden")
        case Refused():
            return details(400, "Some fields need another look.", errors=error.message_dict)
        case RequestDataTooBig():
            return details(413, "This is larger than we can take.")
    return None


TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    410: "Gone",
    413: "Content too large",
    415: "Unsupported media type",
    429: "Too many requests",
}


def details(status: int, detail: str, **more: Any) -> Response:
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status}
    response = Response({**body, "detail": detail, **more}, status=status)
    response.content_type = "application/problem+json"
    return response
