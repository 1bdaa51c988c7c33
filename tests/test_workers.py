"""Workers side by side have their own Redis and their own folder."""

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
