"""Pages by key: newest first, nothing repeated and nothing skipped while stories come and go."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stories.models import Story, StoryQuerySet

SIZE = 20
PLACES = ("after", "before")  # parameters of an address
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True)
class Page:
    """Some stories, and the opaque places to go on from; "" where there are no more."""

    rows: list[Story]
    newer: str = ""
    older: str = ""

    @property
    def listable(self) -> bool:
        """Whether everyone on it lets search engines list their story."""
        return all(story.searchable for story in self.rows)


def page(queryset: StoryQuerySet, asked: Mapping[str, str], *, size: int = SIZE) -> Page:
    """The stories `after` a place or `before` it; the newest where the place means nothing."""
    if place := read(asked.get("before", "")):
        rows = list(queryset.before(*place).oldest()[: size + 1])
        shown = rows[:size][::-1]
        return Page(shown, newer=_first(shown) if len(rows) > size else "", older=_last(shown))
    place = read(asked.get("after", ""))
    rows = list((queryset.after(*place) if place else queryset).newest()[: size + 1])
    shown = rows[:size]
    return Page(
        shown, newer=_first(shown) if place else "", older=_last(shown) if len(rows) > size else ""
    )


def write(story: Story) -> str:
    """A story's place in the order, as 32 letters."""
    microseconds = (story.published_at - EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(microseconds.to_bytes(8) + story.pk.bytes).decode()


def read(text: str) -> Place | None:
    """The place, or None for anything that we did not write."""
    try:
        data = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        if len(data) != 24:
            return None
        published_at = EPOCH + timedelta(microseconds=int.from_bytes(data[:8]))
    except (UnicodeEncodeError, binascii.Error, OverflowError):
        return None
    return published_at, uuid.UUID(bytes=data[8:])


def _first(rows: list[Story]) -> str:
    return write(rows[0]) if rows else ""


def _last(rows: list[Story]) -> str:
    return write(rows[-1]) if rows else ""
