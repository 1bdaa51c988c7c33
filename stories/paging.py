"""Pages by key: nothing repeated and nothing skipped while stories come and go.

Lists are newest first; the answers to words begin with the best of the newest.
"""

from __future__ import annotations

import base64
import binascii
import struct
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from stories.counting import Sample
from stories.models import Story, StoryQuerySet
from stories.vocabulary import Vocabulary

SIZE = 20
RANKED = 100  # the newest answers to words among which the best are found
PLACE = 24  # bytes
PLACES = ("after", "before")  # parameters of an address
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Place = tuple[datetime, uuid.UUID]
FIRST: Place = (EPOCH, uuid.UUID(int=0))  # older than every story


@dataclass(frozen=True)
class Page:
    """Some stories, and the opaque places to go on from; "" where there are no more."""

    rows: list[Story]
    newer: str = ""
    older: str = ""
    ranked: bool = False  # the best come first
    back: bool = False  # there are better ones on the first page

    @property
    def listable(self) -> bool:
        """Whether everyone on it lets search engines list their story."""
        return all(story.searchable for story in self.rows)


def page(
    stories: StoryQuerySet, asked: Mapping[str, str], known: Vocabulary, *, size: int = SIZE
) -> Page:
    """The stories `after` a place or `before` it; the newest where the place means nothing."""
    many = size + 1
    if place := read(asked.get("before", "")):
        found = stories.before(*place).newest_of(many, start=place[0], back=True)
        rows = found[:many].introduced(known.diagnoses)
        shown = rows[:size][::-1]
        return Page(shown, newer=_first(shown) if len(rows) > size else "", older=_last(shown))
    place = read(asked.get("after", ""))
    if place:
        stories = stories.after(*place)
    found = stories.newest_of(many, start=place[0] if place else None)
    rows = found[:many].introduced(known.diagnoses)
    shown = rows[:size]
    return Page(
        shown, newer=_first(shown) if place else "", older=_last(shown) if len(rows) > size else ""
    )


def asked(address: Mapping[str, str]) -> bool:
    """Whether somebody turned a page."""
    return any(address.get(name) for name in PLACES)


class Ranked(NamedTuple):
    """One of the stories that were ranked."""

    fit: float
    published_at: datetime
    pk: uuid.UUID
    tags: list[str]

    @property
    def place(self) -> Place:
        return self.published_at, self.pk

    @property
    def key(self) -> tuple[float, Place]:
        """Its place among the others: the better first, and the newer of two as good."""
        return self.fit, self.place


def best(
    stories: StoryQuerySet,
    fit: Any,
    asked: Mapping[str, str],
    known: Vocabulary,
    *,
    size: int = SIZE,
) -> tuple[Page, Sample]:
    """The stories that fit best among the newest `RANKED`, and behind these the others by age.

    Also answers what was seen of them all. A place among the best names the oldest that was
    ranked, so that what is published in the meantime moves nobody out.
    """
    here = asked.get("after", "")
    after = _read_best(here)
    newest = stories.not_before(*after[0]) if after else stories
    pool = _pool(newest.annotate(fit=fit), stop=after[0][0] if after else None)
    whole = len(pool) <= RANKED and (after is None or after[0] == FIRST)
    seen = Sample(Counter(tag for row in pool for tag in ("", *row.tags)), whole=whole)
    if read(here):
        return replace(page(stories, {"after": here}, known, size=size), newer="", back=True), seen
    oldest = after[0] if after else FIRST if whole else pool[RANKED - 1].place
    among = [row for row in pool if row.place >= oldest]
    order = sorted(among, key=lambda row: row.key, reverse=True)
    rest = [row for row in order if not after or row.key < after[1]]
    shown = rest[:size]
    wanted = Story.objects.filter(pk__in=[row.pk for row in shown])
    kept = {row.pk: row for row in wanted.introduced(known.diagnoses, text=True)} if shown else {}
    older = ""
    if len(rest) > size:
        older = _write_best(oldest, shown[-1])
    elif oldest != FIRST:
        older = _letters(_bytes(*oldest))
    rows = [kept[row.pk] for row in shown if row.pk in kept]
    return Page(rows, older=older, ranked=True, back=bool(after)), seen


def _pool(stories: StoryQuerySet, *, stop: datetime | None) -> list[Ranked]:
    """What is ranked and one more, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(*stories.sql_of(RANKED + 1, *Ranked._fields, stop=stop))
        rows = [Ranked(*row) for row in cursor.fetchall()]
    return sorted(rows, key=lambda row: row.place, reverse=True)


def write(story: Story) -> str:
    """A story's place in the order, as 32 letters."""
    return _letters(_bytes(story.published_at, story.pk))


def read(text: str) -> Place | None:
    """The place, or None for anything that we did not write."""
    data = _data(text, PLACE)
    return _place(data) if data else None


def _write_best(oldest: Place, last: Ranked) -> str:
    """A place among the best, as 76 letters."""
    return _letters(struct.pack(">xd", last.fit) + _bytes(*oldest) + _bytes(*last.place))


def _read_best(text: str) -> tuple[Place, tuple[float, Place]] | None:
    """The oldest that was ranked, and the last that was shown."""
    data = _data(text, 9 + 2 * PLACE)
    if data is None:
        return None
    (fit,) = struct.unpack(">xd", data[:9])
    oldest, last = _place(data[9 : 9 + PLACE]), _place(data[9 + PLACE :])
    return (oldest, (fit, last)) if oldest and last else None


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def _data(text: str, size: int) -> bytes | None:
    try:
        data = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return data if len(data) == size else None


def _bytes(published_at: datetime, pk: uuid.UUID) -> bytes:
    return ((published_at - EPOCH) // timedelta(microseconds=1)).to_bytes(8) + pk.bytes


def _place(data: bytes) -> Place | None:
    try:
        published_at = EPOCH + timedelta(microseconds=int.from_bytes(data[:8]))
    except OverflowError:
        return None
    return published_at, uuid.UUID(bytes=data[8:])


def _first(rows: list[Story]) -> str:
    return write(rows[0]) if rows else ""


def _last(rows: list[Story]) -> str:
    return write(rows[-1]) if rows else ""
