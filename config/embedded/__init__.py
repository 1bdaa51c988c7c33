"""Real servers in a folder of their own, where DATABASE_URL and REDIS_URL name no others.

    with servers(Path(".marrow-test")) as running:
        subprocess.run(command, env={**os.environ, **running.environment})

`python -m config.embedded --home FOLDER -- COMMAND` does the same for a command.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.embedded import postgres, redis
from config.embedded.console import AlreadyRunning, CannotStart, step
from config.embedded.folders import Home, running, says_what_is_wrong, taken
from config.embedded.postgres import PostgreSQL
from config.embedded.redis import Redis

__all__ = [
    "AlreadyRunning",
    "CannotStart",
    "Home",
    "Servers",
    "running",
    "servers",
    "started",
    "taken",
]


@dataclass(frozen=True)
class Servers:
    """What runs: its environment variables, and the servers that are ours (None: named by URL)."""

    environment: dict[str, str]
    postgres: PostgreSQL | None
    redis: Redis | None


@contextmanager
def servers(
    home: Path, *, environ: Mapping[str, str] = os.environ, address: str = ""
) -> Iterator[Servers]:
    """Starts PostgreSQL and Redis in `home` and stops them at the end, PostgreSQL last.

    `environ` may name real ones (DATABASE_URL, REDIS_URL), which are checked and left alone.
    Raises CannotStart with a sentence for a person.
    """
    with taken(home, address=address) as folder, started(folder, environ=environ) as found:
        yield found


@contextmanager
def started(
    home: Home, *, environ: Mapping[str, str], forgetful: bool = False
) -> Iterator[Servers]:
    """Starts what `environ` does not name in a folder that is already ours.

    `forgetful`: for tests, whose data need not outlive the machine.
    """
    with ExitStack() as stack:
        with says_what_is_wrong(home.path):
            found = _start(home, environ, stack, forgetful=forgetful)
        yield found


def _start(home: Home, environ: Mapping[str, str], stack: ExitStack, *, forgetful: bool) -> Servers:
    sockets = stack.enter_context(home.sockets())
    database = cache = None
    if database_url := environ.get("DATABASE_URL", ""):
        with step("Looking for the database that DATABASE_URL names"):
            postgres.check(database_url)
    else:
        with step("Starting PostgreSQL"):
            database = PostgreSQL(home, sockets, forgetful=forgetful)
            stack.callback(database.stop)
            database.start()
            database_url = database.url
    if redis_url := environ.get("REDIS_URL", ""):
        with step("Looking for the Redis that REDIS_URL names"):
            redis.check(redis_url)
    else:
        with step("Starting Redis"):
            cache = Redis(home, sockets)
            stack.callback(cache.stop)
            cache.start()
            redis_url = cache.url
    return Servers(
        environment={
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MARROW_HOME": str(home.path),
            "SECRET_KEY": environ.get("SECRET_KEY") or home.secret_key(),
        },
        postgres=database,
        redis=cache,
    )
