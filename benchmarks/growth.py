"""What lists cost as the library grows a hundredfold: nobody should wait longer for more stories.

Each page is asked for in this process, without a web server, so that only what the page does is
timed; the memory in front of it never sees these requests.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connection, transaction
from django.test import Client

from benchmarks import generate
from benchmarks.figures import Figure
from benchmarks.generate import COMMON, RARE
from stories.counting import EVERY, Tallies
from stories.models import Story
from stories.paging import write

SLOWER = 1.3  # at the most, with a hundred times as many stories
DEARER = 3  # a search for words, against the first page, in the time of the database
FIRST = "first page"
SEARCHES = {word: f"search for a {word} word" for word in ("common", "rare")}


class Cost:
    """How long one page took each time, and how long of it the database."""

    def __init__(self) -> None:
        self.all: list[float] = []
        self.database: list[float] = []

    def ask(self, client: Client, path: str) -> None:
        spent = 0.0

        def timed(execute: Callable, sql: str, *rest: Any) -> Any:
            nonlocal spent
            begun = time.perf_counter()
            try:
                return execute(sql, *rest)
            finally:
                spent += time.perf_counter() - begun

        begun = time.perf_counter()
        with connection.execute_wrapper(timed):
            status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
        self.all.append((time.perf_counter() - begun) * 1000)
        self.database.append(spent * 1000)


def measure(*, sizes: list[int], times: int) -> list[Figure]:
    """The pages at each size, the largest against the smallest; the largest library stays."""
    costs: dict[int, dict[str, Cost]] = {}
    figures = []
    for size in sizes:
        if Story.objects.exists():
            emptied()
        figures += generate.measure(stories=size)
        costs[size] = asked(pages(), times=times)
    few, many = costs[sizes[0]], costs[sizes[-1]]
    return [
        *figures,
        *(_grown(name, [costs[size][name] for size in sizes], sizes) for name in few),
        *(_dear(word, many[name], many[FIRST]) for word, name in SEARCHES.items()),
    ]


def emptied() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(generate.TABLES)} CASCADE")


def pages() -> dict[str, str]:
    """The lists that people come to, by what is most and what is rare in this library."""
    known = Tallies.read([])
    counted = sorted(
        ((one[1], many) for one, many in known.pairs.items() if one[0] == EVERY and "=" in one[1]),
        key=lambda pair: -pair[1],
    )

    def most(name: str, place: int = 0) -> str:
        return [tag for tag, _many in counted if tag.startswith(f"{name}=")][place]

    deep = Story.objects.defer("search").newest()[Story.objects.count() // 2]
    diagnosis, relation, phase = most("diagnosis", 2), most("relation"), most("phase")
    return {
        FIRST: "/stories/",
        "deep page": f"/stories/?after={write(deep)}",
        "one filter, with counts": f"/stories/?{diagnosis}",
        "two filters, with counts": f"/stories/?{diagnosis}&{relation}",
        "three filters, with counts": f"/stories/?{diagnosis}&{relation}&{phase}",
        "two rarer filters, with counts": f"/stories/?{most('topic', 2)}&{most('treatment', 2)}",
        SEARCHES["common"]: f"/stories/?q={COMMON}",
        SEARCHES["rare"]: f"/stories/?q={RARE}",
        "search with two filters": f"/stories/?q={COMMON}&{relation}&{phase}",
        "a story, with those like it": f"/stories/{deep.pk}/{deep.slug}/",
        "a diagnosis": f"/diagnoses/{diagnosis.partition('=')[2]}/",
        "all diagnoses": "/diagnoses/",
        "home": "/",
        "an embed": f"/embed/?{diagnosis}",
        "an embed, by relation and language": f"/embed/?{diagnosis}&{relation}&language=en",
        "a feed": "/stories/feed.atom",
        "the API's first page": "/api/v1/stories/",
        "the API's deep page": f"/api/v1/stories/?cursor={cursor(deep)}",
    }


def cursor(story: Story) -> str:
    """Where the API goes on behind this story."""
    place = urlencode({"p": story.published_at.isoformat()})
    return quote(b64encode(place.encode()))


def asked(paths: dict[str, str], *, times: int) -> dict[str, Cost]:
    """Each page so many times, in turn, so that what else the machine does hits all alike."""
    client = Client(HTTP_HOST="localhost")
    for path in paths.values():
        Cost().ask(client, path)
    costs = {name: Cost() for name in paths}
    for _ in range(times):
        for name, path in paths.items():
            costs[name].ask(client, path)
    return costs


def _grown(name: str, costs: list[Cost], sizes: list[int]) -> Figure:
    told = ", ".join(
        f"{median(cost.all):.1f} ms at {size:,}" for cost, size in zip(costs, sizes, strict=True)
    )
    database = ", ".join(f"{median(cost.database):.1f}" for cost in costs)
    ratio = median(costs[-1].all) / median(costs[0].all)
    against = f"of it the database: {database} ms"
    return Figure(f"grown: {name}", told, against, ratio, at_most=SLOWER)


def _dear(word: str, words: Cost, first: Cost) -> Figure:
    ours, least = median(words.database), median(first.database)
    return Figure(
        f"grown: time of the database for a {word} word",
        f"{ours:.1f} ms",
        f"{least:.1f} ms for the first page",
        ours / least,
        at_most=DEARER,
    )
