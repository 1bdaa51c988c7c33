"""How well plain advertising is told from stories: texts marked as one or the other."""

import json

from benchmarks.checks.corpus import HERE
from benchmarks.checks.score import Tally
from moderation.checks import CHECKS, Draft, run
from moderation.spam import spam

HALVES = {"dev": HERE / "spam_dev.jsonl", "held-out": HERE / "spam.jsonl"}


def rows(half: str) -> list[dict]:
    """The texts of one half, each with whether it is an advertisement."""
    return [json.loads(line) for line in HALVES[half].read_text().splitlines()]


def read(half: str) -> Tally:
    """What was taken for advertising against what is."""
    tally = Tally()
    for row in rows(half):
        draft = Draft(body=row["text"], language=row["language"])
        told = spam(draft, run(draft, checks=CHECKS))
        tally.found += told and row["spam"]
        tally.missed += row["spam"] and not told
        tally.right += told and row["spam"]
        tally.wrong += told and not row["spam"]
        if told != row["spam"]:
            tally.slips.append(row["text"])
    return tally
