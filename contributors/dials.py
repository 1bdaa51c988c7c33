"""How much of somebody readers see beside their story, and how few others look the same.

The diagnosis is a dial as well: a group may be chosen in place of the exact illness.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from contributors.models import Draft
from moderation.models import Contribution
from moderation.offers import AGE, PLACE
from stories import rarity, told

SEASON, YEAR, SINCE = "season", "year", told.SINCE


def diagnosed(answers: Mapping[str, Any]) -> str:
    """When the illness was found, as roughly as was chosen; a missing year is one that is wrong."""
    year = answers.get("year", "").strip() or "?"
    match answers.get("when", ""):
        case "year":
            return year
        case "season":
            return f"{year}-{answers.get('season', '')}"
        case "since":
            return f"{SINCE}-{year}"
    return ""


def as_answers(diagnosed: str) -> dict[str, str]:
    """The answers that make it."""
    if diagnosed.startswith(SINCE):
        return {"when": SINCE, "year": diagnosed.removeprefix(f"{SINCE}-"), "season": ""}
    year, dash, season = diagnosed.partition("-")
    return {"when": SEASON if dash else YEAR if year else "", "year": year, "season": season}


def chosen(answers: Mapping[str, Any], kind: str) -> list[str]:
    """The slugs chosen of a kind: several where several may be ticked, else one or none."""
    answer = answers.get(kind) or []
    return [answer] if isinstance(answer, str) else list(answer)


def answer(kind: str, facets: Iterable[str], kinds: Mapping[str, str]) -> str | list[str]:
    """The answer that makes those of these facets that are of a kind; `kinds`: what each is."""
    slugs = [slug for slug in facets if kinds.get(slug) == kind]
    if kind in (AGE, PLACE) and len(slugs) < 2:  # older stories may have several ages
        return slugs[0] if slugs else ""
    return slugs


def rare(draft: Draft) -> list[str]:
    """What could be left out where few share it all: AGE and PLACE, as far as they are told.

    An age band alone says little. With the illness and a place it may say who.
    """
    age, place = (next(iter(chosen(draft.answers, kind)), "") for kind in (AGE, PLACE))
    diagnoses = draft.answers.get("diagnoses", [])
    if not (place and diagnoses):
        return []
    if not rarity.few(diagnoses, age=age, place=place, but=_own_story(draft)):
        return []
    return [AGE, PLACE] if age else [PLACE]


def _own_story(draft: Draft) -> uuid.UUID | None:
    """What is public already of the person who writes: it hides them from nobody."""
    sent = draft.contribution if draft.revises else None
    return Contribution.objects.get(pk=sent).story_id if sent else None
