"""Measures Marrow and writes the figures into docs/performance.md: `make bench`.

    python -m config.embedded --home .marrow-bench -- python -m benchmarks [--small] [PART …]

Answers 1 when a ratio misses its limit. With `--small` it only tries everything, at tiny sizes:
nothing is written and no limit held.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import ground
from benchmarks.figures import Figure, conditions, notes, table, write
from config.embedded.console import say, step

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
# An empty database first; the desk forgets the stories that the pages were measured with.
PARTS = ("jobs", "verbs", "arrival", "growth", "plans", "pages", "desk", "crowd", "keys", "checks")


LIBRARY = {"sizes": [10_000, 100_000, 1_000_000], "times": 31}
SMALL_LIBRARY = {"sizes": [300, 3_000], "times": 1}
FEW = {"waiting": 90, "decided": 910}
MANY = {"waiting": 100_000, "decided": 1_000_000}


def main() -> int:
    """Measures the parts asked for, or all; answers the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="tiny sizes, nothing written")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    start = time.monotonic()
    with step("Making a database to measure in"):
        ground.prepare()
    try:
        figures = measured(given.parts or PARTS, small=given.small)
    finally:
        ground.drop()
    pieces = [conditions(time.monotonic() - start), table(figures), notes(figures)]
    text = "\n\n".join(piece for piece in pieces if piece)
    say(f"\n{text}\n")
    if given.small:
        return 0
    if not given.parts:
        write(DOCUMENT, text)
    return int(not all(figure.met for figure in figures))


def measured(chosen: list[str] | tuple[str, ...], *, small: bool) -> list[Figure]:
    """The figures of these parts."""
    figures: list[Figure] = []
    for part, measure in sized(small=small).items():
        if part in chosen:
            with step(f"Measuring: {part}"):
                figures += measure()
    return figures


def sized(*, small: bool) -> dict[str, Callable[[], list[Figure]]]:
    """Each part with how much of it is measured."""
    from benchmarks import arrival, crowd, desk, growth, keyboard, owed, pages, plans, verbs
    from benchmarks.checks import measure as checks

    rounds = 1 if small else 5
    return {
        "jobs": partial(owed.measure, jobs=20 if small else 1500, rounds=rounds),
        "verbs": partial(verbs.measure, times=3 if small else 300),
        "arrival": partial(arrival.measure, times=2 if small else 40),
        "growth": partial(growth.measure, **(SMALL_LIBRARY if small else LIBRARY)),
        "plans": plans.measure,
        "pages": partial(
            pages.measure,
            requests=8 if small else 400,
            rounds=rounds,
            turns=1 if small else 9,
            seconds=1 if small else 2,
        ),
        "desk": partial(desk.measure, times=1 if small else 30, **(FEW if small else MANY)),
        "crowd": partial(crowd.measure, people=3 if small else 20, each=2 if small else 20),
        "keys": partial(keyboard.measure, decisions=2 if small else 40),
        "checks": checks.measure,
    }


if __name__ == "__main__":
    sys.exit(main())
