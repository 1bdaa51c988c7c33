"""The answer to a change leaves when nobody can show what was before it."""

import threading
import time
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import RequestFactory

from config.models import Generation, Hearing
from config.serving import LEASE, waiting
from mail import outbox
from stories.models import Tombstone
from tests.factories import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
FOREVER = timedelta(hours=1)


def change() -> int:
    Tombstone.objects.create(story_id=uuid.uuid4(), gone_at=Now())
    return Generation.objects.get().number


def hearing(heard: int = 0, until: timedelta = FOREVER) -> Hearing:
    return Hearing.objects.create(process=uuid.uuid4(), heard=heard, until=Now() + until)


def seconds(method: str = "POST", view=lambda: change()) -> float:
    def answer(request):
        view()
        return HttpResponse()

    request = RequestFactory().generic(method, "/")
    start = time.monotonic()
    waiting.answer_when_heard(answer)(request)
    return time.monotonic() - start


@contextmanager
def heard_after(delay: float, one: Hearing):
    """Another process hears of everything a while later."""

    def hear():
        time.sleep(delay)
        Hearing.objects.filter(pk=one.pk).update(heard=Generation.objects.get().number)
        connection.close()

    thread = threading.Thread(target=hear)
    thread.start()
    yield
    thread.join()


def test_where_nobody_serves_from_memory_nobody_waits():
    assert seconds() < LEASE / 2


def test_whoever_has_not_heard_is_waited_for_until_they_can_serve_no_more():
    hearing()
    hearing(heard=2**62)
    assert LEASE <= seconds() < LEASE + 1


def test_it_goes_on_as_soon_as_the_last_has_heard():
    hearing(heard=2**62)
    with heard_after(0.3, hearing()):
        assert 0.25 < seconds() < LEASE


def test_who_is_dead_is_not_waited_for():
    hearing(until=-timedelta(seconds=1))
    assert seconds() < LEASE / 2


def test_each_change_is_waited_for_once():
    hearing()
    assert seconds() >= LEASE
    assert seconds(view=lambda: None) < LEASE / 2
    assert seconds() >= LEASE


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_who_only_looks_never_waits(method):
    change()
    hearing()
    assert seconds(method, lambda: None) < LEASE / 2


def test_nobody_waits_for_what_others_changed_or_for_nothing():
    change()
    connection.close()  # a connection over which nothing was changed
    hearing()
    assert seconds(view=lambda: None) < LEASE / 2


def test_what_was_rolled_back_is_not_waited_for():
    def undone():
        with transaction.atomic():
            change()
            transaction.set_rollback(True)

    connection.close()
    hearing()
    assert seconds(view=undone) < LEASE / 2


def test_where_the_database_does_not_say_the_whole_time_is_waited_for(monkeypatch):
    def lost(deaf):
        raise OperationalError

    monkeypatch.setattr(waiting, "asked", lost)
    assert seconds() >= LEASE


def test_a_command_ends_when_what_it_did_is_true_everywhere():
    change()
    with heard_after(0.3, hearing()):
        start = time.monotonic()
        waiting.until_own_heard()
        assert 0.2 < time.monotonic() - start < LEASE


def test_a_mail_leaves_when_what_it_tells_is_true_everywhere(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    change()
    connection.close()  # a worker of its own
    with transaction.atomic():
        outbox.owe("receipt", to="ruth@example.org", key="1", subject="Gone", text="It is gone.")
    with heard_after(0.3, hearing()):
        start = time.monotonic()
        run_jobs()
        assert 0.25 < time.monotonic() - start < LEASE
    assert len(mail.outbox) == 1
