"""Why something was decided: codes for the record, each tied to one of our guidelines."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cache

from django import forms
from django.db import models
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from moderation.models.editions import TEAM
from stories import guidelines
from stories.editions import Content, Kind, Shape
from stories.guidelines import DECLINED
from stories.words import LANGUAGES, Words, in_words, together


class Reason(models.TextChoices):
    """The values are kept in events; a value, once given, is not renamed.

    The words are those that ship. The organisation may put others in their place, and then these
    are what `label` says.
    """

    NAMES = "names", _("Full names")
    CONTACT = "contact", _("Ways to find the person")
    STAFF = "staff", _("Names of doctors, nurses or hospitals")
    OTHERS = "others", _("Other people who did not choose to be here")
    TREATMENT = "treatment", _("Advice about treatment")
    SELLING = "selling", _("Selling, links or fundraising")
    CRISIS = "crisis", _("Somebody may be in danger")
    OWN_WORDS = "own-words", _("Not the person's own story")
    RESPECT = "respect", _("Respect for others")
    LEGAL = "legal", _("A legal question")
    OTHER = "other", _("Another reason")

    @enum.property
    def label(self) -> str:
        return _worded(self.value)


@dataclass(frozen=True)
class Told:
    """A reason as the team reads it. One that rests is not given any more."""

    code: str
    words: Words
    guideline: str
    position: int
    rests: bool = False

    def __str__(self) -> str:
        return in_words(self.words)


def _words_of(code: str) -> str:
    return str(REASONS.current()[code])


_worded = lazy(_words_of, str)  # as they are when they are shown


def _guidelines() -> list[tuple[str, str]]:
    """Every guideline, also one that rests: it may come back, and the reason points to it again."""
    known = guidelines.SECTIONS.current().values()
    return [
        ("", gettext("None")),
        *((one.code, one.title) for one in known if one.code != DECLINED),
    ]


class ReasonForm(Shape):
    words_en = forms.CharField(label=_("Words (English)"), max_length=80)
    words_es = forms.CharField(label=_("Words (Spanish)"), max_length=80)
    guideline = forms.ChoiceField(
        label=_("The guideline that it is about"),
        help_text=_("Messages with this reason point to it."),
        choices=_guidelines,
        required=False,
    )
    position = forms.IntegerField(
        label=_("Place in the list"),
        help_text=_("Smaller numbers come first; those that ship are 10, 20, 30, …"),
        min_value=0,
        max_value=999,
    )
    rests = forms.BooleanField(
        label=_("It rests"),
        help_text=_("Nobody can choose it any more. What was decided for it keeps it."),
        required=False,
    )

    def clean_rests(self) -> bool:
        if self.cleaned_data["rests"] and self.part == Reason.OTHER:
            raise forms.ValidationError(gettext("There must be a reason for what fits no other."))
        return self.cleaned_data["rests"]


@cache
def shipped() -> dict[str, Content]:
    found = {}
    for position, reason in enumerate(Reason, start=1):
        guideline = reason.value if reason.value in guidelines.GUIDELINES else ""
        content: Content = {"guideline": guideline, "position": 10 * position, "rests": False}
        for language in LANGUAGES:
            with override(language):
                content[f"words_{language}"] = str(reason._label_)
        found[reason.value] = content
    return found


def value(code: str, content: Content) -> Told:
    words = together("words", content)
    return Told(code, words, content["guideline"], content["position"], content["rests"])


REASONS = Kind(
    name="reasons",
    title=_("Reasons"),
    help=_("Why the team decided something, for the record and for the figures. The codes stay."),
    form=ReasonForm,
    shipped=shipped,
    value=value,
    shelf=TEAM,
)

# Of events that no person of the team decided on.
WISH = "wish"  # somebody with the contributor's link told us that they died, or it was undone
OLDER = "older"  # an older copy of the database came back, and these words had been replaced


def about(reason: str) -> str:
    """The guideline that a reason points to, by its code; "" for none, or for one that rests."""
    told = REASONS.current().get(reason)
    return told.guideline if told and told.guideline in guidelines.titles() else ""


def offered() -> list[Told]:
    """The reasons that may be given now, in the order of the organisation."""
    shown = [one for one in REASONS.current().values() if not one.rests]
    return sorted(shown, key=lambda one: one.position)


def choices() -> list[tuple[str, str | Promise]]:
    """The same as a field of a form takes them."""
    return [("", _("Choose a reason")), *((one.code, str(one)) for one in offered())]


class Dismissal(models.TextChoices):
    """Why what a check noticed is not a problem."""

    MISTAKEN = "mistaken", _("The check is mistaken")
    HARMLESS = "harmless", _("It may stay in this story")
    AGREED = "agreed", _("The contributor knows, and wants it so")
