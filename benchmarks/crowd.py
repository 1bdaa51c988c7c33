"""Twenty moderators deciding at once, each in a session of their own, through the web process."""

import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role, give
from benchmarks import evening
from benchmarks.desk import signed_in
from benchmarks.figures import Figure
from benchmarks.processes import port_of, running
from moderation.models import Event
from moderation.states import DECISIONS

TOKEN = "b" * 32  # of the form, and of its cookie
VERSION = re.compile(rb'name="version" value="(\d+)"')
TITLE = re.compile(r"/desk/([0-9a-f-]{36})/")
WORDS = {"message": "Thank you for telling this.", "reason": "contact", "note": ""}
TURN = ("approve", "request_changes", "decline", "approve")


@dataclass
class Crowd:
    """What happened to all of them together."""

    served: Counter[str] = field(default_factory=Counter)  # versions of stories, by how often given
    refused: Counter[int] = field(default_factory=Counter)  # answers that were no step onward
    decided: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def measure(*, people: int, each: int) -> list[Figure]:
    """`people` decide `each` stories as fast as the site lets them."""
    evening.at_least(people * (each + 1))
    party = Crowd()
    before = Event.objects.filter(action__in=DECISIONS).count()
    with running("web", "relay", "worker") as children:
        port = port_of(children["web"])
        desks = [Desk(port, cookie(moderator(number)), party) for number in range(people)]
        with ThreadPoolExecutor(people) as pool:
            start = time.perf_counter()
            list(pool.map(lambda desk: desk.decide(each), desks))
            seconds = time.perf_counter() - start
    connections.close_all()
    recorded = Event.objects.filter(action__in=DECISIONS).count() - before
    if recorded != party.decided:
        raise RuntimeError(f"{party.decided} decisions made, {recorded} written down")
    twice = sum(times - 1 for times in party.served.values())
    refused = sum(party.refused.values())
    return [
        Figure(
            f"{people} moderators deciding at once",
            f"{party.decided / seconds:.1f} decisions a second",
        ),
        Figure("the same: stories given to two", f"{twice}", "", float(twice), at_most=0),
        Figure("the same: refusals", f"{refused}", "", float(refused), at_most=0),
    ]


def moderator(number: int) -> User:
    user = User.objects.at(f"moderator-{number}@bench.example.org")
    give(user, Role.MODERATOR)
    return User.objects.get(pk=user.pk)


def cookie(user: User) -> str:
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


class Desk:
    """One moderator's browser, as far as deciding needs one."""

    def __init__(self, port: int, cookie: str, crowd: Crowd) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie, self.crowd = cookie, crowd

    def decide(self, times: int) -> None:
        """Be given a story, read it, decide; the decision leads to the next one."""
        where = self._post(reverse("desk:next"), {})
        for turn in range(times):
            story = TITLE.search(where)
            if story is None:
                raise RuntimeError(f"no story to read: {where}")
            page = reverse("desk:review", args=[story[1]])
            version = VERSION.search(self._get(f"{page}?open=1"))
            if version is None:
                raise RuntimeError(f"nothing to decide at {page}")
            with self.crowd.lock:  # a second person may read it later, at another version
                self.crowd.served[f"{story[1]} {version[1].decode()}"] += 1
            said = {**WORDS, "action": TURN[turn % len(TURN)], "version": version[1].decode()}
            where = self._post(page, said)
            with self.crowd.lock:
                self.crowd.decided += bool(where)
        self.line.close()

    def _get(self, path: str) -> bytes:
        self.line.request("GET", path, headers=self._headers())
        return self._read()[1]

    def _post(self, path: str, fields: dict[str, str]) -> str:
        """Where the answer leads; "" where it is a refusal."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.line.request("POST", path, body, self._headers() | kind)
        answer, _page = self._read()
        if answer.status != 302:
            with self.crowd.lock:
                self.crowd.refused[answer.status] += 1
            return ""
        return answer.headers["Location"]

    def _headers(self) -> dict[str, str]:
        return {"Host": "localhost", "Cookie": self.cookie}

    def _read(self) -> tuple[HTTPResponse, bytes]:
        answer = self.line.getresponse()
        return answer, answer.read()
