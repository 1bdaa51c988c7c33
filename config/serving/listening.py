"""A thread that asks the database, four times a second, whether anything public has changed."""

import os
import threading
import time
import uuid
from collections.abc import Callable
from typing import NamedTuple

import structlog
from django.db import Error, connection

from config.serving import ASK, LEASE, clock
from config.serving.generation import CHANNEL
from config.serving.memory import Pages
from moderation import ledger
from stories import editions

ALIVE = "30 seconds"  # after which a process that is not heard of counts as dead
SHOW = 5.0  # seconds between two signs of life
REST = 1.0  # seconds after the database did not answer
TELL = 60.0  # seconds between two lines in the log

log = structlog.get_logger("serving")

NUMBER = "SELECT coalesce((SELECT number FROM config_generation), 0)"
SIGN = """
INSERT INTO config_hearing (process, heard, until)
VALUES (%s, %s, clock_timestamp() + %s::interval)
ON CONFLICT (process) DO UPDATE SET heard = excluded.heard, until = excluded.until"""
BURY = "DELETE FROM config_hearing WHERE until < clock_timestamp() - interval '1 day'"


class Lease(NamedTuple):
    """The pages of a generation, and until when (by `clock`) nothing can have changed in them.

    Both are read together, so that no page is ever given under another generation's time.
    """

    pages: Pages
    until: float


NEVER = -1  # lower than any number
NOTHING = Lease(Pages(0), float("-inf"))


class Listener:
    """What this process knows of what is public. It begins when it is first asked for."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.lease = NOTHING
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stopping = False
        self.process = uuid.uuid4()
        self.report: Callable[[], None] = lambda: None
        os.register_at_fork(after_in_child=self._forked)

    def wake(self) -> None:
        """Begin to listen, and again should the thread ever have ended."""
        if self.room and (self._thread is None or not self._thread.is_alive()):
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, name="serving", daemon=True)
                    self._thread.start()

    def stop(self) -> None:
        """Remember nothing any more, and let nobody wait for us."""
        self.room, self._stopping = 0, True
        if self._thread is not None:
            self._thread.join()

    def _forked(self) -> None:
        """A child has our memory and not our thread: it listens for itself."""
        self.lease, self._thread, self._lock = NOTHING, None, threading.Lock()
        self.process = uuid.uuid4()

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._listen()
            except (Error, OSError) as error:
                # Pages are made one by one until the database answers.
                log.warning("serving_deaf", error=type(error).__name__)
                time.sleep(REST)
            finally:
                connection.close()

    def _listen(self) -> None:
        """Ask, again and again, over one connection. Raises what the database raises."""
        ears = Ears(self.process)
        reported = clock()
        while not self._stopping:
            self.hear(ears)
            if clock() - reported > TELL:
                reported = clock()
                self.report()
            ears.nap()
        self.lease = NOTHING
        ears.leave()

    def hear(self, ears: "Ears") -> None:
        """Ask once. What is older is forgotten before we say that we have heard."""
        ears.show()
        asked = clock()
        number = ears.newest()
        if number != ears.heard:
            self.lease = NOTHING
            if ledger.pending():
                ears.heard = NEVER  # a backup came back; what was taken back since is hidden first
                return
            editions.PUBLIC.forget()  # what this process itself keeps for a second
            self.lease = Lease(Pages(self.room), asked + LEASE)
            ears.heard = number
            ears.show()
        else:
            self.lease = self.lease._replace(until=asked + LEASE)


class Ears:
    """One connection that asks, and the row in which it says what it has heard."""

    def __init__(self, process: uuid.UUID) -> None:
        self.process = process
        self.heard = NEVER
        self._shown: tuple[int, float] = (NEVER, float("-inf"))
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
            cursor.execute(BURY)

    def newest(self) -> int:
        """The number of the newest change that is committed."""
        with connection.cursor() as cursor:
            cursor.execute(NUMBER)
            return cursor.fetchone()[0]

    def show(self) -> None:
        """Write down what was heard, at once when it is new, so that who waits can go on."""
        heard, at = self._shown
        if heard != self.heard or clock() - at > SHOW:
            now = clock()
            with connection.cursor() as cursor:
                cursor.execute(SIGN, [self.process, self.heard, ALIVE])
            self._shown = self.heard, now

    def leave(self) -> None:
        """Take the row away: nobody needs to wait for who serves no more."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM config_hearing WHERE process = %s", [self.process])

    def nap(self) -> None:
        """Until the next question is due, or a change rings: it only makes us quicker."""
        with connection.wrap_database_errors:
            for _ in connection.connection.notifies(timeout=ASK, stop_after=1):
                return
