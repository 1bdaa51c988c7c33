"""The faults: seeded, at random times, dealt from a deck so that each kind comes round."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import redis

from tests.promise.fleet import Fleet
from tests.promise.sink import REFUSES


class Driver:
    """Does one fault after the other, about `every` seconds apart, until it is stopped."""

    def __init__(self, fleet: Fleet, *, seed: int, every: float) -> None:
        self.fleet = fleet
        self.rng = random.Random(f"driver {seed}")
        self.every = every
        self.next_at = time.monotonic() + self.rng.uniform(0, every)
        self.deck: list[Callable[[], bool]] = []
        self.done: Counter[str] = Counter()
        self.refuse_until = 0.0

    @property
    def faults(self) -> list[Callable[[], bool]]:
        """All that can be done to this fleet; servers that somebody else named stay alive."""
        faults = [
            self.kill_web,
            self.kill_web_child,
            self.kill_relay,
            self.kill_worker,
            self.kill_worker_child,
            self.kill_all_worker_children,
            self.flush_redis,
            self.sink_refuses,
        ]
        if self.fleet.servers.redis:
            faults.append(self.kill_redis)
        if self.fleet.servers.postgres:
            faults.append(self.restart_postgres)
        return faults

    def tick(self) -> None:
        """Do the next fault if its time has come."""
        now = time.monotonic()
        if self.refuse_until and now > self.refuse_until:
            self.mend_sink()
        if now < self.next_at:
            return
        self.next_at = now + min(self.rng.expovariate(1 / self.every), 4 * self.every)
        if not self.deck:
            self.deck = self.rng.sample(self.faults, len(self.faults))
        fault = self.deck.pop()
        if fault():
            self.done[fault.__name__.replace("_", " ")] += 1

    def stop(self) -> None:
        """No more faults, and nothing refuses any longer."""
        self.mend_sink()

    # Each answers whether there was anything to do it to.

    def kill_web(self) -> bool:
        return self._kill("web")

    def kill_relay(self) -> bool:
        return self._kill("relay")

    def kill_worker(self) -> bool:
        return self._kill("worker")

    def kill_web_child(self) -> bool:
        return self._kill_children("web", all_of_them=False)

    def kill_worker_child(self) -> bool:
        return self._kill_children("worker", all_of_them=False)

    def kill_all_worker_children(self) -> bool:
        return self._kill_children("worker", all_of_them=True)

    def flush_redis(self) -> bool:
        return flush(self.fleet)

    def kill_redis(self) -> bool:
        return self._kill("Redis")

    def restart_postgres(self) -> bool:
        """What `pg_ctl restart -m immediate` does: no checkpoint, and recovery from the log."""
        return self._kill("PostgreSQL", by=signal.SIGQUIT)

    def sink_refuses(self) -> bool:
        (self.fleet.home.path / REFUSES).touch()
        self.refuse_until = time.monotonic() + self.rng.uniform(0.5, 3)
        return True

    def mend_sink(self) -> None:
        (self.fleet.home.path / REFUSES).unlink(missing_ok=True)
        self.refuse_until = 0.0

    def _kill(self, kind: str, *, by: int = signal.SIGKILL) -> bool:
        name = self.rng.choice(self._named(kind))
        child = self.fleet.children[name]
        if child.alive:
            os.kill(child.pid, by)
            return True
        return False

    def _kill_children(self, kind: str, *, all_of_them: bool) -> bool:
        found = sorted(self.fleet.below(self.rng.choice(self._named(kind))))
        chosen = found if all_of_them else self.rng.sample(found, min(1, len(found)))
        for pid in chosen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return bool(chosen)

    def _named(self, kind: str) -> list[str]:
        return [name for name in self.fleet.children if name.partition("-")[0] == kind]


def flush(fleet: Fleet) -> bool:
    """Empty Redis: all of our own, and only our database of one that was named."""
    with redis.Redis.from_url(fleet.environment["REDIS_URL"], socket_timeout=2) as client:
        try:
            client.flushall() if fleet.servers.redis else client.flushdb()
        except redis.RedisError:
            return False
    return True
