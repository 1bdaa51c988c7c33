"""Workers side by side have their own Redis and their own folder, and end together."""

import re
from pathlib import Path

import pytest

from tests.workers import beside, numbered


@pytest.mark.parametrize(
    ("url", "expected", "next_one"),
    [
        (
            "unix:///run/redis.sock?db=0",
            "unix:///run/redis.sock?db=4",
            "unix:///run/redis.sock?db=5",
        ),
        (
            "redis://:secret@host:6379/0",
            "redis://:secret@host:6379/4",
            "redis://:secret@host:6379/5",
        ),
        ("redis://host:6379", "redis://host:6379/4", "redis://host:6379/5"),
    ],
)
def test_each_has_two_numbers(url, expected, next_one):
    assert numbered(url, 4) == expected
    assert beside(expected) == next_one


def test_the_longest_begin_first_and_in_one_worker(request):
    """As many as a worker is given at once: two benchmarks side by side would share a database."""
    makefile = (Path(__file__).parents[1] / "Makefile").read_text()
    [given] = map(int, re.findall(r"--maxschedchunk (\d+)", makefile))
    began = [item.get_closest_marker("long") is not None for item in request.session.items]
    assert began == sorted(began, reverse=True)
    assert sum(began) <= given
