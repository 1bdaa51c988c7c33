"""What waits in Celery's broker."""

import time

import redis
from django.conf import settings

from config.celery import app

PATIENCE = 120.0  # seconds


class Broker:
    """The benchmarks' own keys in Redis."""

    def __init__(self) -> None:
        self.client = redis.Redis.from_url(settings.REDIS_URL)
        self.queue, self.unacked, index = (
            settings.BROKER_PREFIX + name
            for name in (app.conf.task_default_queue, "unacked", "unacked_index")
        )
        self.client.delete(self.queue, self.unacked, index)  # of a run that was killed

    def left(self) -> int:
        """Messages that wait, or that a worker has not yet acknowledged."""
        pipe = self.client.pipeline()
        pipe.llen(self.queue).hlen(self.unacked)
        return sum(pipe.execute())

    def drained(self, *, since: float, every: float) -> float:
        """Seconds from `since` until nothing is left. Raises TimeoutError.

        Looked at twice: between the queue and the list of the unacknowledged a message is nowhere.
        """
        empty_at = 0.0
        while (now := time.perf_counter()) < since + PATIENCE:
            if self.left():
                empty_at = 0.0
            elif empty_at:
                return empty_at - since
            else:
                empty_at = now
            time.sleep(every)
        raise TimeoutError("the worker does not come to an end")
