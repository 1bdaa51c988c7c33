"""Owed work: leases, fencing, back-off, death, periodic rows."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from jobs import work
from jobs.models import Heartbeat, Job, Periodic

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """A kind of work that writes down what it was about."""
    subjects: list[str] = []
    monkeypatch.setitem(
        work.KINDS, "note", work.Kind(lambda lease: subjects.append(lease.subject), True, False)
    )
    return subjects


def owe(key: str = "one", kind: str = "note", **how) -> Job:
    work.owe(kind, "7", key=key, **how)
    return Job.objects.get(key=key)


def test_owing_twice_is_owing_once(done):
    assert owe().pk == owe().pk
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_work_is_owed_only_within_a_deed():
    with pytest.raises(RuntimeError):
        work.owe("note", 1, key="alone")


def test_running_it_finishes_it_and_says_by_whom(done):
    job = owe()
    assert work.run(job.pk, by="worker")
    job.refresh_from_db()
    assert (done, job.done_by, job.lease_token, job.attempts) == (["7"], "worker", None, 1)


def test_running_it_again_does_nothing(done):
    job = owe()
    work.run(job.pk, by="worker")
    assert not work.run(job.pk, by="relay")
    assert done == ["7"]


def test_nobody_else_gets_it_while_the_lease_lasts(done):
    job = owe()
    assert work.claim(job.pk, by="worker") is not None
    assert work.claim(job.pk, by="relay") is None


def test_it_is_free_again_when_the_lease_is_over(done):
    job = owe()
    work.claim(job.pk, by="worker")
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert work.claim(job.pk, by="relay") is not None


def test_whoever_lost_the_lease_cannot_finish(done):
    job = owe()
    slow = work.claim(job.pk, by="worker")
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    quick = work.claim(job.pk, by="relay")
    with pytest.raises(work.LeaseLost):
        slow.finish()
    quick.finish()
    job.refresh_from_db()
    assert job.done_by == "relay"


def test_the_effect_of_a_lost_lease_is_rolled_back(monkeypatch):
    job = owe(kind="steals")

    def steals(lease):
        Heartbeat.objects.create(process="effect")
        Job.objects.filter(pk=lease.job).update(lease_token="0" * 32)

    monkeypatch.setitem(work.KINDS, "steals", work.Kind(steals, True, False))
    assert not work.run(job.pk, by="worker")
    assert not Heartbeat.objects.exists()


def test_not_before_its_time(done):
    job = owe(not_before=timezone.now() + timedelta(hours=1))
    assert not work.run(job.pk, by="worker")


class TestFailure:
    @pytest.fixture
    def job(self, monkeypatch):
        def fails(lease):
            Heartbeat.objects.create(process="effect")
            raise ValueError("Ruth's words")

        monkeypatch.setitem(work.KINDS, "fails", work.Kind(fails, True, False))
        return owe(kind="fails")

    def test_leaves_no_effect_and_no_words(self, job):
        work.run(job.pk, by="worker")
        job.refresh_from_db()
        assert (job.last_error, Heartbeat.objects.count()) == ("ValueError", 0)

    def test_comes_back_later_and_later(self, job):
        waits = []
        for _ in range(work.LAST_ATTEMPT - 1):
            Job.objects.update(not_before=Now())
            work.run(job.pk, by="worker")
            job.refresh_from_db()
            waits.append((job.not_before - timezone.now()).total_seconds())
        least = [15, 45, 135, 405, 1215, 3600, 3600]
        assert all(low - 1 < wait < low * 1.25 for low, wait in zip(least, waits, strict=True))

    def test_is_given_up_after_eight_attempts_and_stays_visible(self, job):
        for _ in range(work.LAST_ATTEMPT):
            Job.objects.update(not_before=Now())
            work.run(job.pk, by="worker")
        job.refresh_from_db()
        assert (job.attempts, job.dead_at is not None, Job.objects.open().count()) == (8, True, 0)
        assert not work.run(job.pk, by="worker")

    def test_an_unknown_kind_is_a_failure_too(self):
        job = owe(kind="of another version")
        assert not work.run(job.pk, by="worker")
        job.refresh_from_db()
        assert job.last_error == "KeyError"


class TestPeriodic:
    def test_every_kind_in_the_code_has_a_row(self):
        work.plan_periodic()
        assert set(Periodic.objects.values_list("kind", flat=True)) == set(work.PERIODS)

    def test_what_left_the_code_is_dropped(self):
        Periodic.objects.create(kind="of the past", every=timedelta(days=1))
        work.plan_periodic()
        assert not Periodic.objects.filter(kind="of the past").exists()

    def test_planning_again_keeps_the_next_run(self):
        later = timezone.now() + timedelta(hours=5)
        Periodic.objects.update(next_run_at=later)
        work.plan_periodic()
        assert set(Periodic.objects.values_list("next_run_at", flat=True)) == {later}

    def test_is_owed_once_each_time_it_comes_round(self):
        Periodic.objects.exclude(kind="heartbeat").delete()
        Periodic.objects.update(next_run_at=Now())
        work.owe_periodic()
        work.owe_periodic()
        assert Job.objects.filter(kind="heartbeat").count() == 1


def test_a_heartbeat_counts_only_from_a_worker():
    job = owe(kind="heartbeat")
    work.run(job.pk, by="relay")
    assert not Heartbeat.objects.filter(process="worker").exists()
    job = owe(key="two", kind="heartbeat")
    work.run(job.pk, by="worker")
    assert Heartbeat.objects.filter(process="worker").exists()


@pytest.mark.django_db(transaction=True)
def test_a_commit_rings_and_a_rollback_does_not():
    from django.db import connection

    def rings() -> int:
        return len(list(connection.connection.notifies(timeout=0.2)))

    with connection.cursor() as cursor:
        cursor.execute("LISTEN jobs")
    with transaction.atomic():
        owe()
        assert rings() == 0
    assert rings() == 1
    try:
        with transaction.atomic():
            owe(key="two")
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert rings() == 0


def test_what_takes_its_process_down_each_time_is_given_up_too(done):
    job = owe()
    for _ in range(work.LAST_ATTEMPT):
        assert work.claim(job.pk, by="worker") is not None
        Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert not work.run(job.pk, by="relay")
    job.refresh_from_db()
    assert (done, job.last_error) == ([], "NeverEnded")
    assert job.dead_at is not None
