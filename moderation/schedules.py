"""A moment from which an approved story is public, where somebody chose one."""

from datetime import date, datetime, time, timedelta
from enum import Enum

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models import Submission
from moderation.states import Action, State

FARTHEST = timedelta(days=366)
PAST = _("This moment has passed. Please choose a later one, or leave the day empty.")
FAR = _("This is more than a year away. Please choose a day within a year.")


class AsChosen(Enum):
    """No moment was named: what the first of two people chose stands, and otherwise at once."""

    AS_CHOSEN = "as chosen"


AS_CHOSEN = AsChosen.AS_CHOSEN


def day_of(
    submission: Submission, action: Action, at: datetime | AsChosen | None, *, now: datetime
) -> datetime | None:
    """The moment that this decision is for; None for as soon as it takes effect.

    Raises ValidationError for one that has passed or is too far away.
    """
    if action is not Action.APPROVE:
        return None
    if not isinstance(at, AsChosen):
        return checked(at, now=now) if at else None
    first = submission.publish_at if submission.state == State.SECOND_REVIEW else None
    return first if first and first > now else None


def checked(at: datetime, *, now: datetime) -> datetime:
    """This moment, where a story may wait for it. Raises ValidationError."""
    if at <= now:
        raise ValidationError({"at": [PAST]})
    if at - now > FARTHEST:
        raise ValidationError({"at": [FAR]})
    return at


def moment(day: date, hour: time) -> datetime:
    """A day and an hour in the organisation's own time zone."""
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone())
