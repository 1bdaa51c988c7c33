"""Who may open the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation import actors
from moderation.errors import Forbidden
from moderation.forms import DecisionForm
from moderation.wording import PASSAGE, mark


def for_team(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its moderator or lead as `by`. Anyone else signs in, or is told 403."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return signed_out(request, **kwargs)
        return view(request, by=actors.team(request.user), **kwargs)

    return guarded


Page = Callable[..., HttpResponseBase]


def for_roles(*names: str) -> Callable[[Page], Page]:
    """A view for those of the team who have one of these permissions; 403 for all others."""

    def guard(view: Page) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs) -> HttpResponseBase:
            user = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not (user.is_active and any(user.has_perm(f"accounts.{name}") for name in names)):
                raise Forbidden(_("This needs somebody with another role."))
            return view(request, **kwargs)

        return guarded

    return guard


def signed_out(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """To signing in and back; what was typed meanwhile is given back first."""
    where = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        story = kwargs.get("contribution_id")
        where = reverse("desk:review", args=[story]) if story else reverse("desk:queue")
    answer = redirect_to_login(where)
    if words := typed(request):
        context = {"typed": words, "sign_in": answer.headers["Location"]}
        return render(request, "errors/form_expired.html", context, status=403)
    return answer


def typed(request: HttpRequest) -> list[tuple[Any, str]]:
    """The words that somebody sent to the desk, each with its label, to give them back."""
    fields, data = DecisionForm.base_fields, request.POST.dict()
    sent = [(fields[name].label, data.get(name, "")) for name in ("message", "quoted", "note")]
    if data.get("reworded") != mark(data):  # where it is the same, it is the story as it was
        suggested = [words for name, words in data.items() if name.startswith(PASSAGE)]
        sent += [(_("A wording to suggest"), words) for words in suggested]
    return [(label, words) for label, words in sent if words]
