"""What `make run` runs: the servers, web, relay and worker, each started again when it dies.

    python -m config.supervisor

One Ctrl-C stops everything in order; a second one hurries. Variables: PORT, HOST, MARROW_HOME,
MARROW_DEMO, DATABASE_URL, REDIS_URL, see docs/operating.md.
"""

import os
import select
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from config import styles
from config.embedded import CannotStart, Home, Servers, started, taken
from config.embedded.children import Child, tied
from config.embedded.console import FULL, refuse, say, step
from config.embedded.folders import full
from config.embedded.watching import Watch

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = ("contributor", "moderator", "moderator2", "lead", "organiser", "auditor")
DOT = 2.0  # seconds between the dots that say "still at it"
PATIENCE = 120.0  # seconds until the web process must answer


class Stopped(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """Somebody asked us to stop."""


class Signals:
    """Ctrl-C and its relatives, counted; `pause` sleeps and wakes for them at once."""

    def __init__(self) -> None:
        self.count = 0
        self.impatient = False  # True: the first one raises Stopped wherever we are
        self._read, write = os.pipe()
        os.set_blocking(write, False)
        os.set_blocking(self._read, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup stays nohup
            signal.signal(signal.SIGHUP, self._asked)
        self._parent = os.getppid() if os.environ.get("MAKELEVEL") else None

    def _asked(self, *_: object) -> None:
        self.count += 1
        if self.impatient:
            self.impatient = False
            raise Stopped

    @property
    def stop(self) -> bool:
        """Somebody asked, or the `make` that started us is gone."""
        return self.count > 0 or (self._parent is not None and os.getppid() != self._parent)

    @property
    def hurry(self) -> bool:
        return self.count > 1

    def pause(self, seconds: float) -> None:
        select.select([self._read], [], [], seconds)
        with suppress(BlockingIOError):
            while os.read(self._read, 512):
                pass


class Supervisor:
    """One run of Marrow in a folder that is ours."""

    def __init__(self, home: Home, *, host: str, port: int, signals: Signals) -> None:
        self.home = home
        self.host = host
        self.port = port
        self.signals = signals
        self.watch = Watch()
        self.environment: dict[str, str] = {}

    def run(self, stack: ExitStack) -> None:
        """Starts everything, tells where it is, and keeps it running until somebody asks."""
        self.signals.impatient = True  # a database may read its log for minutes after a crash
        servers = stack.enter_context(started(self.home, environ=os.environ))
        self.signals.impatient = False
        self._prepare(servers)
        self.manage("Preparing the database", "migrate", "--noinput")
        self.manage("Loading the diagnoses", "load_diagnoses")
        self.manage("Hiding what was taken back since a backup", "replay_erasures")
        self.collect()
        with step("Starting web, relay and worker"):
            for child in reversed([self.web(), self.relay(), self.worker()]):
                stack.callback(child.stop, hurried=lambda: self.signals.hurry)
                self.watch.add(child.start())
            self.until(self.answers, seconds=PATIENCE, what="the web process to answer")
        if self.environment["MARROW_DEMO"] == "1":
            self.manage("Loading the example stories, through the whole workflow", "load_examples")
        self.watch.settled = True
        say(self.welcome())
        while True:
            self.tick(1.0)

    def tick(self, seconds: float) -> None:
        """Starts what died again; raises Stopped when somebody asked us to stop."""
        self.signals.pause(min(seconds, self.watch.look()))
        if self.signals.stop:
            raise Stopped

    def until(self, done: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Waits, keeping an eye on everything; CannotStart when it takes too long."""
        began = dotted = time.monotonic()
        while not done():
            self.tick(0.2)
            now = time.monotonic()
            if now - dotted > DOT:
                print(" .", end="", flush=True)
                dotted = now
            if now - began > seconds:
                raise CannotStart(
                    f"After {seconds:.0f} seconds we still wait for {what}: see {self.home.logs}/."
                )

    def manage(self, text: str, *words: str) -> None:
        """Runs one of Django's or Marrow's commands to its end."""
        with step(text):
            child = self.child(words[0], [sys.executable, "manage.py", *words]).start()
            try:
                self.until(lambda: not child.alive, seconds=1800, what=f"manage.py {words[0]}")
            finally:
                child.stop()
            if child.popen and child.popen.returncode:
                raise self.failed(child)

    def collect(self) -> None:
        """Collects styles and scripts, unless these are collected already."""
        stamp, now = self.home.path / "static.stamp", styles.fingerprint()
        made = (self.home.path / "static" / "staticfiles.json").exists()
        if made and stamp.exists() and stamp.read_text() == now:
            return
        stamp.unlink(missing_ok=True)
        unused = [f"--ignore={folder}" for folder in ("redoc", "rest_framework")]
        self.manage(
            "Collecting styles and scripts", "collectstatic", "--noinput", "--clear", *unused
        )
        stamp.write_text(now)

    def failed(self, child: Child) -> CannotStart:
        """What to say when one of the commands did not go well."""
        if FULL in child.tail(lines=200):
            return CannotStart(full(self.home.path))
        return CannotStart(
            f"manage.py {child.name} ended with {child.ending}; the end of {child.log} is:\n"
            f"{child.tail()}"
        )

    def child(self, name: str, argv: list[str], *, patience: float = 10.0) -> Child:
        """One of our own processes, not yet started."""
        return Child(
            name,
            tied(argv, by=signal.SIGTERM),
            self.home.log(name),
            self.home.record,
            environment=self.environment,
            folder=ROOT,
            patience=patience,
        )

    def web(self, name: str = "web", application: str = "config.wsgi:application") -> Child:
        options = {
            "--interface": "wsgi",
            "--host": self.host,
            "--port": str(self.port),
            "--workers": "2",
            "--blocking-threads": "4",
            "--http": "1",
            "--respawn-interval": "0.5",
            "--workers-kill-timeout": "5",
            "--log-level": "warning",
        }
        words = [word for pair in options.items() for word in pair]
        flags = ["--no-ws", "--respawn-failed-workers", "--no-access-log"]
        argv = [sys.executable, "-m", "granian", *words, *flags, application]
        return self.child(name, argv)

    def relay(self) -> Child:
        return self.child("relay", [sys.executable, "manage.py", "relay"])

    def worker(self) -> Child:
        words = ["worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "WARNING"]
        argv = [sys.executable, "-m", "celery", "-A", "config.celery", *words]
        return self.child("worker", argv, patience=30.0)  # it finishes what it has begun

    @property
    def address(self) -> str:
        return f"http://{reachable(self.host)}:{self.port}/"

    def answers(self) -> bool:
        """Whether the web process answers."""
        try:
            url = f"{self.address}health/live"
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own http
                return answer.status == 200
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False

    def welcome(self) -> str:
        """Where it is and who may sign in."""
        lines = ["", f"Marrow is at {self.address}"]
        if self.environment["MARROW_DEMO"] == "1":
            lines += [
                "",
                f"Sign in at {self.address}accounts/login/ as one of",
                *(f"  {name}@example.org" for name in PEOPLE),
                f"The code to type is a mail, and every mail is at {self.address}dev/mail/",
            ]
        return "\n".join([*lines, "", "Ctrl-C stops everything.", ""])

    def _prepare(self, servers: Servers) -> None:
        self.environment = {
            **os.environ,
            **servers.environment,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MARROW_DEMO": os.environ.get("MARROW_DEMO", "0"),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        told = (*servers.environment, "MARROW_DEMO", "PORT")
        environment = {name: self.environment[name] for name in told}
        self.home.tell(address=self.address, environment=environment)
        for server in (servers.postgres, servers.redis):
            if server:
                self.watch.add(server.child)


def reachable(host: str) -> str:
    """The name under which this machine itself reaches a server that listens on `host`."""
    if host in ("127.0.0.1", "0.0.0.0", "::"):  # noqa: S104 - names it, binds nothing
        return "localhost"
    return f"[{host}]" if ":" in host else host


def chosen_port() -> int:
    """PORT, or 8000."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise CannotStart(f"PORT is {given!r}: choose a number from 1 to 65535, as in PORT=8001.")
    return int(given)


def check_port(host: str, port: int) -> None:
    """Refuses a port that another program has, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except PermissionError:
            raise CannotStart(
                f"Port {port} is reserved for root: choose one above 1023, as in "
                "`make run PORT=8001`."
            ) from None
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} is busy or cannot be used ({error.strerror}): choose "
                f"another, as in `make run PORT={port + 1 if port < 65535 else 8001}`."
            ) from None


def main() -> int:
    """Runs until somebody stops it; answers the exit code."""
    signals = Signals()
    path = Path(os.environ.get("MARROW_HOME") or ROOT / ".marrow")
    host = os.environ.get("HOST") or "127.0.0.1"
    try:
        port = chosen_port()
        address = f"http://{reachable(host)}:{port}/"
        with taken(path, address=address) as home:
            check_port(host, port)
            with ExitStack() as stack:
                stack.callback(say, "Everything has stopped.")
                try:
                    Supervisor(home, host=host, port=port, signals=signals).run(stack)
                except Stopped:
                    say("\nStopping: web, relay, worker, Redis, PostgreSQL (Ctrl-C again hurries).")
        return 0
    except CannotStart as problem:
        return refuse(problem)


if __name__ == "__main__":
    sys.exit(main())
