"""Asking for the second factor once more, before what cannot be taken back leaves the house."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def shown(request: HttpRequest, *, within: float | None = None) -> bool:
    """Whether a factor that is still this user's was used in this session, `within` seconds."""
    since = 0.0 if within is None else time.time() - within
    records = get_authentication_records(request, request.user)
    used = [
        record.get("id")
        for record in records
        if record.get("method") == "mfa" and record.get("at", 0) >= since
    ]
    return bool(used) and Authenticator.objects.filter(user=request.user, pk__in=used).exists()


def must_be_fresh(request: HttpRequest) -> None:
    """Ask for the factor unless it was shown just now. Raises ReauthenticationRequired.

    allauth's middleware answers that with its page, and goes on with what was sent.
    """
    within = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    if settings.MARROW_MFA and not shown(request, within=within):
        raise ReauthenticationRequired()


def freshly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for somebody who has shown their factor within the last minutes."""

    @wraps(view)
    def asked(request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
        must_be_fresh(request)
        return view(request, *given, **named)

    return asked
