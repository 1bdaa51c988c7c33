"""The queue, and what to read next."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from moderation import cards, claims, drills, duties, offering, reach, spam_batch
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.forms import CHOSEN, QueueFilter
from moderation.models import Contribution, DeskSettings
from moderation.queue import MOST, Lane, Narrowing, Page, case_page, counts, page
from moderation.views import rows, safeguarding
from moderation.views.access import for_team
from moderation.views.together import laid
from moderation.views.words import EMPTY, LANES
from stories.models import Diagnosis

SKIPPED = "desk-left-for-others"  # in the session: stories that this person left for somebody else


@require_GET
@for_team
def queue(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Shows one lane of the queue; changes nothing."""
    assert by.id is not None
    diagnoses = list(Diagnosis.objects.all())
    form = QueueFilter(request.GET or None, diagnoses=diagnoses)
    chosen, settings = _lane(request), DeskSettings.of(by.id)
    may = reach.opens(by.id, settings)
    held = counts(by, form.narrowing, may=may)
    found = _page(request, chosen, form.narrowing, by=by, may=may)
    of_cases = chosen is Lane.SAFEGUARDING
    context = {
        **_frame(request, chosen, form, by=by),
        **_team(by, settings, may),
        "lanes": _tabs(request, chosen, held),
        "rows": [] if of_cases else rows.rows(found.rows, diagnoses, by=by),
        "cases": safeguarding.rows(found.rows) if of_cases else None,
        "earlier": _address(request, before=found.earlier) if found.earlier else "",
        "later": _address(request, after=found.later) if found.later else "",
    }
    return render(request, "desk/queue.html", context)


def _page(request: HttpRequest, chosen: Lane, narrowing: Narrowing, *, by: Actor, may: Q) -> Page:
    """The page of this lane that the address names."""
    after, before = (request.GET.get(name, "") for name in ("after", "before"))
    if chosen is Lane.SAFEGUARDING:
        return case_page(by, after=after, before=before)
    return page(chosen, by=by, narrowing=narrowing, after=after, before=before, may=may)


def _frame(request: HttpRequest, chosen: Lane, form: QueueFilter, *, by: Actor) -> dict[str, Any]:
    """What stands around the list."""
    return {
        "form": form,
        "chosen": chosen.value,
        "empty": EMPTY[chosen],
        "narrowed": bool(form.narrowing),
        "nothing": request.GET.get("nothing", ""),
        "left": len(request.session.get(SKIPPED, [])),
        "practise": bool(drills.open_for(by.id or 0)) if "nothing" in request.GET else False,
        "done": rows.done(request.GET.get("done", ""), by=by),
        "told": next((name for name in ("handed", "away") if name in request.GET), ""),
    }


def _team(by: Actor, settings: DeskSettings, may: Q) -> dict[str, Any]:
    """What this person is asked, whose day it is, and how much they read today."""
    assert by.id is not None
    whose = duties.of(timezone.localdate())
    return {
        "spam": spam_batch.count(by, may=may),
        "spam_most": spam_batch.MOST,
        "settings": settings,
        "laid": laid(cards.on_desk(by, may=may), by=by),
        "day": offering.day_of(by.id),
        "duty": rows.colleague(whose),
        "my_day": whose is not None and whose.pk == by.id,
    }


@require_POST
@for_team
def next_story(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Claims the most urgent story for this person and leads to it; `skip` leaves one first."""
    if skip := request.POST.get("skip"):
        leave(request, skip, by=by)
    if request.POST.get("again"):
        request.session.pop(SKIPPED, None)
    return onward(request, by=by, anyway=bool(request.POST.get("anyway")))


def onward(
    request: HttpRequest, *, by: Actor, done: uuid.UUID | None = None, anyway: bool = False
) -> HttpResponse:
    """To the next story, claimed, or to the queue where nothing waits; `done` was decided."""
    skipped = [uuid.UUID(one) for one in request.session.get(SKIPPED, [])]
    query = {"done": str(done)} if done else {}
    if following := claims.next_for(by, without=skipped, anyway=anyway):
        where = reverse("desk:review", args=[following])
    else:
        where = reverse("desk:queue")
        heavy = claims.waiting_for(by, without=skipped, anyway=True).exists()
        query["nothing"] = "heavy" if heavy else "1"
    return redirect(f"{where}?{urlencode(query)}" if query else where)


def leave(request: HttpRequest, which: str, *, by: Actor) -> None:
    """Let go of a story and do not offer it to this person again in this session."""
    if one := let_go(which, by=by):
        left = [old for old in request.session.get(SKIPPED, []) if old != str(one)]
        request.session[SKIPPED] = [*left, str(one)][-50:]


def let_go(which: str, *, by: Actor) -> uuid.UUID | None:
    """Release this story if it is this person's to release; None where it is not."""
    try:
        one = uuid.UUID(which)
        claims.release(one, by=by)
    except (ValueError, Conflict, Forbidden, Contribution.DoesNotExist):
        return None
    return one


def _lane(request: HttpRequest) -> Lane:
    try:
        return Lane(request.GET.get("lane", ""))
    except ValueError:
        return Lane.REVIEW


def _address(request: HttpRequest, **changes: Any) -> str:
    """This page with other parameters."""
    kept = {key: request.GET.get(key) for key in ("lane", *CHOSEN)}
    query = {key: value for key, value in {**kept, **changes}.items() if value}
    return f"?{urlencode(query)}" if query else reverse("desk:queue")


def _tabs(request: HttpRequest, chosen: Lane, held: dict[Lane, int]) -> list[dict[str, Any]]:
    return [
        {
            "name": LANES[one],
            "href": _address(request, lane=one.value),
            "now": one is chosen,
            "held": min(held[one], MOST),
            "more": held[one] > MOST,
            # Safeguarding never is: its page says who is on call.
            "empty": not held[one] and one is not Lane.SAFEGUARDING,
        }
        for one in Lane
    ]
