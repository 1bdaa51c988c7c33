"""What a person offers for review: the words and all that is approved together with them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import CharField, Value
from django.utils.translation import gettext_lazy as _

from moderation.checks import Draft
from moderation.pictures import Picture
from stories import told
from stories.models import LANGUAGES, Diagnosis, Facet, Relation

TITLE, NAME = 140, 80  # characters
NOBODY = {"en": "Anonymous", "es": "Sin nombre"}
NAMELESS = frozenset({*NOBODY.values(), "Anónimo"})  # the last is what Spanish stories had before
BETWEEN = "\n\n"  # two passages, where they are read as one text
INITIAL, ANONYMOUS = "initial", "anonymous"  # how more of a name is hidden
# What else may be hidden of a person.
AGE, PLACE, DIAGNOSED, PHOTO = "age", "place", "diagnosed", "photo"
# Whether somebody else could be known by the story, as its person says; "" where they did not.
RECOGNISABLE = {"no": _("No"), "yes": _("Yes"), "unsure": _("I am not sure")}


def normalised(text: str) -> str:
    """The text as it is kept: line ends as LF, and nothing else changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Passage:
    """One dated piece of a story."""

    text: str
    dated: date

    def as_row(self) -> dict[str, str]:
        return {"text": self.text, "dated": self.dated.isoformat()}


@dataclass(frozen=True)
class Offer:
    """An immutable offer; equal offers have equal hashes, and an approval is of one hash."""

    title: str
    passages: tuple[Passage, ...]
    language: str
    diagnoses: tuple[str, ...]
    relation: str
    display_name: str
    facets: tuple[str, ...] = field(default=())
    diagnosed: str = ""  # when the illness was found, as `stories.told` writes it
    recognisable: str = field(default="", compare=False)  # a note to the team, no part of the words
    picture: Picture | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any], *, dated: date) -> "Offer":
        """Read the fields of a form or of the API into an offer with one passage."""
        return cls(
            title=normalised(data["title"]),
            passages=(Passage(normalised(data["body"]), dated),),
            language=data["language"],
            diagnoses=unique(data["diagnoses"]),
            relation=data["relation"],
            display_name=normalised(data["display_name"]),
            facets=unique(data.get("facets") or ()),
            diagnosed=data.get("diagnosed") or "",
        )

    @property
    def body(self) -> str:
        return BETWEEN.join(passage.text for passage in self.passages)

    @property
    def told(self) -> list[tuple[date, str]]:
        """Its passages as a reader's page shows them, each with the day it was written."""
        return [(passage.dated, passage.text) for passage in self.passages]

    @property
    def later(self) -> list[tuple[int, date]]:
        """Where in `body` each passage after the first begins, in code points, and its day."""
        lengths = accumulate(len(passage.text) + len(BETWEEN) for passage in self.passages)
        days = (passage.dated for passage in self.passages[1:])
        return list(zip(lengths, days, strict=False))

    @property
    def hash(self) -> str:
        """SHA-256, in hex, over everything that an approval covers."""
        return digest(
            self.title,
            [passage.as_row() for passage in self.passages],
            self.language,
            self.diagnoses,
            self.relation,
            self.display_name,
            self.facets,
            *later_fields(self),
        )

    def differs_from(self, other: "Offer") -> bool:
        """Whether a reader would see a difference; the day of writing alone is none."""
        return undated(self) != undated(other)

    def as_draft(self) -> Draft:
        photo = (self.picture.alt, self.picture.credit) if self.picture else ("", "")
        return Draft(self.title, self.body, self.display_name, self.language, *photo)

    def validate(self) -> None:
        """Raise ValidationError, by field, for what cannot be kept or shown."""
        errors: dict[str, list[Any]] = {}
        for name, text, limit in (
            ("title", self.title, TITLE),
            ("display_name", self.display_name, NAME),
        ):
            if wrong := problem(text, limit, one_line=True):
                errors[name] = [wrong]
        if wrong := self._problem_of_words():
            errors["body"] = [wrong]
        if self.language not in dict(LANGUAGES):
            errors["language"] = [_("We can read English and Spanish so far. Please choose one.")]
        choose = _("Please choose one of these.")
        for name, known in (("relation", Relation.values), ("recognisable", ("", *RECOGNISABLE))):
            if getattr(self, name) not in known:
                errors[name] = [choose]
        self._validate_choices(errors)
        if errors:
            raise ValidationError(errors)

    def _problem_of_words(self) -> Any:
        """What is wrong with the passages: none is empty, and together they have a limit."""
        limit, now = settings.MARROW_MAX_CHARACTERS, len(self.body)
        if len(self.passages) > 1 and now > limit:
            return _(
                "With all its parts, your story is longer than we can take: %(now)d characters, "
                "and we have room for %(limit)d. Nothing was cut."
            ) % {"now": now, "limit": limit}
        problems = (problem(one.text, limit, one_line=False) for one in self.passages)
        return next(filter(None, problems), None)

    def _validate_choices(self, errors: dict[str, list[Any]]) -> None:
        if self.picture is not None:
            errors.update(self.picture.problems())
        if self.diagnosed and not told.is_known(self.diagnosed):
            year = _("Please write the year with four figures, from %(first)d to this year.")
            errors["diagnosed"] = [year % {"first": told.EARLIEST}]
        kind = CharField()
        known = set(
            Diagnosis.objects.filter(slug__in=self.diagnoses)
            .values_list(Value("d", output_field=kind), "slug")
            .union(
                Facet.objects.filter(slug__in=self.facets).values_list(
                    Value("f", output_field=kind), "slug"
                )
            )
        )
        if not self.diagnoses or any(("d", slug) not in known for slug in self.diagnoses):
            errors["diagnoses"] = [_("Please choose at least one diagnosis from the list.")]
        if any(("f", slug) not in known for slug in self.facets):
            errors["facets"] = [_("We do not know one of these choices.")]


def problem(text: str, limit: int, *, one_line: bool) -> Any:
    """Why a text cannot be kept or shown, or None."""
    if not text.strip():
        return _("Please write something here.")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        return _("There is a sign in here that we cannot store. Please take it out.")
    if one_line and "\n" in text:
        return _("Please keep this on one line.")
    if len(text) > limit:
        return _(
            "This is longer than we can take: %(now)d characters, and we have room for "
            "%(limit)d. Nothing was cut."
        ) % {"now": len(text), "limit": limit}
    return None


def veiled(name: str, *, how: str, language: str) -> str:
    """What is shown in place of a name to hide more of it; never anything that was not in it."""
    first = next((letter for letter in name if letter.isalnum()), "")
    if how == ANONYMOUS or name in NAMELESS or not first:
        return NOBODY[language]
    return f"{first.upper()}."


def undated(offer: Offer) -> tuple[Any, ...]:
    return (
        offer.title,
        tuple(passage.text for passage in offer.passages),
        offer.language,
        offer.diagnoses,
        offer.relation,
        offer.display_name,
        offer.facets,
        *later_fields(offer),
    )


def later_fields(offer: Offer) -> tuple[Any, ...]:
    """What offers did not have at first: only where it is set, or old hashes would be others."""
    picture = (offer.picture.as_row(),) if offer.picture else ()
    return (offer.diagnosed, *picture) if offer.diagnosed else picture


def unique(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def digest(*parts: Any) -> str:
    """SHA-256, in hex, of a value that JSON can write in one way only."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
