"""Somebody to talk to, country by country: read once, a change shows after the next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stories.taxonomy import read

Words = dict[str, str]  # in each language of the site


def in_words(words: Words) -> str:
    """What the reader of this page understands."""
    return words.get("es" if get_language() == "es" else "en", "")


@dataclass(frozen=True)
class Line:
    """A number, who answers it, and where we have it from."""

    kind: str  # emergency, crisis, blood-cancer or cancer
    place: Words
    name: str | Promise
    phone: str
    source: str
    url: str
    seen: str = ""  # where the number was read, if not on `url`
    checked: date | None = None  # the day on which it was read there
    confirmed: bool = False
    about: Words | None = None
    times: Words | None = None
    languages: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        return in_words(self.place)

    @property
    def text(self) -> str:
        return in_words(self.about or {})

    @property
    def hours(self) -> str:
        return in_words(self.times or {})

    @property
    def phone_url(self) -> str:
        """For the telephone; a star is dialled as it stands."""
        return "tel:" + self.phone.replace(" ", "")

    @property
    def read_on(self) -> str:
        """The address at which the number was read; "" where nobody has compared it yet."""
        return (self.seen or self.url) if self.confirmed and self.checked else ""

    @property
    def read_at(self) -> str:
        """The name of that place, as an address line shows it."""
        return (urlsplit(self.read_on).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class Country:
    """A country, the number for an emergency, and its lines in the order of the file."""

    code: str
    place: Words
    emergency: Line
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        return in_words(self.place)


@cache
def countries() -> tuple[Country, ...]:
    """All countries of `helplines.toml`."""
    return tuple(_country(row) for row in read("helplines.toml")["country"])


def crisis(*, near: str = "") -> list[Line]:
    """Who can be called now and speaks the reader's language: `near` first, then by country.

    `near`: two letters (ISO 3166-1) of the country that somebody may be in.
    """
    language = "es" if get_language() == "es" else "en"
    found = [
        (country.code != near.lower(), line.country, line)
        for country in countries()
        for line in country.lines
        if line.kind == "crisis" and language in line.languages
    ]
    return [line for *_order, line in sorted(found, key=lambda one: one[:2])]


def _country(row: dict[str, Any]) -> Country:
    place = row["name"]
    emergency = Line(
        kind="emergency",
        place=place,
        name=_("In an emergency"),
        phone=row["emergency"],
        source=row["emergency_source"],
        url=row["emergency_url"],
        checked=row.get("emergency_checked"),
        confirmed="emergency_checked" in row,
        about=row.get("emergency_note"),
    )
    lines = tuple(_line(place, line) for line in row["line"])
    return Country(row["code"].lower(), place, emergency, lines)


def _line(place: Words, row: dict[str, Any]) -> Line:
    own = {name: value for name, value in row.items() if name not in ("text", "hours", "languages")}
    languages = tuple(row["languages"])
    return Line(place=place, about=row["text"], times=row["hours"], languages=languages, **own)
