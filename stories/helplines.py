"""Somebody to talk to, by country: what ships, and what the organisation put in its place.

A line answers by telephone, by e-mail, in a chat, or in several of these ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from stories import editions
from stories.editions import LINES, Content, Kind, Shape
from stories.taxonomy import read
from stories.text import fold
from stories.words import Words, apart, in_words, together

WAYS = ("phone", "email", "chat")


@dataclass(frozen=True)
class Line:
    """Who answers, in which ways, and where we have it from."""

    kind: str  # emergency, ours, crisis, blood-cancer or cancer
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
    email: str = ""
    chat: str = ""  # the page on which one writes to them and they answer at once

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
    def ways(self) -> list[tuple[str, str]]:
        """Each way in which they answer, as it is shown, and its address."""
        found = [
            (self.phone, self.phone_url),
            (self.email, f"mailto:{self.email}"),
            (self.chat and gettext("Chat"), self.chat),
        ]
        return [(shown, address) for shown, address in found if shown]

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
    """A country, the number for an emergency, and its lines in the order they are shown."""

    code: str
    place: Words
    emergency: Line
    lines: tuple[Line, ...]
    rests: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_words(self.place)


def countries() -> tuple[Country, ...]:
    """All countries that somebody can be called in."""
    return tuple(country for country in HELPLINES.current().values() if not country.rests)


def ours() -> list[Line]:
    """The lines of the organisation that runs the site: they stand first, on every page."""
    return [line for country in countries() for line in country.lines if line.kind == "ours"]


def spoken() -> dict[str, list[tuple[Country, Line]]]:
    """Who speaks which language, those spoken by most first, and by country in each."""
    found: dict[str, list[tuple[Country, Line]]] = {}
    for country in sorted(countries(), key=lambda one: fold(one.name)):
        for line in country.lines:
            for code in line.languages:
                found.setdefault(code, []).append((country, line))
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


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


# ---- What the organisation may put in place of what ships


class Address(forms.URLField):
    """A page that people are sent to: over https, or not at all."""

    default_validators = [URLValidator(schemes=["https"], message=_("It begins with https://"))]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=300, **kwargs)


class Number(forms.CharField):
    default_validators = [
        RegexValidator(
            r"^\*?\d+( \d+)*$", _("Digits with spaces between them, as it is dialed there.")
        )
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)


def validate_number(phone: str, country: str) -> None:
    """Refuse what nobody can dial in this country. Raises ValidationError."""
    try:
        number = phonenumbers.parse(phone.lstrip("*"), country.upper())
    except phonenumbers.NumberParseException as error:
        raise ValidationError(gettext("This is no telephone number.")) from error
    whole = phonenumbers.is_valid_number_for_region(number, country.upper())
    if not whole and not phonenumbers.is_possible_short_number_for_region(number, country.upper()):
        raise ValidationError(gettext("Nobody can dial this number in that country."))


class LineForm(editions.Line):
    called = "name"
    kind = forms.ChoiceField(
        label=_("Who answers"),
        choices=[
            ("ours", _("We ourselves: shown on every page")),
            ("crisis", _("Somebody to talk to now")),
            ("blood-cancer", _("People who know blood cancer")),
            ("cancer", _("People who know cancer")),
        ],
    )
    name = forms.CharField(label=_("Name of the line"), max_length=120)
    phone = Number(label=_("Number, as it is dialed there"), required=False)
    email = forms.EmailField(label=_("Address for e-mail"), required=False, max_length=120)
    chat = Address(label=_("Page on which one can chat with them"), required=False)
    text_en = forms.CharField(label=_("One plain sentence (English)"), max_length=300)
    text_es = forms.CharField(label=_("One plain sentence (Spanish)"), max_length=300)
    hours_en = forms.CharField(label=_("When somebody answers (English)"), max_length=120)
    hours_es = forms.CharField(label=_("When somebody answers (Spanish)"), max_length=120)
    languages = forms.CharField(
        label=_("Languages spoken there"),
        help_text=_("Two letters each, as: en, es"),
        max_length=60,
    )
    url = Address(label=_("Their own page"))
    source = forms.CharField(label=_("Whose word we take for the number"), max_length=120)
    seen = Address(label=_("Where the number was read, if not there"), required=False)
    checked = forms.DateField(
        label=_("The day on which you compared it"), help_text=_("As 2026-11-26")
    )
    confirmed = forms.BooleanField(label=_("It was read in something published"), required=False)

    def clean_languages(self) -> str:
        codes = self.cleaned_data["languages"].replace(",", " ").lower().split()
        if unknown := [code for code in codes if code not in LANG_INFO]:
            text = gettext("No language that we know: %(codes)s")
            raise ValidationError(text % {"codes": ", ".join(unknown)})
        return ", ".join(dict.fromkeys(codes))

    def clean_phone(self) -> str:
        if self.cleaned_data["phone"]:
            validate_number(self.cleaned_data["phone"], self.part)
        return self.cleaned_data["phone"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and found and not any(found.get(way) for way in WAYS):
            raise ValidationError(
                gettext("Nobody can be reached: a number, an address or a chat is needed.")
            )
        if found.get("kind") == "crisis" and not self.errors and not found.get("phone"):
            self.add_error(
                "phone", gettext("Who is needed now must have a number that can be called.")
            )
        return found


class CountryForm(Shape):
    line = LineForm
    most = 10
    lines_label = _("Who can be called")
    name_en = forms.CharField(label=_("Country (English)"), max_length=60)
    name_es = forms.CharField(label=_("Country (Spanish)"), max_length=60)
    emergency = Number(label=_("Number for an emergency"))
    emergency_source = forms.CharField(label=_("The authority whose number it is"), max_length=120)
    emergency_url = Address(label=_("Its page"))
    emergency_checked = forms.DateField(
        label=_("The day on which you compared it with that page"),
        help_text=_("As 2026-11-26. Until then the page shows no day beside it."),
        required=False,
    )
    note_en = forms.CharField(
        label=_("A sentence beside it (English)"),
        help_text=_("Where one number is not the whole truth."),
        required=False,
        max_length=300,
    )
    note_es = forms.CharField(
        label=_("A sentence beside it (Spanish)"), required=False, max_length=300
    )
    rests = forms.BooleanField(
        label=_("It rests"), help_text=_("The country is on no page."), required=False
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.part.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValidationError(
                gettext("A country is two letters, as gb for the United Kingdom.")
            )
        if bool(found.get("note_en")) != bool(found.get("note_es")):
            self.add_error(
                "note_es", gettext("The sentence is needed in both languages, or in none.")
            )
        return found

    def clean_emergency(self) -> str:
        validate_number(self.cleaned_data["emergency"], self.part)
        return self.cleaned_data["emergency"]


@cache
def shipped() -> dict[str, Content]:
    """The file that comes with Marrow."""
    return {row["code"].lower(): _country(row) for row in read("helplines.toml")["country"]}


def _country(row: dict[str, Any]) -> Content:
    names = ("emergency", "emergency_source", "emergency_url")
    return {
        **apart("name", row["name"]),
        **{name: row[name] for name in names},
        "emergency_checked": row.get("emergency_checked"),
        **apart("note", row.get("emergency_note", {})),
        "rests": False,
        LINES: [_line(line) for line in row["line"]],
    }


def _line(row: dict[str, Any]) -> Content:
    own = {name: value for name, value in row.items() if name not in ("text", "hours")}
    own["languages"] = ", ".join(row["languages"])
    own = {"seen": "", "phone": "", "email": "", "chat": ""} | own
    return {**own, **apart("text", row["text"]), **apart("hours", row["hours"])}


def value(code: str, content: Content) -> Country:
    place = together("name", content)
    emergency = Line(
        kind="emergency",
        place=place,
        name=_("In an emergency"),
        phone=content["emergency"],
        source=content["emergency_source"],
        url=content["emergency_url"],
        checked=content["emergency_checked"],
        confirmed=content["emergency_checked"] is not None,
        about=together("note", content),
    )
    lines = tuple(_line_of(place, line) for line in content[LINES])
    return Country(code, place, emergency, lines, content["rests"])


def _line_of(place: Words, content: Content) -> Line:
    alike = ("kind", "name", "source", "url", "seen", "checked", "confirmed", *WAYS)
    return Line(
        place=place,
        about=together("text", content),
        times=together("hours", content),
        languages=tuple(content["languages"].split(", ")),
        **{name: content[name] for name in alike},
    )


HELPLINES = Kind(
    name="helplines",
    title=_("Support services by country"),
    help=_(
        "Who can be called, written to or chatted with: the page /help/, and what is shown where "
        "words sound as if somebody needs help now. Numbers change: ring each of them before you "
        "write its day down."
    ),
    form=CountryForm,
    shipped=shipped,
    value=value,
    grows=True,
    preview=("about/_country.html", "country"),
)
