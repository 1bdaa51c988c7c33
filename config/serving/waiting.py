"""The answer to a change of what is public leaves when no process can show what was there before.

Pages, API and admin wait here, in one place at the edge; a mail waits before it is sent, and a
command before it ends.
"""

import time
from collections.abc import Callable
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from config.serving import LEASE, MARGIN, clock
from config.serving.generation import NUMBERED

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
LOOK = 0.01  # seconds between two looks
DEAF = """
SELECT EXISTS (SELECT 1 FROM config_hearing WHERE until > clock_timestamp() AND heard < {number})"""
# What this connection itself changed last; nothing where it never changed anything public.
OWN = DEAF.format(number=f"nullif(current_setting('{NUMBERED}', true), '')::bigint")
ANY = DEAF.format(number="(SELECT number FROM config_generation)")
OVER = f"SELECT set_config('{NUMBERED}', '', false)"


def answer_when_heard(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Hold the answer back until every process that serves from memory knows what was done."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.method not in SAFE:
            wait(OWN)
        return response

    return middleware


def until_own_heard() -> None:
    """Wait until every process has heard of what was changed here: the end of a command."""
    if connection.connection is not None:
        wait(OWN)


def until_all_heard(**_signal: Any) -> None:
    """Wait until every process has heard of whatever was changed until now."""
    wait(ANY)


def wait(deaf: str) -> None:
    """Wait while there are processes that have not heard, or until their time is over.

    Where the database does not say, their time is waited for. In between, nobody is asked more
    often than a hundred times a second. A change of one's own whose time is over is not waited for
    again: what comes next over this connection would wait as long for each process that just died.
    """
    deadline = clock() + LEASE + MARGIN
    try:
        while asked(deaf):
            if clock() >= deadline:
                if deaf == OWN:
                    with connection.cursor() as cursor:
                        cursor.execute(OVER)
                return
            time.sleep(LOOK)
    except Error:
        time.sleep(max(0.0, deadline - clock()))


def asked(deaf: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(deaf)
        return cursor.fetchone()[0]
