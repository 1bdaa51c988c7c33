"""The pages of mail about new stories. A look changes nothing: programs follow links in mails."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.network import cookieless, network_of, render_or_wait
from moderation.receipts import LETTERS
from readers import alerts
from readers.forms import AlertForm, WhichForm
from readers.views import unlisted
from stories.vocabulary import vocabulary


@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address for one diagnosis. The answer tells nothing about the address."""
    slug, known = request.GET.get("diagnosis", ""), vocabulary()
    diagnosis = known.named(slug) if slug else None
    if slug and diagnosis is None:
        raise Http404
    form = AlertForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "diagnosis": diagnosis, "section": "diagnoses"}
    if diagnosis is None:
        return render(request, "alerts/ask.html", {**context, "which": WhichForm(known)})
    if not form.is_valid():
        return render(request, "alerts/ask.html", context)
    if wait := limits.take("alert", network_of(request)):
        return render_or_wait(request, "alerts/wait.html", context, wait=wait)
    if not form.trapped:
        language = get_language() or "en"
        alerts.ask(form.cleaned_data["email"], diagnosis, language=language)
    return unlisted(render(request, "alerts/sent.html", context))


@cookieless  # the link is all it takes
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: from then on we write to them."""
    if request.method == "POST":
        alerts.confirm(token, language=get_language() or "en")
        return redirect("alerts-confirm", token)
    alert = alerts.by_link(token)
    if alert is None:
        return unlisted(render(request, "alerts/unknown.html", status=404))
    ends = alert.confirmed_at and alert.confirmed_at + alerts.ENDS
    return unlisted(render(request, "alerts/confirm.html", {"alert": alert, "ends": ends}))


@csrf_exempt  # mail programs press it by themselves (RFC 8058); the link is all it takes
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """What an address follows, a button for each, and one for all; done before this answers.

    A press by a mail program names none and stops all. The answer is never elsewhere. A whole link
    that we do not know was used before. One that a mail program cut off was not.
    """
    if len(token) != LETTERS:
        return unlisted(render(request, "alerts/unknown.html", status=404))
    context: dict[str, Any] = {}
    if request.method == "POST" and (one := request.POST.get("one")):
        context["ended"] = vocabulary().named(one)
        alerts.stop_one(token, one)
    elif request.method == "POST":
        alerts.stop(token)
    context["followed"] = alerts.followed(token)
    return unlisted(render(request, "alerts/stop.html", context))
