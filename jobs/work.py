"""Owing work, and doing it: leases with a fencing token, by the database's clock.

A worker that was slow, killed, or handed the same number twice changes nothing: it must hold the
lease when its effect commits, in the same transaction, or the effect is rolled back.
"""

import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from jobs.models import Job, Periodic

LEASE = timedelta(seconds=150)  # longer than Celery's hard limit of 120 s for one task
FIRST_DELAY, LONGEST_DELAY = 15, 3600  # seconds
LAST_ATTEMPT = 8  # two hours and a half after the first: longer than a mail server's bad evening

log = structlog.get_logger("jobs")


class NeverEnded(Exception):  # noqa: N818 - what people read as the job's last error
    """Every attempt took its process down with it, so that none could say what was wrong."""


class LeaseLost(Exception):  # noqa: N818 - it says what happened, and nobody else sees it
    """Someone else holds this job by now; whatever was being done must be rolled back."""


@dataclass(frozen=True)
class Lease:
    """The right to do one job until the database says otherwise."""

    job: int
    kind: str
    subject: str
    token: uuid.UUID
    attempts: int
    by: str

    def finish(self) -> None:
        """Mark the job done, inside the transaction of its effect. Raises LeaseLost."""
        with connection.cursor() as cursor:
            cursor.execute(
                """UPDATE jobs_job SET done_at = statement_timestamp(), done_by = %s,
                                       lease_until = NULL, lease_token = NULL, last_error = ''
                    WHERE id = %s AND lease_token = %s AND done_at IS NULL""",
                [self.by, self.job, self.token],
            )
            if cursor.rowcount != 1:
                raise LeaseLost(self.kind)

    def fail(self, error: BaseException) -> None:
        """Give the job back to be tried later, or give it up for people to look at."""
        dead = self.attempts >= LAST_ATTEMPT
        delay = min(FIRST_DELAY * 3 ** (self.attempts - 1), LONGEST_DELAY) * random.uniform(1, 1.25)
        Job.objects.filter(pk=self.job, lease_token=self.token, done_at=None).update(
            lease_until=None,
            lease_token=None,
            not_before=Now() + timedelta(seconds=delay),
            dead_at=Now() if dead else None,
            last_error=type(error).__name__,
        )
        log.error("job failed", kind=self.kind, job=self.job, attempt=self.attempts, dead=dead)


Handler = Callable[[Lease], None]


@dataclass(frozen=True)
class Kind:
    do: Handler
    atomic: bool
    worker_only: bool


KINDS: dict[str, Kind] = {}


def handler(
    kind: str,
    *,
    atomic: bool = True,
    every: timedelta | None = None,
    worker_only: bool = False,
) -> Callable[[Handler], Handler]:
    """Register what does jobs of this kind.

    `atomic`: run and finished in one transaction; otherwise the handler itself calls
    `lease.finish()` in the transaction of its effect. `every`: also owed again and again.
    `worker_only`: the relay never does it itself, however late it is.
    """

    def register(do: Handler) -> Handler:
        KINDS[kind] = Kind(do, atomic, worker_only)
        if every is not None:
            PERIODS[kind] = every
        return do

    return register


PERIODS: dict[str, timedelta] = {}


def owe(kind: str, subject: object, *, key: str, not_before: datetime | None = None) -> None:
    """Owe one job, in the transaction of the deed. A key that is owed already changes nothing."""
    owe_all([(kind, subject, key, not_before)])


def owe_all(rows: Iterable[tuple[str, object, str, datetime | None]]) -> None:
    """Owe several jobs in one statement; rows are (kind, subject, key, not_before)."""
    if not connection.in_atomic_block:
        raise RuntimeError("A job is owed in the transaction of the deed that owes it.")
    Job.objects.bulk_create(
        [
            Job(kind=kind, subject=str(subject), key=key)
            if not_before is None
            else Job(kind=kind, subject=str(subject), key=key, not_before=not_before)
            for kind, subject, key, not_before in rows
        ],
        ignore_conflicts=True,
    )


def claim(job: int, *, by: str) -> Lease | None:
    """Take the lease of a due job, or None when there is nothing to do.

    It does not wait for the disk: the next commit of any connection that does, as that of the
    effect, makes it last, and a server that crashed before has also lost the connection.
    """
    token = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE jobs_job SET lease_until = statement_timestamp() + %s, lease_token = %s,
                                   attempts = attempts + 1
                WHERE id = (SELECT id FROM jobs_job
                             WHERE id = %s AND done_at IS NULL AND dead_at IS NULL
                               AND not_before <= statement_timestamp()
                               AND (lease_until IS NULL OR lease_until < statement_timestamp())
                               FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, subject, attempts,
                      set_config('synchronous_commit', 'off', true)""",
            [LEASE, token, job],  # type: ignore[list-item]  # psycopg knows spans of time
        )
        row = cursor.fetchone()
    return Lease(row[0], row[1], row[2], token, row[3], by) if row else None


def run(job: int, *, by: str) -> bool:
    """Do one job if it is due and free. True when it was done here."""
    lease = claim(job, by=by)
    if lease is None:
        return False
    if lease.attempts > LAST_ATTEMPT:
        lease.fail(NeverEnded())
        return False
    try:
        kind = KINDS[lease.kind]
        if kind.atomic:
            with transaction.atomic():
                kind.do(lease)
                lease.finish()
        else:
            kind.do(lease)
    except LeaseLost:
        return False
    except Exception as error:
        lease.fail(error)
        log.exception("job error", kind=lease.kind, job=lease.job)
        return False
    return True


def owe_periodic() -> None:
    """Owe what has come round; two relays may do this at once and owe it once."""
    with transaction.atomic():
        rows = list(
            Periodic.objects.select_for_update(skip_locked=True).filter(next_run_at__lte=Now())
        )
        if not rows:
            return
        owe_all((row.kind, "", f"{row.kind}@{row.next_run_at.isoformat()}", None) for row in rows)
        for row in rows:
            Periodic.objects.filter(pk=row.pk).update(next_run_at=Now() + F("every"))


def plan_periodic() -> None:
    """Write one row for each periodic kind in the code, and drop those no longer in it."""
    Periodic.objects.exclude(kind__in=PERIODS).delete()
    Periodic.objects.bulk_create(
        [Periodic(kind=kind, every=every) for kind, every in PERIODS.items()],
        update_conflicts=True,
        unique_fields=["kind"],
        update_fields=["every"],
    )
