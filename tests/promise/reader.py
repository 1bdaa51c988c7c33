"""A visitor who reads all public pages the whole time and remembers what was seen when."""

import random
import re
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from zlib import crc32

from django.urls import resolve
from django.utils.translation import override

from tests import surfaces
from tests.promise.book import Book
from tests.promise.door import Answer, Door

ABOUT = {"diagnosis": "aml", "family": "leukemia", "relation": "patient"}
LISTS = surfaces.lists(**ABOUT)
PLAIN = surfaces.lists(**ABOUT, veiled=False, tongues=False)
LISTS |= {"/diagnoses/lymphoma/": "diagnosis"}
PHOTO = re.compile(r"/stories/photos/[\w-]+\.\w+")
# Its own; the tiles of others below it have theirs.
FIGURE = re.compile(r'<figure class="photograph".*?</figure>', re.DOTALL)
ONWARD = re.compile(r'href="([^"]*[?&;](?:after|before)=[^"]*)"')
TOLD = re.compile(r'<meta property="og:(?:title|description)"[^>]*>')  # what a link shows elsewhere
IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
USES = {route: use for use, routes in surfaces.BY_USE.items() for route in routes}
PAGE = re.compile(r"/stories/[0-9a-f-]{36}/[^\"<\s]*")


@dataclass
class Seen:
    """The first and last time that one revision's mark was seen anywhere public."""

    first_ended: float
    last_began: float
    where: str


