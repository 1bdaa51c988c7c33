"""Where a person lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.roles import is_staff


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send the team to the desk, organisers to the admin, everyone else to their stories."""
    if request.user.has_perm("accounts.moderate"):
        return redirect("desk:queue")
    return redirect("admin:index" if is_staff(request.user) else "your-stories")
