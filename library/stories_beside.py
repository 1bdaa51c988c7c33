"""The stories that stand beside an article: of its diagnoses, and safe to meet on a first day."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import get_language

from library.articles import Article
from stories import veil
from stories.models import Story, StoryTopic
from stories.vocabulary import Vocabulary

SHOWN = 3
NEWEST = 24  # stories of each diagnosis among which we choose


def beside(article: Article, known: Vocabulary) -> list[Story]:
    """A few new stories, different in illness, the reader's language and its facets first.

    Only those whose people let search engines list them, so that the article may be listed too, and
    the examples of a demonstration, where it is not. Three queries, however many stories there are.
    """
    keys = newest([known.by_slug[slug].pk for slug in article.diagnoses if slug in known.by_slug])
    # Whoever reads what a test is like did not come to read of an ending.
    gentle = Story.objects.tagged([veil.TAG]).open().filter(pk__in=keys)
    here = get_language() or "en"
    wanted = set(article.facets)
    rows = sorted(
        gentle.newest().in_list(),
        key=lambda story: (story.language != here, not wanted & set(story.facets)),
    )
    return different(rows)


def newest(diagnoses: list[int]) -> set[UUID]:
    """The newest stories of each of these, in one query: each part of it reads one index."""
    if not diagnoses:
        return set()
    parts = [
        StoryTopic.objects.newest_of(one).values_list("story_id", flat=True)[:NEWEST]
        for one in diagnoses
    ]
    first, *others = parts
    return set(first.union(*others, all=True) if others else first)


def different(rows: Iterable[Story]) -> list[Story]:
    """The first few, each group of diagnoses once before any comes again."""
    picked: list[Story] = []
    again: list[Story] = []
    for story in rows:
        seen = any(story.group == other.group for other in picked)
        (again if seen else picked).append(story)
    return (picked + again)[:SHOWN]
