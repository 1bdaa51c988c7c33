"""The relay: rings Celery for each due job, again when nobody came, and at last works itself."""

import threading
import time
from datetime import UTC, datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from jobs import work
from jobs.models import CHANNEL, Heartbeat, Job
from jobs.tasks import do

RING_AGAIN = timedelta(seconds=30)
DO_IT_MYSELF = timedelta(minutes=2)
LONGEST_NAP = 5.0  # seconds
BLINK = 0.5  # seconds until a request to stop is seen
BATCH = 500
BROKER_REST = 5.0  # seconds without publishing after the broker failed

log = structlog.get_logger("jobs.relay")


class Relay:
    """One relay. Any number may run; they share the work through row locks."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.broker_back_at = 0.0
        self.rounds_at = 0.0
        self.looked_at = datetime.min.replace(tzinfo=UTC)

    def run(self) -> None:
        """Work until stopped, over any number of lost connections."""
        while not self.stopping.is_set():
            try:
                self._listen()
                while not self.stopping.is_set():
                    if not self.round():
                        self._nap(LONGEST_NAP)
            except Exception as error:
                log.warning("relay lost its database", error=type(error).__name__)
                connection.close()
                self.stopping.wait(1)

    def round(self) -> bool:
        """Ring for what is due, do what is overdue. True when there may be more at once."""
        self._beat()
        self.looked_at = self._clock()
        numbers = self._due() if time.monotonic() >= self.broker_back_at else []
        self._ring(numbers)
        return self._do_overdue() or len(numbers) == BATCH

    def _due(self) -> list[int]:
        with transaction.atomic():
            jobs = (
                Job.objects.due()
                .filter(Q(sent_at=None) | Q(sent_at__lt=Now() - RING_AGAIN))
                .order_by("not_before", "id")
                .select_for_update(skip_locked=True)
            )
            numbers = list(jobs.values_list("pk", flat=True)[:BATCH])
            if numbers:
                Job.objects.filter(pk__in=numbers).update(sent_at=Now())
        return numbers

    def _ring(self, numbers: list[int]) -> None:
        try:
            with do.app.producer_or_acquire() as producer:
                for number in numbers:
                    do.apply_async((number,), producer=producer)
        except Exception as error:  # kombu, redis and socket errors have no common parent
            self.broker_back_at = time.monotonic() + BROKER_REST
            log.warning("broker does not answer", error=type(error).__name__)

    def _do_overdue(self) -> bool:
        alone = [kind for kind, entry in work.KINDS.items() if entry.worker_only]
        job = (
            Job.objects.due()
            .filter(not_before__lt=Now() - DO_IT_MYSELF)
            .exclude(kind__in=alone)
            .order_by("not_before", "id")
            .values_list("pk", flat=True)
            .first()
        )
        return job is not None and work.run(job, by="relay")

    def _beat(self) -> None:
        if time.monotonic() - self.rounds_at < LONGEST_NAP:
            return
        self.rounds_at = time.monotonic()
        work.owe_periodic()
        Heartbeat.objects.bulk_create(
            [Heartbeat(process="relay", at=Now())],
            update_conflicts=True,
            unique_fields=["process"],
            update_fields=["at"],
        )

    def _clock(self) -> datetime:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]

    def _listen(self) -> None:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def _nap(self, longest: float) -> None:
        """Sleep until a commit rings, or until the next job falls due."""
        # From the last look on, not from now: one that fell due in between would be slept over.
        later = Job.objects.open().filter(not_before__gt=self.looked_at)
        soonest = later.order_by("not_before", "id").first()
        if soonest is not None:
            left = (soonest.not_before - self._clock()).total_seconds()
            longest = min(longest, max(left, 0.0) + 0.01)
        until = time.monotonic() + longest
        while not self.stopping.is_set() and (left := until - time.monotonic()) > 0:
            for _ in connection.connection.notifies(timeout=min(left, BLINK), stop_after=1):
                return
