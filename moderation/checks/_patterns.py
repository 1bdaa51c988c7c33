"""Patterns that are made when they first meet a text.

Making all of them takes more than half of the time in which a process starts, and most processes
never read a story: those of the web, the relay, a command.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from functools import cached_property


class Pattern:
    """Meets texts as a pattern of Python's does, and is one from the first of them on."""

    def __init__(self, words: str, flags: int = 0) -> None:
        self._words, self._flags = words, flags
        _waiting.append(self)

    @cached_property
    def made(self) -> re.Pattern[str]:
        return re.compile(self._words, self._flags)

    @property
    def groupindex(self) -> Mapping[str, int]:
        return self.made.groupindex

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match]:
        return self.made.finditer(text, start, len(text) if end is None else end)

    def search(self, text: str) -> re.Match[str] | None:
        return self.made.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return self.made.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.made.fullmatch(text)


_waiting: list[Pattern] = []
_making = threading.Lock()


def ready() -> None:
    """Makes all that wait, where the time of a check is measured or processes are about to fork.

    Threads that check at once wait for the first of them.
    """
    with _making:
        while _waiting:
            _ = _waiting.pop().made
