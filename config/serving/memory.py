"""Pages as they were made, ready to be handed over, each in a few spellings of its bytes."""

import threading
import zlib
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

import brotli

from config.serving import clock

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Header = tuple[str, str]
Key = tuple[str | None, ...]  # what a page may depend on, and how its bytes are spelt at the end

OLDEST = 60.0  # seconds after which a page is made anew whatever happens: it may tell the day
LARGEST = 16  # no page takes more than one part in so many of the memory
OVERHEAD = 2000  # bytes, about: what Python needs for a page beside its body
SMALL = 500  # bytes, below which packing saves nothing
PACKED = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg")
UNTOUCHED = ("etag", "cache-control", "vary", "content-language")  # what a 304 tells again


class Answer:
    """One page in one spelling. Nothing is worked out any more when it is asked for."""

    __slots__ = ("body", "etag", "headers", "status", "unchanged", "until", "used")

    def __init__(self, status: str, headers: Iterable[Header], body: bytes, mark: str) -> None:
        self.status = status
        self.body = body
        self.etag = f'"{mark}"'
        told = [(name, value) for name, value in headers if name.lower() not in MADE]
        self.headers = [
            *told,
            ("ETag", self.etag),
            ("Vary", "Accept-Encoding"),
            ("Content-Length", str(len(body))),
        ]
        self.unchanged = [pair for pair in self.headers if pair[0].lower() in UNTOUCHED]
        self.until = clock() + OLDEST
        self.used = False

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def spelt(self, coding: str) -> "Answer":
        """The same page in another spelling; itself where that would save nothing."""
        kind = next((value for name, value in self.headers if name == "Content-Type"), "")
        if not coding or len(self.body) < SMALL or not kind.startswith(PACKED):
            return self
        headers = [*self.headers, ("Content-Encoding", coding)]
        mark = f"{self.etag[1:-1]}-{coding}"
        other = Answer(self.status, headers, CODINGS[coding](self.body), mark)
        other.until = self.until
        return other

    def handed_over(self, environ: Environment, start_response: StartResponse) -> list[bytes]:
        """What the server sends on: no body to who has it already, or looks at the head only."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and self.is_known(known):
            start_response("304 Not Modified", self.unchanged)
            return []
        start_response(self.status, self.headers)
        return [self.body] if environ["REQUEST_METHOD"] == "GET" else []

    def is_known(self, etags: str) -> bool:
        """Whether the one who asks has these very bytes already (RFC 9110, 13.1.2)."""
        if etags == self.etag:
            return True
        known = (one.strip().removeprefix("W/") for one in etags.split(","))
        return etags.strip() == "*" or self.etag in known


MADE = ("content-length", "etag", "vary")


def made(status: str, headers: Iterable[Header], body: bytes) -> Answer:
    """A page as Django made it."""
    return Answer(status, headers, body, blake2b(body, digest_size=12).hexdigest())


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(body) + packer.flush()


def _brotli(body: bytes) -> bytes:
    return brotli.compress(body, quality=5)  # as small as gzip's best, and as quick as its usual


CODINGS = {"br": _brotli, "gzip": _gzip}  # the first that somebody takes is theirs


def coding(accepted: str) -> str:
    """The spelling for an Accept-Encoding header; "" for the bytes as they are."""
    taken = {}
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "").rstrip("0.") != "q="
    return next((one for one in CODINGS if taken.get(one)), "")


class Pages(dict[Key, Answer]):
    """What is known of one generation, within so many bytes; the next begins with an empty one.

    A page that was begun under one generation can so only ever be found by those who still believe
    in it. Reading takes no lock: who is found is marked as used, and is spared once when room is
    needed.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._lock = threading.Lock()

    def keep(self, key: Key, answer: Answer) -> None:
        """Remember a page, in place of those that nobody asked for."""
        if answer.size * LARGEST > self.room:
            return
        with self._lock:
            self._drop(key)
            self[key] = answer
            self.taken += answer.size
            while self.taken > self.room:
                oldest = next(iter(self))
                spared = self._drop(oldest)
                if spared is not None and spared.used and spared.until > clock():
                    spared.used = False
                    self[oldest] = spared
                    self.taken += spared.size

    def _drop(self, key: Key) -> Answer | None:
        answer = self.pop(key, None)
        if answer is not None:
            self.taken -= answer.size
        return answer
