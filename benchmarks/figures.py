"""Figures: what was measured, against what, and whether it keeps within its limit."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django

BEGIN = "<!-- measured: a command writes from here -->"
END = "<!-- measured: to here -->"


@dataclass(frozen=True)
class Figure:
    """One line of the table. The ratio is ours to the other's; a limit may be set from one side."""

    what: str
    ours: str
    against: str = ""
    ratio: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""  # what the document tells below the table

    @property
    def met(self) -> bool:
        """Whether the ratio keeps within its limit; without a limit it does."""
        if self.ratio is None:
            return True
        low = self.at_least is None or self.ratio >= self.at_least
        return low and (self.at_most is None or self.ratio <= self.at_most)

    @property
    def limit(self) -> str:
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return "" if self.at_most is None else f"at most {self.at_most:g}"

    def cells(self) -> list[str]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        missed = "" if self.met else " **missed**"
        return [self.what, self.ours, self.against, ratio, self.limit + missed]


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table that reads well as text and as Markdown."""
    rows = [["what", "Marrow", "against", "ratio", "limit"], *(one.cells() for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def notes(figures: Iterable[Figure]) -> str:
    """What there is to tell about single figures, as it is."""
    told = [figure.note for figure in figures if figure.note]
    return "\n".join(["```", *told, "```"]) if told else ""


def conditions(seconds: float) -> str:
    """The machine and how busy it was: a figure without them says nothing."""
    load = ", ".join(f"{number:.2f}" for number in os.getloadavg())
    return (
        f"`make bench`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {seconds:.0f} seconds in all. "
        f"{os.cpu_count()} cores ({platform.machine()}), load average {load} at the end "
        f"(one, five and fifteen minutes, the run itself included). "
        f"Python {platform.python_version()}, Django {django.__version__}."
    )


def write(document: Path, text: str, *, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Put the text between two marks of the document, and leave the rest as people wrote it."""
    begin, end = marks
    before, _begin, rest = document.read_text().partition(begin)
    _old, _end, after = rest.partition(end)
    document.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")
