"""How a web process hears that something public changed, and what it does while it cannot."""

import time
import uuid

import pytest
from django.db import connection
from django.db.models.functions import Now

from config.models import Generation, Hearing
from config.serving import ASK, LEASE, clock, listening
from config.serving.listening import NOTHING, Ears, Listener
from moderation import ledger
from stories.models import Tombstone
from tests.config.processes import eventually

pytestmark = pytest.mark.django_db(transaction=True)


def change() -> int:
    Tombstone.objects.create(story_id=uuid.uuid4(), gone_at=Now())
    return Generation.objects.get().number


@pytest.fixture
def listener():
    one = Listener(1_000_000)
    yield one
    one.stop()
    assert Hearing.objects.count() == 0


@pytest.fixture
def deaf(monkeypatch):
    """Nobody rings: only asking tells."""
    monkeypatch.setattr(Ears, "nap", lambda ears: time.sleep(ASK))


def listens(listener: Listener) -> bool:
    return eventually(lambda: listener.lease.until > clock(), seconds=10)


def test_nothing_is_remembered_until_the_database_was_asked(listener):
    assert listener.lease is NOTHING
    listener.wake()
    assert listens(listener)
    assert listener.lease.pages.room == listener.room
    assert listener.lease.until <= clock() + LEASE
    assert Hearing.objects.get().until > Hearing.objects.values_list(Now()).get()[0]


@pytest.mark.parametrize("rings", [True, False])
def test_a_change_is_heard_and_forgets_everything_and_is_then_said_to_be_heard(
    listener, rings, request
):
    if not rings:
        request.getfixturevalue("deaf")
    listener.wake()
    assert listens(listener)
    for _ in range(3):
        pages, number = listener.lease.pages, change()
        assert eventually(lambda n=number: Hearing.objects.get().heard == n, seconds=10)
        assert listener.lease.pages is not pages


def test_what_did_not_change_stays(listener):
    listener.wake()
    assert listens(listener)
    pages, until = listener.lease
    assert eventually(lambda: listener.lease.until > until, seconds=10)
    assert listener.lease.pages is pages


def test_who_is_held_up_serves_nothing_for_longer_than_the_lease(listener, monkeypatch):
    listener.wake()
    assert listens(listener)
    monkeypatch.setattr(Ears, "newest", lambda ears: time.sleep(2 * LEASE) or 0)
    change()
    assert eventually(lambda: listener.lease.until < clock(), seconds=LEASE + 0.5)


def test_the_time_counts_from_the_question_on_and_not_from_its_answer(listener, monkeypatch):
    newest = Ears.newest
    monkeypatch.setattr(Ears, "newest", lambda ears: (newest(ears), time.sleep(0.3))[0])
    asked = clock()
    ears = Ears(uuid.uuid4())
    listener.hear(ears)
    assert asked + LEASE <= listener.lease.until < clock() - 0.3 + LEASE
    Hearing.objects.all().delete()


def test_an_older_database_is_a_change_too(listener):
    change()
    ears = Ears(uuid.uuid4())
    listener.hear(ears)
    pages = listener.lease.pages
    Generation.objects.update(number=1)
    listener.hear(ears)
    assert listener.lease.pages is not pages
    Hearing.objects.all().delete()


def test_while_a_backup_may_show_what_was_taken_back_nothing_is_remembered(listener, monkeypatch):
    ears = Ears(uuid.uuid4())
    listener.hear(ears)
    monkeypatch.setattr(ledger, "pending", lambda: True)
    change()
    for _ in range(2):
        listener.hear(ears)
        assert listener.lease is NOTHING
    monkeypatch.setattr(ledger, "pending", lambda: False)
    listener.hear(ears)
    assert listener.lease.until > clock()
    Hearing.objects.all().delete()


def test_a_lost_connection_is_opened_again_and_everything_forgotten(listener, monkeypatch):
    monkeypatch.setattr(listening, "REST", 0.1)
    listener.wake()
    assert listens(listener)
    pages = listener.lease.pages
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()"
            " AND datname = current_database() AND query ILIKE '%config_%'"
        )
        assert cursor.rowcount >= 1
    assert eventually(lambda: listener.lease.pages is not pages, seconds=10)
    assert listens(listener)
    assert Hearing.objects.count() == 1  # it is the same process


def test_a_thread_that_ended_is_begun_again(listener, monkeypatch):
    monkeypatch.setattr(Ears, "nap", lambda ears: 1 / 0)
    monkeypatch.setattr("threading.excepthook", lambda *_: None)
    listener.wake()
    assert eventually(lambda: not listener._thread.is_alive(), seconds=10)
    monkeypatch.undo()
    listener.wake()
    assert listens(listener)


def test_without_room_nobody_listens():
    listener = Listener(0)
    listener.wake()
    assert listener._thread is None
