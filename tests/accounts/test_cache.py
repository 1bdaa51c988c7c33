"""The table in which allauth counts: it names nobody, drops nothing early and is emptied."""

import hashlib
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from jobs import work
from jobs.models import Job
from tests.factories import person

pytestmark = pytest.mark.django_db
EMAIL = "ruth@example.org"
NETWORK = "203.0.113.77"


def rows() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM accounts_cache ORDER BY cache_key")
        return [key for (key,) in cursor.fetchall()]


def test_its_keys_name_nobody():
    """Not even to somebody who has an address and asks whether it is here."""
    person(EMAIL)
    client = Client(REMOTE_ADDR=NETWORK)
    assert client.post("/accounts/login/", {"login": EMAIL}).status_code == 302
    assert rows()
    assert {(len(key), key.strip("0123456789abcdef")) for key in rows()} == {(64, "")}
    for name in (EMAIL, NETWORK):
        assert hashlib.sha256(name.encode()).hexdigest() not in "".join(rows())


def test_one_row_a_key_and_another_under_another_secret(settings):
    cache.set("one", 1)
    cache.set("one", 2)
    cache.set("two", 3)
    assert (len(rows()), cache.get("one"), cache.get("two")) == (2, 2, 3)
    settings.SECRET_KEY = "another" * 10
    assert cache.get("one") is None


def test_a_flood_drops_nobody_elses_limit(settings):
    cache.set("ruth", "counted", 300)
    for number in range(400):
        cache.set(f"flood {number}", 1, 300)
    assert cache.get("ruth") == "counted"
    assert len(rows()) == 401
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] == 1_000_000


def test_what_is_over_is_deleted_and_what_is_not_stays():
    cache.set("over", 1, 300)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_cache SET expires = now() - interval '1 second'")
    cache.set("counts", 1, 300)
    assert work.PERIODS["forget-cached"] == timedelta(hours=1)
    work.owe("forget-cached", "", key="now")
    assert work.run(Job.objects.get(key="now").pk, by="worker")
    assert len(rows()) == 1
    assert cache.get("counts") == 1
