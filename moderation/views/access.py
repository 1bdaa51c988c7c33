"""Who may open the desk."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from moderation import actors


def for_team(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its moderator or lead as `by`. Anyone else signs in, or is told 403."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            reading = request.method in ("GET", "HEAD")
            return redirect_to_login(request.get_full_path() if reading else reverse("desk:queue"))
        return view(request, by=actors.team(request.user), **kwargs)

    return guarded
