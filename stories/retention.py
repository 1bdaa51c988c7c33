"""How long what people gave us is kept where nobody touches it; the privacy page says it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.editions import Content, Kind, Shape, older


@dataclass(frozen=True)
class Retention:
    declined: timedelta
    drafts: timedelta
    unsent_photos: timedelta
    reporters: timedelta
    report_marks: timedelta
    mail: timedelta


class RetentionForm(Shape):
    """Sooner than this, people would lose what they still wanted; later, they were told less."""

    declined = forms.IntegerField(
        label=_("A declined story, in days"),
        help_text=_(
            "Its words are blanked so long after we said no. Its person is told a week "
            "before. From 30 to 730."
        ),
        min_value=30,
        max_value=730,
    )
    drafts = forms.IntegerField(
        label=_("What was begun and not sent, in days"),
        help_text=_(
            "After the last word. Its person is told a week before, if they gave an "
            "address. From 14 to 365."
        ),
        min_value=14,
        max_value=365,
    )
    unsent_photos = forms.IntegerField(
        label=_("A photo that was not sent, in days"),
        help_text=_("Only where nobody signed in. From 1 to 60, and no longer than its story."),
        min_value=1,
        max_value=60,
    )

    reporters = forms.IntegerField(
        label=_("The address of who reported something, in days"),
        help_text=_("After our answer. The form says it. From 1 to 90."),
        min_value=1,
        max_value=90,
    )
    report_marks = forms.IntegerField(
        label=_("The marks by which the places of reports are told apart, in days"),
        help_text=_("They say nothing to anyone. From 7 to 90, so that a flood is still known."),
        min_value=7,
        max_value=90,
    )
    mail = forms.IntegerField(
        label=_("The list of mails, in days"),
        help_text=_("It holds no address and no words of what was sent. From 30 to 365."),
        min_value=30,
        max_value=365,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("unsent_photos", 0) > found.get("drafts", 365):
            self.add_error("unsent_photos", gettext("A photo cannot stay longer than its story."))
        return found


def shipped() -> dict[str, Content]:
    """As the host's environment says."""
    return {
        "": {
            "declined": settings.MARROW_KEEP_DECLINED.days,
            "drafts": settings.MARROW_KEEP_DRAFTS.days,
            "unsent_photos": settings.MARROW_KEEP_UNSENT_PHOTOS.days,
            "reporters": settings.MARROW_KEEP_REPORTERS.days,
            "report_marks": settings.MARROW_KEEP_REPORT_MARKS.days,
            "mail": settings.MARROW_KEEP_MAIL.days,
        }
    }


def value(part: str, content: Content) -> Retention:
    return Retention(**{name: timedelta(days=days) for name, days in content.items()})


RETENTION = Kind(
    name="retention",
    title=_("How long things are kept"),
    help=_(
        "The privacy page says these times. A change counts for what comes after it: whoever was "
        "told a time keeps it."
    ),
    form=RetentionForm,
    shipped=shipped,
    value=value,
)


def current() -> Retention:
    """The times that are in force now."""
    return RETENTION.current()[""]


def at(when: datetime) -> Retention:
    """The times that people were told then."""
    return RETENTION.at(when)[""]


def over(what: str, *, since: str, less: timedelta = timedelta(0), told: str = "") -> Q:
    """Rows whose time is over: `what` names it, `since` the field from which it is counted.

    `told`: the field that says when its person was told it, where that is another.
    """
    return older(RETENTION, what, field=since, less=less, told=told)
