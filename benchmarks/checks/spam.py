"""How well plain advertising is told from stories: texts marked as one or the other."""

import json

from benchmarks.checks.corpus import HERE
from benchmarks.checks.score import Tally
from moderation.checks import CHECKS, Draft, run
from moderation.spam import spam

ROWS = [json.loads(line) for line in (HERE / "spam.jsonl").read_text().splitlines()]


def count() -> int:
    return len(ROWS)


def read() -> Tally:
    """What was taken for advertising against what is."""
    tally = Tally()
    for row in ROWS:
        draft = Draft(body=row["text"], language=row["language"])
        told = spam(draft, run(draft, checks=CHECKS))
        tally.found += told and row["spam"]
        tally.missed += row["spam"] and not told
        tally.right += told and row["spam"]
        tally.wrong += told and not row["spam"]
        if told != row["spam"]:
            tally.slips.append(row["text"])
    return tally
