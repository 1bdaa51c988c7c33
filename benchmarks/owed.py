"""Jobs through relay and worker, against Celery tasks that do nothing, on the same worker."""

import time
import uuid
from collections import Counter
from statistics import median

from django.db import connection, transaction

from benchmarks.broker import PATIENCE, Broker
from benchmarks.figures import Figure
from benchmarks.nothing import KIND, nothing
from benchmarks.processes import running
from jobs import work
from jobs.models import Job

TOGETHER = 100  # jobs owed in one transaction
LOOK = 0.03  # seconds between two looks at what is left
AT_LEAST = 0.25


def measure(*, jobs: int, rounds: int) -> list[Figure]:
    """`rounds` times `jobs` of each, in turn; published and drained together."""
    broker = Broker()
    with running("relay", "worker"):
        tasks_drained(broker, jobs // 10)  # connections open, caches filled
        jobs_done(jobs // 10)
        before = worker_connections()
        pairs = [(tasks_drained(broker, jobs), jobs_done(jobs)) for _ in range(rounds)]
        kept = worker_connections() == before
    done_by = Counter(Job.objects.filter(kind=KIND).values_list("done_by", flat=True))
    share = done_by["worker"] / done_by.total()
    tasks, ours = (jobs / median(times) for times in zip(*pairs, strict=True))
    return [
        Figure(
            f"{jobs} jobs owed, carried and done",
            f"{ours:.0f} a second",
            f"{tasks:.0f} empty Celery tasks a second",
            median(task / job for task, job in pairs),
            at_least=AT_LEAST,
        ),
        Figure("of them done by workers, not by the relay", f"{share:.1%}", "", share, at_least=1),
        Figure(
            "worker connections that lived through all of it",
            f"{len(before)}",
            "",
            float(kept),
            at_least=1,
        ),
    ]


def tasks_drained(broker: Broker, number: int) -> float:
    """Seconds from the first publish until every task is acknowledged."""
    start = time.perf_counter()
    for one in range(number):
        nothing.apply_async((one,))
    return broker.drained(since=start, every=LOOK)


def jobs_done(number: int) -> float:
    """Seconds from the first job owed until every job is done."""
    batch = uuid.uuid4().hex
    start = time.perf_counter()
    for first in range(0, number, TOGETHER):
        with transaction.atomic():
            work.owe_all(
                (KIND, "", f"{batch}:{one}", None)
                for one in range(first, min(first + TOGETHER, number))
            )
    while Job.objects.open().filter(kind=KIND).exists():
        if time.perf_counter() > start + PATIENCE:
            raise TimeoutError("the jobs do not come to an end")
        time.sleep(LOOK)
    return time.perf_counter() - start


def worker_connections() -> set[tuple]:
    """Each connection of the workers, by process and time of birth."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, backend_start FROM pg_stat_activity"
            " WHERE application_name = 'worker' AND datname = current_database()"
        )
        return set(cursor.fetchall())
