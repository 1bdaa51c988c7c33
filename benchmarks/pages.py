"""The story page and a list of 20: from memory, and made anew against an empty view's bytes."""

from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count
from django.test import Client

from benchmarks import front
from benchmarks.client import Line, fetch
from benchmarks.counting import queries
from benchmarks.figures import Figure
from benchmarks.processes import port_of, processor_seconds, running
from config.embedded.children import Child
from stories.models import Diagnosis, Story

LINES = 4  # connections at once
WARM = 40
MOST_QUERIES = 6


@dataclass
class Series:
    """What one address cost in each round."""

    path: str
    a_second: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # milliseconds of the web a request

    def measure(self, web: Child, *, times: int) -> None:
        used = processor_seconds(web)
        seconds = fetch(port_of(web), self.path, times=times, lines=LINES)
        self.a_second.append(times / seconds)
        self.processor.append((processor_seconds(web) - used) / times * 1000)


def measure(*, requests: int, rounds: int, turns: int, seconds: float) -> list[Figure]:
    """`rounds` times `requests` of each page and of its empty view, in turn; then from memory.

    From memory each is asked `turns` times for so many seconds.
    """
    pages = {"story page": story_page(), "list of 20 by diagnosis": list_page()}
    figures = [figure for name, path in pages.items() for figure in asked(name, path)]
    with running("web", MARROW_MEMORY_MB="0") as children:
        web = children["web"]
        for name, path in pages.items():
            figures += compared(name, path, web, requests=requests, rounds=rounds)
    return figures + front.measure(pages, seconds=seconds, rounds=turns)


def compared(name: str, path: str, web: Child, *, requests: int, rounds: int) -> list[Figure]:
    line = Line(port_of(web))
    size = len(line.get(path)[1])
    line.close()
    page, empty = Series(path), Series(f"/bench/empty/{size}/")
    for one in (page, empty):
        fetch(port_of(web), one.path, times=WARM, lines=LINES)
    for _ in range(rounds):
        page.measure(web, times=requests)
        empty.measure(web, times=requests)
    ours, least = median(page.a_second), median(empty.a_second)
    pairs = zip(page.a_second, empty.a_second, strict=True)
    used, nothing = median(page.processor), median(empty.processor)
    return [
        Figure(
            f"{name}, made anew",
            f"{ours:.0f} a second of {size / 1000:.0f} kB",
            f"{least:.0f} a second from an empty view",
            median(page / empty for page, empty in pairs),
        ),
        Figure(
            f"{name}, made anew: processor time of the web process",
            f"{used:.1f} ms a request",
            f"{nothing:.1f} ms, so {used - nothing:.1f} ms above",
        ),
    ]


def asked(name: str, path: str) -> list[Figure]:
    """How many queries the page needs when nothing but the diagnoses is known yet."""
    client = Client(HTTP_HOST="localhost")
    client.get(path)
    with queries() as sent:
        status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    many = len(sent)
    return [Figure(f"{name}: queries", f"{many}", "", float(many), at_most=MOST_QUERIES)]


def story_page() -> str:
    """The page of a story of ordinary length, 300 words or more."""
    story = Story.objects.order_by("-words", "-published_at").first()
    assert story is not None
    return f"/stories/{story.pk}/{story.slug}/"


def list_page() -> str:
    """The first page about the diagnosis that has the most stories, all below it included."""
    diagnosis = Diagnosis.objects.annotate(stories=Count("topics")).latest("stories")
    return f"/diagnoses/{diagnosis.slug}/"
