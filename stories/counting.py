"""How many stories each choice would leave, in bounded work however many stories there are.

One or two tags were counted when the stories came (`Tally`), and are looked up. For more of them
the newest stories are looked at: the number is exact where these are all, or else it is at least
so high, and says so (docs/adr/0032-what-a-list-counts.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.formats import number_format

from stories.models import StoryQuerySet, Tally
from stories.tags import tag

EVERY = ""  # the tag of every story
MOST = 1000  # an exact number above this helps nobody
LOOKED_AT = 300  # the newest of a list, among which its choices are counted


@dataclass(frozen=True)
class Number:
    """So many stories; `more` where nobody counted to the end."""

    stories: int
    more: bool = False

    @property
    def none(self) -> bool:
        return not self.stories and not self.more

    def __str__(self) -> str:
        """As people read it: "12", "1,000+", and "300+" of which 347 were seen; "" for unknown."""
        if self.stories > MOST:
            return f"{_written(MOST)}+"
        if not self.more:
            return _written(self.stories)
        step = 10 ** (len(str(self.stories)) - 1)
        return f"{_written(self.stories // step * step)}+" if self.stories else ""


def _written(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


@dataclass
class Tallies:
    """How many stories share two tags, for some tags and all that stand beside them."""

    pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    among: str = EVERY  # the tag of the stories that are counted at all

    @classmethod
    def read(cls, tags: Iterable[str], *, among: str = EVERY) -> Tallies:
        """In one query."""
        asked = list(dict.fromkeys([EVERY, among, *tags]))
        rows = Tally.objects.filter(Q(one__in=asked) | Q(other__in=asked[1:]))
        found = cls(among=among)
        for one, other, stories in rows.values_list("one", "other", "stories"):
            found.pairs[one, other] = found.pairs[other, one] = stories
        return found

    def both(self, one: str, other: str) -> int:
        return self.pairs.get((one, other), 0)

    def number(self, tag: str) -> Number:
        """How many have this tag, among those that are counted."""
        return Number(self.both(self.among, tag))

    def at_most(self, tags: Sequence[str]) -> int:
        """More stories than this cannot have all of these tags; exact for one and for two."""
        if len(tags) < 2:
            return self.both(EVERY, tags[0] if tags else EVERY)
        return min(self.both(one, two) for at, one in enumerate(tags) for two in tags[:at])


@dataclass
class Sample:
    """Some stories that answer, and how many of them have each tag; `whole`: there are no more."""

    tags: Counter[str]
    whole: bool

    @property
    def stories(self) -> int:
        return self.tags[EVERY]

    def of(self, tag: str) -> Number:
        return Number(self.tags[tag], more=not self.whole)


def seen(stories: StoryQuerySet) -> Sample:
    """Look at the newest of these stories, in one query."""
    sql, parameters = stories.sql_of(LOOKED_AT + 1, "tags")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tag, count(*)"  # noqa: S608 - Django wrote it, its values apart
            f" FROM ({sql}) AS found (tags), unnest(tags || ''::varchar) AS tag GROUP BY tag",
            parameters,
        )
        tags = Counter(dict(cursor.fetchall()))
    return Sample(tags, whole=tags[EVERY] <= LOOKED_AT)


def lengths(lists: Mapping[str, StoryQuerySet]) -> dict[str, Number]:
    """How many stories each of these lists has, in one query."""
    counted: list[str] = []
    values: list[Any] = []
    for name, stories in lists.items():
        sql, parameters = stories.sql_of(LOOKED_AT + 1, "pk")
        counted.append(f"SELECT %s, count(*) FROM ({sql}) AS found")  # noqa: S608 - as above
        values += [name, *parameters]
    if not counted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted), values)
        found = dict(cursor.fetchall())
    return {name: Number(many, more=many > LOOKED_AT) for name, many in found.items()}


def first_with_any(lists: Sequence[StoryQuerySet]) -> int:
    """The place of the first list that has any story, or of the last one; in one query at most."""
    *asked, _last = lists
    if not asked:
        return 0
    whens: list[str] = []
    values: list[Any] = []
    for place, stories in enumerate(asked):
        sql, parameters = stories.sql_of(1, "pk")
        whens.append(f"WHEN EXISTS ({sql}) THEN {place:d}")
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CASE {' '.join(whens)} ELSE {len(asked):d} END", values)
        return cursor.fetchone()[0]


class Counts:
    """The numbers beside a list and beside each of its choices."""

    def __init__(
        self,
        chosen: Mapping[str, str],
        fixed: Sequence[str],
        tallies: Tallies,
        sample: Sample | None,
    ) -> None:
        """`chosen`: the tag of each field in use. `fixed`: tags that the words asked for stand for.

        `sample`: of the list, where it has more tags than were counted together, or words.
        """
        self.chosen, self.fixed, self.tallies, self.sample = chosen, fixed, tallies, sample

    def without(self, name: str) -> list[str]:
        """The tags of the list without this field."""
        return [*self.fixed, *(one for field, one in self.chosen.items() if field != name)]

    @property
    def all(self) -> Number:
        known = self._known(self.without(""))
        return known or (self.sample.of(EVERY) if self.sample else Number(0))

    def of(self, name: str, value: str) -> Number:
        """How many stories there are with this choice in place of that field's."""
        wanted = [*self.without(name), tag(name, value)]
        if known := self._known(wanted):
            return known
        if self.sample is None or name in self.chosen:
            return Number(0, more=True)
        found, most = self.sample.of(wanted[-1]), self.tallies.at_most(wanted)
        return Number(most) if self.tallies.pairs and most == found.stories else found

    def _known(self, tags: Sequence[str]) -> Number | None:
        """What was counted already: of two tags at most, and no words."""
        counted = self.tallies.pairs and len(tags) <= 2
        return Number(self.tallies.at_most(tags)) if counted else None
