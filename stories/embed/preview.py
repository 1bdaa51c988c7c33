"""What a page says of itself elsewhere: its card, and the tag that somebody copies."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.card import Card
from stories.diagnoses import LANGUAGES, PUBLIC_RELATION
from stories.embed import shown
from stories.embed.shown import LAYOUTS, MOST, USUAL
from stories.embed.theme import OURS, colour
from stories.models import Story
from stories.vocabulary import vocabulary

HOUSE = UUID(int=0x4D6172726F77)
ANY = [("", _("All"))]
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HUES = ("ink", "paper", "accent")  # as in OURS
ALONE = ("story", "theme", *HUES)  # what there is to choose for one story


def card(story: Story) -> Card:
    """What stands on the card of a story; nothing of the story unless its person agreed."""
    if story.social:
        told = Card(
            seed=story.pk,
            group=story.group,
            title=story.title,
            name=f"{story.display_name} · {gettext('Example')}"
            if story.example
            else story.display_name,
            diagnosis=", ".join(diagnosis.name for diagnosis in story.diagnoses[:1]),
            site=site(),
        )
        if told.readable:
            return told
    return general(gettext("One person tells their story"))


def site() -> str:
    return f"Marrow · {gettext('Stories of blood cancer')}"


def general(title: str, *, above: str = "", group: str = "") -> Card:
    """The card of a page that is nobody's own. `above`: a few words over its title."""
    seed = uuid5(HOUSE, f"{group} {above}") if above else HOUSE
    return Card(seed, group, title, "", above, site())


def _diagnoses() -> list[tuple[str, str]]:
    known = vocabulary()
    rows = known.by_name
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

    veil = forms.BooleanField(
        label=_("Without hard stories"),
        widget=forms.CheckboxInput(attrs={"value": "on"}),
        required=False,
    )
    story = forms.CharField(
        label=_("One story instead"),
        help_text=_("The address of its page. Leave it empty to show several."),
        required=False,
    )
    colours = forms.BooleanField(
        label=_("In the colors of your page"),
        widget=forms.CheckboxInput(attrs={"value": "on"}),
        required=False,
    )
    ink, paper, accent = (
        forms.CharField(
            label=label, widget=forms.TextInput(attrs={"type": "color"}), required=False
        )
        for label in (_("Words"), _("Behind the words"), _("Links"))
    )

    def __init__(self, data: Any = None) -> None:
        ours = dict(zip(HUES, OURS["light"], strict=True))
        usual = {"n": USUAL, **{name: f"#{figures}" for name, figures in ours.items()}}
        data = {**usual, **dict(data.items())} if data else None
        super().__init__(data, auto_id="embed-%s", initial=usual)

    @property
    def choices(self) -> list[Any]:
        return [field for field in self if field.name not in HUES]

    @property
    def hues(self) -> list[Any]:
        return [self[name] for name in HUES]

    def clean_story(self) -> str:
        """The number of that story, where its person lets others show it."""
        asked = self.cleaned_data["story"]
        found = UUIDS.search(asked)
        if asked and not (found and shown.one(UUID(found[0]))):
            raise forms.ValidationError(
                gettext("This story cannot be shown elsewhere: not every person wants that.")
            )
        return found[0] if found else ""

    @property
    def asked(self) -> dict[str, str]:
        """What was chosen and is not so anyway, in the words of a tag; nothing of what is wrong."""
        if not (self.is_bound and self.is_valid()):
            return {}
        usual = {"layout": LAYOUTS[0], "n": USUAL}
        kept = {name: one for name, one in self.cleaned_data.items() if one != usual.get(name)}
        kept["veil"] = "on" if kept.get("veil") else ""
        mine = kept.pop("colours", False)
        for name in HUES:
            kept[name] = colour(kept[name]) if mine else ""
        if kept.get("story"):
            kept = {name: one for name, one in kept.items() if name in ALONE}
        return {name: str(one) for name, one in kept.items() if one}


def made(form: Choose) -> dict[str, Any]:
    """The tag and the frame of what was chosen; of everything where nothing was, or is unknown."""
    asked = form.asked
    query = {name: one for name, one in asked.items() if name != "story"}
    if story := asked.get("story"):
        frame = reverse("embed_story", args=[story])
        # Not its title: what stands in somebody's page could not be taken back there.
        words, rows = gettext("A story of blood cancer"), 1
        more = reverse("story_by_id", args=[story])
    else:
        found = shown.Asked.of(query) or shown.Asked()
        frame, words, more, rows = reverse("embed"), found.title, found.more, len(found.stories)
    return {
        "chosen": list(asked.items()),
        "frame": f"{frame}?{urlencode(query)}" if query else frame,
        "words": words,
        "more": more,
        "rows": rows,
        "height": 300 if story else 460,
    }
