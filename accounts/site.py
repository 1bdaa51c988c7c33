"""The admin, entered by the door that everybody uses."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A way from the first page to something that one sets, in plain words."""

    title: str | Promise
    help: str | Promise
    url: str


class Site(AdminSite):
    """`ways(request)` of a model's admin, where it has one: what it puts on the first page.

    A list of rooms, each a title and its ways; rooms of the same title are one.
    """

    index_title = _("Administration")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # one at a time: each of them stands in the log

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """All of the admin's addresses but those where one would change a password."""
        return [url for url in super().get_urls() if "password" not in str(url.pattern)]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """What can be set, said as somebody would ask for it; the tables come last."""
        rooms: dict[str, list[Way]] = {}
        for one in self._registry.values():
            for title, ways in getattr(one, "ways", lambda request: [])(request):
                rooms.setdefault(str(title), []).extend(ways)
        return super().index(request, {"rooms": list(rooms.items()), **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the sign-in by code. Raises PermissionDenied for who signed in and may not."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        back = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


class Config(AdminConfig):
    default_site = "accounts.site.Site"
