"""One story on the desk: read it, hold it, decide on it, take the decision back."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import claims, replies, subjects, workflow
from moderation.actors import Actor
from moderation.checks import FIELDS
from moderation.errors import Conflict
from moderation.forms import DecisionForm, NoteForm
from moderation.models import Contribution
from moderation.reasons import Dismissal
from moderation.states import WAITING
from moderation.views import rows
from moderation.views.access import for_team, typed
from moderation.views.compared import Compared, between, choices, compared
from moderation.views.foreseen import foreseen
from moderation.views.gist import forget, is_open
from moderation.views.history import seen as seen_at
from moderation.views.history import since
from moderation.views.listing import let_go, onward
from moderation.views.shown import Opened, chosen
from moderation.views.together import around
from moderation.views.words import buttons
from moderation.wording import as_fields, mark

SEE = "preview_"  # and a decision: what its contributor will read of it is shown, and nothing done
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
    """Shows a story; a POST decides on it, and leads to the next.

    A POST may also only ask for the page again: with a saved reply put in, or with the message as
    its contributor will read it. Then nothing is decided, and nothing that was typed is lost.
    """
    opened = Opened(contribution_id, by=by)
    if request.method == "GET":
        claims.look(contribution_id, by=by)
    data, deciding = request.POST.copy(), "action" in request.POST
    before = next((one.removeprefix(SEE) for one in data if one.startswith(SEE)), "")
    if before:
        data["action"] = before
    sent = deciding or bool(before)
    form = decision(opened, data or None, sent=sent, **kept_words(request, contribution_id))
    if deciding and not before and form.is_valid():
        return decide(request, form, by=by, contribution_id=contribution_id)
    if reply := of_code(opened, request.POST.get("put_in", "")):
        form.put_in(reply)
    preview = foreseen(opened, form) if before and form.is_valid() and form.rule else None
    return render(request, "desk/review.html", page(request, opened, form) | {"preview": preview})


def decision(opened: Opened, data: Any = None, *, sent: bool = True, **kept: Any) -> DecisionForm:
    """The form of a decision on what is opened. `kept`: what it is filled with."""
    return DecisionForm(
        data,
        sent=sent,
        found=opened.actions,
        about=opened.current if opened.readable else None,
        grave=opened.margin.grave,
        initial={"version": opened.version, **chosen(opened.current), **kept},
    )


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
    forget(request, contribution_id)
    about = form.found.get(action)
    if about is not None and about.state in WAITING:
        return onward(request, by=by, done=contribution_id)
    return redirect(f"{reverse('desk:queue')}?done={contribution_id}")


@require_POST
@for_team
@told
def claim(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Holds a story for this person; again, a while longer (`quiet`: no page; `open`: read)."""
    Opened(contribution_id, by=by)
    claims.claim(contribution_id, by=by)
    if request.POST.get("quiet"):
        return HttpResponse(status=204)
    if request.POST.get("open"):
        return redirect(where(contribution_id))
    return redirect("desk:review", contribution_id=contribution_id)


@require_POST
@for_team
def release(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Lets go of a story; what is not theirs to let go stays as it is."""
    let_go(str(contribution_id), by=by)
    forget(request, contribution_id)
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
    return redirect(f"{where(contribution_id)}&done={contribution_id}")


def kept_words(request: HttpRequest, contribution_id: uuid.UUID) -> dict[str, Any]:
    """What was written to a decision that was just taken back: it is given to its form once."""
    if request.method != "GET" or TAKEN_BACK not in request.session:
        return {}
    # Whichever page comes next: they may quote a story, and outlive its erasure nowhere.
    kept = request.session.pop(TAKEN_BACK)
    gone = Contribution.objects.filter(pk=contribution_id).exclude(erased_at=None).exists()
    return {} if gone else kept.get(str(contribution_id), {})


def where(contribution_id: uuid.UUID) -> str:
    """The page of a story that somebody has begun to read."""
    return f"{reverse('desk:review', args=[contribution_id])}?open=1"


def page(
    request: HttpRequest, opened: Opened, form: DecisionForm, note: NoteForm | None = None
) -> dict[str, Any]:
    """What the template of the review page reads."""
    here = reverse("desk:review", args=[opened.contribution.pk])
    offered = buttons(opened.actions, grave=bool(opened.margin.grave))
    settings = opened.settings
    open_ = opened.readable and is_open(request, opened, settings)
    return {
        "opened": opened,
        "open": open_,
        "settings": settings,
        "form": form,
        "note_form": note or NoteForm(),
        "buttons": offered if not opened.taken and open_ else [],
        "compared": compared(opened, number=request.GET.get("against", "")) if open_ else None,
        "against": choices(opened) if open_ else [],
        "side": request.GET.get("diff") == "side",
        "firsts": {field: opened.margin.first(field) for field in FIELDS},
        "dismiss_base": f"{here}findings/" if opened.may_hold else "",
        "dismissals": Dismissal.choices,
        "quotable": bool(form.offer and offered),
        "quoted": form.chosen,
        "reworded": mark(as_fields(form.offer)) if form.offer else "",
        "replies": [(one, replies.filled(one, opened.current)) for one in saved(opened)],
        "why_two": opened.two if offered else [],
        "done": rows.done(request.GET.get("done", ""), by=opened.by),
        "around": around(opened),
    }


def saved(opened: Opened) -> list[replies.Reply]:
    """Saved replies for a message, in the language that this contributor reads."""
    subject = subjects.of(opened.contribution)
    died = subject is not None and subject.kind == subjects.Kind.DIED
    return replies.fitting(opened.contribution.language, died=died)


def of_code(opened: Opened, code: str) -> replies.Reply | None:
    """The saved reply of this code; None where there is none."""
    return next((one for one in saved(opened) if code and one.code == code), None)


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
    seen = int(version) if version.isdecimal() and len(version) < 10 else None
    context = {
        "why": str(error),
        "mine": done is not None and opened.current.in_grace,
        "settled": settled and (done is not None or "version" not in request.POST),
        "done": done if opened.current.in_grace else None,
        "happenings": since(contribution_id, seen, by=by),
        "compared": changed(opened, seen),
        "opened": opened,
        "fresh": reverse("desk:review", args=[contribution_id]),
        "typed": typed(request),
    }
    return render(request, "desk/conflict.html", context, status=409)


def changed(opened: Opened, version: int | None) -> Compared | None:
    """How the words differ from those seen at this version; None where in nothing."""
    before = seen_at(opened.submissions, version) if version is not None else None
    if before is None or before.erased_at or before == opened.current or not opened.readable:
        return None
    if not before.offer.differs_from(opened.current.offer):
        return None
    return between(before, opened.current, opened.names)
