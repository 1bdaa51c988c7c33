"""The real processes of a run: servers, two web processes, a relay, two workers.

All are started, watched and started again from the main thread (the kernel ties a child's life to
the thread that started it), so whoever waits does it in `tend`, `pause` or `until`.
"""

import os
import signal
import socket
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from config.embedded import Home, Servers, started, taken
from config.embedded.children import Child, tied

ROOT = Path(__file__).resolve().parents[2]
WEBS, WORKERS = 2, 2
REST = 0.3  # seconds between a death and the next start


class TooLong(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """Something that must happen did not, within its time."""


class Fleet:
    """Everything that runs, by name; what dies starts again unless it is held."""

    def __init__(self, home: Home, servers: Servers, environment: dict[str, str]) -> None:
        self.home = home
        self.servers = servers
        self.environment = environment
        self.pace = int(environment["PROMISE_PACE"])
        self.ports = free_ports(WEBS)
        self.held: set[str] = set()
        self.deaths: dict[str, float] = {}
        self.children: dict[str, Child] = {}
        for server in (servers.postgres, servers.redis):
            if server:
                self.children[server.child.name] = server.child
        for number, port in enumerate(self.ports, start=1):
            self._add(f"web-{number}", _web(port))
        self._add("relay", [sys.executable, "manage.py", "relay"])
        for number in range(1, WORKERS + 1):
            self._add(f"worker-{number}", _worker(number))

    def _add(self, name: str, argv: list[str]) -> None:
        self.children[name] = Child(
            name,
            tied(argv, by=signal.SIGTERM),
            self.home.log(name),
            self.home.record,
            environment=self.environment,
            folder=ROOT,
        )

    @property
    def ours(self) -> list[str]:
        """The names of Marrow's own processes."""
        return [name for name in self.children if name.partition("-")[0] in OURS]

    def start(self) -> None:
        for name in self.ours:
            self.children[name].start()

    def stop(self) -> None:
        """Ends Marrow's own processes; the servers are ended by who started them."""
        for name in self.ours:
            self.children[name].kill()

    def tend(self) -> None:
        """Starts again whatever died a moment ago and is not held."""
        now = time.monotonic()
        for name, child in self.children.items():
            if child.alive or name in self.held:
                continue
            died = self.deaths.setdefault(name, now)
            if now - died >= REST:
                child.sweep()
                child.start()
                del self.deaths[name]

    def pause(self, seconds: float) -> None:
        """Sleeps, and tends meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.tend()
            time.sleep(0.05)

    def until(self, done: Callable[[], object], *, seconds: float, what: str) -> None:
        """Waits until `done` answers something true. Raises TooLong."""
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                raise TooLong(f"After {seconds:.0f} s still waiting for {what}.")
            self.pause(0.2)

    @contextmanager
    def without(self, kind: str) -> Iterator[None]:
        """Kills all processes of a kind, and keeps them dead for the time of the block."""
        names = {name for name in self.ours if name.partition("-")[0] == kind}
        self.held |= names
        for name in names:
            self.children[name].kill()
        try:
            yield
        finally:
            self.held -= names

    def below(self, name: str) -> list[int]:
        """The process ids of a process's own children, such as a worker's pool."""
        child = self.children[name]
        return [pid for pid, parent in _parents() if child.alive and parent == child.pid]


OURS = ("web", "relay", "worker")


@contextmanager
def servers_of_its_own(path: Path) -> Iterator[tuple[Home, Servers]]:
    """Starts the servers that DATABASE_URL and REDIS_URL do not name, in the folder `path`.

    On a named PostgreSQL the run has a database of its own, which is dropped afterwards.
    """
    environ = dict(os.environ)
    with ExitStack() as stack:
        if named := environ.get("DATABASE_URL"):
            environ["DATABASE_URL"] = stack.enter_context(_database(named))
        home = stack.enter_context(taken(path))
        servers = stack.enter_context(started(home, environ=environ))
        yield home, servers


@contextmanager
def _database(url: str) -> Iterator[str]:
    import psycopg

    name = f"promise_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment(servers: Servers, *, pace: int) -> dict[str, str]:
    """What every process of the run finds in its environment."""
    return {
        **os.environ,
        **servers.environment,
        "DJANGO_SETTINGS_MODULE": "tests.promise.settings",
        "PROMISE_PACE": str(pace),
        "MARROW_DEMO": "1",
        "MARROW_LIMITS": "off",
        "MARROW_GRACE": "1",
        "PYTHONUNBUFFERED": "1",
        "DEBUG": "0",
        "EMAIL_URL": "",
    }


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on just now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _web(port: int) -> list[str]:
    words = [
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--http", "1"),
        *("--workers", "1", "--blocking-threads", "4", "--respawn-interval", "0.5"),
        *("--workers-kill-timeout", "5", "--log-level", "warning"),
        *("--no-ws", "--respawn-failed-workers", "--no-access-log"),
    ]
    return [sys.executable, "-m", "granian", *words, "config.wsgi:application"]


def _worker(number: int) -> list[str]:
    words = ["worker", "-n", f"promise{number}@%h", "-c", "2", "-l", "WARNING"]
    flags = ["--without-gossip", "--without-mingle"]
    return [sys.executable, "-m", "celery", "-A", "config.celery", *words, *flags]


def _parents() -> Iterator[tuple[int, int]]:
    """Each living process and its parent."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = entry.read_text().rpartition(")")[2].split()
            if words[0] not in "ZX":
                yield int(entry.parent.name), int(words[1])
