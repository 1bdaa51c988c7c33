"""Limits count in PostgreSQL, name nobody, and are over when their time is."""

import pytest
from django.db.models.functions import Now

from accounts import limits
from accounts.models import Count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(settings):
    settings.MARROW_LIMITS = {"submit": (2, 3600), "search": (1, 60)}


def test_so_often_and_then_how_long_to_wait():
    assert [limits.take("submit", "192.0.2.1") for _ in range(2)] == [0, 0]
    assert 0 < limits.take("submit", "192.0.2.1") <= 3600


def test_others_and_other_things_count_apart():
    for _ in range(3):
        limits.take("submit", "192.0.2.1")
    assert limits.take("submit", "192.0.2.2") == 0
    assert limits.take("search", "192.0.2.1") == 0


def test_the_many_networks_of_one_house_count_together():
    waits = [limits.take("submit", f"2001:db8:0:{number:x}::/64") for number in range(33)]
    assert waits[:32] == [0] * 32
    assert waits[32] > 0
    assert limits.take("submit", "2001:db8:1::/64") == 0
    assert limits.take("submit", "ruth@example.org/64") == 0


def test_an_address_counts_whatever_its_case():
    for who in ("Ruth@Example.org", "ruth@example.org"):
        limits.take("submit", who)
    assert limits.take("submit", "RUTH@EXAMPLE.ORG") > 0


def test_a_row_names_nobody():
    limits.take("submit", "ruth@example.org")
    row = Count.objects.get()
    assert "ruth" not in str(vars(row))
    assert len(row.key) == 64


def test_over_is_over(monkeypatch):
    start = 1_000_000 * 3600.0
    monkeypatch.setattr(limits.time, "time", lambda: start + 10)
    for _ in range(3):
        limits.take("submit", "192.0.2.1")
    monkeypatch.setattr(limits.time, "time", lambda: start + 3601)
    assert limits.take("submit", "192.0.2.1") == 0


def test_what_is_counted_from_its_beginning_has_one_window(monkeypatch):
    """No hour that strikes, and no midnight, makes the tries more."""
    midnight = 20_000 * 86_400.0
    began = midnight - 100
    for moment in (began, midnight - 1, midnight, began + 3599):
        monkeypatch.setattr(limits.time, "time", lambda now=moment: now)
        last = limits.take("submit", "a code", since=began)
    assert (Count.objects.count(), Count.objects.get().times, last) == (1, 4, 1)
    assert Count.objects.get().until.timestamp() == began + 3600
    monkeypatch.setattr(limits.time, "time", lambda: began + 3600)
    assert limits.take("submit", "a code", since=began) == 0


def test_counts_are_forgotten():
    limits.take("submit", "192.0.2.1")
    Count.objects.update(until=Now())
    limits.take("search", "192.0.2.1")
    limits.forget(None)
    assert Count.objects.count() == 1


def test_lifted_only_where_the_operator_said_so(settings):
    settings.MARROW_LIMITS_ON = False
    assert [limits.take("submit", "192.0.2.1") for _ in range(9)] == [0] * 9
    assert Count.objects.count() == 0
