"""Telling us about a problem, learning what came of it, and saying that a story helped."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from accounts.network import cookieless, network_of, render_or_wait
from moderation import thanks as counted
from readers import reports
from readers.forms import ReportForm
from readers.models import LONG, Report, typed_reference
from stories import retention
from stories.models import Story


@cookieless  # a public page knows nobody, sets no cookie, and acts in nobody's name
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Keep what a visitor tells us; what was typed stays in the form whatever happens."""
    if request.method != "POST":
        form = ReportForm(initial={"page": request.GET.get("page", "")[:300]})
        return render(request, "about/report.html", asked(form))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "about/report.html", asked(form))
    network = network_of(request)
    if wait := limits.take("report", network):
        return render_or_wait(request, "readers/wait.html", asked(form), wait=wait)
    form.instance.language = get_language() or "en"
    kept = form.instance if form.trapped else reports.file(form.instance, network=network)
    return render(request, "about/report_sent.html", {"report": kept})


def asked(form: ReportForm) -> dict[str, object]:
    """What the form's page reads."""
    return {"form": form, "keep": retention.current().reporters.days}


@cookieless
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """From a reference as somebody typed it to its page."""
    typed = typed_reference(request.POST.get("reference", ""))
    return redirect("report-outcome", typed or "none")


@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, reference: str) -> HttpResponse:
    """What came of a report, for whoever has its reference; a POST erases what they told us.

    Every look counts, right or wrong: where only wrong ones did, one could guess on for ever.
    """
    if wait := limits.take("reference", network_of(request)):
        return render_or_wait(request, "readers/outcome_wait.html", {}, wait=wait)
    typed = typed_reference(reference)
    found = Report.objects.filter(reference=typed).first() if len(typed) == LONG else None
    if found is None:
        return unlisted(render(request, "readers/no_outcome.html", status=404))
    if request.method == "POST":
        reports.erase(found)
        return redirect("report-outcome", found.shown_reference)
    return unlisted(render(request, "readers/outcome.html", {"report": found}))


def unlisted(response: HttpResponse) -> HttpResponse:
    """Nobody keeps a copy of this page."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """Count that a story helped somebody, once a day of one network; the answer never differs.

    It leads back to where they were, where the page has a kind word for whoever comes this way.
    """
    story = get_object_or_404(Story.objects.only("slug"), pk=story_id, thanks=True)
    if request.method == "POST" and not limits.take("thanks", f"{network_of(request)}|{story_id}"):
        counted.count(story_id)
    return redirect(f"{reverse('story', args=[story.pk, story.slug])}#thanked")
