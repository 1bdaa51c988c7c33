"""What the organisation that runs the site sets itself: each change a new row, the newest in force.

A kind (guidelines, helplines, …) has parts (a section, a country), each changed by itself. Its form
says what a part may hold, for who types it and for who reads it again: a row that is not whole is
passed over, and the one before it stays in force. What ships with Marrow is number 0.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import pgtrigger
import structlog
from django import forms
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AGE = 1.0  # seconds until a process asks again whether there is a newer row
LINES = "lines"
Content = dict[str, Any]
T = TypeVar("T")
log = structlog.get_logger("editions")


class Edition(models.Model):
    """One part of a kind as it is from then on. Rows are only added."""

    kind = models.CharField(max_length=20)
    part = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()  # 1 is the first change of what ships
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)  # null: what ships again
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["kind", "part", "number"], name="%(class)s_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="editions_stay", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.part} {self.number}"


# ---- What a part may hold


class Line(forms.Form):
    """One of several alike: a number to call, a day off. `called`: the field that names it."""

    called = ""

    def __init__(self, *args: Any, part: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part

    @property
    def title(self) -> str:
        """What this one is called, if it has a name."""
        return str(self[self.called].value() or "") if self.called else ""


class Lines(BaseFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take it out")


class Shape(forms.Form):
    """One part, as it is typed and as it is kept. `line`, `most`: rows below it, if any."""

    line: type[Line] | None = None
    most = 12
    lines_label: str | Promise = ""

    def __init__(self, *args: Any, part: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.lines: BaseFormSet[Any] | None = self._lines() if self.line else None

    def _lines(self) -> BaseFormSet[Any]:
        assert self.line is not None
        rows = formset_factory(
            self.line,
            formset=Lines,
            extra=1,
            can_delete=True,
            can_delete_extra=False,
            max_num=self.most,
            validate_max=True,
        )
        sent = self.data if self.is_bound else None
        known = None if self.is_bound else self.initial.get(LINES, [])
        return rows(sent, prefix=LINES, initial=known, form_kwargs={"part": self.part})

    def is_valid(self) -> bool:
        own = super().is_valid()
        return own and (self.lines is None or self.lines.is_valid())

    @property
    def found(self) -> Content:
        """What is valid, as Python's own types; read it after `is_valid`."""
        content = dict(self.cleaned_data)
        if self.lines is not None:
            content[LINES] = [
                {name: row.cleaned_data[name] for name in row.fields if name != "DELETE"}
                for row in self.lines
                if row.cleaned_data and not row.cleaned_data.get("DELETE")
            ]
        return content


def plain(content: Content) -> Content:
    """The same as JSON keeps it."""
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def as_sent(content: Content) -> Content:
    """What a browser would send for this content."""
    rows = content.get(LINES, [])
    sent = {name: value for name, value in content.items() if name != LINES}
    sent |= {
        f"{LINES}-{i}-{name}": value for i, row in enumerate(rows) for name, value in row.items()
    }
    return sent | {f"{LINES}-TOTAL_FORMS": len(rows), f"{LINES}-INITIAL_FORMS": 0}


# ---- The rows, kept in the process


UNREAD, NOT_WHOLE = object(), object()


@dataclass(eq=False)
class Row:
    """An edition in memory, and what it means once its kind has read it."""

    id: int
    number: int
    at: datetime
    content: Content | None
    value: Any = UNREAD


