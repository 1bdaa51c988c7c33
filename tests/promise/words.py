"""What the clients write: stories that carry a mark, so that every word's origin can be told.

A mark names the run, the story and the revision in letters alone, and stands in the title, in the
text, in the address and in the team's messages. Wherever one turns up, it says what leaked.
Everything follows from the seed, so nothing that was sent needs to be kept.
"""

import random
import re
from dataclasses import dataclass
from typing import Any

LETTERS = "bcdfghjklmnprstv"  # sixteen, no vowel: no mark is a word, and no check takes it for one
ADDRESS, MESSAGE = 15, 14  # "revisions" of what is never public: an address, the team's message
DIAGNOSES = ("aml", "all", "mcl", "cll-sll", "dlbcl", "cml")
RELATIONS = ("patient", "survivor", "caregiver", "family", "bereaved", "donor")
SENTENCES = (
    "I was planting garlic when the telephone rang, and I let it ring.",
    "My sister cut my hair on the balcony and neither of us said a thing.",
    "“It has a name now,” she said — and that was, oddly, easier.",
    "Café con leche, pa\u0301n, y mi abuela diciendo que todo iba a salir bien.",
    "The corridor was green.\tThe tea was not.",
    "We laughed so much \U0001f9c4\U0001f468\u200d\U0001f33e that the nurse came to look.",
    "שלום, said the man in the next bed,\u00a0and meant it.",
    "  Some days I only counted tiles.  ",
)


@dataclass(frozen=True)
class Words:
    """All words of one run."""

    seed: int

    @property
    def prefix(self) -> str:
        return "quo" + _spelled(random.Random(f"run {self.seed}").randrange(16**4), 4)

    def mark(self, n: int, revision: int) -> str:
        return f"{self.prefix}{_spelled(n, 6)}{LETTERS[revision]}"

    def names_somebody(self, n: int) -> bool:
        """Whether a story names somebody of a hospital: two people read it."""
        return n % 9 == 4

    def uses(self, n: int) -> set[str]:
        """Where else its person lets a story be shown."""
        rng = random.Random(f"uses {self.seed} {n}")
        return {use for use in ("embed", "social") if rng.random() < 0.6}

    def subscriber(self, number: int) -> str:
        """The address of somebody who wants to hear of new stories."""
        return f"{self.prefix}-reader-{number}@example.org"

    def address(self, n: int) -> str:
        return f"{self.mark(n, ADDRESS)}@example.org"

    def marks_in(self, text: str) -> set[tuple[int, int]]:
        """The (story, revision) of every mark in a text, in whatever case."""
        found = re.findall(rf"{self.prefix}([{LETTERS}]{{6}})([{LETTERS}])", text.lower())
        return {(_read(n), LETTERS.index(revision)) for n, revision in found}

    def offer(self, n: int, revision: int) -> dict[str, Any]:
        """The fields of a sending, with everything in them that a careless door would change."""
        rng = random.Random(f"offer {self.seed} {n} {revision}")
        mark = self.mark(n, revision)
        lines = [rng.choice(SENTENCES) for _ in range(rng.randint(4, 12))]
        lines.insert(rng.randrange(len(lines)), f"They called it {mark}, and so did I.")
        if self.names_somebody(n):
            lines.append("Dr. Okoro drew all of it on a napkin.")
        ends = rng.choice(("\r\n", "\n", "\r\n\r\n", "\r"))
        return {
            "title": rng.choice((f"The day of {mark}", f"  {mark}: an  afternoon ", f"¿Y {mark}?")),
            "body": ends.join(lines) + rng.choice(("", "  ", "\n", "\r\n")),
            "language": rng.choice(("en", "en", "es")),
            "diagnoses": rng.sample(DIAGNOSES, rng.randint(1, 3)),
            "relation": rng.choice(RELATIONS),
            "display_name": rng.choice(("Ruth", "Tomás ", "A. N.", "Mo\u0301nica")),
        }

    def addition(self, n: int, revision: int, number: int) -> str:
        """A later passage of a story."""
        return f"A year on, the garlic is in again. {self.mark(n, revision)} ({number})"

    def kept(self, n: int, revision: int, *, parts: int = 0) -> dict[str, Any]:
        """The same as it must be kept: line ends as LF, later parts behind, no more changed."""
        offer = self.offer(n, revision)
        body = offer["body"].replace("\r\n", "\n").replace("\r", "\n")
        later = [self.addition(n, revision, number) for number in range(1, parts + 1)]
        return {**offer, "body": "\n\n".join([body, *later])}


def _spelled(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 4 * place & 15] for place in reversed(range(length)))


def _read(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 16 + LETTERS.index(letter)
    return number
