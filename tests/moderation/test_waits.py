"""How long people waited of late, and what is promised from it."""

import re
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moderation import waits
from moderation.models import Contribution, Submission
from moderation.states import State
from moderation.waits import DAY, HOUR, Wait
from tests.factories import BODY, submission_in

FRIDAY = datetime(2026, 11, 27, 14, tzinfo=UTC)
MONDAY = FRIDAY + 3 * DAY


def answered(*lengths: timedelta, ago: timedelta = HOUR, example: bool = False) -> None:
    """Stories that were answered so long ago, after these waits: many, so not by the verbs."""
    settled = timezone.now() - ago
    kept = Contribution.objects.bulk_create(
        Contribution(
            key_digest=secrets.token_hex(32),
            receipt_digest=secrets.token_hex(32),
            take_down_digest=secrets.token_hex(32),
            language="en",
            example=example,
        )
        for _ in lengths
    )
    Submission.objects.bulk_create(
        Submission(
            contribution=one,
            number=1,
            title="The garlic was in by noon",
            passages=[{"text": BODY, "dated": "2026-11-01"}],
            language="en",
            diagnoses=["mcl"],
            relation="survivor",
            display_name="Ruth",
            state=State.WITHDRAWN,
            created_at=settled - length,
            settled_at=settled,
        )
        for one, length in zip(kept, lengths, strict=True)
    )


@pytest.mark.django_db
class TestRecent:
    def test_half_and_nine_of_ten(self):
        answered(*(number * HOUR for number in range(21)))
        assert waits.recent() == Wait(10 * HOUR, 18 * HOUR)

    def test_a_real_answer_counts_once_it_took_effect(self, settings):
        answered(*[HOUR] * 19)
        submission_in(State.DECLINED)  # in its grace
        submission_in(State.ESCALATED)
        assert waits.recent() is None
        submission_in(State.PUBLISHED)
        assert waits.recent() == Wait(HOUR, HOUR)

    def test_too_few_say_nothing(self):
        answered(*[HOUR] * 19)
        assert waits.recent() is None

    def test_neither_what_was_long_ago_nor_examples(self):
        answered(*[HOUR] * 20)
        answered(*[30 * DAY] * 20, ago=waits.OF_LATE + DAY)
        answered(*[30 * DAY] * 20, example=True)
        assert waits.recent() == Wait(HOUR, HOUR)

    def test_the_newest_alone_where_there_are_many(self, monkeypatch):
        monkeypatch.setattr(waits, "MOST", 20)
        answered(*[30 * DAY] * 20, ago=DAY)
        answered(*[HOUR] * 20)
        assert waits.recent() == Wait(HOUR, HOUR)

    def test_one_query_that_an_index_serves(self):
        answered(*[HOUR] * 8000, ago=waits.OF_LATE + DAY)
        answered(*[HOUR] * 1500)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE moderation_submission, moderation_contribution")
        with CaptureQueriesContext(connection) as asked:
            waits.recent()
        [query] = asked.captured_queries
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"])
            plan = "\n".join(line for [line] in cursor.fetchall())
        assert re.search(r"Index (Only )?Scan( Backward)? (using|on) answers\b", plan), plan
        assert "Seq Scan on moderation_submission" not in plan, plan


@pytest.mark.parametrize(
    ("p50", "p90", "unit", "told"),
    [
        (timedelta(0), timedelta(minutes=1), HOUR, (1, 1)),
        (timedelta(minutes=61), 24 * HOUR, HOUR, (2, 24)),
        (5 * HOUR, 24 * HOUR + timedelta(seconds=1), DAY, (1, 2)),
        (2 * DAY, 4 * DAY, DAY, (2, 4)),
        (2 * DAY + HOUR, 3 * DAY, DAY, (3, 3)),
    ],
)
def test_told_in_whole_hours_or_days_rounded_up(p50, p90, unit, told):
    wait = Wait(p50, p90)
    assert (wait.unit, wait.told) == (unit, told)


@pytest.mark.parametrize(
    ("sent", "wait", "due", "hoped"),
    [
        (FRIDAY, None, 72, MONDAY + 2 * DAY),  # Monday, Tuesday, Wednesday
        (FRIDAY, None, 12, MONDAY - 12 * HOUR),  # from Saturday at two
        (MONDAY, None, 72, MONDAY + 3 * DAY),
        (FRIDAY + DAY, None, 72, MONDAY + 2 * DAY),
        (FRIDAY, Wait(HOUR, 20 * HOUR), 72, MONDAY - 4 * HOUR),  # from Saturday on to Monday
        (FRIDAY, Wait(DAY, 4 * DAY), 72, FRIDAY + 4 * DAY),  # it holds a weekend already
        (MONDAY, Wait(DAY, 3 * DAY + HOUR), 72, MONDAY + 4 * DAY),
    ],
)
def test_the_day_that_is_told_is_one_of_the_teams(settings, sent, wait, due, hoped):
    settings.MARROW_TEAM_DAYS = frozenset({1, 2, 3, 4, 5})
    settings.MARROW_DUE = timedelta(hours=due)
    assert waits.hoped(sent, wait) == hoped


def test_with_all_days_nothing_is_skipped(settings):
    assert set(range(1, 8)) == settings.MARROW_TEAM_DAYS
    assert waits.hoped(FRIDAY, None) == FRIDAY + settings.MARROW_DUE
    assert waits.hoped(FRIDAY, Wait(HOUR, 20 * HOUR)) == FRIDAY + 20 * HOUR


def test_the_promise_before_sending_is_in_whole_days(settings):
    settings.MARROW_DUE = timedelta(hours=36)
    told = [waits.days(wait) for wait in (None, Wait(HOUR, HOUR), Wait(DAY, 3 * DAY + HOUR))]
    assert told == [2, 1, 4]
