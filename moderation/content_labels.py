"""What a story is about that may weigh on its reader: codes, and their words.

A label is for choosing and for warning, never a verdict on a story. A code, once given, is not
renamed: rows and settings hold it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django import forms
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from moderation.checks import Draft, Remark, _content, crisis
from moderation.models.editions import TEAM
from stories.editions import Content, Kind, Shape
from stories.words import LANGUAGES, Words, in_words, together


class Label(models.TextChoices):
    """The words are those that ship; `label` says those of the organisation, if it has others."""

    DEATH = "death", _("Somebody dies")
    DYING = "dying", _("The last weeks of a life")
    RELAPSE = "relapse", _("The illness comes back")
    CHILDREN = "children", _("A child is ill")
    PREGNANCY_LOSS = "pregnancy-loss", _("Losing a pregnancy")
    FERTILITY = "fertility", _("Fertility or pregnancy")
    DESPAIR = "despair", _("Wanting to die, or hurting oneself")
    MIND = "mind", _("Fear, panic or depression")
    ABUSE = "abuse", _("Violence or abuse")
    GRAPHIC = "graphic", _("Treatment told in hard detail")
    TRANSPLANT = "transplant", _("A transplant")

    @enum.property
    def label(self) -> str:
        return _worded(self.value)


def _words_of(code: str) -> str:
    return str(LABELS.current()[code])


_worded = lazy(_words_of, str)  # as they are when they are shown

# What weighs where the organisation did not say otherwise.
HEAVY = frozenset({Label.DEATH, Label.DYING, Label.CHILDREN, Label.DESPAIR, Label.ABUSE})


def heavy(labels: Iterable[str]) -> bool:
    """Whether a story with these labels counts as a heavy one for whoever reads it."""
    return not heavy_ones().isdisjoint(labels)


def heavy_ones() -> frozenset[str]:
    """The labels that make a story a heavy one now."""
    return frozenset(code for code, told in LABELS.current().items() if told.heavy)


# What the form was told already: a relation, a facet, or whose story it is.
FACTS = {
    "bereaved": Label.DEATH,
    "died": Label.DEATH,
    "end-of-life": Label.DYING,
    "hospice-care": Label.DYING,
    "relapse": Label.RELAPSE,
    "child": Label.CHILDREN,
    "under-18": Label.CHILDREN,
    "fertility": Label.FERTILITY,
    "pregnancy": Label.FERTILITY,
    "mental-health": Label.MIND,
    "transplant": Label.TRANSPLANT,
    "stem-cell-transplant-own": Label.TRANSPLANT,
    "stem-cell-transplant-donor": Label.TRANSPLANT,
    "graft-versus-host": Label.TRANSPLANT,
}


def of(
    draft: Draft, remarks: Iterable[Remark] | None = None, *, facts: Iterable[str] = ()
) -> list[str]:
    """The labels of what a draft tells of, in English or Spanish, in the order of `Label`.

    `remarks`: what the checks noticed in it, where they ran already; else the one on crises runs.
    `facts`: what was answered beside it, of which `FACTS` knows some.
    """
    found = _content.told(draft, crisis.find(draft) if remarks is None else remarks)
    found |= {FACTS[fact].value for fact in facts if fact in FACTS}
    return in_order(found)


def in_order(labels: Iterable[str]) -> list[str]:
    """These labels, each once and as rows hold them. Raises ValueError for a label that is none."""
    wanted = {Label(one) for one in labels}
    return [label.value for label in Label if label in wanted]


# ---- In the words of the organisation


@dataclass(frozen=True)
class Told:
    words: Words
    heavy: bool

    def __str__(self) -> str:
        return in_words(self.words)


class LabelForm(Shape):
    words_en = forms.CharField(label=_("Words (English)"), max_length=60)
    words_es = forms.CharField(label=_("Words (Spanish)"), max_length=60)
    heavy = forms.BooleanField(
        label=_("It weighs on who reads it"),
        help_text=_("Heavy stories are spread fairly, and counted for whoever read them."),
        required=False,
    )


@cache
def shipped() -> dict[str, Content]:
    found = {}
    for label in Label:
        content: Content = {"heavy": label in HEAVY}
        for language in LANGUAGES:
            with override(language):
                content[f"words_{language}"] = str(label._label_)
        found[label.value] = content
    return found


def value(code: str, content: Content) -> Told:
    return Told(together("words", content), content["heavy"])


LABELS = Kind(
    name="labels",
    title=_("Content labels"),
    help=_(
        "What a story is about that may weigh on its reader. The team sees them before the words, "
        "and can say what they would rather not read today."
    ),
    form=LabelForm,
    shipped=shipped,
    value=value,
    shelf=TEAM,
)
