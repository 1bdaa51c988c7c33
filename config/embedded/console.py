"""What a person reads while servers start: a line for each step, one sentence when it cannot."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

FULL = "No space left on device"


class CannotStart(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """One sentence for a person: what is in the way, and what to do about it."""


class AlreadyRunning(CannotStart):
    """The folder is held by another run."""


def say(text: str) -> None:
    """Writes one line at once."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Writes `text …` and, when the block has ended well, `ready` and the seconds it took."""
    began = time.monotonic()
    print(f"{text} …", end="", flush=True)
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f" ready ({time.monotonic() - began:.1f} s)", flush=True)


def refuse(problem: CannotStart) -> int:
    """Writes the sentence to the error output; answers the exit code 1."""
    print(f"\nMarrow cannot start. {problem}", file=sys.stderr, flush=True)
    return 1
