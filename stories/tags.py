"""What a list finds a story by: each choice as it stands in an address, `relation=donor`.

A story keeps its tags in one column with one index, so that any mixture of choices is one look
into it; and how many stories share two of them is counted as stories come and go (`Tally`).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from stories import veil
from stories.text import minutes
from stories.vocabulary import Vocabulary


class Length(TextChoices):
    """How long a story takes to read."""

    SHORT = "short", _("Short, up to 3 minutes")
    MEDIUM = "medium", _("Medium, 4 to 8 minutes")
    LONG = "long", _("Long, 9 minutes or more")


def length(words: int) -> Length:
    """The band of a story of so many words, by the minutes that stand beside it."""
    if minutes(words) <= 3:
        return Length.SHORT
    return Length.MEDIUM if minutes(words) <= 8 else Length.LONG


def tag(name: str, value: str) -> str:
    return f"{name}={value}"


def tags(
    *,
    diagnoses: Iterable[str],
    facets: Iterable[str],
    relation: str,
    language: str,
    words: int,
    known: Vocabulary,
    labels: Iterable[str] = (),
    in_memory: bool = False,
) -> list[str]:
    """Everything a story is found by, in order, each once.

    `diagnoses`: the slugs of its own and of all above them. A country brings its part of the world,
    and a story that may be read under the veil says so.
    """
    found = {tag("relation", relation), tag("language", language), tag("length", length(words))}
    found |= {tag("diagnosis", slug) for slug in diagnoses}
    facets = list(facets)
    notes = veil.notes(labels=labels, relation=relation, facets=facets, in_memory=in_memory)
    if not veil.outcomes(notes):
        found.add(veil.TAG)
    for facet in filter(None, map(known.facets.get, facets)):
        found.add(tag(facet.kind, facet.slug))
        if facet.within:
            found.add(tag(facet.kind, facet.within))
    return sorted(found)
