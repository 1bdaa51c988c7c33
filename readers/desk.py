"""What leads and organisers do with reports: read them story by story, and answer each."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from moderation.errors import Forbidden
from moderation.models import Submission
from moderation.states import State
from readers import reports
from readers.forms import AnswerForm
from readers.models import Report
from stories.models import Story

MOST = 300  # open reports on one page: what is left out comes when these are answered
NEWEST = 100  # closed reports that are still listed


@dataclass
class About:
    """The open reports about one story, or one about something else."""

    story_id: uuid.UUID | None
    title: str = ""  # only of a story that everybody can read
    language: str = ""
    rests: bool = False
    told: list[Report] = field(default_factory=list)


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Leads and organisers go on; for everybody else it raises Forbidden."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, **named: Any) -> HttpResponse:
        reader, may = request.user, ("accounts.lead", "accounts.organise")
        if not isinstance(reader, User) or not any(map(reader.has_perm, may)):
            raise Forbidden(_("Only leads and organizers read reports."))
        return view(request, reader=reader, **named)

    return checked


@require_GET
@for_readers
def listing(request: HttpRequest, *, reader: User) -> HttpResponse:
    """List what is open, story by story and gravest first, and what was closed lately."""
    mine = reports.readable(reader)
    found = reports.gravest_first(mine.open())[:MOST]
    closed = mine.exclude(closed_at=None).order_by("-closed_at")[:NEWEST]
    context = {"groups": grouped(found), "waiting": mine.open().count(), "closed": closed}
    return render(request, "readers/reports.html", context)


def grouped(found: Iterable[Report]) -> list[About]:
    """One group a story, in the order of its gravest report; what rests comes before all."""
    groups: dict[object, About] = {}
    for report in found:
        key = report.story_id or report.pk
        groups.setdefault(key, About(report.story_id)).told.append(report)
    ids = [one.story_id for one in groups.values() if one.story_id]
    public = Story.objects.only("title", "language").in_bulk(ids)
    resting = Submission.objects.filter(state=State.HELD, contribution__story_id__in=ids)
    rests = set(resting.values_list("contribution__story_id", flat=True))
    for group in groups.values():
        group.rests = group.story_id in rests
        if story := public.get(group.story_id):
            group.title, group.language = story.title, story.language
    return sorted(groups.values(), key=lambda group: not group.rests)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def one(request: HttpRequest, *, reader: User, pk: uuid.UUID) -> HttpResponse:
    """One report; a POST shows what would be answered, and answers what was shown."""
    report = get_object_or_404(Report, pk=pk)
    reports.mine_to_read(report, reader)
    beside = list(reports.beside(report, reader))
    form = AnswerForm(request.POST or None, report=report, beside=beside)
    if form.is_bound and form.was_shown and "send" in request.POST:
        answer(report, form, by=reader)
        return redirect("reports")
    context = {"report": report, "form": form, "beside": beside, "preview": form.preview}
    return render(request, "readers/one.html", context)


def answer(report: Report, form: AnswerForm, *, by: User) -> None:
    """Close this report as it was shown, and those others about the same story that were chosen.

    Each of those is answered in our usual words, in the language of whoever told us.
    """
    data = form.cleaned_data
    how = {"by": by, "outcome": data["outcome"], "reason": data["reason"]}
    reports.close(report, answer=data["answer"], **how)
    for other in form.chosen:
        words = reports.words_for(data["outcome"], other.language)
        reports.close(other, answer=words, **how)


@require_POST
@for_readers
def look(request: HttpRequest, *, reader: User, pk: uuid.UUID) -> HttpResponse:
    """Begin to look at a report: whoever told us can see that somebody does."""
    reports.look(get_object_or_404(Report, pk=pk), by=reader)
    return redirect("report-one", pk)


@require_POST
@for_readers
def erase(request: HttpRequest, *, reader: User, pk: uuid.UUID) -> HttpResponse:
    """Blank the words and the address of a report, as whoever told us may ask."""
    report = get_object_or_404(Report, pk=pk)
    reports.mine_to_read(report, reader)
    reports.erase(report, by=reader.pk)
    return redirect("report-one", pk)
