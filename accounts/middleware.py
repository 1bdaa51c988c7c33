"""The team's second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.roles import is_staff

ROOMS = ("/desk/", "/admin/", "/es/desk/")


def staff_second_factor(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the desk and the admin shut until their user has added an authenticator or passkey.

    allauth asks for the factor at sign-in once it exists; what it leaves to us is to insist on it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            settings.MARROW_MFA
            and request.path.startswith(ROOMS)
            and is_staff(request.user)  # anyone else is told by the page itself
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_index")
        return answer(request)

    return middleware
