"""The newest of what an index finds, in bounded work however many stories it finds.

One index (`stories_found`) holds for each story its words, its tags and the stretches of time in
which it was published, each four times as long as the one before: any mixture of words and choices
in one stretch is one look into it. The index knows no order. So the time is looked through stretch
by stretch, the newest and the shortest first, until there are stories enough; the others that would
answer are never touched (docs/adr/0036-found-by-stretches.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.search import (
    SearchQueryCombinable,
    SearchQueryField,
    SearchVectorField,
)
from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import RawSQL
from django.db.models.query import QuerySet

EMBEDDABLE = "embeddable=1"  # the mark of a story that others may show on their pages
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
FOUND_BY = Func(
    F("search"),
    F("tags"),
    F("published_at"),
    F("embeddable"),
    function="stories_found_by",
    output_field=SearchVectorField(),
)


class Marks(SearchQueryCombinable, Func):  # type: ignore[misc]  # as Django itself has it
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


def stretched(
    stories: QuerySet, many: int, *, start: datetime | None, stop: datetime | None, back: bool
) -> tuple[str, list[Any]]:
    """The query for the first `many` of these rows on the way through time, and its values.

    `stories`: in the order of the way, which goes to the newest when it goes `back`. `start` and
    `stop`: None for the newest story, and for the time before all.
    """
    ends = (start or FIRST, stop) if back else (start, stop or FIRST)
    here = stories.filter(Meets(FOUND_BY, RawSQL("stretch", [])))
    # The time first, so that the index leaps to it with each condition that comes after; the other
    # way round it would go through everything that answers these.
    conditions = here.query.where.children
    conditions.insert(0, conditions.pop())
    sql, parameters = here[:many].query.sql_with_params()
    newest = "coalesce(%s, (SELECT max(published_at) FROM stories_story))"
    way = f"stories_stretches({newest}, {newest}) AS stretch"
    asked = f"SELECT found.* FROM {way} CROSS JOIN LATERAL ({sql}) AS found LIMIT {many:d}"  # noqa: S608 - Django wrote it, its values apart
    return asked, [*ends, *parameters]
