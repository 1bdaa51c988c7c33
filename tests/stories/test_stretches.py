"""The newest of what an index finds, stretch by stretch: none is missed, and none comes twice."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from moderation.states import State
from stories import paging
from stories.counting import first_with_any, lengths
from stories.models import Story
from stories.paging import page
from stories.stretches import FIRST
from stories.vocabulary import vocabulary
from tests.factories import submission_in

pytestmark = pytest.mark.django_db
CHANCE = random.Random(2026)
NEWEST = datetime(2031, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)  # also where our clock is behind


@pytest.fixture
def kept() -> list[Story]:
    """Stories of an hour, a day, a month and half a life, some of one moment; the newest first."""
    told = []
    for number in range(24):
        body = "The salt was in by noon." if number % 3 else "We waited, and then it rained."
        story = submission_in(State.PUBLISHED, body=body, facets=["work"]).story
        ago = timedelta(seconds=CHANCE.randrange(10 ** CHANCE.randrange(2, 10)))
        story.published_at = NEWEST - (timedelta(0) if number % 8 == 0 else ago)
        story.save(update_fields=["published_at"])
        if number % 3:
            told.append(story)
    return sorted(told, key=lambda story: (story.published_at, story.pk), reverse=True)


def found():
    return Story.objects.meeting(["relation=survivor", "topic=work"], "salt")


@pytest.mark.parametrize("many", [1, 3, 15, 16, 100])
def test_the_newest_are_found_as_if_all_were_sorted(kept, many):
    assert list(found().newest_of(many)[:many]) == kept[:many]
    assert list(found().newest_of(many, back=True)[:many]) == kept[::-1][:many]


def test_pages_neither_repeat_nor_skip_on_either_way(kept):
    seen, places = [], [""]
    while places[-1] or not seen:
        shown = page(found(), {"after": places[-1]}, vocabulary(), size=5)
        seen.append(shown.rows)
        places.append(shown.older)
    assert [row for rows in seen for row in rows] == kept
    last = paging.write(kept[15])
    back = page(found(), {"before": last}, vocabulary(), size=5)
    assert back.rows == kept[10:15]
    assert page(found(), {"before": back.newer}, vocabulary(), size=5).rows == kept[5:10]


def test_programs_page_through_the_same(kept):
    seen, url, back = [], "/api/v1/stories/?q=salt&topic=work&page_size=5", ""
    while url:
        answer = Client().get(url).json()
        seen.append([row["id"] for row in answer["results"]])
        url, back = answer["next"], answer["previous"]
    assert [key for keys in seen for key in keys] == [str(story.pk) for story in kept]
    again = [row["id"] for row in Client().get(back).json()["results"]]
    assert again == seen[-2]


def test_lengths_and_the_first_with_any(kept):
    none = Story.objects.meeting(["relation=survivor", "topic=money"])
    assert first_with_any([none, found(), none]) == 1
    assert first_with_any([none, none]) == 1
    assert {name: str(number) for name, number in lengths({"a": found(), "b": none}).items()} == {
        "a": "16",
        "b": "0",
    }


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_stretches_hold_each_moment_once(newest_first):
    with connection.cursor() as cursor:
        for _ in range(40):
            start, stop, moment = sorted(
                FIRST + timedelta(seconds=CHANCE.randrange(2**31)) for _ in range(3)
            )
            start, moment, stop = sorted([start, stop, moment], reverse=newest_first)
            cursor.execute(
                "SELECT count(*),"
                " count(*) FILTER (WHERE stories_found_by('', '{}', %s, false) @@ one)"
                " FROM stories_stretches(%s, %s) AS one",
                [moment, start, stop],
            )
            many, holding = cursor.fetchone()
            assert holding == 1
            assert many < 45


def test_no_stretch_is_much_longer_than_all_before_it():
    with connection.cursor() as cursor:
        cursor.execute("SELECT stories_stretches(%s, %s)::text", [NEWEST, FIRST])
        levels = [int(one.split("=")[1].split("-")[0]) for (one,) in cursor.fetchall()]
    assert levels == sorted(levels)
    assert set(levels) == set(range(9))
    before = 0
    for level in levels:
        assert 4**level <= 2 * before or before == 0
        before += 4**level
    assert min(Counter(levels[:-1]).values()) >= 2
