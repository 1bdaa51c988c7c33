"""What goes with a message to a contributor: words that it quotes, and a wording that it suggests.

Fields of the decision's form. All of them are optional, and the suggested ones are filled with the
story as it is: what is left as it was suggests nothing.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moderation import quotes
from moderation.models import Submission
from moderation.offers import Offer, digest, normalised
from moderation.quotes import Quote
from moderation.suggestions import reworded

TITLE_FIELD, NAME_FIELD, PASSAGE = "suggested_title", "suggested_name", "suggested_"


class Word(forms.CharField):
    """Words of a story, kept as they are; what is wrong with them the offer says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        return normalised(super().clean(value))


class WithWords(forms.Form):
    """The part of a decision's form that is about the words of a story."""

    quoted = forms.CharField(
        label=_("Words of the story that your message is about"),
        help_text=_(
            "Copy them from the story, each place on a line of its own, or choose “Quote this” at "
            "a note. The contributor sees them above your message."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, about: Submission | None = None, **kwargs: Any) -> None:
        """`about`: the text that is read; None where no message can be about it."""
        self.about = about
        self.offer = about.shown_offer if about is not None else None
        self.quotes: list[Quote] = []
        self.suggested: Offer | None = None
        super().__init__(*args, **kwargs)
        if self.offer is None:
            del self.fields["quoted"]

    def ask_for_wording(self) -> None:
        """Add the fields of a suggested wording, filled with the story as it is."""
        if self.offer is None:
            return
        for name, words in as_fields(self.offer).items():
            self.fields[name] = Word(label=self._label(name), widget=self._widget(name, words))
            self.initial.setdefault(name, words)

    def _label(self, name: str) -> Any:
        short = {TITLE_FIELD: _("Title"), NAME_FIELD: _("Name on the page")}
        assert self.offer is not None
        if name in short or len(self.offer.passages) == 1:
            return short.get(name, _("Words"))
        return _("Words, part %(number)d") % {"number": 1 + int(name.removeprefix(PASSAGE))}

    def _widget(self, name: str, words: str) -> forms.Widget:
        assert self.offer is not None
        told = {"lang": self.offer.language, "spellcheck": "true"}
        if name in (TITLE_FIELD, NAME_FIELD):
            return forms.TextInput(attrs=told)
        return forms.Textarea(attrs={**told, "rows": min(24, 4 + len(words) // 80)})

    @property
    def wording(self) -> list[forms.BoundField]:
        """The fields of a suggested wording."""
        return [self[name] for name in self.fields if name.startswith(PASSAGE)]

    @property
    def rewords(self) -> bool:
        """Whether a wording was typed, or given back: then its part of the page is open."""
        if self.offer is None or not self.wording:
            return False
        return self._typed() != as_fields(self.offer)

    def _typed(self) -> dict[str, str]:
        """The words in the fields of a wording; a field that was not sent suggests nothing."""
        assert self.offer is not None
        sent = self.data if self.is_bound else self.initial
        words = as_fields(self.offer)
        return {name: normalised(sent.get(name, text)) for name, text in words.items()}

    @property
    def chosen(self) -> list[str]:
        """The notes whose words are quoted, as their boxes send them."""
        return self.data.getlist("quote") if hasattr(self.data, "getlist") else []

    def quotes_in(self, words: str) -> list[Quote | None]:
        """What is quoted, at a note or in these lines; None for what is not in the story."""
        if self.about is None:
            return []
        found = [Quote.read(key) for key in self.chosen]
        lines = [line for line in words.splitlines() if line.strip()]
        return [*found, *(quotes.find(line, self.about.offer) for line in lines)]

    def read_quotes(self, data: Mapping[str, Any]) -> None:
        """Find what is quoted in the story, or say that it is not there."""
        if self.about is None:
            return
        found = self.quotes_in(data.get("quoted", ""))
        self.quotes = list(dict.fromkeys(one for one in found if one is not None))
        try:
            quotes.validate(self.quotes, self.about.offer)
        except ValidationError:
            found.append(None)
        if None in found:
            self.add_error("quoted", quotes.NOT_THERE)

    def read_wording(self) -> None:
        """Read what is suggested, if anything is, or say what is wrong with it."""
        if self.offer is None or not self.rewords:
            return
        title, *passages, name = self._typed().values()
        suggested = reworded(self.offer, title=title, passages=passages, display_name=name)
        try:
            suggested.validate()
        except ValidationError as error:
            places = {"title": TITLE_FIELD, "display_name": NAME_FIELD}
            for field, problems in error.message_dict.items():
                self.add_error(places.get(field, f"{PASSAGE}0"), problems)
        self.suggested = suggested


def as_fields(offer: Offer) -> dict[str, str]:
    """An offer's words by the names of the fields that suggest others."""
    texts = [passage.text for passage in offer.passages]
    parts = {f"{PASSAGE}{number}": text for number, text in enumerate(texts)}
    return {TITLE_FIELD: offer.title, **parts, NAME_FIELD: offer.display_name}


def mark(fields: Mapping[str, str]) -> str:
    """Tells of these fields whether somebody wrote in them, without the story to compare with."""
    named = sorted((name, words) for name, words in fields.items() if name.startswith(PASSAGE))
    return digest(*([name, normalised(words)] for name, words in named))
