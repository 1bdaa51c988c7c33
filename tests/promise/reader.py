"""A visitor who reads all public pages the whole time and remembers what was seen when."""

import random
import re
import threading
from collections import Counter
from dataclasses import dataclass

from tests.promise.book import Book
from tests.promise.door import Answer, Door

LISTS = (
    "/api/v1/stories/?page_size=100",
    "/",
    "/stories/",
    "/es/stories/",
    "/stories/feed.atom",
    "/sitemap.xml",
    *(f"/diagnoses/{slug}/" for slug in ("aml", "leukemia", "lymphoma")),
    "/diagnoses/leukemia/feed.atom",
    "/diagnoses/leukemia/feed.json",
)
PHOTO = re.compile(r"/stories/photos/[\w-]+\.\w+")
# Its own; the tiles of others below it have theirs.
FIGURE = re.compile(r'<figure class="photograph".*?</figure>', re.DOTALL)
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
        self.reads: Counter[str] = Counter()

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
            self.read(self.rng.choice(LISTS))

    def look_for(self, n: int) -> None:
        """The story's own page in both doors, and a search for its mark."""
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

    def look_at_photos(self, n: int) -> list[str]:
        """Which files of a story's photo are there, by every address that it ever had."""
        found = []
        for path in sorted(self.photos.get(n, ())):
            answer = self.read(path)
            if answer is not None and answer.status == 200:
                self.photo_seen[n] = max(answer.began, self.photo_seen.get(n, 0))
                found.append(path)
        return found

    def read(self, path: str) -> Answer | None:
        """Read one page, and remember every mark in it."""
        answer = self.door.ask("GET", path)
        if answer is None:
            return None
        self.reads[f"{kind(path)} {answer.status}"] += 1
        if answer.status != 200:
            return answer
        # A search repeats what was searched for; there, only the addresses of stories count.
        text = " ".join(PAGE.findall(answer.text)) if "?q=" in path else answer.text
        for n, revision in self.book.words.marks_in(text):
            seen = self.seen.setdefault((n, revision), Seen(answer.ended, answer.began, kind(path)))
            seen.first_ended = min(seen.first_ended, answer.ended)
            if answer.began > seen.last_began:
                seen.last_began, seen.where = answer.began, kind(path)
        if path.startswith("/api/v1/stories/?"):
            self.learn(answer)
        elif path.startswith("/api/"):
            self.compare(answer)
        return answer

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
    """Which surface this is: the address without its searches, ids and titles."""
    page = path.partition("?")[0]
    parts = [part for part in page.split("/") if part]
    if "stories" in parts and parts[-1] not in ("stories", "feed.atom"):
        return "api story" if parts[0] == "api" else "story page"
    return ("search " if "?q=" in path else "") + page
