"""How well content labels are found: passages with the labels of what they tell of."""

import json
from pathlib import Path

from benchmarks.checks.score import Tally
from moderation.checks import Draft, _content, crisis

HERE = Path(__file__).parent
CODES = (*_content.TOLD, _content.DESPAIR)
HALVES = {"dev": HERE / "content_dev.jsonl", "held-out": HERE / "content_held_out.jsonl"}


def read(half: str) -> dict[str, Tally]:
    """One tally a label: passages that tell of it and were given it, and those that were not."""
    counted = {code: Tally() for code in CODES}
    for line in HALVES[half].read_text().splitlines():
        row = json.loads(line)
        draft, told = Draft(body=row["text"], language=row["language"]), set(row["labels"])
        given = _content.told(draft, crisis.find(draft))
        for label in told:
            tally = counted[label]
            tally.found += label in given
            tally.missed += label not in given
        for label in given:
            tally = counted[label]
            tally.right += label in told
            tally.wrong += label not in told
        for label in told ^ given:
            counted[label].slips.append(row["text"])
    return counted
