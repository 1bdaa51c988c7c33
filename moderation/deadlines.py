"""By when the team should read, and how long a decision can be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.models.editions import TEAM
from stories.editions import Content, Kind, Shape

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@dataclass(frozen=True)
class Deadlines:
    grace: timedelta
    due: timedelta
    severe: timedelta
    safeguarding: timedelta

    def __str__(self) -> str:
        return str(DEADLINES.title)


class DeadlinesForm(Shape):
    grace = forms.IntegerField(
        label=_("Grace, in seconds"),
        help_text=_(
            "How long a decision can be taken back before anybody hears of it. 600 are ten "
            "minutes; an hour at most."
        ),
        min_value=0,
        max_value=3600,
    )
    due = forms.IntegerField(
        label=_("A story should be read within so many hours"),
        help_text=_(
            "People are told this until 20 stories were answered in 90 days; then, what it "
            "really took. From 4 to 720."
        ),
        min_value=4,
        max_value=720,
    )
    severe = forms.IntegerField(
        label=_("The same where somebody may be in danger"),
        help_text=_("From 1 to 72, and no more than the other."),
        min_value=1,
        max_value=72,
    )

    safeguarding = forms.IntegerField(
        label=_("A case where somebody may be in danger should be closed within so many hours"),
        help_text=_(
            "Day and night. Whoever is on call is told at once, and all leads when three "
            "quarters of it are over. From 1 to 24."
        ),
        min_value=1,
        max_value=24,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("severe", 0) > found.get("due", 720):
            self.add_error(
                "severe", gettext("Who may be in danger cannot wait longer than the others.")
            )
        return found


def shipped() -> dict[str, Content]:
    """As the host's environment says."""
    return {
        "": {
            "grace": _whole(settings.MARROW_GRACE / SECOND),
            "due": _whole(settings.MARROW_DUE / HOUR),
            "severe": _whole(settings.MARROW_DUE_SEVERE / HOUR),
            "safeguarding": _whole(settings.MARROW_SAFEGUARDING / HOUR),
        }
    }


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def value(part: str, content: Content) -> Deadlines:
    hours = {name: content[name] * HOUR for name in ("due", "severe", "safeguarding")}
    return Deadlines(content["grace"] * SECOND, **hours)


DEADLINES = Kind(
    name="deadlines",
    title=_("Deadlines and grace"),
    help=_(
        "They count for what is sent and decided from now on: a story keeps the deadline that it "
        "was given, and its person the day that they were told."
    ),
    form=DeadlinesForm,
    shipped=shipped,
    value=value,
    shelf=TEAM,
)


def current() -> Deadlines:
    """What holds for whatever is sent or decided now."""
    return DEADLINES.current()[""]


def at(when: datetime) -> Deadlines:
    """What people were told then."""
    return DEADLINES.at(when)[""]
