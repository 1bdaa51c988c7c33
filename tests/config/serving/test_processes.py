"""Two real web processes: what is taken back through one is at once gone from the other."""

import json
import os
import signal
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client

from config.embedded.children import Child, tied
from config.models import Hearing
from config.serving import LEASE
from moderation import actors
from moderation.models import Contribution
from stories.models import Story
from tests.config.processes import eventually
from tests.config.test_supervisor import free_port
from tests.factories import approve, person, run_jobs
from tests.moderation.programs import URL, sending

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
WORDS = "planting garlic"


@dataclass
class Web:
    """One web process."""

    child: Child
    port: int

    def ask(self, method: str, path: str, data=None, **headers: str) -> tuple[int, str]:
        line = HTTPConnection("localhost", self.port, timeout=20)
        body = None if data is None else json.dumps(data)
        line.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = line.getresponse()
        told = answer.status, answer.read().decode()
        line.close()
        return told

    def signal(self, number: int) -> None:
        os.killpg(self.child.pid, number)


@pytest.fixture
def webs(tmp_path):
    """The first hears as ever; the second stops hearing while `tmp_path/deaf` is there."""
    environment = {
        **os.environ,
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "tests.config.serving.settings",
        "DEAF": str(tmp_path / "deaf"),
        "MARROW_DEMO": "1",
    }
    with ExitStack() as stack:
        started = []
        for name, module in (("web-1", "config.wsgi"), ("web-2", "tests.config.serving.deaf")):
            port = free_port()
            argv = [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
                *("--workers", "1", "--blocking-threads", "4", "--no-ws", f"{module}:application"),
            ]
            log, record = tmp_path / f"{name}.log", tmp_path / "children.json"
            how = {"environment": environment, "folder": ROOT}
            child = Child(name, tied(argv, by=signal.SIGTERM), log, record, **how)
            stack.callback(child.kill)
            started.append(Web(child.start(), port))
        for web in started:
            assert eventually(lambda web=web: answers(web)), web.child.tail()
        assert eventually(lambda: Hearing.objects.filter(heard__gte=0).count() == 2)
        yield started


def answers(web: Web) -> bool:
    try:
        return web.ask("GET", "/")[0] == 200
    except OSError:
        return False


def database() -> str:
    """The address of the tests' database."""
    known = connection.settings_dict
    given = {"host": known["HOST"], "port": known["PORT"], **known["OPTIONS"]}
    query = urlencode({key: value for key, value in given.items() if isinstance(value, str | int)})
    who = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    return f"postgres://{who}@/{known['NAME']}?{query}"


@dataclass
class Public:
    """A story that is public, and the right to take it back."""

    path: str
    pages: list[str]
    take_back: tuple


def published() -> Public:
    given = sending(consents=["website", "embed"])
    sent = Client().post(URL, given, content_type="application/json").json()
    run_jobs()
    kept = Contribution.objects.get()
    approve(kept, actors.team(person("moderator@example.org", "moderator")))
    run_jobs()
    story = Story.objects.get()
    path = f"/stories/{story.pk}/{story.slug}/"
    pages = [path, "/", "/stories/", "/es/stories/", "/diagnoses/mcl/", "/stories/feed.atom"]
    pages += ["/embed/?diagnosis=mcl", f"/embed/{story.pk}/"]
    deed = ("POST", f"{URL}{sent['id']}/decisions/", {"action": "withdraw"})
    return Public(path, pages, (deed, {"Authorization": f"Receipt {sent['receipt']}"}))


def from_memory(web: Web, path: str) -> bool:
    """Whether the page is given as it was before a change that nobody could hear of."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE stories_story SET display_name = 'Unheard'")
        told = web.ask("GET", path)[1]
        cursor.execute("UPDATE stories_story SET display_name = 'Ruth'")
        cursor.execute("SET session_replication_role = origin")
    return "Unheard" not in told


class Poller(threading.Thread):
    """Reads pages of one process all the time, and remembers when it began whatever had words."""

    def __init__(self, web: Web, paths: list[str]) -> None:
        super().__init__(daemon=True)
        self.web, self.paths = web, paths
        self.stopping = threading.Event()
        self.seen: list[float] = []
        self.reads = 0

    def run(self) -> None:
        while not self.stopping.is_set():
            for path in self.paths:
                began = time.monotonic()
                status, text = self.web.ask("GET", path)
                self.reads += 1
                if status == 200 and "garlic" in text:
                    self.seen.append(began)


@pytest.mark.parametrize("hears", [True, False])
def test_what_was_taken_back_is_never_seen_again_after_the_answer(webs, tmp_path, hears):
    story = published()
    for web in webs:
        for path in (story.path, story.pages[-1]):
            assert eventually(lambda web=web, path=path: web.ask("GET", path)[0] == 200)
            assert eventually(lambda web=web, path=path: from_memory(web, path), seconds=10)
    pollers = [Poller(web, [path]) for web in webs for path in story.pages]
    for poller in pollers:
        poller.start()
    time.sleep(0.5)
    if not hears:
        (tmp_path / "deaf").touch()
    deed, headers = story.take_back
    began = time.monotonic()
    status, _told = webs[0].ask(*deed, **headers)
    gone = time.monotonic()
    time.sleep(2 * LEASE)
    for poller in pollers:
        poller.stopping.set()
    for poller in pollers:
        poller.join()
    assert status == 200
    assert gone - began < LEASE + 1.5
    assert [one for poller in pollers for one in poller.seen if one > gone] == []
    assert all(poller.seen for poller in pollers)
    assert webs[1].ask("GET", story.path)[0] == 410


def test_a_process_that_stood_still_serves_nothing_old_when_it_goes_on(webs):
    story = published()
    other = webs[1]
    assert eventually(lambda: other.ask("GET", story.path)[0] == 200)
    assert from_memory(other, story.path)
    answers: list[tuple[int, str]] = []
    other.signal(signal.SIGSTOP)
    try:
        deed, headers = story.take_back
        assert webs[0].ask(*deed, **headers)[0] == 200
        readers = [
            threading.Thread(target=lambda: answers.append(other.ask("GET", story.path)))
            for _ in range(4)
        ]
        for reader in readers:
            reader.start()
        time.sleep(0.05)  # they wait at its door
    finally:
        other.signal(signal.SIGCONT)
    for reader in readers:
        reader.join()
    assert {status for status, _text in answers} == {410}
