"""What became of all stories and reports, as a page shows it: tables, and one drawing of bars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from stories import guidelines
from stories.models import Figure

Kind = Figure.Kind
Text = str | Promise
QUARTERS = 8  # the newest
YEAR = 4  # quarters in the drawing: on a phone, more are too narrow to read
WIDE, BASE = 400, 180  # of the drawing, and where its bars stand
DAY = 24  # hours; up to two of them are told in hours
ROWS: dict[str, Text] = {
    Kind.RECEIVED: _("Stories sent to us"),
    Kind.PUBLISHED: _("Published for the first time"),
    Kind.DECLINED: _("Declined"),
    Kind.WAITED: _("Half of the people had an answer within"),
    Kind.REPORTED: _("Reports by readers"),
    Kind.ANSWERED: _("Reports answered"),
}
REASONS: dict[str, Text] = {  # about no guideline
    "legal": _("A legal question"),
    "other": _("Another reason"),
}
OUTCOMES: dict[str, Text] = {
    "changed": _("The story was changed"),
    "off": _("The story is off the site"),
    "stays": _("We looked, and it may stay"),
    "cared": _("Somebody looks after the person"),
    "mended": _("The page is mended"),
}


@dataclass(frozen=True)
class Table:
    """Figures of one sort: a row each, with one cell a quarter, newest first."""

    title: Text
    head: list[str]
    rows: list[tuple[Text, list[str]]]
    left_out: bool  # there are rows in which no quarter has enough to tell


@dataclass(frozen=True)
class Bar:
    """One bar of the drawing; without a height where there were too few to tell."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    label: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Told:
    tables: list[Table]
    bars: list[Bar]
    ticks: list[tuple[int, str]]  # where a quarter stands in the drawing, and its name


def told() -> Told | None:
    """The newest quarters; None before the first is over. It asks the public table alone."""
    cells: dict[date, dict[tuple[str, str], int | None]] = {}
    for one in Figure.objects.all():
        if one.quarter not in cells and len(cells) == QUARTERS:
            break
        cells.setdefault(one.quarter, {})[one.kind, one.code] = one.number
    if not cells:
        return None
    quarters = list(cells)
    head = [named(quarter) for quarter in quarters]

    def table(title: Text, kinds: Iterable[tuple[str, str, Text]]) -> Table:
        found = [
            (name, kind, [cells[quarter].get((kind, code)) for quarter in quarters])
            for kind, code, name in kinds
        ]
        rows = [
            (name, [cell(kind, number) for number in numbers])
            for name, kind, numbers in found
            if any(number is not None for number in numbers)
        ]
        return Table(title, head, rows, left_out=len(rows) < len(found))

    tables = [
        table(_("Stories and reports"), ((kind, "", name) for kind, name in ROWS.items())),
        table(
            _("Declined, by guideline"),
            ((Kind.DECLINED, code, name) for code, name in reasons(cells.values())),
        ),
        table(
            _("What came of reports"),
            ((Kind.ANSWERED, code, name) for code, name in OUTCOMES.items()),
        ),
    ]
    return Told(tables, *drawn([(one, cells[one]) for one in reversed(quarters[:YEAR])]))


def reasons(quarters: Iterable[Mapping[tuple[str, str], int | None]]) -> list[tuple[str, Text]]:
    """Why stories were declined in these quarters: each guideline as it is called now, in order."""
    every = sorted(guidelines.SECTIONS.current().values(), key=lambda one: one.position)
    names: dict[str, Text] = {**{one.code: one.title for one in every}, **REASONS}
    found = {code for cells in quarters for kind, code in cells if kind == Kind.DECLINED and code}
    gone = _("A guideline that we no longer have")
    return [
        (code, names.get(code, gone))
        for code in (*names, *sorted(found - set(names)))
        if code in found
    ]


def named(quarter: date) -> str:
    """A quarter, in short."""
    number = (quarter.month + 2) // 3
    return gettext("Q%(number)d %(year)d") % {"number": number, "year": quarter.year}


def cell(kind: str, number: int | None) -> str:
    """One figure in words."""
    if number is None:
        return gettext("not told")
    return length(number) if kind == Kind.WAITED else str(number)


def length(hours: int) -> str:
    """A wait in words, rounded up."""
    if hours <= 2 * DAY:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = -(-hours // DAY)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def drawn(
    quarters: list[tuple[date, dict[tuple[str, str], int | None]]],
) -> tuple[list[Bar], list[tuple[int, str]]]:
    """Two bars a quarter, what was sent and what was published, oldest first."""
    kinds = (Kind.RECEIVED, Kind.PUBLISHED)
    numbers = [cells.get((kind, "")) or 0 for _q, cells in quarters for kind in kinds]
    highest = max(1, *numbers)
    room = WIDE // len(quarters)
    width = min(48, room // 3)
    bars, ticks = [], []
    for place, (quarter, cells) in enumerate(quarters):
        middle = place * room + room // 2
        ticks.append((middle, named(quarter)))
        for side, kind in enumerate(kinds):
            number = cells.get((kind, ""))
            height = round((number or 0) * (BASE - 24) / highest)
            x = middle - width + side * width
            label = str(number) if number is not None else ""
            bars.append(Bar(kind, x, BASE - height, width - 2, height, label))
    return bars, ticks
