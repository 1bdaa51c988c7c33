"""What somebody does beside a story without deciding: a note, a finding, its labels, their keys."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from moderation import findings, threads, workflow
from moderation.actors import Actor
from moderation.forms import DismissalForm, LabelForm, NoteForm
from moderation.models import DeskSettings, Finding
from moderation.reasons import Dismissal
from moderation.views.access import for_team
from moderation.views.reading import decision, page, told, where
from moderation.views.shown import Opened


@require_POST
@for_team
@told
def dismiss(
    request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID, finding: int
) -> HttpResponse:
    """Writes down that a finding is no problem, and why; or takes that back, with `again`."""
    form = DismissalForm(request.POST)
    try:
        if request.POST.get("again"):
            findings.reopen(contribution_id, finding, by=by)
        elif form.is_valid():
            because = Dismissal(form.cleaned_data["because"])
            findings.dismiss(contribution_id, finding, by=by, because=because)
    except Finding.DoesNotExist as error:
        raise Http404 from error
    number, here = request.POST.get("number", ""), where(contribution_id)
    return redirect(f"{here}#finding-{number}" if number.isdecimal() else here)


@require_POST
@for_team
@told
def note(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Keeps a note within the team, and decides nothing."""
    opened = Opened(contribution_id, by=by)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            threads.note(contribution_id, form.cleaned_data["note"], by=by)
        except ValidationError as error:
            form.add_error("note", error.messages)
        else:
            return redirect(f"{where(contribution_id)}#said")
    return render(request, "desk/review.html", page(request, opened, decision(opened), form))


@require_POST
@for_team
@told
def labels(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Sets or unsets one label of what a story is about; pressed twice it is as pressed once."""
    form, held = LabelForm(request.POST), Opened(contribution_id, by=by).labelled.labels
    if form.is_valid():
        mended = {*held, form.cleaned_data["on"]} - {form.cleaned_data["off"], ""}
        workflow.relabel(contribution_id, mended, by=by)
    return redirect(f"{where(contribution_id)}#labels")


@require_POST
@for_team
def keys(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Turns this person's keys on or off, on every page of the desk and from now on."""
    assert by.id is not None
    on = request.POST.get("keys") == "on"
    DeskSettings.objects.update_or_create(user_id=by.id, defaults={"keys": on})
    return HttpResponse(status=204)
