"""From sending a story to a moderator's queue, against one empty Celery task there and back."""

import json
import time
from collections.abc import Sequence
from statistics import median, quantiles

from django.db import connection

from benchmarks.broker import Broker
from benchmarks.client import Line
from benchmarks.figures import Figure
from benchmarks.nothing import nothing
from benchmarks.processes import port_of, running
from benchmarks.sending import WORDS

LOOK = 0.002  # seconds between two looks
PAUSE = 0.1  # seconds in which everything falls idle again
PATIENCE = 30.0
WARM = 4


def measure(*, times: int) -> list[Figure]:
    """`times` of each, in turn, one at a time on a machine with nothing else of ours to do."""
    broker = Broker()
    with running("web", "relay", "worker") as children:
        line = Line(port_of(children["web"]))
        pairs = [(arrived(line), there_and_back(broker)) for _ in range(times + WARM)][WARM:]
        line.close()
    ours, tasks = zip(*pairs, strict=True)
    return [
        Figure(
            "POST until `in_review`, one at a time: median",
            f"{median(ours) * 1000:.0f} ms",
            f"{median(tasks) * 1000:.0f} ms for one empty Celery task",
            median(ours) / median(tasks),
        ),
        Figure(
            "the same: 95 of 100 within",
            f"{ninety_five(ours) * 1000:.0f} ms",
            f"{ninety_five(tasks) * 1000:.0f} ms",
            ninety_five(ours) / ninety_five(tasks),
        ),
    ]


def arrived(line: Line) -> float:
    """Seconds from the first byte sent until the story waits for a moderator."""
    time.sleep(PAUSE)
    start = time.perf_counter()
    status, body = line.post("/api/v1/submissions/", {**WORDS, "consents": ["website"]})
    if status != 201:
        raise RuntimeError(f"sending a story answers {status}")
    story = json.loads(body)["id"]
    with connection.cursor() as cursor:
        while time.perf_counter() < start + PATIENCE:
            cursor.execute(
                "SELECT state FROM moderation_submission WHERE contribution_id = %s", [story]
            )
            if cursor.fetchall() == [("in_review",)]:
                return time.perf_counter() - start
            time.sleep(LOOK)
    raise TimeoutError("a story was not screened")


def there_and_back(broker: Broker) -> float:
    """Seconds from publishing a task until it is acknowledged."""
    time.sleep(PAUSE)
    start = time.perf_counter()
    nothing.apply_async((0,))
    return broker.drained(since=start, every=LOOK)


def ninety_five(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]
