"""Tests side by side: what each worker has of its own, before any setting is read.

PostgreSQL's databases are named apart by pytest-django. A worker's Redis has two numbers, its own
and the next one for the journeys' house, and its files stand in a folder of its own.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest


def numbered(url: str, number: int) -> str:
    """The same Redis, another of its databases."""
    if url.startswith("unix:"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))


def beside(url: str) -> str:
    """The next of its databases: for a house that is not disturbed by the tests around it."""
    parts = urlsplit(url)
    unix = parts.scheme == "unix"
    own = parse_qs(parts.query).get("db", ["0"])[0] if unix else parts.path.strip("/")
    return numbered(url, int(own or 0) + 1)


def part(worker: str) -> None:
    """Give this process what is its own; `worker` is gw0, gw1 and so on."""
    number = 2 + 2 * int(worker.removeprefix("gw"))
    os.environ["REDIS_URL"] = numbered(os.environ["REDIS_URL"], number)
    home = Path(os.environ.get("MARROW_HOME", ".marrow-test")).absolute() / worker
    home.mkdir(parents=True, exist_ok=True)
    os.environ["MARROW_HOME"] = str(home)


@pytest.hookimpl(trylast=True)  # after pytest-django, which puts those without a database last
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first: one that began last would leave all other workers idle.

    They are as many as a worker is given at once (Makefile), so that one of them goes through all,
    one after the other, while the rest share the machine with none but one of these.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    part(worker)
