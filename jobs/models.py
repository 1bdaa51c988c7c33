"""Rows of owed work. A row is written with the deed that owes it, so it cannot be lost."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

CHANNEL = "jobs"


class JobQuerySet(models.QuerySet):
    def open(self) -> "JobQuerySet":
        """Work that is neither done nor given up."""
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> "JobQuerySet":
        """Open work whose time has come and that nobody holds, by the database's clock."""
        return self.open().filter(
            Q(lease_until=None) | Q(lease_until__lt=Now()), not_before__lte=Now()
        )

    def dead(self) -> "JobQuerySet":
        return self.exclude(dead_at=None)


class Job(models.Model):
    """One piece of owed work: a kind, and the id of what it is about."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)  # when its number last went to Celery
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    last_error = models.CharField(max_length=120, blank=True, db_default="")  # a type, no message
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=10, blank=True, db_default="")  # worker or relay
    dead_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                F("not_before"),
                F("id"),
                name="jobs_open",
                condition=Q(done_at=None, dead_at=None),
            ),
            models.Index(F("done_at"), name="jobs_done", condition=Q(done_at__isnull=False)),
            models.Index(F("dead_at"), name="jobs_dead", condition=Q(dead_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="jobs_lease_is_a_pair",
                condition=Q(lease_until=None, lease_token=None)
                | Q(lease_until__isnull=False, lease_token__isnull=False),
            ),
            models.CheckConstraint(
                name="jobs_done_says_by_whom",
                condition=Q(done_at=None, done_by="")
                | Q(done_at__isnull=False, done_by__in=["worker", "relay"]),
            ),
            models.CheckConstraint(
                name="jobs_done_or_dead", condition=Q(done_at=None) | Q(dead_at=None)
            ),
        ]
        triggers = [
            # One wake-up a statement; it reaches the relay when, and only when, the deed commits.
            pgtrigger.Trigger(
                name="ring_the_relay",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=f"NOTIFY {CHANNEL}; RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Periodic(models.Model):
    """Work that comes round again: each time it is due, the relay owes one Job of that kind."""

    kind = models.CharField(max_length=40, primary_key=True)
    every = models.DurationField()
    next_run_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "periodic"

    def __str__(self) -> str:
        return self.kind


class Heartbeat(models.Model):
    """When a kind of process last showed that it is alive."""

    process = models.CharField(max_length=10, primary_key=True)  # relay or worker
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.process
