"""How much one network or one address may do in an hour, counted in PostgreSQL.

Addresses are kept only as a hash under a key that changes every day, so that a row names nobody.
"""

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Count
from jobs.work import Lease, handler


def take(scope: str, who: str) -> int:
    """Count one time for `who` in `scope`: 0 when allowed, else the seconds until it is again."""
    if not settings.MARROW_LIMITS_ON:
        return 0
    times, key, until = _window(scope, who)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO accounts_count AS c (key, times, until) VALUES (%s, 1, %s)
               ON CONFLICT (key) DO UPDATE SET times = c.times + 1 RETURNING times""",
            [key, datetime.fromtimestamp(until, tz=UTC)],
        )
        counted = cursor.fetchone()[0]
    return 0 if counted <= times else _left(until)


def peek(scope: str, who: str) -> int:
    """What `take` would answer now, without counting."""
    if not settings.MARROW_LIMITS_ON:
        return 0
    times, key, until = _window(scope, who)
    used_up = Count.objects.filter(key=key, times__gte=times).exists()
    return _left(until) if used_up else 0


def _window(scope: str, who: str) -> tuple[int, str, int]:
    """How often in the window of time that is now, the key of its row, and its last second."""
    times, seconds = settings.MARROW_LIMITS[scope]
    window = int(time.time() // seconds)
    key = nameless(f"{scope}|{who.casefold()}|{window}").hex()
    return times, key, (window + 1) * seconds


def _left(until: int) -> int:
    return max(1, int(until - time.time()))


def nameless(text: str) -> bytes:
    """32 bytes that stand for a text until midnight, and then for nothing."""
    day = timezone.now().date().isoformat()
    return hmac.new(f"{settings.SECRET_KEY}{day}".encode(), text.encode(), hashlib.sha256).digest()


@handler("forget-counts", every=timedelta(hours=1))
def forget(lease: Lease) -> None:
    """Delete counts whose window is over."""
    Count.objects.filter(until__lt=Now()).delete()
