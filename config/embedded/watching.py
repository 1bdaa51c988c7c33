"""Starts a process that died again, a little later each time, and says so."""

import time
from collections import deque
from dataclasses import dataclass, field

from config.embedded.children import Child
from config.embedded.console import FULL, CannotStart, say
from config.embedded.folders import full

FIRST = 0.5  # seconds until the first new start; doubled each time
LONGEST = 30.0
STEADY = 60.0  # seconds alive, after which earlier deaths are forgotten
ENOUGH = 5  # deaths within STEADY, before everything has run once


@dataclass
class Watched:
    """A process under watch, when it died lately, and when it starts again."""

    child: Child
    deaths: deque[float] = field(default_factory=deque)
    due: float | None = None


class Watch:
    """The processes that must stay alive."""

    def __init__(self) -> None:
        self.settled = False  # True once everything has run: from then on nobody gives up
        self._all: list[Watched] = []

    def add(self, child: Child) -> None:
        """From now on a death of `child`, which has been started, does not last."""
        self._all.append(Watched(child))

    def look(self) -> float:
        """Starts again what is due; answers the seconds until something is due (1 or fewer)."""
        now = time.monotonic()
        for watched in self._all:
            if watched.due is None and not watched.child.alive:
                self._mourn(watched, now)
            if watched.due is not None and watched.due <= now:
                watched.due = None
                watched.child.start()
        return min((watched.due - now for watched in self._all if watched.due), default=1.0)

    def _mourn(self, watched: Watched, now: float) -> None:
        child, deaths = watched.child, watched.deaths
        child.sweep()
        while deaths and now - deaths[0] > STEADY:
            deaths.popleft()
        deaths.append(now)
        if len(deaths) >= ENOUGH and not self.settled:
            raise CannotStart(
                f"The {child.name} process ended {ENOUGH} times ({child.ending}); the end of "
                f"{child.log} is:\n{child.tail()}"
            )
        wait = min(FIRST * 2 ** (len(deaths) - 1), LONGEST)
        watched.due = now + wait
        why = full(child.log.parent.parent) if FULL in child.tail() else ""
        say(
            f"{time.strftime('%H:%M:%S')} {child.name} ended ({child.ending}); it starts again in "
            f"{wait:g} s. {why}".rstrip()
        )