class Reader(threading.Thread):
    """Looks at lists, searches, and at the pages of stories that something just happened to."""

    def __init__(self, book: Book, door: Door) -> None:
        super().__init__(name="reader", daemon=True)
        self.book, self.door = book, door
        self.rng = random.Random(f"reader {book.words.seed}")
        self.stopping = threading.Event()
        self.pages: dict[int, str] = {}  # story -> the address of its page
        self.seen: dict[tuple[int, int], Seen] = {}
        self.photos: dict[int, set[str]] = {}  # every address that any of its pages ever showed
        self.photo_seen: dict[int, float] = {}  # when the last look began that still found one
        self.where: dict[int, set[str]] = {}  # every address that ever showed a word of it
        # When the last look began that found a story, or a word of it, where its person lets others
        # show it, by the use that it needs.
        self.elsewhere: dict[tuple[int, str], tuple[float, str]] = {}
        self.reads: Counter[str] = Counter()
        self.answered: set[str] = set()  # every address that ever gave a page

    def run(self) -> None:
        while not self.stopping.wait(0.02):
            try:
                self.look()
            except Exception as error:
                self.book.trouble(f"reader: {type(error).__name__}: {error}")

    def look(self) -> None:
        """Read one list, or look for one story in every way there is."""
        if self.book.suspects and self.rng.random() < 0.6:
            self.look_for(self.book.suspects.popleft())
        elif self.pages and self.rng.random() < 0.5:
            self.look_for(self.rng.choice(list(self.pages)))
        else:
            self.look_on(self.read(self.rng.choice(list(LISTS))))

    def look_on(self, told: Answer | None) -> None:
        """Turn to the next page of a list, where there is one."""
        found = ONWARD.search(told.text) if told else None
        if found and found[1].startswith("/"):
            self.read(unescape(found[1]))

    def look_for(self, n: int) -> None:
        """The story's own page in both doors, a search for its mark, and where it stood before."""
        story = self.book.stories[n]
        revision = self.rng.randint(0, story.tried)
        self.read(f"/api/v1/stories/?q={self.book.words.mark(n, revision)}")
        self.read(f"/stories/?q={self.book.words.mark(n, revision)}")
        if page := self.pages.get(n):
            if (told := self.read(page)) and told.status == 200:
                own = " ".join(FIGURE.findall(told.text))
                self.photos.setdefault(n, set()).update(PHOTO.findall(own))
            self.look_at_photos(n)
            self.read(f"/api/v1/stories/{page.split('/')[2]}/")
            self.read(self.rng.choice(self.own(n)))
            if stood := self.where.get(n):
                self.read(self.rng.choice(list(stood)))

    def own(self, n: int, *routes: str) -> list[str]:
        """The addresses of a story's own, of these routes or of all, once it was seen."""
        if (page := self.pages.get(n)) is None:
            return []
        story, words = page.split("/")[2:4]
        found = surfaces.own(story=story, words=words, origin="{origin}")
        return [url for url, route in found.items() if not routes or route in routes]

    def look_everywhere(self, n: int, *routes: str, lists: Iterable[str] = LISTS) -> None:
        """The story's own addresses and lists, of these routes or all, and wherever it stood.

        Each address is always asked of the same web process, so that what one remembers is seen.
        """
        some = [url for url in lists if not routes or LISTS[url] in routes]
        stood = [] if routes else self.where.get(n, ())
        for url in dict.fromkeys([*self.own(n, *routes), *some, *stood]):
            self.read(url, port=self.door.ports[crc32(url.encode()) % len(self.door.ports)])

    def look_at_photos(self, n: int) -> list[str]:
        """Which files of a story's photo are there, by every address that it ever had."""
        found = []
        for path in sorted(self.photos.get(n, ())):
            answer = self.read(path)
            if answer is not None and answer.status == 200:
                self.photo_seen[n] = max(answer.began, self.photo_seen.get(n, 0))
                found.append(path)
        return found

    def read(self, path: str, *, port: int | None = None) -> Answer | None:
        """Read one page, from this process or any, and remember every mark in it."""
        port = port or self.door.rng.choice(self.door.ports)
        answer = self.door.ask("GET", path.format(origin=f"http://127.0.0.1:{port}"), port=port)
        if answer is None:
            return None
        route = kind(path)
        self.reads[f"{route} {answer.status}"] += 1
        if answer.status != 200:
            return answer
        self.answered.add(path)
        self.look_elsewhere(path, route, answer)
        # A search repeats what was searched for; there, only the addresses of stories count.
        text = " ".join(PAGE.findall(answer.text)) if "?q=" in path else answer.text
        for n, revision in self.book.words.marks_in(text):
            self.where.setdefault(n, set()).add(path)
            seen = self.seen.setdefault((n, revision), Seen(answer.ended, answer.began, route))
            seen.first_ended = min(seen.first_ended, answer.ended)
            if answer.began > seen.last_began:
                seen.last_began, seen.where = answer.began, path if path in LISTS else route
        if path.startswith("/api/v1/stories/?"):
            self.learn(answer)
        elif route == "api:story-detail":
            self.compare(answer)
        return answer

    def look_elsewhere(self, path: str, route: str, answer: Answer) -> None:
        """Remember whose words stood where others show them, by the use that this needs."""
        use, found = USES.get(route, ""), set()
        if route == "story":
            use, found = "social", self.book.words.marks_in(" ".join(TOLD.findall(answer.text)))
        elif route == "embed":
            found = self.book.words.marks_in(answer.text)
        elif use and (route != "card" or answer.text not in house_cards()):
            identity = IDENTITY.search(path)
            found = {
                (n, 0) for n, page in [*self.pages.items()] if identity and identity[0] in page
            }
        for n, _revision in found:
            began, _where = self.elsewhere.get((n, use), (0.0, ""))
            self.elsewhere[n, use] = max(began, answer.began), route

    def learn(self, answer: Answer) -> None:
        """Where the pages of the stories in a list are; a story of nobody's is a trouble."""
        for item in answer.data["results"]:
            marks = self.book.words.marks_in(item["title"])
            if len(marks) != 1:
                self.book.trouble("There is a public story that nobody sent.")
            for n, _revision in marks:
                self.pages[n] = "/" + item["url"].split("/", 3)[3]

    def compare(self, answer: Answer) -> None:
        """The whole text that is public must be one that was sent, to the last byte."""
        told = answer.data
        for n, revision in self.book.words.marks_in(told["title"]):
            kept = self.book.words.kept(n, revision, parts=len(told["passages"]) - 1)
            body = "\n\n".join(passage["text"] for passage in told["passages"])
            told_words = (told["title"], body, told["display_name"], told["language"])
            if told_words != tuple(kept[k] for k in ("title", "body", "display_name", "language")):
                self.book.trouble(f"The public words of story {n} are not those that were sent.")


def kind(path: str) -> str:
    """Which surface this is: the name of its route."""
    page = path.partition("?")[0]
    return LISTS.get(path) or resolve(page.removeprefix("/es")).view_name


@cache
def house_cards() -> list[str]:
    """The card that says nothing of any story, in each language, as a door gives it."""
    from stories import card as cards  # what runs us makes the settings first
    from stories.embed import preview
    from stories.models import Story

    found = []
    for language in ("en", "es"):
        with override(language):
            drawn = cards.png(preview.card(Story(social=False)))
        found.append(drawn.decode(errors="replace"))
    return found
