"""How quick the checks are, and in short how well they notice: a part of `make bench`."""

import time
from collections.abc import Sequence

from benchmarks.checks import score
from benchmarks.checks.corpus import Passage, passages
from benchmarks.figures import Figure
from moderation.checks import CHECKS, Draft, _content, run

A_STORY = 25  # passages put together, some 330 words


def measure() -> list[Figure]:
    """The figures of docs/checks.md in three lines, without presidio."""
    known = passages("held-out")
    read = [(passage, score.ours(passage)) for passage in known]
    counted = score.tallies(read)
    direct = sum((counted[kind] for kind in score.DIRECT), score.Tally())
    words, seconds = speed(known)
    pace = f"{words / seconds:,.0f}"
    return [
        Figure("checks: words a second of one core, every check on", pace),
        Figure("checks: direct identifiers noticed, held-out half", _share(direct)),
        Figure("checks: crises noticed, held-out half", _share(counted["crisis"])),
    ]


def _share(tally: score.Tally) -> str:
    return f"{tally.found} of {tally.found + tally.missed}"


def stories(known: Sequence[Passage]) -> list[dict[str, str]]:
    """The passages put together into texts as long as stories are, each in one language."""
    told = []
    for language in ("en", "es"):
        texts = [passage.text for passage in known if passage.language == language]
        groups = [texts[i : i + A_STORY] for i in range(0, len(texts), A_STORY)]
        told += [{"language": language, "text": " ".join(group)} for group in groups]
    return told


def speed(known: Sequence[Passage]) -> tuple[int, float]:
    """Words, and the seconds of one core that all checks and labels take: the best of three."""
    told = stories(known)
    words = sum(len(story["text"].split()) for story in told)
    seconds = []
    for _ in range(3):
        began = time.process_time()
        for story in told:
            # A new draft each time, as in life: nothing that was known of it helps.
            draft = Draft(body=story["text"], language=story["language"])
            _content.told(draft, run(draft, checks=CHECKS))
        seconds.append(time.process_time() - began)
    return words, min(seconds)
