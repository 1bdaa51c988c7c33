"""Marrow's addresses, and a view that costs nothing but Django."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as ours

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest, size: int) -> HttpResponse:
    """As many bytes as the page it stands beside, through the same server and middleware."""
    return HttpResponse(b"x" * size)


urlpatterns = [path("bench/empty/<int:size>/", empty), *ours]
