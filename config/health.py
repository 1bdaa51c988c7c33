"""Health pages for the operator: JSON, no words of anybody's."""

from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Min
from django.db.models.functions import Now
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jobs.models import Heartbeat, Job
from moderation import house, ledger

LATE = timedelta(minutes=5)


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The web process answers."""
    return JsonResponse({"live": True})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """What is down, by name; 503 when anything is. Stories are safe while PostgreSQL is up."""
    down: list[str] = []
    facts: dict[str, object] = {}
    try:
        facts = jobs_facts()
        down += [f"{name}: silent" for name in facts.pop("silent")]  # type: ignore[attr-defined]
        down += erasures()
        if broken := house.broken():
            facts["editions_not_whole"] = broken  # what was there before holds: nothing is down
    except DatabaseError:
        down.append("postgresql")
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1).ping()
    except redis.RedisError:
        down.append("redis")
    return JsonResponse({"ready": not down, "down": down, **facts}, status=503 if down else 200)


def erasures() -> list[str]:
    """What is wrong between the database and the file that says what must stay off the site."""
    try:
        if ledger.pending():
            return ["erasures: replay pending"]
    except OSError:
        return ["erasures: no file"]
    return ["erasures: not written"] if ledger.unwritten() else []


def jobs_facts() -> dict[str, object]:
    """Age in seconds of the oldest job that is due, dead jobs, and processes not heard of."""
    oldest = Job.objects.due().aggregate(oldest=Min("not_before"))["oldest"]
    heard = set(Heartbeat.objects.filter(at__gt=Now() - LATE).values_list("process", flat=True))
    return {
        "oldest_owed_job_seconds": (timezone.now() - oldest).total_seconds() if oldest else 0,
        "dead_jobs": Job.objects.dead().count(),
        "silent": sorted({"relay", "worker"} - heard),
    }
