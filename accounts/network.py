"""Which network a request comes from, as limits count it, and what it is told at a limit."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt


def network_of(request: HttpRequest) -> str:
    """An IPv4 address, the /64 of an IPv6 address, or "unknown".

    Behind TRUSTED_PROXIES proxies the address is what the outermost of them wrote; whatever stands
    further left in X-Forwarded-For was written by the person who asks, and counts for nothing.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.TRUSTED_PROXIES and hops[-settings.TRUSTED_PROXIES].strip():
            address = hops[-settings.TRUSTED_PROXIES].strip()
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
    return str(ip)


def render_or_wait(
    request: HttpRequest, template: str, context: dict[str, Any], *, wait: int = 0
) -> HttpResponse:
    """A page; with `wait` seconds it is a refusal that says when to come back."""
    context = {**context, "minutes": -(-wait // 60)}
    response = render(request, template, context, status=429 if wait else 200)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def cookieless(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that needs no cookie, and so no proof from one: who posts it has all that it takes.

    Another site's page may not post it in its visitors' names. `Origin: null` says nothing, as some
    browsers send it from our own pages; those that can tell say so in `Sec-Fetch-Site`.
    """

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if request.method == "POST" and _of_another_site(request):
            raise PermissionDenied
        return view(request, *given, **named)

    return checked


def _of_another_site(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "null")
    elsewhere = origin != "null" and urlsplit(origin).netloc != request.get_host()
    return elsewhere or request.headers.get("Sec-Fetch-Site") == "cross-site"
