"""What the benchmarks of the desk say of a plan, and how many statements a verb may send."""

from datetime import timedelta

import pytest

from benchmarks.lanes import Answer
from benchmarks.statements import MOST, counted

WALK = """Limit  (cost=1..2 rows=31 width=8) (actual time=1.0..2.0 rows=31.00 loops=1)
  ->  Nested Loop Anti Join  (cost=1..2 rows=9 width=8) (actual time=1.0..2.0 rows=31.00 loops=1)
        Rows Removed by Join Filter: 4200
        ->  Index Scan using queue on moderation_submission  (cost=1..2) (actual rows=31.00 loops=1)
              Filter: ((language)::text = 'es'::text)
              Rows Removed by Filter: {removed}
        ->  Seq Scan on accounts_user  (cost=0..1) (actual time=0.0..0.0 rows=2.00 loops=31)
Execution Time: 2.5 ms"""


@pytest.mark.parametrize(("removed", "good"), [(589, True), (90_000, False)])
def test_a_lane_that_is_walked_for_a_few_is_told(removed, good):
    answer = Answer("review", tuple(WALK.format(removed=removed).splitlines()))
    assert (answer.read, answer.good, answer.milliseconds) == (removed + 31, good, 2.5)


def test_a_walk_through_all_submissions_is_told():
    line = "Seq Scan on moderation_submission  (cost=1..2 rows=3) (actual rows=3.00 loops=1)"
    assert not Answer("review", (line,)).good


@pytest.mark.django_db
def test_two_verbs_keep_within_their_statements(settings):
    settings.MARROW_GRACE = timedelta()
    counts = counted()
    assert {verb for verb in ("submit", "approve") if counts[verb] > MOST} == set()
