"""Asking the web processes over HTTP, again and again until one answers. Only ever this machine."""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

TRIES, LONGEST = 600, 180.0  # seconds


class NoAnswer(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """A client lost its patience for good: the promise is that somebody answers in the end."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    began: float  # when the request began and the answer was there, in seconds since 1970
    ended: float
    location: str = ""  # where it leads, as a browser would go
    cookies: tuple[str, ...] = ()

    @property
    def data(self) -> Any:
        return json.loads(self.text)


class Door:
    """Either web process, chosen anew for each request."""

    def __init__(self, ports: Sequence[int], *, seed: object) -> None:
        self.ports = ports
        self.rng = random.Random(f"door {seed}")
        self.asked = self.failed = 0

    def ask(
        self,
        method: str,
        path: str,
        data: Any = None,
        *,
        auth: str = "",
        rude: bool = False,
        headers: dict[str, str] | None = None,
        port: int | None = None,
    ) -> Answer | None:
        """One request; None when nobody knows how it ended. `rude` hangs up before the answer.

        `port`: of the process that is asked, else of any. Bytes go as they are, all else as JSON.
        """
        self.asked += 1
        began = time.time()
        connection = HTTPConnection("127.0.0.1", port or self.rng.choice(self.ports), timeout=10)
        headers = {"Connection": "close", **(headers or {})}
        if auth:
            headers["Authorization"] = auth
        body = data
        if data is not None and not isinstance(data, bytes):
            headers["Content-Type"] = "application/json"
            body = json.dumps(data)
        try:
            connection.request(method, path, body, headers)
            if rude:
                time.sleep(self.rng.uniform(0, 0.05))
                return None
            response = connection.getresponse()
            text = response.read().decode(errors="replace")  # a photo is no text
        except (OSError, HTTPException):
            self.failed += 1
            return None
        finally:
            connection.close()
        if response.status >= 500:
            self.failed += 1
            return None
        location = response.headers.get("Location", "")
        cookies = tuple(response.headers.get_all("Set-Cookie", ()))
        return Answer(response.status, text, began, time.time(), location, cookies)

    def insist(self, method: str, path: str, data: Any = None, **how: Any) -> tuple[Answer, int]:
        """Ask until there is an answer; with it, how many tries ended nobody knows how."""
        deadline = time.monotonic() + LONGEST
        for lost in range(TRIES):
            if answer := self.ask(method, path, data, **how):
                return answer, lost
            if time.monotonic() > deadline:
                break
            time.sleep(min(0.05 * 1.5**lost, 1.0) * self.rng.uniform(0.5, 1.5))
        raise NoAnswer(f"{method} {path.partition('?')[0]}")
