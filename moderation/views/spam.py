"""What is plainly an advertisement: look through it, decline several in one go, take them back."""

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from moderation import spam_batch
from moderation.actors import Actor
from moderation.spam_batch import Outcome
from moderation.views.access import for_team

BATCH = "desk-spam-batch"  # in the session: the stories that this person declined in one go
SAID = "desk-spam-said"  # in the session: what came of it, to be said once


@require_safe
@for_team
def listed(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Shows what looks like an advertisement; changes nothing."""
    context = {
        "rows": spam_batch.waiting(by)[: spam_batch.MOST],
        "count": spam_batch.count(by),
        "most": spam_batch.MOST,
        "said": request.session.pop(SAID, ""),
        "batch": len(request.session.get(BATCH, [])),
    }
    return render(request, "desk/spam.html", context)


@require_POST
@for_team
def decline(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Asks once more, and says how many; then declines them."""
    chosen = read(request.POST.getlist("story"))
    if not chosen:
        request.session[SAID] = gettext("Please choose at least one first.")
        return redirect("desk:spam")
    if "sure" not in request.POST:
        rows = spam_batch.waiting(by).filter(contribution__in=chosen)
        context = {"rows": rows, "count": len(rows), "wording": spam_batch.wording()}
        return render(request, "desk/spam_sure.html", context)
    outcome = spam_batch.decline_all(chosen, by=by)
    request.session[BATCH] = [str(pk) for pk in outcome.done]
    request.session[SAID] = said_of(outcome)
    return redirect("desk:spam")


@require_POST
@for_team
def take_back(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Undoes the whole batch, as far as it has not taken effect."""
    batch = [uuid.UUID(one) for one in request.session.pop(BATCH, [])]
    outcome = spam_batch.take_back_all(batch, by=by)
    n = len(outcome.done)
    words = ngettext("%(n)d was taken back.", "%(n)d were taken back.", n) % {"n": n}
    if outcome.left:
        words += " " + gettext("%(n)d could not be taken back any more.") % {"n": outcome.left}
    request.session[SAID] = words
    return redirect("desk:spam")


def read(sent: list[str]) -> dict[uuid.UUID, int]:
    """The stories that were chosen, each with the version that was seen. Raises BadRequest."""
    try:
        pairs = [one.split(":") for one in sent[: spam_batch.MOST]]
        return {uuid.UUID(pk): int(version) for pk, version in pairs}
    except ValueError as error:
        raise BadRequest("not a story and its version") from error


def said_of(outcome: Outcome) -> str:
    n, left = len(outcome.done), outcome.left
    words = ngettext("%(n)d was declined.", "%(n)d were declined.", n) % {"n": n}
    if left:
        words += " " + ngettext(
            "%(n)d changed meanwhile, and was left alone.",
            "%(n)d changed meanwhile, and were left alone.",
            left,
        ) % {"n": left}
    return words
