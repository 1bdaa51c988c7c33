"""What a page says of itself elsewhere: its card, and the tag that somebody copies."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.card import Card
from stories.diagnoses import LANGUAGES, PUBLIC_RELATION
from stories.embed.shown import LAYOUTS, MOST, USUAL
from stories.models import Story
from stories.text import fold
from stories.vocabulary import vocabulary

HOUSE = UUID(int=0x4D6172726F77)
ANY = [("", _("All"))]


def card(story: Story) -> Card:
    """What stands on the card of a story; nothing of the story unless its person agreed."""
    site = f"Marrow · {gettext('Stories of blood cancer')}"
    if story.social:
        told = Card(
            seed=story.pk,
            group=story.group,
            title=story.title,
            name=f"{story.display_name} · {gettext('Example')}"
            if story.example
            else story.display_name,
            diagnosis=", ".join(diagnosis.name for diagnosis in story.diagnoses[:1]),
            site=site,
        )
        if told.readable:
            return told
    return Card(HOUSE, "", gettext("One person tells their story"), "", "", site)


def _diagnoses() -> list[tuple[str, str]]:
    known = vocabulary()
    rows = sorted(known.diagnoses.values(), key=lambda row: fold(row.name))
    return [("", gettext("All diagnoses")), *((row.slug, row.name) for row in rows)]


class Choose(forms.Form):
    """What a charity wants to show on its page."""

    diagnosis = forms.ChoiceField(label=_("Diagnosis"), choices=_diagnoses, required=False)
    relation = forms.ChoiceField(
        label=_("Told by"), choices=[*ANY, *PUBLIC_RELATION.items()], required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=[*ANY, *LANGUAGES], required=False)
    layout = forms.ChoiceField(
        label=_("Shown as"),
        choices=[("carousel", _("A row to page through")), ("list", _("A list"))],
        required=False,
    )
    n = forms.IntegerField(
        label=_("How many, at most"), min_value=1, max_value=MOST, required=False, initial=USUAL
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[
            ("", _("As the reader's device is set")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ],
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="embed-%s")


def made(form: Choose) -> dict[str, Any]:
    """The tag and the frame of what was chosen; of everything where nothing was, or is unknown."""
    chosen = {}
    if form.is_bound and form.is_valid():
        usual = {"layout": LAYOUTS[0], "n": USUAL}
        kept = form.cleaned_data.items()
        chosen = {name: value for name, value in kept if value and value != usual.get(name)}
    asked = {name: str(value) for name, value in chosen.items()}
    found = vocabulary().named(asked.get("diagnosis", ""))
    where = reverse("diagnosis", args=[found.slug]) if found else reverse("stories")
    return {
        "chosen": list(asked.items()),
        "frame": f"{reverse('embed')}?{urlencode(asked)}" if asked else reverse("embed"),
        "words": gettext("Stories about %(name)s") % {"name": found.name}
        if found
        else gettext("Stories of blood cancer"),
        "more": where,
    }
