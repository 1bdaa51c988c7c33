"""Typing the mailed code, and where a person lands after it."""

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView
from django.contrib.auth.decorators import login_required
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import limits
from accounts.roles import is_staff


class ConfirmCode(ConfirmLoginCodeView):
    """Counts every try of a mailed code before it is looked at.

    allauth counts in the session, where tries that are made at once overwrite each other's count.
    """

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked, at = self._process.state.get("email"), self._process.state["at"]
        if self._action == "resend" or not limits.take("sign-in", f"{asked}|{at}", since=at):
            return super().post(request, *args, **kwargs)
        self._process.abort()
        adapter = get_adapter()
        message = adapter.error_messages["too_many_login_attempts"]
        adapter.add_message(request, ERROR, message=message)
        return redirect("account_login")


confirm_code = ConfirmCode.as_view()


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send the team to the desk, organisers to the admin, auditors to the log, all others home."""
    if request.user.has_perm("accounts.moderate"):
        return redirect("desk:queue")
    if request.user.has_perm("accounts.audit"):
        return redirect("desk:audit")
    return redirect("admin:index" if is_staff(request.user) else "your-stories")
