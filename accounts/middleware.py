"""Sessions that end under a request, and the team's second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from accounts import fresh
from accounts.roles import is_staff

ROOMS = ("/desk/", "/admin/", "/es/desk/", "/es/admin/")


def staff_second_factor(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the desk and the admin shut until this session has shown its user's second factor.

    allauth asks for a factor at sign-in once there is one. Left to us: to insist that there is
    one, and to ask in a session that is older than it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            not settings.MARROW_MFA
            or not request.path_info.startswith(ROOMS)
            or not is_staff(request.user)  # the page itself tells them
            or fresh.shown(request)
        ):
            return answer(request)
        if not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        back = request.get_full_path() if request.method == "GET" else reverse("account_home")
        return redirect_to_login(back, reverse("mfa_reauthenticate"))

    return middleware


class Sessions(SessionMiddleware):
    """Django's sessions; whose session was begun anew meanwhile is led on and not turned away.

    Somebody who presses twice sends two requests of one session. One of them begins it anew, under
    another key, and the other finds its own gone at its end: what it did is done, and its page
    shows it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse):
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            return HttpResponseRedirect(request.get_full_path())
