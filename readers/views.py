"""Telling us about a problem, and the list of what was told."""

import uuid

from django.contrib.auth.decorators import login_required
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import limits
from accounts.network import cookieless, network_of, render_or_wait
from moderation import thanks as counted
from moderation.errors import Forbidden
from readers import reports
from readers.forms import ReportForm
from readers.models import Report
from stories.models import Story

FIRST = (Report.Reason.HARM, Report.Reason.PRIVATE)  # these are read before all others
NEWEST = 200  # closed reports that are still listed


@cookieless  # a public page knows nobody, sets no cookie, and acts in nobody's name
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Keep what a visitor tells us; what was typed stays in the form whatever happens."""
    if request.method != "POST":
        form = ReportForm(initial={"page": request.GET.get("page", "")[:300]})
        return render(request, "about/report.html", {"form": form})
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "about/report.html", {"form": form})
    if wait := limits.take("report", network_of(request)):
        return render_or_wait(request, "readers/wait.html", {"form": form}, wait=wait)
    kept = form.instance if form.trapped else reports.file(form.instance)
    return render(request, "about/report_sent.html", {"reference": str(kept.pk)[:8]})


@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """Count that a story helped somebody, once a day of one network; the answer never differs."""
    story = get_object_or_404(Story.objects.only("slug"), pk=story_id, thanks=True)
    if request.method == "POST":
        if not limits.take("thanks", f"{network_of(request)}|{story_id}"):
            counted.count(story_id)
        return redirect("thanks", story_id)
    return render(request, "readers/thanks.html", {"section": "stories", "story": story})


def only_readers(request: HttpRequest) -> None:
    """Leads and organisers go on. Raises Forbidden for everyone else."""
    may = ("accounts.lead", "accounts.organise")
    if not (request.user.is_active and any(map(request.user.has_perm, may))):
        raise Forbidden(_("Only leads and organisers read reports."))


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List what is open, what may hurt somebody first, and what was closed lately."""
    only_readers(request)
    context = {
        "open": Report.objects.filter(closed_at=None).order_by(
            Case(When(reason__in=FIRST, then=0), default=1), "created_at"
        ),
        "closed": Report.objects.exclude(closed_at=None).order_by("-closed_at")[:NEWEST],
    }
    return render(request, "readers/reports.html", context)


@login_required
@require_POST
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Mark a report as dealt with."""
    only_readers(request)
    reports.close(get_object_or_404(Report, pk=pk))
    return redirect("reports")
