"""Practice: made-up stories with known answers. None of them is ever in a table of stories.

The words stand in `drills.toml`; the database holds only what people of the team answered.
"""

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from moderation.checks import Draft
from moderation.models import DeskSettings, DrillAnswer


class Choice(StrEnum):
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    DECLINE = "decline"
    ESCALATE = "escalate"
    SAFEGUARDING = "safeguarding"


@dataclass(frozen=True)
class Drill:
    """One made-up story, what a careful reader would do with it, and why."""

    code: str
    language: str
    title: str
    body: str
    display_name: str
    relation: str
    diagnoses: tuple[str, ...]
    choice: Choice
    guideline: str  # the section of the guidelines that the question turns on
    why: dict[str, str]
    also: tuple[Choice, ...] = ()  # as good

    def right(self, choice: str) -> bool:
        return choice == self.choice or choice in self.also

    @property
    def draft(self) -> Draft:
        """What the checks read of a real one."""
        return Draft(self.title, self.body, self.display_name, self.language)


@cache
def everything() -> dict[str, Drill]:
    """All of them by their codes, as the file has them."""
    rows = tomllib.loads((Path(__file__).parent / "drills.toml").read_text())["drill"]
    return {row["code"]: _drill(row) for row in rows}


def _drill(row: dict) -> Drill:
    return Drill(
        **{
            **row,
            "body": row["body"].strip(),
            "diagnoses": tuple(row["diagnoses"]),
            "choice": Choice(row["choice"]),
            "also": tuple(Choice(one) for one in row.get("also", ())),
        }
    )


def course(user_id: int) -> list[Drill]:
    """Those in the languages that this person reads, in an order of their own.

    Everybody has another order, so that the last ones are not answered tired by all alike.
    """
    read = DeskSettings.of(user_id).languages
    mine = [one for one in everything().values() if not read or one.language in read]
    return sorted(mine, key=lambda one: hashlib.sha256(f"{user_id}:{one.code}".encode()).digest())


def answers_of(user_id: int) -> dict[str, DrillAnswer]:
    """What this person answered, by the codes of the drills that there still are."""
    mine = DrillAnswer.objects.filter(person=user_id, drill__in=everything())
    return {one.drill: one for one in mine}


def open_for(user_id: int) -> list[Drill]:
    """What this person has not answered yet, the next one first."""
    done = answers_of(user_id)
    return [one for one in course(user_id) if one.code not in done]


def answer(code: str, choice: Choice, *, by: int, guideline: str = "") -> DrillAnswer:
    """Keep what somebody would do; their first answer stays. Raises KeyError for no such drill."""
    drill = everything()[code]
    row = DrillAnswer(person_id=by, drill=drill.code, choice=choice, guideline=guideline)
    DrillAnswer.objects.bulk_create([row], ignore_conflicts=True)
    return DrillAnswer.objects.get(person=by, drill=drill.code)


def others(code: str, *, without: int) -> Counter[str]:
    """What everybody else chose, counted; nothing while they could be known by it."""
    rows = DrillAnswer.objects.filter(drill=code).exclude(person=without)
    found = Counter(rows.values_list("choice", flat=True))
    return found if found.total() >= FEWEST_PEOPLE else Counter()


FEWEST_PEOPLE = 3
