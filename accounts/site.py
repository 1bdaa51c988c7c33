"""The admin, entered by the door that everybody uses."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.http import urlencode


class Site(AdminSite):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")  # one at a time: each of them stands in the log

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """All of the admin's addresses but those where one would change a password."""
        return [url for url in super().get_urls() if "password" not in str(url.pattern)]

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
