"""What is left to say once a story was taken back: from where it is gone, and since when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.models import Contribution, Event
from moderation.states import Action

PLACES = (
    _("Its own page; its address now says kindly that the story is gone"),
    _("The first page, and all lists of stories"),
    _("The pages of its diagnoses"),
    _("The search of this site"),
    _("The feeds and the site map"),
    _("Other sites that ask ours for stories"),
)
PHOTO = _("The files of its photo")


def places(shown: bool, pictured: bool) -> tuple[str | Promise, ...]:
    """Where a story had been, if it was ever shown, and with a photo."""
    return (*PLACES, *([PHOTO] if pictured else [])) if shown else ()


@dataclass(frozen=True)
class Gone:
    """When a story was taken back, and the places where it had been; none if it never was."""

    at: datetime
    places: tuple[str | Promise, ...]


def gone(contribution: Contribution) -> Gone | None:
    """What was taken off and when, or None while the story is not taken back."""
    events = Event.objects.filter(submission__contribution=contribution)
    withdrawal = events.filter(action=Action.WITHDRAW).order_by("id").first()
    if withdrawal is None:
        return None
    shown = events.filter(action__in=[Action.PUBLISH, Action.RESUME]).exists()
    pictured = contribution.submissions.filter(photo__isnull=False, published_at__isnull=False)
    return Gone(withdrawal.at, places(shown, pictured.exists()))
