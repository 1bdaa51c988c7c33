"""Figures as drawings: where each line, bar and dot stands, in units of its own small sheet.

The templates write the SVG; here is no markup. Every drawing of one row has the same scale, so
that one may be laid beside the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

WIDTH, HEIGHT = 300.0, 96.0  # of a sheet with weeks; about as many CSS pixels
LEFT, RIGHT, TOP, BOTTOM = 2.0, 2.0, 8.0, 16.0

Week = Sequence[float] | None


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Panel:
    """The weeks of one thing: a band from half of the people to nine of ten, a line at half."""

    bands: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    dots: list[tuple[str, str, str]] = field(default_factory=list)  # weeks that stand alone
    ticks: list[Tick] = field(default_factory=list)
    base: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def empty(self) -> bool:
        return not (self.lines or self.dots)


def panel(weeks: Sequence[Week], *, most: float, months: Sequence[tuple[int, str]]) -> Panel:
    """Draw weeks of (how many, half, nine of ten); a week without any is a gap."""
    bands, lines, dots = [], [], []
    for run in _runs(weeks):
        at = [(_x(week, len(weeks)), _y(low, most), _y(high, most)) for week, low, high in run]
        if len(at) == 1:
            x, low, high = at[0]
            dots.append((_n(x), _n(low), _n(high)))
            continue
        lines.append(_points([(x, low) for x, low, _high in at]))
        upper = [(x, high) for x, _low, high in at]
        bands.append(_points([*upper, *[(x, low) for x, low, _high in reversed(at)]]))
    ticks = [Tick(_x(week, len(weeks)), label) for week, label in months]
    return Panel(bands, lines, dots, ticks)


def _runs(weeks: Sequence[Week]) -> list[list[tuple[int, float, float]]]:
    """The weeks that follow each other without a gap."""
    runs: list[list[tuple[int, float, float]]] = []
    before = -2
    for number, week in enumerate(weeks):
        if week is None:
            continue
        if number != before + 1:
            runs.append([])
        runs[-1].append((number, week[1], week[2]))
        before = number
    return runs


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str


def columns(counts: Sequence[int], *, months: Sequence[tuple[int, str]]) -> tuple[list[Bar], Panel]:
    """A column for each week, and the sheet that they stand on."""
    most = max(counts, default=0) or 1
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(counts))
    bars = [
        Bar(
            _n(LEFT + number * wide),
            _n(_y(count, most)),
            _n(wide * 0.7),
            _n(BASE - _y(count, most)),
        )
        for number, count in enumerate(counts)
        if count
    ]
    ticks = [Tick(LEFT + week * wide, label) for week, label in months]
    return bars, Panel(ticks=ticks)


BASE = HEIGHT - BOTTOM


def months(weeks: Sequence[date], name) -> list[tuple[int, str]]:
    """Where each third month begins, and what it is called."""
    found = []
    for number, monday in enumerate(weeks):
        if number and monday.month != weeks[number - 1].month and (monday.month - 1) % 3 == 0:
            found.append((number, name(monday)))
    return found


def share(part: float) -> str:
    """A part of 1 as a place on a line of 100 units."""
    return _n(100 * part)


def _x(week: int, of: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * week / max(1, of - 1)


def _y(value: float, most: float) -> float:
    return BASE - (BASE - TOP) * min(1.0, value / most if most else 0.0)


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    """A number as SVG reads it, in any language of the page."""
    return f"{number:.1f}"
