"""Tells search engines of the library's pages."""

from collections.abc import Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from library import articles, exhibits
from stories import sitemaps


@sitemaps.also
def pages() -> Iterator[tuple[str, datetime | None]]:
    """Each page of the library, and when an article was last checked."""
    yield from ((reverse(name), None) for name in ("information", "models"))
    yield from ((reverse("model", args=[one.name]), None) for one in exhibits.EXHIBITS)
    for article in articles.live():
        day = datetime.combine(article.checked, time.min, timezone.get_default_timezone())
        yield article.url, day
