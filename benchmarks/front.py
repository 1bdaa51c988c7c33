"""Pages from memory, against an empty view, bare WSGI and nginx with the same bytes."""

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from urllib.request import urlopen

from benchmarks import bytes_alone, peers
from benchmarks.client import Line
from benchmarks.figures import Figure
from benchmarks.processes import port_of, running

# How much of the others' a page from memory must reach.
OF_EMPTY, OF_BARE, OF_NGINX = 1.5, 0.8, 0.5
MISSING = "{} is not installed here, so that pages from memory are not compared: {}"
HOW = "as root on Debian, `make bench` installs it by itself"


@dataclass
class Side:
    """One server's address for the same bytes, and how often it answered in each round."""

    port: int
    path: str
    size: int
    a_second: list[float] = field(default_factory=list)

    def measure(self, seconds: float) -> None:
        self.a_second.append(peers.a_second(self.port, self.path, size=self.size, seconds=seconds))


def measure(pages: Mapping[str, str], *, seconds: float, rounds: int) -> list[Figure]:
    """Each page for so many seconds from all sides in turn, `rounds` times."""
    if peers.program("wrk") is None:
        return [Figure("pages from memory", "not measured", note=MISSING.format("wrk", HOW))]
    figures = []
    with ExitStack() as stack:
        web = port_of(stack.enter_context(running("web"))["web"])
        bodies = {f"page-{number}": known(web, path) for number, path in enumerate(pages.values())}
        told = headers(web, next(iter(pages.values())))
        ours = {
            name: value for name, value in told.items() if name.lower() not in peers.SENT_ANYWAY
        }
        names = {bytes_alone.HEADERS: json.dumps(ours)}
        bare = port_of(stack.enter_context(running("bare", **names))["bare"])
        nginx = stack.enter_context(peers.nginx(bodies, told))
        for (name, path), (file, body) in zip(pages.items(), bodies.items(), strict=True):
            size = len(body)
            sides = [
                Side(web, path, size),
                Side(web, f"/bench/empty/{size}/", size),
                Side(bare, f"/{size}", size),
            ]
            if nginx is not None:
                sides.append(Side(nginx, f"/{file}", size))
            for turn in range(rounds + 1):
                for side in sides:
                    side.measure(seconds if turn else 1)  # the first is for warming up
            figures += compared(f"{name} from memory", size, sides)
    return figures


def compared(name: str, size: int, sides: list[Side]) -> list[Figure]:
    """The middle of the rounds, each compared within itself."""
    ours, empty, bare, *others = [side.a_second[1:] for side in sides]
    said = f"{median(ours):,.0f} a second of {size / 1000:.0f} kB"
    against = f"{median(empty):,.0f} a second from an empty view"
    alone = f"{median(bare):,.0f} a second from a WSGI callable that does nothing else"
    figures = [
        Figure(name, said, against, middle(ours, empty), at_least=OF_EMPTY),
        Figure(name, said, alone, middle(ours, bare), at_least=OF_BARE),
    ]
    for nginx in others:
        against = f"{median(nginx):,.0f} a second from nginx, as a file"
        figures.append(Figure(name, said, against, middle(ours, nginx), at_least=OF_NGINX))
    if not others:
        figures.append(Figure(name, said, "no nginx", note=MISSING.format("nginx", HOW)))
    return figures


def middle(ours: list[float], theirs: list[float]) -> float:
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def headers(port: int, path: str) -> dict[str, str]:
    """What a page's answer says beside its bytes."""
    with urlopen(f"http://localhost:{port}{path}") as answer:
        return dict(answer.headers)


def known(port: int, path: str) -> bytes:
    """A page's bytes, once its process listens and has had the time to remember it."""
    line = Line(port)
    for _ in range(40):
        status, body = line.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
        time.sleep(0.05)
    line.close()
    return body
