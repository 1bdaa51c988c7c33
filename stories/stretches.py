"""The newest of what an index finds, in bounded work however many stories it finds.

One index (`stories_found`) holds for each story its words, its tags and the stretches of time in
which it was published, each four times as long as the one before: any mixture of words and choices
in one stretch is one look into it. The index knows no order. So the time is looked through stretch
by stretch, the newest and the shortest first, until there are stories enough; the others that would
answer are never touched (docs/adr/0036-found-by-stretches.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.postgres.search import (
    SearchQueryCombinable,
    SearchQueryField,
    SearchVectorField,
)
from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import RawSQL
from django.db.models.query import QuerySet

# As `stories_found_by` in the database has it: the shortest stretch takes 2 ** SHORTEST seconds,
# four and a half hours; LEVELS of them, up to one that is longer than a life among stories.
SHORTEST, LEVELS = 14, 9
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # by which the database's clock may be before ours
FOUND_BY = Func(
    F("search"),
    F("tags"),
    F("published_at"),
    F("embeddable"),
    function="stories_found_by",
    output_field=SearchVectorField(),
)


class Marks(SearchQueryCombinable, Func):
    """Marks that stand in the index as they are; no word of a text is ever one of them."""

    config = None
    template = "%(expressions)s::tsquery"
    output_field = SearchQueryField()


class Meets(Func):
    """Whether what a story is found by answers a query."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def marked(marks: Iterable[str]) -> Marks:
    """What has every one of these marks."""
    quoted = (one.replace("\\", "\\\\").replace("'", "''") for one in marks)
    return Marks(Value(" & ".join(f"'{one}'" for one in quoted)))


def stretches(start: datetime, stop: datetime) -> Iterator[str]:
    """The marks of all time from `start` to `stop`, in this order: short stretches, then longer.

    The first and the last may reach a little beyond. At least two of each length are asked for, so
    that none is much longer than all before it.
    """
    here, end = (int(one.timestamp()) >> SHORTEST for one in (start, stop))
    step = 1 if end > here else -1
    level = taken = 0
    while ((end >> 2 * level) - here) * step >= 0:
        yield f"time={level}-{here}"
        here += step
        taken += 1
        whole = here % 4 == (0 if step > 0 else 3)  # from here on a longer one begins
        if whole and taken > 1 and level < LEVELS - 1:
            level, taken, here = level + 1, 0, here >> 2


def stretched(stories: QuerySet, many: int, start: datetime, stop: datetime) -> RawSQL:
    """The keys of the first `many` of these stories on the way from one time to another.

    `stories`: with their order, which is that of the way.
    """
    here = stories.filter(Meets(FOUND_BY, RawSQL("stretch.mark", []))).values("pk")[:many]
    sql, parameters = here.query.sql_with_params()
    return RawSQL(
        "SELECT found.key FROM unnest(%s::tsquery[]) AS stretch (mark)"  # noqa: S608 - Django's own
        f" CROSS JOIN LATERAL ({sql}) AS found (key) LIMIT {many:d}",
        [[f"'{one}'" for one in stretches(start, stop)], *parameters],
    )
