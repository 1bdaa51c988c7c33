"""Which stories an embed shows. Nobody else keeps any of it: each load asks us again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from stories import veil
from stories.diagnoses import LANGUAGES, PUBLIC_RELATION, Diagnosis
from stories.models import Story
from stories.stretches import EMBEDDABLE
from stories.tags import tag
from stories.told import lowered
from stories.vocabulary import vocabulary

USUAL, MOST = 6, 12
LAYOUTS = ("carousel", "list")


@dataclass(frozen=True)
class Asked:
    """What a page wants to show."""

    diagnosis: Diagnosis | None = None
    relation: str = ""
    language: str = ""
    number: int = USUAL
    layout: str = "carousel"
    veil: bool = False

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Asked | None:
        """From the words of an address; None where one is unknown, rather than other stories."""
        slug, relation, language = (data.get(one, "") for one in NARROWING)
        found = vocabulary().named(slug) if slug else None
        if (
            (slug and found is None)
            or relation not in ("", *PUBLIC_RELATION)
            or language not in ("", *(code for code, _name in LANGUAGES))
        ):
            return None
        wanted = data.get("n", "")
        number = int(wanted) if wanted.isascii() and wanted.isdigit() else USUAL
        layout = data.get("layout", "")
        return cls(
            found,
            relation,
            language,
            max(1, min(number, MOST)),
            layout if layout in LAYOUTS else LAYOUTS[0],
            veil.veiled(data),
        )

    @property
    def narrowing(self) -> dict[str, str]:
        """What it asks of a list, in the words of the listing page."""
        slug = self.diagnosis.slug if self.diagnosis else ""
        asked = zip(NARROWING, (slug, self.relation, self.language), strict=True)
        return {name: value for name, value in asked if value}

    @property
    def stories(self) -> list[Story]:
        wanted = [tag(name, value) for name, value in self.narrowing.items()]
        granted = Story.objects.meeting([EMBEDDABLE, *wanted, *([veil.TAG] if self.veil else [])])
        return list(granted.newest_of(self.number).in_list()[: self.number])

    @property
    def title(self) -> str:
        if self.diagnosis:
            return gettext("Stories about %(name)s") % {"name": lowered(self.diagnosis.name)}
        return gettext("Stories of blood cancer")

    @property
    def more(self) -> str:
        """Where the others are."""
        if self.diagnosis and len(self.narrowing) == 1:
            return reverse("diagnosis", args=[self.diagnosis.slug])
        asked = urlencode(self.narrowing)
        return f"{reverse('stories')}?{asked}" if asked else reverse("stories")


NARROWING = ("diagnosis", "relation", "language")


def one(story_id: uuid.UUID) -> Story | None:
    """One story, where its person lets others show it."""
    return Story.objects.filter(pk=story_id, embeddable=True).in_list().first()
