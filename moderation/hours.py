"""When the team reads: the weekdays, from when until when, and the days on which nobody does."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.models.editions import TEAM
from stories.editions import LINES, Content, Kind, Line, Shape

WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """In the site's own time zone. `closes`: None where they read until midnight."""

    days: frozenset[int]  # 1 for Monday
    opens: time = time(0)
    closes: time | None = None
    off: frozenset[date] = frozenset()

    def __str__(self) -> str:
        return str(HOURS.title)

    def reads_on(self, day: date) -> bool:
        return day.isoweekday() in self.days and day not in self.off

    def next(self, at: datetime) -> datetime:
        """The first moment from then on in which somebody reads."""
        if self.closes and at.time() > self.closes:
            at = self._opening(at + DAY)
        while not self.reads_on(at.date()):
            at = self._opening(at + DAY) if self.closes else at + DAY
        return max(at, self._opening(at))

    def _opening(self, at: datetime) -> datetime:
        return datetime.combine(at.date(), self.opens, at.tzinfo)


class Clock(forms.TimeInput):
    def __init__(self) -> None:
        super().__init__(format="%H:%M")

    def format_value(self, value: Any) -> str | None:
        return str(value)[:5] if value else None  # also of a time as JSON keeps it


class DayOff(Line):
    day = forms.DateField(label=_("A day on which nobody reads"), help_text=_("As 2026-12-25"))


class HoursForm(Shape):
    line = DayOff
    most = 60
    lines_label = _("Days off")
    days = forms.MultipleChoiceField(
        label=_("The days on which somebody reads"),
        help_text=_(
            "No contributor is told that we answer on another day, and the wait pauses "
            "there. Deadlines on the desk do not pause."
        ),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.TimeField(label=_("From"), help_text=_("As 09:00"), widget=Clock)
    closes = forms.TimeField(
        label=_("Until"),
        help_text=_("As 17:30; empty where they read until midnight"),
        required=False,
        widget=Clock,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("closes") and found.get("opens") and found["closes"] <= found["opens"]:
            self.add_error("closes", gettext("It ends before it begins."))
        return found


def shipped() -> dict[str, Content]:
    """As the host's environment says."""
    days = sorted(str(day) for day in settings.MARROW_TEAM_DAYS)
    return {"": {"days": days, "opens": time(0), "closes": None, LINES: []}}


def value(part: str, content: Content) -> Hours:
    return Hours(
        frozenset(map(int, content["days"])),
        content["opens"],
        content["closes"],
        frozenset(line["day"] for line in content[LINES]),
    )


HOURS = Kind(
    name="hours",
    title=_("Hours of the team"),
    help=_("What contributors are told of when we answer keeps to these."),
    form=HoursForm,
    shipped=shipped,
    value=value,
    shelf=TEAM,
)


def current() -> Hours:
    """When the team reads, as it holds now."""
    return HOURS.current()[""]
