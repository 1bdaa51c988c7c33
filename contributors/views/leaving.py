"""Erasing a story, or all stories and the account: a fresh proof first, then at once."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import limits
from accounts.models import User
from accounts.network import render_or_wait
from accounts.roles import is_staff
from contributors import afterwards, fresh, leaving, visits
from contributors.forms import CodeForm, ProofForm
from contributors.views.stories import masked, opened
from moderation.errors import Forbidden
from moderation.models import Contribution

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
BLANKED = "blanked"  # in the session: what was blanked just now, in numbers


@get_or_post
@opened
def erase(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Blank everything that is kept of a story, after a fresh proof that it is theirs."""
    if contribution.erased_at:
        return redirect("your-story", contribution.pk)
    row, account = fresh.proven_by(contribution), account_of(contribution)
    if request.method == "POST" and "mail" in request.POST and row is not None:
        return mailed(request, row)
    form, wait = ProofForm(request.POST or None, by_mail=row is not None), 0
    if form.is_valid():
        proven, wait = fresh.shown(contribution, form.cleaned_data["code"])
        if proven:
            blanked = leaving.erase(contribution, by=visits.actor_of(request))
            request.session[BLANKED] = blanked | {"stays": account}
            return redirect("your-stories-erased")
        if not wait:
            form.add_error("code", unfit(row is not None))
    context = {
        "contribution": contribution,
        "form": form,
        "masked": masked(row.email) if row else "",
        "account": account,
        "pictured": contribution.photos.exists(),
        "mailed": "mailed" in request.GET,
    }
    return render_or_wait(request, "your_stories/erase.html", context, wait=wait)


def account_of(contribution: Contribution) -> str:
    """The address of the account that stays when this story goes, in part; "" for one of the team,
    whose account is no matter of a story.
    """
    owner = contribution.contributor
    return masked(owner.email) if owner and not is_staff(owner) else ""


def unfit(by_mail: bool) -> str:
    if by_mail:
        return _("This code does not fit, or it is too old. We can send a new one.")
    return _("This is not the code of this story. Please compare it letter by letter.")


def mailed(request: HttpRequest, row: Contribution | User, *, moves: bool = False) -> HttpResponse:
    """Mail a code, but not without end."""
    if wait := limits.take("code", f"mail:{row._meta.label}:{row.pk}"):
        return render_or_wait(request, "your_stories/erase_wait.html", {}, wait=wait)
    fresh.mail(row, moves=moves)
    return redirect(f"{request.path}?mailed")


@login_required
@get_or_post
def account(request: HttpRequest) -> HttpResponse:
    """Erase all stories of somebody who is signed in, and their account."""
    user = visits.user_of(request)
    assert user is not None
    if is_staff(user):
        raise Forbidden(_("You are one of the team. An organizer ends your role first."))
    if request.method == "POST" and "mail" in request.POST:
        return mailed(request, user)
    form = CodeForm(request.POST or None)
    wait = limits.take("code", f"leave:{user.pk}") if form.is_bound else 0
    if not wait and form.is_valid():
        if fresh.proves(user, form.cleaned_data["code"]):
            blanked = leaving.remove(user)
            request.session.flush()  # its row is gone with the account
            request.session[BLANKED] = blanked | {"account": True}
            return redirect("your-stories-erased")
        form.add_error("code", unfit(True))
    context = {
        "form": form,
        "stories": user.contributions.filter(erased_at=None).count(),
        "pictured": user.contributions.exclude(photos=None).exists(),
        "masked": masked(user.email),
        "mailed": "mailed" in request.GET,
    }
    return render_or_wait(request, "your_stories/leave_for_good.html", context, wait=wait)


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """The receipt: what was blanked and when, as long as this browser remembers it."""
    blanked = request.session.get(BLANKED)
    context = {
        "blanked": blanked,
        "at": datetime.fromisoformat(blanked["at"]) if blanked else None,
        "places": afterwards.places(blanked["live"], blanked["pictured"]) if blanked else (),
    }
    return render(request, "your_stories/erased.html", context)
