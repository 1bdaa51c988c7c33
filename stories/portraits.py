"""Draws a portrait for a story: marrow cells seeded by the story's id, no two alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin
from random import Random
from uuid import UUID

from django.utils.html import escape

SIDE = 96
ANONYMOUS = frozenset({"", "anonymous", "sin nombre", "anónimo", "anónima"})

Draw = Callable[[], float]


def initials(name: str) -> str:
    """First letters of the first and the last word of a name, at most two; none if anonymous."""
    if name.strip().casefold() in ANONYMOUS:
        return ""
    words = [word.lstrip("\"'“‘(") for word in name.split()]
    letters = [word[0].upper() for word in words if word and word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:])


def portrait(story_id: UUID, initials: str, *, size: str = "") -> str:
    """The SVG of one story's portrait; its colours come from the page's `hue-…` class.

    Decorative: the name stands beside it in words, so it is hidden from assistive technology.
    `size` is "" or "large"; only the large one has every cell, for in a list of twenty
    portraits they would weigh more than all the words.
    """
    letters = (
        f'<text class="letters" x="48" y="59" text-anchor="middle">{escape(initials[:2])}</text>'
        if initials
        else ""
    )
    extra = " portrait--large" if size == "large" else ""
    return (
        f'<svg class="portrait{extra}" viewBox="0 0 {SIDE} {SIDE}" aria-hidden="true">'
        f"{_shapes(story_id, every=size == 'large')}{letters}</svg>"
    )


@lru_cache(maxsize=2048)
def _shapes(story_id: UUID, *, every: bool) -> str:
    """Kept by id alone, for a list of twenty would spend a third of its time on them; no name."""
    # Only random() is promised to give the same numbers in every Python.
    draw = Random(story_id.int).random
    return _fat(draw) + (_cells(draw) if every else _some(_cells(draw)))


def _fat(draw: Draw) -> str:
    """Three large pale cells, partly outside the frame, as fat lies in marrow."""
    turn = draw() * 2 * pi
    path = ""
    for step in range(3):
        angle = turn + step * 2 * pi / 3 + (draw() - 0.5) * 0.9
        reach, radius = 30 + draw() * 16, 17 + draw() * 11
        path += _blob(48 + cos(angle) * reach, 48 + sin(angle) * reach, radius, draw)
    return f'<path class="fat" fill-opacity=".07" stroke-opacity=".3" d="{path}"/>'


def _some(cells: str) -> str:
    """Every second of the cells, as the squares of a chessboard are dark, each in its place."""
    squares = cells.split("<path")[1:]
    return "".join(f"<path{one}" for at, one in enumerate(squares) if (at + at // 4) % 2 == 0)


def _cells(draw: Draw) -> str:
    """Small cells on a shaken grid, overlapping softly, no hole left; some have a nucleus."""
    shapes = ""
    for index in range(16):
        x = (index % 4) * 28 + 6 + (draw() - 0.5) * 24
        y = (index // 4) * 28 + 6 + (draw() - 0.5) * 24
        radius, depth = 6 + draw() ** 2 * 10, 10 + int(draw() * 13)
        path = _blob(x, y, radius, draw)
        shapes += f'<path class="cell" fill-opacity=".{depth}" d="{path}"/>'
        if draw() < 0.4:
            turn, shift = draw() * 2 * pi, radius * 0.25
            shapes += (
                f'<circle class="nucleus" fill-opacity=".3" cx="{x + cos(turn) * shift:.0f}" '
                f'cy="{y + sin(turn) * shift:.0f}" r="{radius * 0.38:.1f}"/>'
            )
    return shapes


def _blob(x: float, y: float, radius: float, draw: Draw) -> str:
    """A closed, rounded, slightly uneven outline: five points joined through their midpoints."""
    turn = draw() * 2 * pi
    corners = []
    for step in range(5):
        angle, reach = turn + step * 2 * pi / 5, radius * (1.02 + draw() * 0.36)
        corners.append((round(x + cos(angle) * reach), round(y + sin(angle) * reach)))
    middles = [
        ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    ]
    here = middles[-1]
    path = f"M{here[0]} {here[1]}q"
    for corner, middle in zip(corners, middles, strict=True):
        steps = (corner[0] - here[0], corner[1] - here[1], middle[0] - here[0], middle[1] - here[1])
        path += "".join(f"{step}" if step < 0 else f" {step}" for step in steps)
        here = middle
    return path + "z"