class Shelf:
    """The editions of one table: all of them, read once, and looked at again after a second.

    They are few and only added, so the highest id tells whether there is anything new.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.kinds: dict[str, Kind[Any]] = {}
        self.empty()
        self.forget()

    def empty(self) -> None:
        """Take it that there is no row, until the next look."""
        self._rows: dict[tuple[str, str], tuple[Row, ...]] = {}
        self.newest = 0
        self._looked = time.monotonic()

    def forget(self) -> None:
        """Ask the database at the next reading, however soon that is.

        Also where another thread asks just now: what it is told may be what was before.
        """
        self._forgot = time.monotonic()

    def rows(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        """Every row by kind and part, oldest first; what is known where the database is down."""
        if self._looked <= self._forgot or time.monotonic() - self._looked > AGE:
            try:
                self._look()
            except DatabaseError:
                if connection.in_atomic_block:
                    raise
                log.error("editions_unread", table=self.label)
        return self._rows

    @property
    def highest(self) -> models.Subquery:
        """The highest id, to be asked for within another question; `learn` takes the answer."""
        table = apps.get_model(self.label)._default_manager
        return models.Subquery(table.order_by("-id").values("id")[:1])

    def _look(self) -> None:
        asked = time.monotonic()
        table = apps.get_model(self.label)._default_manager
        self.learn(table.aggregate(newest=Max("id"))["newest"] or 0, asked=asked)

    def learn(self, newest: int, *, asked: float) -> None:
        """Read what is newer than what is known, where anything is.

        `newest`: the highest id there is. `asked`: when the database was asked for it, in seconds
        of `time.monotonic`.
        """
        if newest < self.newest:  # an older copy of the database came back
            self._rows, self.newest = {}, 0
        if newest > self.newest:
            found = dict(self._rows)
            table = apps.get_model(self.label)._default_manager
            for row in table.filter(id__gt=self.newest).order_by("id"):
                key, newest = (row.kind, row.part), row.id
                entry = Row(row.id, row.number, row.at, row.content)
                found[key] = (*found.get(key, ()), entry)
            self._rows, self.newest = found, newest
        self._looked = max(self._looked, asked)


PUBLIC = Shelf("stories.PublicEdition")


# ---- The kinds


@dataclass(eq=False)
class Kind(Generic[T]):
    """One kind of thing that the organisation sets.

    `shipped`: what holds without any row, each part as its form would find it. `value`: what
    readers get of it. `grows`: whether parts may be added.
    """

    name: str
    title: str | Promise
    help: str | Promise
    form: type[Shape]
    shipped: Callable[[], dict[str, Content]]
    value: Callable[[str, Content], T]
    shelf: Shelf = PUBLIC
    grows: bool = False
    preview: tuple[str, str] = ("", "")  # a template of the page, and how it calls the part
    late: Callable[[T], bool] = lambda _value: False  # past the day to read it again
    _kept: tuple[int, dict[str, Content], dict[str, T]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.shelf.kinds[self.name] = self

    def read(self, part: str, content: Content) -> T:
        """What a part with this content means. Raises ValueError where it is not whole.

        A field that the form got since then is as it ships.
        """
        ships = plain(self.shipped().get(part, {}))
        later = {name: ships[name] for name in self.form.base_fields if name in ships}
        try:
            form = self.form(as_sent(later | content), part=part)
            if form.is_valid():
                return self.value(part, form.found)
        except (TypeError, AttributeError, KeyError) as error:  # by hand: a list where words are
            raise ValueError(f"{self.name}/{part} has another shape") from error
        raise ValueError(f"{self.name}/{part} is not whole")

    def rows(self, part: str) -> list[Row]:
        """Every edition of a part that is whole, the oldest first; a broken one is passed over."""
        found = self.shelf.rows().get((self.name, part), ())
        return [row for row in found if self._meaning(part, row) is not NOT_WHOLE]

    def _meaning(self, part: str, row: Row) -> Any:
        if row.value is UNREAD:
            try:
                row.value = None if row.content is None else self.read(part, row.content)
            except ValueError:
                log.error("edition_broken", edition=self._name(part, row))
                row.value = NOT_WHOLE
        return row.value

    def _name(self, part: str, row: Row) -> str:
        return f"{self.name}/{part} {row.number}"

    def broken(self) -> list[str]:
        """The parts of which something older holds, because the newest is not whole."""
        newest = {
            part: rows[-1] for (kind, part), rows in self.shelf.rows().items() if kind == self.name
        }
        return [
            self._name(part, row)
            for part, row in newest.items()
            if self._meaning(part, row) is NOT_WHOLE
        ]

    def parts(self) -> list[str]:
        """Every part, those that ship first."""
        known = [part for kind, part in self.shelf.rows() if kind == self.name]
        return list(dict.fromkeys([*self.shipped(), *known]))

    def current(self) -> dict[str, T]:
        """Every part that is in force, by its name."""
        self.shelf.rows()
        shipped = self.shipped()
        if self._kept is None or self._kept[:2] != (self.shelf.newest, shipped):
            self._kept = self.shelf.newest, shipped, self._values(None)
        return self._kept[2]

    def at(self, when: datetime) -> dict[str, T]:
        """Every part as it was in force at that time."""
        return self._values(when)

    def _values(self, when: datetime | None) -> dict[str, T]:
        shipped, found = self.shipped(), {}
        for part in self.parts():
            rows = [row for row in self.rows(part) if when is None or row.at <= when]
            if rows and rows[-1].content is not None:
                found[part] = rows[-1].value
            elif part in shipped:
                found[part] = self.value(part, shipped[part])
        return found

    def spans(self, part: str = "") -> Iterator[tuple[datetime | None, datetime | None, T]]:
        """From when until when each value of a part was in force, the oldest first."""
        shipped = self.value(part, self.shipped()[part])
        since: datetime | None = None
        value = shipped
        for row in self.rows(part):
            yield since, row.at, value
            since, value = row.at, shipped if row.content is None else row.value
        yield since, None, value


def older(
    kind: Kind[Any],
    length: str,
    *,
    field: str,
    less: timedelta = timedelta(0),
    part: str = "",
    told: str = "",
) -> Q:
    """Rows whose `field` is as long ago as was said at that time, by the attribute `length`.

    So nobody who was told a time gets another one. `less`: so much sooner. `told`: the field of
    when it was said, where that is another.
    """
    said = told or field
    asked = Q(pk__in=[])
    for since, until, value in kind.spans(part):
        span = Q(**{f"{field}__lt": Now() - (getattr(value, length) - less)})
        if since:
            span &= Q(**{f"{said}__gte": since})
        if until:
            span &= Q(**{f"{said}__lt": until})
        asked |= span
    return asked
