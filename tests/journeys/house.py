"""A Marrow of real processes for the browser: web, relay, worker, and a database of its own."""

import json
import os
import re
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from email import message_from_bytes, policy
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from config.embedded.children import Child, tied
from tests.workers import beside

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"(?<![\w-])\d{4}-\d{4}(?![\w-])")
GRACE = 4  # seconds: time to press "Take back", and no long wait for what is approved
UNUSED = ("admin", "redoc", "rest_framework")  # styles and scripts of pages that no journey opens
WORDS = "I was planting garlic when the telephone rang, and I let it ring.\n\n" * 8


class House:
    """Where it is, and what a journey may ask of it besides pages."""

    def __init__(self, folder: Path, *, database: str, redis: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.folder = folder
        self.database = database
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "MARROW_HOME": str(folder),
            "MARROW_DEMO": "1",
            "MARROW_GRACE": str(GRACE),
            "MARROW_LIMITS": "off",
            "SECRET_KEY": "journeys",
            "EMAIL_URL": "",
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "DEBUG": "0",
            "PYTHONUNBUFFERED": "1",
        }
        self.web = self._child("web", sys.executable, "-m", "granian", *GRANIAN, str(self.port))
        self.relay = self._child("relay", sys.executable, "manage.py", "relay")
        self.worker = self._child("worker", sys.executable, "-m", "celery", *CELERY)

    def _child(self, name: str, *argv: str) -> Child:
        return Child(
            name,
            tied(argv, by=signal.SIGTERM),
            self.folder / f"{name}.log",
            self.folder / "processes.json",
            environment=self.environment,
            folder=ROOT,
        )

    def start(self) -> None:
        """Makes the database and the styles, and starts everything."""
        ignored = [f"--ignore={name}" for name in UNUSED]
        styles = self.manage("collectstatic", "--noinput", *ignored)
        self.done(self.manage("migrate"))
        self.done(self.manage("load_diagnoses"))
        accounts = self.manage("demo_accounts")
        self.relay.start()
        self.worker.start()
        self.done(accounts)
        self.done(styles)
        self.open()

    def manage(self, *words: str) -> Child:
        """A command of manage.py, started; `done` waits for it."""
        return self._child(words[0], sys.executable, "manage.py", *words).start()

    def done(self, child: Child) -> None:
        assert child.popen is not None
        code = child.popen.wait(timeout=180)
        assert code == 0, f"manage.py {child.name}:\n{child.tail(lines=30)}"

    def open(self) -> None:
        """Starts the web process and waits until it answers."""
        self.web.start()
        self.until(self.answers, "the web process answers")

    def answers(self) -> bool:
        with suppress(OSError):
            return self.get("/health/live")[0] == 200
        return False

    def stop(self) -> None:
        for child in (self.web, self.worker, self.relay):
            child.stop()

    def until(self, true: Callable[[], object], what: str, *, seconds: float = 60) -> None:
        """Waits until it is true."""
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"After {seconds:.0f} s still waiting: {what}."
            time.sleep(0.1)

    def get(self, path: str) -> tuple[int, str]:
        """What a program gets that asks for this address: status and text."""
        request = urllib.request.Request(self.url + path)
        return self._answer(request)

    def submit(self, **changes: object) -> tuple[str, str]:
        """A story sent by a program and read by the checks; answers its id and its receipt."""
        data = {
            "title": "The garlic was in by noon",
            "body": WORDS,
            "diagnoses": ["mcl"],
            "relation": "survivor",
            "display_name": "Ruth",
            "language": "en",
            "consents": ["website"],
            **changes,
        }
        status, text = self.post("/api/v1/submissions/", data)
        assert status == 201, text
        answer = json.loads(text)
        self.checked(answer["id"])
        return answer["id"], answer["receipt"]

    def checked(self, contribution: str) -> None:
        """Waits until the checks have read a story."""
        self.until(lambda: self.state(contribution) != "submitted", "the checks ran")

    def decide(self, contribution: str, action: str, **words: str) -> None:
        """A decision of a moderator who uses a program."""
        path = f"/api/v1/submissions/{contribution}/decisions/"
        data = {"action": action, "version": self.version(contribution), **words}
        status, text = self.post(path, data, Authorization=f"Token {self.token}")
        assert status < 300, text

    def withdraw(self, contribution: str, receipt: str) -> None:
        """The story's person takes it back with a program."""
        path = f"/api/v1/submissions/{contribution}/decisions/"
        headers = {"Authorization": f"Receipt {receipt}"}
        status, text = self.post(path, {"action": "withdraw"}, **headers)
        assert status < 300, text

    def post(self, path: str, data: dict[str, object], **headers: str) -> tuple[int, str]:
        """What a program gets that sends this."""
        headers = {"Content-Type": "application/json", **headers}
        body = json.dumps(data).encode()
        return self._answer(urllib.request.Request(self.url + path, data=body, headers=headers))

    def _answer(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    @cached_property
    def token(self) -> str:
        """What lets a program decide as a moderator."""
        command = self.manage("api_token", "moderator2@example.org")
        self.done(command)
        return command.tail(lines=1).strip()

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What the database holds."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(query, values).fetchall()

    def state(self, contribution: str) -> str:
        """The state of a story's newest text."""
        query = (
            "SELECT state FROM moderation_submission WHERE contribution_id = %s "
            "ORDER BY number DESC LIMIT 1"
        )
        return self.rows(query, contribution)[0][0]

    def version(self, contribution: str) -> int:
        """The number that its newest words and whatever was decided about them stand for."""
        query = "SELECT version FROM moderation_contribution WHERE id = %s"
        return self.rows(query, contribution)[0][0]

    def story(self, contribution: str) -> str:
        """The address of a story's public page, once it has one."""
        query = (
            "SELECT s.id, s.slug FROM stories_story s JOIN moderation_contribution c "
            "ON c.story_id = s.id WHERE c.id = %s"
        )
        self.until(lambda: self.rows(query, contribution), "the story is public")
        story_id, slug = self.rows(query, contribution)[0]
        return f"/stories/{story_id}/{slug}/"

    def wish(self, contribution: str) -> str:
        """The number of what somebody wishes for after their death."""
        query = "SELECT id::text FROM contributors_wish WHERE contribution_id = %s"
        return self.rows(query, contribution)[0][0]

    def write(self, statement: str, *values: object) -> None:
        """Changes the database as no page would, to bring about what is rare."""
        with psycopg.connect(self.database) as connection:
            connection.execute(statement, values)

    def code(self, to: str, *, after: int = 0) -> str:
        """The newest code mailed to an address; `after`: how many mails it had before."""
        self.until(lambda: len(self.mails(to)) > after, f"a mail to {to}")
        found = CODE.findall(self.mails(to)[-1])
        assert len(found) == 1, self.mails(to)[-1]
        return found[0]

    def link(self, to: str, path: str) -> str:
        """Where the first link of this kind in the mails to an address leads."""
        found = next(words for mail in self.mails(to) for words in mail.split() if path in words)
        return urlsplit(found).path

    def mails(self, to: str) -> list[str]:
        """The texts of all mails to an address, oldest first."""
        paths = sorted((self.folder / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime)
        found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]
        return [mail.get_body(("plain",)).get_content() for mail in found if mail["To"] == to]


GRANIAN = (
    *("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--http", "1"),
    *("--no-ws", "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "3"),
    *("config.wsgi:application", "--host", "127.0.0.1", "--port"),
)
CELERY = (
    *("-A", "config.celery", "worker", "-c", "1", "-l", "WARNING"),
    *("--without-gossip", "--without-mingle"),
)


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """A house for the time of the block; nothing of it stays."""
    with ExitStack() as stack:
        database = stack.enter_context(_database(os.environ["DATABASE_URL"]))
        house = House(folder, database=database, redis=beside(os.environ["REDIS_URL"]))
        stack.callback(house.stop)
        house.start()
        yield house


@contextmanager
def _database(url: str) -> Iterator[str]:
    name = f"journeys_{os.getpid()}"
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(drop)
