"""How much one network or one address may do in an hour, counted in PostgreSQL.

Addresses are kept only as a hash under the site's secret key, so that a row names nobody.
"""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Network

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from accounts.models import Count
from jobs.work import Lease, handler

WIDE = 16  # how many networks' worth a /48 may do: a house of many people, or a provider's many


def take(scope: str, who: str, *, since: float = 0) -> int:
    """Count one time for `who` in `scope`: 0 when allowed, else the seconds until it is again.

    Windows follow each other from `since` (seconds since 1970). What lives for less than a window
    and is counted from its beginning is therefore counted in one. The /64 of an IPv6 address counts
    for its /48 too: whoever is given one of those has 65,536 of the others.
    """
    if not settings.MARROW_LIMITS_ON:
        return 0
    times, seconds = settings.MARROW_LIMITS[scope]
    wait = _counted(scope, who, times, seconds, since)
    # What is refused costs its neighbours nothing.
    if not wait and who.endswith("/64") and (wide := house(who)):
        return _counted(scope, wide, times * WIDE, seconds, since)
    return wait


def house(network: str) -> str:
    """The /48 around a /64, or nothing where it is none."""
    with suppress(ValueError):
        return str(IPv6Network(network).supernet(new_prefix=48))
    return ""


def _counted(scope: str, who: str, times: int, seconds: int, since: float) -> int:
    now = time.time()
    window = int((now - since) // seconds)
    until = since + (window + 1) * seconds
    key = nameless(f"{scope}|{who.casefold()}|{window}")
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO accounts_count AS c (key, times, until) VALUES (%s, 1, %s)
               ON CONFLICT (key) DO UPDATE SET times = c.times + 1 RETURNING times""",
            [key, datetime.fromtimestamp(until, tz=UTC)],
        )
        counted = cursor.fetchone()[0]
    return 0 if counted <= times else max(1, int(until - now))


def nameless(text: str) -> str:
    """64 characters that stand for a text, and from which nobody without SECRET_KEY guesses it."""
    return salted_hmac("accounts.limits", text, algorithm="sha256").hexdigest()


def cache_key(key: str, prefix: str, version: int) -> str:
    """The cache's key for a key. allauth's hold addresses and networks, or hashes without a key."""
    return nameless(f"{prefix}:{version}:{key}")


@handler("forget-counts", every=timedelta(hours=1))
def forget(lease: Lease) -> None:
    """Delete counts whose window is over."""
    Count.objects.filter(until__lt=Now()).delete()


@handler("forget-cached", every=timedelta(hours=1))
def forget_cached(lease: Lease) -> None:
    """Delete what allauth counted in the cache and needs no more."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_cache WHERE expires < statement_timestamp()")
