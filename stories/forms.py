"""The form over a list of stories: what may be asked, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.counting import Counts
from stories.models import LANGUAGES, PUBLIC_RELATION, Diagnosis, Facet
from stories.search import Understood, tidy, understood
from stories.tags import Length
from stories.veil import HUSHED, NAME, ON
from stories.vocabulary import vocabulary

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FACETS = Facet.Kind.values
ANY = _("Any")
CHIP = 40  # characters of somebody's words on a chip
VEIL = [(ON, _("Without hard stories"))]


class WordsField(forms.CharField):
    """Words to look for: whatever is typed, cut to what a search can use."""

    def to_python(self, value: object) -> str:
        return tidy(str(value or ""))


class Choice(forms.Select):
    """A list of choices written in one go: a template for each would take half the page's time."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        options = (
            (key, " selected" if str(key) == str(value or "") else "", label)
            for key, label in self.choices
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class FilterForm(forms.Form):
    """What narrows a list of stories. Each unknown value is one error, and the others still count.

    The fields themselves come from `stories.filters.StoryFilter`.
    """

    def __init__(self, data: Mapping[str, str] | None = None, *args, **kwargs) -> None:
        self.vocabulary = vocabulary()
        super().__init__(self._by_slug(data), *args, **kwargs)
        self._offer("diagnosis", self._diagnosis_choices())
        self._offer("relation", PUBLIC_RELATION.items(), anything=_("Anyone"))
        self._offer("language", LANGUAGES)
        self._offer("length", Length.choices)
        for kind in FACETS:
            rows = self.vocabulary.facets_of(kind)
            if kind == Facet.Kind.PLACE:
                # All countries would be half the page; one that a story led to stays chosen.
                asked = self.data.get(kind)
                rows = [one for one in rows if not one.within or one.slug == asked]
            self._offer(kind, ((facet.slug, facet.name) for facet in rows))

    def _by_slug(self, data: Mapping[str, str] | None) -> Mapping[str, str] | None:
        """The diagnosis as its slug, whichever word the address has: only so can a list show it
        as chosen, and only what is shown as chosen is sent again with the next choice."""
        found = self.vocabulary.named(data["diagnosis"]) if data and "diagnosis" in data else None
        if data is None or found is None:
            return data
        return {**{name: data[name] for name in data}, "diagnosis": found.slug}

    def _offer(
        self,
        name: str,
        choices: Iterable[tuple[str, StrOrPromise]],
        *,
        anything: StrOrPromise = ANY,
    ) -> None:
        self.fields[name].widget = Choice(choices=[("", anything), *choices])

    def number(self, counts: Counts) -> None:
        """Say beside each choice how many stories it has, and leave out those that have none."""
        for name, field in self.fields.items():
            if isinstance(field.widget, Choice):
                first, *others = field.widget.choices
                field.widget.choices = [first, *self._numbered(name, others, counts)]

    def _numbered(
        self, name: str, choices: Iterable[Any], counts: Counts
    ) -> Iterator[tuple[str, str]]:
        hushed = HUSHED if NAME in counts.chosen else ()
        for value, label in choices:
            number = counts.of(name, value)
            if value == self.data.get(name) or not (number.none or value in hushed):
                yield value, f"{label} ({number})" if str(number) else str(label)

    def _diagnosis_choices(self) -> list[tuple[str, str]]:
        rows = self.vocabulary.by_name
        return [(row.slug, row.label) for row in rows]

    def clean_q(self) -> Understood:
        return understood(self.cleaned_data["q"], self.vocabulary)

    def clean_diagnosis(self) -> Diagnosis | None:
        words = self.cleaned_data["diagnosis"]
        found = self.vocabulary.named(words) if words else None
        if words and found is None:
            raise ValidationError(gettext("We do not know this diagnosis."), code="unknown")
        return found

    def clean(self) -> dict:
        for kind in FACETS:
            slug = self.cleaned_data.get(kind)
            facet = self.vocabulary.facets.get(slug or "")
            if slug and (facet is None or facet.kind != kind):
                self.add_error(kind, gettext("We do not know this choice."))
        return self.cleaned_data

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields with a list of choices, in the order of the page.

        The veil is none of them: it is chosen above every list, in the same words on each page.
        """
        return [self[name] for name in self.fields if name not in ("q", NAME)]

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the list now: the value of each field in words that people read."""
        data = self.cleaned_data if self.is_valid() or self.is_bound else {}
        return {
            name: self._label(name, value) for name, value in data.items() if value and name != NAME
        }

    def _label(self, name: str, value) -> str:
        match value:
            case Understood():
                return f"“{Truncator(value.words).chars(CHIP)}”"
            case Diagnosis():
                return value.name
        if name in FACETS:
            return self.vocabulary.facets[value].name
        return str({**PUBLIC_RELATION, **dict(LANGUAGES), **dict(Length.choices)}[value])

    def address(self, without: str = "") -> str:
        """The query of this list, or of the same list without one field."""
        kept = {name: self.data[name] for name in self.chosen if name != without}
        if self.cleaned_data.get(NAME):
            kept[NAME] = ON
        return urlencode(kept)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each choice with the address of the list without it."""
        return [
            (label, f"?{self.address(without=name)}#results") for name, label in self.chosen.items()
        ]

    @property
    def left_out(self) -> list[str]:
        """The names of the fields whose value means nothing to us."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]
