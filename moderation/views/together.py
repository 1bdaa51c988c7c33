"""What the team does together around a story: ask, hand over, stay away, see who else looks."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from accounts.roles import holders
from moderation import cards, claims, offering
from moderation.actors import Actor
from moderation.desk_forms import AnswerForm, AskForm, HandOverForm, OfTheTeam
from moderation.errors import Conflict, Forbidden
from moderation.models import Card, Recusal
from moderation.views.access import for_team
from moderation.views.rows import colleague, label_words
from moderation.views.shown import Opened


@dataclass(frozen=True)
class Laid:
    """A card as it lies on a desk."""

    card: Card
    says: str  # who wants what
    asks: bool  # this person may answer it
    away: str  # what the button says that takes it off this desk; "" where an answer does


def laid(cards: Iterable[Card], *, by: Actor) -> list[Laid]:
    return [
        Laid(
            one,
            _says(one, by),
            one.kind == Card.Kind.QUESTION and one.by_id != by.id and one.to_id in (None, by.id),
            _away(one, mine=one.by_id == by.id),
        )
        for one in cards
    ]


def _says(card: Card, by: Actor) -> str:
    who, to = colleague(card.by) or gettext("somebody"), colleague(card.to)
    match card.kind:
        case Card.Kind.QUESTION if card.by_id == by.id:
            words = gettext("You asked %(to)s") if to else gettext("You asked everyone")
        case Card.Kind.QUESTION if card.to_id == by.id:
            words = gettext("%(who)s asks you")
        case Card.Kind.QUESTION:
            words = gettext("%(who)s asks %(to)s") if to else gettext("%(who)s asks everyone")
        case Card.Kind.ANSWER:
            words = gettext("%(who)s answered you")
        case Card.Kind.HANDED:
            words = gettext("%(who)s hands a story over to you")
        case _:
            words = gettext("%(who)s set a story free that you were reading")
    return words % {"who": who, "to": to}


def _away(card: Card, *, mine: bool) -> str:
    if card.kind != Card.Kind.QUESTION:
        return gettext("Put it away")
    return gettext("No longer needed") if mine else ""


@dataclass(frozen=True)
class Around:
    """Who else is near this story, and what lies on the desk about it."""

    looking: str  # a sentence; "" where nobody else looks
    laid: list[Laid]
    warned: list[str]  # labels of it that this person would rather not read today
    day: offering.Day
    ask: AskForm
    hand: HandOverForm
    knows: list[str]  # for leads: who stays away from it


def around(opened: Opened) -> Around:
    """What stands around a story for whoever has it open."""
    by, story = opened.by, opened.contribution.pk
    assert by.id is not None
    avoided = opened.settings.avoided(timezone.localdate())
    others = [one for one in everyone() if one[0] != str(by.id)]
    known = Recusal.objects.filter(contribution=story).select_related("user").order_by("user")
    return Around(
        looking=looking(story, by=by),
        laid=laid(cards.about(story, by=by), by=by) if opened.readable else [],
        warned=label_words(set(avoided) & set(opened.current.labels)),
        day=offering.day_of(by.id),
        ask=AskForm(team=others),
        hand=HandOverForm(team=others),
        knows=[colleague(one.user) for one in known] if opened.leading else [],
    )


def looking(contribution_id: uuid.UUID, *, by: Actor) -> str:
    """Who else has the story open, as a sentence."""
    names = [colleague(one) for one in claims.looking(contribution_id, by=by)]
    if not names:
        return ""
    words = ngettext("%(who)s has this open too.", "%(who)s have this open too.", len(names))
    return words % {"who": ", ".join(names)}


def everyone() -> list[tuple[str, str]]:
    """All of the team, to choose from; whether a story can go to somebody is said afterwards."""
    return [(str(one.pk), colleague(one)) for one in holders("moderate")]


@require_POST
@for_team
def look(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Shows colleagues that the page is still open, and answers who else looks; `gone` ends it."""
    Opened(contribution_id, by=by)
    if request.POST.get("gone"):
        claims.look_away(contribution_id, by=by)
        return HttpResponse(status=204)
    claims.look(contribution_id, by=by)
    return HttpResponse(looking(contribution_id, by=by), content_type="text/plain; charset=utf-8")


@require_POST
@for_team
def ask(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Asks a colleague or everyone about a story, which stays where it is."""
    opened = Opened(contribution_id, by=by)
    form = AskForm(request.POST, team=everyone())
    if form.is_valid():
        try:
            cards.ask(contribution_id, form.cleaned_data["words"], by=by, to=form.colleague)
            return redirect("desk:review", contribution_id=contribution_id)
        except (Conflict, Forbidden, ValidationError) as error:
            _tell(form, error)
    return _again(request, form, opened)


@require_POST
@for_team
def hand_over(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Gives a story that this person reads to a colleague, with a word."""
    opened = Opened(contribution_id, by=by)
    form = HandOverForm(request.POST, team=everyone())
    if form.is_valid() and (to := form.colleague):
        try:
            claims.hand_over(contribution_id, to=to, word=form.cleaned_data["words"], by=by)
            return redirect(f"{reverse('desk:queue')}?handed=1")
        except (Conflict, Forbidden, ValidationError) as error:
            _tell(form, error)
    return _again(request, form, opened)


@require_POST
@for_team
def recuse(request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID) -> HttpResponse:
    """Takes a story out of this person's sight: they know whose it is."""
    Opened(contribution_id, by=by)
    claims.recuse(contribution_id, by=by)
    return redirect(f"{reverse('desk:queue')}?away=1")


@require_POST
@for_team
def card(request: HttpRequest, *, by: Actor, card: int) -> HttpResponse:
    """Answers a question on this person's desk, or puts a card away (`away`)."""
    if request.POST.get("away"):
        cards.put_away(card, by=by)
        return redirect("desk:queue")
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answered = cards.answer(card, form.cleaned_data["words"], by=by)
            return redirect("desk:review", contribution_id=answered.contribution_id)
        except Card.DoesNotExist as error:
            raise Http404 from error
        except (Conflict, Forbidden, ValidationError) as error:
            _tell(form, error)
    return _again(request, form)


def _tell(form: OfTheTeam | AnswerForm, error: Exception) -> None:
    words = error.messages if isinstance(error, ValidationError) else str(error)
    form.add_error("words" if isinstance(error, ValidationError) else None, words)


def _again(
    request: HttpRequest, form: OfTheTeam | AnswerForm, opened: Opened | None = None
) -> HttpResponse:
    """The form once more, with what was typed and what is missing."""
    return render(request, "desk/together.html", {"form": form, "opened": opened}, status=409)
