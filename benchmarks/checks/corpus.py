"""The labelled passages: `⟦kind|words⟧` in a text marks what a check should notice."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from moderation.checks import Draft

HERE = Path(__file__).parent
HALVES = {"dev": HERE / "dev.jsonl", "held-out": HERE / "held_out.jsonl"}
KINDS = (
    "email",
    "phone",
    "birth_date",
    "id_number",
    "social",
    "address",
    "full_name",
    "third_party",
    "staff",
    "place",
    "crisis",
    "crisis_told",
    "abuse",
    "treatment",
    "money",
    "label",
    "rare",
)
_MARK = re.compile(r"⟦(\w+)\|(.*?)⟧", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """Words of one kind, at code points `start` to `end`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """Some words as somebody would send them, and what is to be noticed in them."""

    text: str
    language: str
    field: str
    marks: tuple[Mark, ...]

    @property
    def draft(self) -> Draft:
        return Draft(**{self.field: self.text, "language": self.language})


def passages(half: str) -> list[Passage]:
    """The passages of one half; raises ValueError at a kind that nobody knows."""
    return [parse(**json.loads(line)) for line in HALVES[half].read_text().splitlines()]


def parse(text: str, language: str, field: str = "body") -> Passage:
    """The passage that a marked text stands for."""
    plain, marks, place = "", [], 0
    for found in _MARK.finditer(text):
        if found[1] not in KINDS:
            raise ValueError(f"There is no kind {found[1]!r}: {text}")
        plain += text[place : found.start()]
        marks.append(Mark(found[1], len(plain), len(plain) + len(found[2])))
        plain, place = plain + found[2], found.end()
    return Passage(plain + text[place:], language, field, tuple(marks))
