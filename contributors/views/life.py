"""Life after publication: wishes for after somebody's death, and whether a story helped."""

import uuid

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import limits
from accounts.network import cookieless, network_of
from contributors import wishes
from contributors.views.ownership import unknown
from contributors.views.stories import newest, opened
from moderation import actors, thanks, workflow
from moderation.errors import Forbidden
from moderation.models import Contribution
from moderation.receipts import opened_by, receipt_digest
from moderation.states import FINAL, Party

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class WishForm(forms.Form):
    use_required_attribute = False
    what = forms.ChoiceField(
        label=_("What shall we do with your story?"),
        choices=list(wishes.WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of these.")},
    )


class ThanksForm(forms.Form):
    wanted = forms.BooleanField(
        label=_("Ask readers whether my story helped them, and tell me how many said yes"),
        required=False,
    )
    by_mail = forms.BooleanField(
        label=_("Also write to me when there is news, once a week at most"), required=False
    )

    def __init__(self, *args, reachable: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not reachable:
            del self.fields["by_mail"]


@get_or_post
@opened
def wish(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """What shall become of a story after its person's death, and the link for who may tell us."""
    if newest(contribution).state in FINAL:
        return redirect("your-story", contribution.pk)
    kept = wishes.of(contribution)
    if "forget" in request.POST:
        wishes.forget(contribution.pk)
        return redirect(request.path)
    if "alive" in request.POST:
        wishes.undo(contribution.pk)
        return redirect(f"{request.path}?undone")
    form = WishForm(
        request.POST if request.method == "POST" else None,
        initial={"what": kept.what if kept else ""},
    )
    if form.is_valid():
        wishes.choose(contribution.pk, form.cleaned_data["what"])
        return redirect(f"{request.path}?kept")
    context = {
        "contribution": contribution,
        "form": form,
        "wish": kept,
        "link": wishes.link(kept) if kept else "",
        "kept": "kept" in request.GET,
        "undone": "undone" in request.GET,
    }
    return render(request, "your_stories/wish.html", context)


@get_or_post
@opened
def helped(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Let readers say that a story helped them, or ask them no more."""
    if newest(contribution).state in FINAL:
        return redirect("your-story", contribution.pk)
    row = thanks.of(contribution)
    form = ThanksForm(
        request.POST if request.method == "POST" else None,
        reachable=contribution.email_confirmed_at is not None,
        initial={"wanted": row.wanted, "by_mail": row.by_mail},
    )
    if form.is_valid():
        chosen = form.cleaned_data
        by_mail = chosen.get("by_mail", False)
        workflow.want_thanks(contribution.pk, chosen["wanted"], by_mail=by_mail)
        return redirect(f"{request.path}?kept")
    context = {
        "contribution": contribution,
        "form": form,
        "thanks": row,
        "kept": "kept" in request.GET,
    }
    return render(request, "your_stories/thanks.html", context)


# --- by the link that was handed on, and by the one that undoes it ------------------------------


@cookieless  # the link is all it takes
@get_or_post
def in_memory(request: HttpRequest, token: str) -> HttpResponse:
    """Say what somebody wished, and take it from the one they trusted that they have died."""
    found, wait = opened_by(network=network_of(request), wish__contact_digest=receipt_digest(token))
    if found is None:
        return unknown(request, wait)
    kept = wishes.of(found)
    if request.method == "POST" and kept is not None and kept.told_at is None:
        if wait := limits.take("telling", str(found.pk)):
            return unknown(request, wait)
        kept = wishes.tell(found.pk)
    context = {"name": newest(found).shown_name, "wish": kept, "language": found.language}
    return render(request, "in_memory/page.html", context)


@cookieless  # the link is all it takes
@get_or_post
def alive(request: HttpRequest, token: str) -> HttpResponse:
    """It is not so: from the mail to the person themselves. A look does nothing."""
    found, wait = opened_by(network=network_of(request), wish__alive_digest=receipt_digest(token))
    if found is None:
        return unknown(request, wait)
    if request.method == "POST":
        wishes.undo(found.pk)
    context = {"wish": wishes.of(found), "done": request.method == "POST"}
    return render(request, "in_memory/alive.html", context)


# --- what leads do ------------------------------------------------------------------------------


def lead_of(request: HttpRequest) -> actors.Actor:
    """A lead. Raises Forbidden for everyone else."""
    assert request.user.is_authenticated
    by = actors.team(request.user)
    if by.party is not Party.LEAD:
        raise Forbidden(_("Only leads look after this."))
    return by


@login_required
@require_GET
def told(request: HttpRequest) -> HttpResponse:
    """List what people told us of those who died, and what is still to be done."""
    lead_of(request)
    rows = [
        {"wish": one, "submission": newest(one.contribution), "ends": wishes.ends(one)}
        for one in wishes.told().select_related("contribution")
    ]
    return render(request, "in_memory/told.html", {"rows": rows})


@login_required
@require_POST
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Confirm what somebody told us, or set it aside."""
    by = lead_of(request)
    contribution = get_object_or_404(Contribution, pk=pk)
    if "confirm" in request.POST:
        wishes.confirm(contribution.pk, by=by)
    elif "aside" in request.POST:
        wishes.set_aside(contribution.pk, by=by)
    return redirect(reverse("in-memory-told"))
