"""A moment from which an approved story is public, where somebody chose one."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FARTHEST = timedelta(days=366)
PAST = _("This moment has passed. Please choose a later one, or leave the day empty.")
FAR = _("This is more than a year away. Please choose a day within a year.")


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
