"""Quoted words of a story: where they stand in it, never a copy of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moderation.offers import Offer

FIELDS = ("title", "body", "display_name")
MOST = 20  # in one message
NOT_THERE = _("These words are not in the story.")


@dataclass(frozen=True)
class Quote:
    """Words from `start` to `end`, in code points, of one field of an offer."""

    field: str
    start: int
    end: int

    @classmethod
    def read(cls, text: str) -> "Quote | None":
        """A quote as a page sends it: "body:12:34"; None for anything else."""
        found = re.fullmatch(rf"({'|'.join(FIELDS)}):(\d{{1,6}}):(\d{{1,6}})", text)
        return cls(found[1], int(found[2]), int(found[3])) if found else None

    def as_row(self) -> dict[str, Any]:
        return {"field": self.field, "start": self.start, "end": self.end}

    def of(self, offer: Offer) -> str:
        """The words that it quotes."""
        return str(getattr(offer, self.field))[self.start : self.end]


def find(words: str, offer: Offer) -> Quote | None:
    """Where these words stand first in an offer, however their blanks and lines are broken."""
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    for field in ("body", "title", "display_name"):
        if found := pattern.search(getattr(offer, field)):
            return Quote(field, found.start(), found.end())
    return None


def validate(quotes: Iterable[Quote], offer: Offer) -> None:
    """Raise ValidationError where something is quoted that is not there."""
    quotes = list(quotes)
    fits = all(
        one.field in FIELDS
        and 0 <= one.start < one.end <= len(getattr(offer, one.field))
        and one.of(offer).strip()
        for one in quotes
    )
    if not fits or len(quotes) > MOST:
        raise ValidationError({"quotes": [NOT_THERE]})


def words_of(rows: Iterable[Mapping[str, Any]], offer: Offer) -> list[str]:
    """The words that kept quotes are of; none where they are gone."""
    found = [Quote(row["field"], row["start"], row["end"]).of(offer).strip() for row in rows]
    return [one for one in found if one]
