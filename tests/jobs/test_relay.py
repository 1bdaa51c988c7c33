"""The relay and a real worker, over real Redis and PostgreSQL, with real kills."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from jobs import relay, work
from jobs.models import Heartbeat, Job, Periodic

pytestmark = pytest.mark.django_db(transaction=True)


def environment() -> dict[str, str]:
    """The children's: the test database, and a Redis database of this test process alone."""
    database = connection.settings_dict
    host = database["HOST"].replace("/", "%2F")
    user = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
    port = f":{database['PORT']}" if database["PORT"] else ""
    url = f"postgresql://{user}@{host}{port}/{database['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "SECRET_KEY": "x"}


@contextmanager
def process(*command: str):
    child = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=environment(),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def worker():
    flags = ("-c", "1", "--without-gossip", "--without-mingle")
    return process("celery", "-A", "config.celery", "worker", *flags)


def a_relay():
    return process("django", "relay", "--settings", "config.settings")


def owe(count: int, kind: str = "heartbeat") -> None:
    with transaction.atomic():
        work.owe_all((kind, "", f"{kind}-{number}-{time.time()}", None) for number in range(count))


def wait_until(true, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, list(Job.objects.open().values())
        time.sleep(0.1)


def all_done() -> bool:
    return not Job.objects.open().exists()


@pytest.fixture(autouse=True)
def _quiet():
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    Job.objects.all().delete()
    Periodic.objects.update(next_run_at=Now() + timedelta(days=1))


def test_a_worker_does_what_is_owed():
    with a_relay(), worker():
        owe(20)
        wait_until(all_done)
    assert set(Job.objects.values_list("done_by", flat=True)) == {"worker"}
    assert set(Heartbeat.objects.values_list("process", flat=True)) == {"relay", "worker"}


def test_a_worker_outlives_its_database_connection():
    """PostgreSQL ends every connection under a worker that keeps its own."""
    with a_relay(), worker():
        owe(2)
        wait_until(all_done)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        owe(5)
        wait_until(all_done)
    assert Job.objects.filter(done_by="worker", attempts=1).count() == 7


def test_a_worker_keeps_its_database_connection_between_jobs():
    def backends() -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            return {pid for (pid,) in cursor.fetchall()}

    with worker():
        seen = set()
        for _ in range(4):
            owe(1)
            relay.Relay().round()
            wait_until(all_done)
            seen |= backends()
    assert len(seen) == 1


def test_a_flushed_broker_loses_nothing(monkeypatch):
    monkeypatch.setattr(relay, "RING_AGAIN", timedelta(seconds=0))
    mine = relay.Relay()
    owe(5)
    mine.round()
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    mine.round()
    with worker():
        wait_until(all_done)


def test_the_relay_does_what_nobody_came_for(monkeypatch):
    monkeypatch.setattr(relay, "DO_IT_MYSELF", timedelta(seconds=-1))
    owe(3)
    mine = relay.Relay()
    while mine.round():
        pass
    assert set(Job.objects.values_list("done_by", flat=True)) == {"relay"}


def test_what_is_for_workers_only_stays_for_them(monkeypatch):
    monkeypatch.setattr(relay, "DO_IT_MYSELF", timedelta(seconds=-1))
    monkeypatch.setitem(work.KINDS, "image", work.Kind(lambda lease: None, True, True))
    owe(1, kind="image")
    relay.Relay().round()
    assert Job.objects.open().count() == 1


def test_a_dead_broker_stops_nothing(monkeypatch):
    monkeypatch.setattr(relay, "DO_IT_MYSELF", timedelta(seconds=-1))

    def refuses(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(relay.do, "apply_async", refuses)
    owe(2)
    mine = relay.Relay()
    while mine.round():
        pass
    assert Job.objects.open().count() == 0


def test_two_relays_share_the_work():
    owe(30)
    first, second = relay.Relay(), relay.Relay()
    assert sorted(first._due() + second._due()) == sorted(Job.objects.values_list("pk", flat=True))


def test_a_killed_worker_loses_nothing():
    with a_relay():
        with worker() as child:
            owe(500)
            wait_until(Job.objects.exclude(done_at=None).exists)
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        left = Job.objects.open()
        assert left.exists()
        # What it held when it died, and what lay in its queue, is free again once its time is over.
        left.update(sent_at=None)
        left.exclude(lease_until=None).update(lease_until=Now() - timedelta(seconds=1))
        with worker():
            owe(1)
            wait_until(all_done)
    assert Job.objects.exclude(done_at=None).count() == 501


def test_a_job_that_falls_due_while_the_relay_looks_is_not_slept_over():
    one = relay.Relay()
    owe(1)
    Job.objects.update(not_before=Now() + timedelta(seconds=1))
    one.round()  # too early
    time.sleep(1.1)
    began = time.monotonic()
    one._nap(20)
    assert time.monotonic() - began < 2
    one.round()
    assert Job.objects.get(kind="heartbeat").sent_at is not None
