"""Decisions: from what a program sends to the verb, and back to what was decided on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import limits
from accounts.network import network_of
from moderation import claims, reasons, transition, workflow
from moderation.actors import Actor
from moderation.api.told import as_told
from moderation.models import Contribution, Event
from moderation.quotes import Quote
from moderation.reasons import Reason
from moderation.serializers import OfferSerializer
from moderation.states import ANSWERING, RULES, Action
from moderation.suggestions import reworded


def limited(scope: str, who: str) -> None:
    if seconds := limits.take(scope, who):
        raise Throttled(wait=seconds)


def decided(contribution: Contribution, by: Actor, how: dict[str, Any]) -> dict[str, int]:
    """Call the verb of a decision; ask for what its rule wants first.

    Returns what it was about: the version as it stood then, and the number of the text.
    """
    verb = Action(how["action"])
    message, reason = how.get("message", ""), how.get("reason", "")
    rules = [rule for (_state, action), rule in RULES.items() if action is verb]
    if any(rule.message_required for rule in rules) and not message.strip():
        raise ValidationError({"message": [_("Please write a few words to the contributor.")]})
    why = transition.reasoned(verb, reason=reason, words=message)
    if any(rule.reason_required for rule in rules) and not why:
        raise ValidationError({"reason": [_("Please say why.")]})
    known = reason in [one.code for one in reasons.offered()]
    code = reason if known else Reason.OTHER.value if reason else ""
    kept = workflow.VERBS[verb](
        contribution.pk,
        by=by,
        version=meant(contribution, verb, by, how),
        message=message,
        reason=code,
        note="" if code == reason else reason,
        **beside(contribution, verb, how),
    )
    done = Event.objects.filter(submission__contribution=kept.pk, version=kept.version)
    text = done.filter(action=verb).values_list("submission__number", flat=True)[0]
    return {"version": kept.version - 1, "text": text}


def meant(contribution: Contribution, verb: Action, by: Actor, how: dict[str, Any]) -> int | None:
    """The version that a decision is about: the one sent, or the only words there ever were.

    What only hides waits for nothing, and takes none. Raises ValidationError where other words
    came before and no version says which of them were read.
    """
    if "version" in how or verb not in ANSWERING:
        return how.get("version")
    # Read before the texts: words that come in between are seen below, later ones are a conflict.
    now = transition.seen_version(contribution, by)
    if contribution.submissions.values("content_hash").distinct().count() > 1:
        text = _(
            "This story has had other words before. Please send the “version” with the words that "
            "you read: then we know which ones you mean."
        )
        raise ValidationError({"version": [text]})
    return now


def beside(contribution: Contribution, verb: Action, how: dict[str, Any]) -> dict[str, Any]:
    """What goes with a message: the quotes, and the suggested wording where changes are asked."""
    found: dict[str, Any] = {"quotes": [Quote(**one) for one in how.get("quotes", [])]}
    if "suggestion" in how:
        if verb is not Action.REQUEST_CHANGES:
            text = _("A suggested wording goes with “Ask for changes” only.")
            raise ValidationError({"suggestion": [text]})
        newest = contribution.submissions.order_by("-id")[0]
        found["suggested"] = reworded(newest.shown_offer, **how["suggestion"])
    if "at" in how:
        if verb is not Action.APPROVE:
            raise ValidationError({"at": [_("A moment goes with “Approve” only.")]})
        found["at"] = how["at"]
    return found


ASKING: dict[str, Callable[..., Contribution]] = {
    Action.APPEAL: workflow.appeal,
    Action.KEEP: workflow.keep,
}


CLAIMS: dict[str, Callable[..., None]] = {
    Action.CLAIM: claims.claim,
    Action.RELEASE: claims.release,
}


def replaced(
    contribution: Contribution, by: Actor, request: Request, version: int | None
) -> Response:
    offered = OfferSerializer(data=request.data)
    offered.is_valid(raise_exception=True)
    limited("submit", network_of(request))
    # Programs send no photos: the one that its person chose stays, and is read with the new words.
    last = contribution.submissions.order_by("-number")[0]
    offer = replace(offered.offer(), picture=last.shown_offer.picture)
    _contribution, new = workflow.replace(contribution.pk, offer, by=by, version=version)
    return as_told(contribution, by, request, status="201" if new else "200")
