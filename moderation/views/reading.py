"""One story on the desk: read it, hold it, decide on it, take the decision back."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import claims, findings, subjects, workflow
from moderation.actors import Actor
from moderation.errors import Conflict
from moderation.forms import DecisionForm, DismissalForm
from moderation.models import Contribution, Finding
from moderation.reasons import WORDING, WORDING_DIED, Dismissal
from moderation.states import WAITING
from moderation.views import rows
from moderation.views.access import for_team, typed
from moderation.views.listing import let_go, onward
from moderation.views.shown import Opened, compared, since
from moderation.views.together import around
from moderation.views.words import buttons
from moderation.wording import as_fields, mark

TAKEN_BACK = "desk-taken-back"  # in the session: the words of a decision just taken back


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where somebody was faster, say who and what, and give back what was typed."""

    @wraps(view)
    def telling(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID, **kwargs: Any):
        try:
            return view(request, by=by, contribution_id=contribution_id, **kwargs)
        except Conflict as error:
            return conflict(request, error, by=by, contribution_id=contribution_id)

    return telling


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
@told
def review(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Shows a story; a POST decides on it, and leads to the next."""
    opened = Opened(contribution_id, by=by)
    if request.method == "GET":
        claims.look(contribution_id, by=by)
    initial = {"version": opened.version, **kept_words(request, contribution_id)}
    form = DecisionForm(
        request.POST or None,
        found=opened.actions,
        about=opened.current if opened.readable else None,
        grave=opened.grave,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        return decide(request, form, by=by, contribution_id=contribution_id)
    return render(request, "desk/review.html", page(request, opened, form))


@require_safe
@for_team
def of_story(request: HttpRequest, *, by: Actor, story_id: uuid.UUID) -> HttpResponse:
    """From the id that readers see to the desk's page of it."""
    found = get_object_or_404(Contribution.objects.only("id"), story_id=story_id)
    return redirect("desk:review", contribution_id=found.pk)


def decide(
    request: HttpRequest, form: DecisionForm, *, by: Actor, contribution_id: uuid.UUID
) -> HttpResponse:
    """Do what was chosen, then offer the next story of the queue. Raises Conflict, Forbidden."""
    action, how = form.verb()
    workflow.VERBS[action](contribution_id, by=by, **how)
    about = form.found.get(action)
    if about is not None and about.state in WAITING:
        return onward(request, by=by, done=contribution_id)
    return redirect(f"{reverse('desk:queue')}?done={contribution_id}")


@require_POST
@for_team
@told
def claim(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Holds a story for this person; again, a while longer (`quiet`: without a page)."""
    Opened(contribution_id, by=by)
    claims.claim(contribution_id, by=by)
    if request.POST.get("quiet"):
        return HttpResponse(status=204)
    return redirect("desk:review", contribution_id=contribution_id)


@require_POST
@for_team
def release(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Lets go of a story; what is not theirs to let go stays as it is."""
    let_go(str(contribution_id), by=by)
    if request.POST.get("quiet"):
        return HttpResponse(status=204)
    if request.POST.get("stay"):
        return redirect("desk:review", contribution_id=contribution_id)
    return redirect("desk:queue")


@require_POST
@for_team
@told
def take_back(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Undoes a decision before it takes effect, and opens the story again."""
    said = Opened(contribution_id, by=by).said_before
    workflow.take_back(contribution_id, by=by)
    request.session[TAKEN_BACK] = {str(contribution_id): said}
    let_go(request.POST.get("leave", ""), by=by)
    claims.claim(contribution_id, by=by)
    where = reverse("desk:review", args=[contribution_id])
    return redirect(f"{where}?done={contribution_id}")


def kept_words(request: HttpRequest, contribution_id: uuid.UUID) -> dict[str, Any]:
    """What was written to a decision that was just taken back: it is given to its form once."""
    kept = request.session.get(TAKEN_BACK, {})
    if request.method != "GET" or str(contribution_id) not in kept:
        return {}
    del request.session[TAKEN_BACK]
    return kept[str(contribution_id)]


@require_POST
@for_team
@told
def dismiss(
    request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID, finding: int
) -> HttpResponse:
    """Writes down that a finding is no problem, and why."""
    form = DismissalForm(request.POST)
    if form.is_valid():
        because = Dismissal(form.cleaned_data["because"])
        try:
            findings.dismiss(contribution_id, finding, by=by, because=because)
        except Finding.DoesNotExist as error:
            raise Http404 from error
    number = request.POST.get("number", "")
    where = reverse("desk:review", args=[contribution_id])
    return redirect(f"{where}#finding-{number}" if number.isdecimal() else where)


def page(request: HttpRequest, opened: Opened, form: DecisionForm) -> dict[str, Any]:
    """What the template of the review page reads."""
    here = reverse("desk:review", args=[opened.contribution.pk])
    offered = buttons(opened.actions, grave=bool(opened.grave))
    return {
        "opened": opened,
        "form": form,
        "buttons": offered if not opened.taken and opened.readable else [],
        "compared": compared(opened),
        "firsts": {field: opened.first(field) for field in ("title", "body", "display_name")},
        "dismiss_base": f"{here}findings/" if opened.may_hold else "",
        "dismissals": Dismissal.choices,
        "quotable": bool(form.offer and offered),
        "quoted": form.chosen,
        "reworded": mark(as_fields(form.offer)) if form.offer else "",
        "wording": wording(opened.contribution),
        "done": rows.done(request.GET.get("done", ""), by=opened.by),
        "around": around(opened),
    }


def wording(contribution: Contribution) -> list[tuple[str, str, str]]:
    """Beginnings for a message, in the language that this contributor reads."""
    subject = subjects.of(contribution)
    died = subject is not None and subject.kind == subjects.Kind.DIED
    texts = {**WORDING, **WORDING_DIED} if died else WORDING
    with translation.override(contribution.language):
        words = {reason: str(text) for reason, text in texts.items() if text}
    return [(reason.value, str(reason.label), text) for reason, text in words.items()]


def conflict(
    request: HttpRequest, error: Conflict, *, by: Actor, contribution_id: uuid.UUID
) -> HttpResponse:
    """The page for whoever was not the first: what changed, by whom, and the typed words."""
    if request.POST.get("quiet"):
        return HttpResponse(status=409)
    version = request.POST.get("version", "")
    opened = Opened(contribution_id, by=by)
    done = None if opened.taken else rows.done(str(contribution_id), by=by)
    settled = opened.current.settled_at is not None
    context = {
        "why": str(error),
        "mine": done is not None and opened.current.in_grace,
        "settled": settled and (done is not None or "version" not in request.POST),
        "done": done if opened.current.in_grace else None,
        "happenings": since(contribution_id, int(version) if version.isdecimal() else None, by=by),
        "opened": opened,
        "fresh": reverse("desk:review", args=[contribution_id]),
        "typed": typed(request),
    }
    return render(request, "desk/conflict.html", context, status=409)
