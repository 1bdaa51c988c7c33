"""Contributors, visitors, moderators: threads that speak HTTP and insist on an answer."""

import heapq
import itertools
import random
import re
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.promise.book import Book, Decision, Story
from tests.promise.door import Answer, Door, NoAnswer
from tests.promise.reader import Reader
from tests.promise.words import MESSAGE

Life = Generator[float, None, None]  # yields the seconds until it goes on


class Mailbox:
    """The codes that were mailed, by address; looks at each mail once, and not all the time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[str] = set()
        self.codes: dict[str, str] = {}
        self.links: dict[str, str] = {}  # the last link to a page of alerts
        self.looked_at = 0.0
        self.lock = threading.Lock()

    def code_for(self, address: str) -> str | None:
        """The code that was mailed to this address, once it is there."""
        return self._found(self.codes, address)

    def link_for(self, address: str) -> str | None:
        """The way to a page of alerts that was mailed last to this address."""
        return self._found(self.links, address)

    def _found(self, mailed: dict[str, str], address: str) -> str | None:
        with self.lock:
            if time.monotonic() - self.looked_at > 0.5:
                self._look()
            return mailed.get(address)

    def _look(self) -> None:
        names = {path.name for path in self.folder.glob("*.eml")} - self.seen
        for name in names:
            mail = message_from_bytes((self.folder / name).read_bytes(), policy=policy.default)
            text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            if code := re.search(r"\b(\d{4}-\d{4})\b", text):
                self.codes[str(mail["To"])] = code[1]
            if link := re.search(r"/alerts/(?:stop/)?[a-z2-7]{20}/", text):
                self.links[str(mail["To"])] = link[0]
        self.seen |= names
        self.looked_at = time.monotonic()


class Contributor:
    """One person and their story, from the first click to the last."""

    def __init__(
        self, story: Story, book: Book, door: Door, mailbox: Mailbox, *, hasty: bool = True
    ) -> None:
        self.story, self.book, self.door, self.mailbox = story, book, door, mailbox
        self.hasty = hasty  # now and then hangs up before the answer, and asks again
        self.rng = random.Random(f"contributor {book.words.seed} {story.n}")

    def live(self) -> Life:
        """Send, and then do what this person would do, in their own time."""
        yield from self.arrive()
        yield from self.afterwards()

    def afterwards(self) -> Life:
        """Change it, pause it or take it back, or leave it as it is."""
        if self.rng.random() < 0.3:
            yield self.rng.uniform(0, 4)
            self.replace()
        if self.rng.random() < 0.25:
            yield from self.wait_for("published", seconds=self.rng.uniform(0, 12))
            yield from self.rest()
        if self.rng.random() < 0.4:
            if self.rng.random() < 0.5:
                yield from self.wait_for("published", seconds=self.rng.uniform(0, 12))
            else:
                yield self.rng.uniform(0, 5)
            self.withdraw()
        elif self.rng.random() < 0.3:
            yield from self.wait_for("changes_requested", seconds=10)
            self.replace()

    def arrive(self) -> Life:
        """Send the story, perhaps twice or with a lost answer, and confirm the address."""
        if self.rng.random() < 0.2:
            self.door.ask("POST", "/api/v1/submissions/", self.sending(), rude=True)
        self.submit()
        if self.rng.random() < 0.1:
            self.submit()
        yield from self.confirmed()

    def confirmed(self) -> Life:
        """Confirm the address, once the code is there."""
        if self.story.email and self.rng.random() < 0.9:
            for _ in range(60):
                if code := self.mailbox.code_for(self.story.email):
                    self.confirm(code)
                    return
                yield 0.5

    def sending(self) -> dict[str, Any]:
        story = self.story
        mailed = {"email": story.email} if story.email else {}
        fields = {**self.book.words.offer(story.n, 0), **mailed}
        return {
            **fields,
            "key": story.key,
            "consents": ["website", "search-engines", *sorted(story.uses)],
        }

    def submit(self) -> None:
        answer, _ = self.door.insist("POST", "/api/v1/submissions/", self.sending())
        told = self.expect(answer, 200, 201)
        story = self.story
        if story.id and (story.id, story.receipt) != (told["id"], told["receipt"]):
            self.book.trouble(f"Story {story.n} was acknowledged as two.")
        story.id, story.receipt = told["id"], told["receipt"]
        if 0 not in story.acknowledged:
            story.acknowledged.append(0)
        self.book.suspects.append(story.n)

    def confirm(self, code: str) -> None:
        self.book.codes.add(code.replace("-", ""))
        self.expect(self.act("confirm-email/", {"code": code})[0], 200)
        self.story.confirmed = True

    def replace(self) -> None:
        story = self.story
        story.tried, story.parts, story.adding = story.tried + 1, 0, 0
        offer = self.book.words.offer(story.n, story.tried)
        self.expect(self.act("decisions/", {"action": "replace", **offer})[0], 200, 201)
        story.acknowledged.append(story.tried)
        self.book.suspects.append(story.n)

    def rest(self) -> Life:
        """Take the story off for a while, or for good; while it may not be paused, do nothing."""
        answer, _ = self.act("decisions/", {"action": "pause"})
        if answer.status == 409 and self.state() != "paused":
            return
        self.expect(answer, 200, 409)
        self.story.paused_at = answer.ended
        self.book.suspects.append(self.story.n)
        yield self.rng.uniform(0, 4)
        if self.rng.random() < 0.6:
            self.story.paused_at = None  # from now on it may be seen again
            self.expect(self.act("decisions/", {"action": "resume"})[0], 200, 409)
            self.book.suspects.append(self.story.n)

    def withdraw(self) -> None:
        """Take the story back; a refusal after a lost answer means that it already is."""
        self.story.asked_back = True
        answer, lost = self.act("decisions/", {"action": "withdraw"})
        if answer.status == 409 and lost:
            answer = self.door.insist("GET", self.story.path, auth=self.story.auth)[0]
        if self.expect(answer, 200)["state"] != "withdrawn":
            self.book.trouble(f"Story {self.story.n} was taken back and is not withdrawn.")
        self.story.withdrawn_at = answer.ended
        self.book.suspects.append(self.story.n)

    def state(self) -> str:
        answer, _ = self.door.insist("GET", self.story.path, auth=self.story.auth)
        return self.expect(answer, 200)["state"]

    def wait_for(self, state: str, *, seconds: float) -> Life:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.state() != state:
            yield 1.0

    def act(self, what: str, data: dict[str, Any]) -> tuple[Answer, int]:
        path, lost = self.story.path + what, 0
        if self.hasty and self.rng.random() < 0.15:
            self.door.ask("POST", path, data, auth=self.story.auth, rude=True)
            lost = 1
        answer, more = self.door.insist("POST", path, data, auth=self.story.auth)
        return answer, lost + more

    def expect(self, answer: Answer, *statuses: int) -> dict[str, Any]:
        if answer.status not in statuses:
            raise NoAnswer(f"story {self.story.n} was answered {answer.status}: {answer.text}")
        return answer.data


class Visitor:
    """Somebody who reads a story, and tells us that they are named in it: it rests at once."""

    def __init__(self, story: Story, book: Book, door: Door, reader: Reader) -> None:
        self.story, self.book, self.door, self.reader = story, book, door, reader
        self.rng = random.Random(f"visitor {book.words.seed} {story.n}")

    def live(self) -> Life:
        """Wait until it is public, if it ever is, and report it."""
        for _ in range(60):
            if self.story.asked_back:
                return
            if self.story.n in self.reader.pages:
                yield self.rng.uniform(0, 3)
                self.report("others", named=True)
                return
            yield 0.5

    def report(self, reason: str, *, named: bool) -> float:
        """Tell us of it until we say thank you; when that was."""
        page = self.reader.pages[self.story.n]
        told = {"page": page, "reason": reason, "words": "It is my aunt."}
        body = urlencode({**told, "named": "on"} if named else told).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer, _lost = self.door.insist("POST", "/report/", body, headers=kind)
        if answer.status != 200 or "reference" not in answer.text:
            raise NoAnswer(f"a report of story {self.story.n} was answered {answer.status}")
        self.book.suspects.append(self.story.n)
        return answer.ended


class Crowd(threading.Thread):
    """Many lives at once on a few threads; the next begins when its time has come."""

    def __init__(self, lives: Iterable[Life], book: Book, *, rate: float, threads: int = 6) -> None:
        super().__init__(name="crowd", daemon=True)
        self.book, self.rate, self.threads = book, rate, threads
        self.waiting: list[tuple[float, int, Life]] = []
        self.coming = iter(lives)
        self.next_at = time.monotonic()
        self.count, self.busy, self.all_came = itertools.count(), 0, False
        self.lock = threading.Lock()

    def run(self) -> None:
        hands = [threading.Thread(target=self._work, daemon=True) for _ in range(self.threads)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()

    def _work(self) -> None:
        while True:
            with self.lock:
                life = self._due()
                if life is None and self.all_came and not (self.waiting or self.busy):
                    return
                self.busy += life is not None
            if life is None:
                time.sleep(0.05)
                continue
            rest = self._go_on(life)
            with self.lock:
                self.busy -= 1
                if rest is not None:
                    due = time.monotonic() + rest
                    heapq.heappush(self.waiting, (due, next(self.count), life))

    def _due(self) -> Life | None:
        now = time.monotonic()
        if self.waiting and self.waiting[0][0] <= now:
            return heapq.heappop(self.waiting)[2]
        if self.all_came or now < self.next_at:
            return None
        self.next_at = now + 1 / self.rate
        life = next(self.coming, None)
        self.all_came = life is None
        return life

    def _go_on(self, life: Life) -> float | None:
        try:
            return next(life, None)
        except Exception as error:
            self.book.trouble(f"{type(error).__name__}: {error}")
            return None


class Moderator(threading.Thread):
    """Reads the queue and decides, sometimes on what a colleague is deciding at the same time."""

    def __init__(self, who: int, token: str, book: Book, door: Door, *, lead: bool) -> None:
        super().__init__(name=f"moderator-{who}", daemon=True)
        self.who, self.auth, self.lead = who, f"Token {token}", lead
        self.book, self.door = book, door
        self.rng = random.Random(f"moderator {book.words.seed} {lead} {door.rng.random()}")
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                decided = [self.decide(item) for item in self.chosen()]
            except Exception as error:
                self.book.trouble(f"{type(error).__name__}: {error}")
                decided = []
            self.stopping.wait(0.1 if any(decided) else 0.5)

    def chosen(self) -> Iterator[dict[str, Any]]:
        """A few stories near the top of the queue; two people often choose the same."""
        answer = self.door.ask("GET", "/api/v1/queue/?page_size=30", auth=self.auth)
        if answer is None or answer.status != 200:
            return iter(())
        wanted = ("escalated", "held") if self.lead else ("in_review",)
        wanted += ("second_review",)
        items = [item for item in answer.data["results"] if item["state"] in wanted][:6]
        return iter(self.rng.sample(items, min(3, len(items))))

    def decide(self, item: dict[str, Any]) -> bool:
        choices = ("approve",) * 7 + ("request_changes", "decline")
        choices += ("return_to_queue" if self.lead else "escalate",)
        if item["state"] == "held":
            choices = ("restore", "restore", "take_down")
        action = self.rng.choice(choices)
        later = self.rng.uniform(8, 15) if self.rng.random() < 0.1 else 0
        version = self.ask_for(item, action, item["version"], later=later)
        if version is not None and action == "approve" and self.rng.random() < 0.15:
            self.stopping.wait(self.rng.uniform(0, 1))
            self.ask_for(item, "take_back", version)
        return version is not None

    def ask_for(
        self, item: dict[str, Any], action: str, version: int, *, later: float = 0
    ) -> int | None:
        """Insist on an answer to one decision; the new version when it was done.

        `later`: so many seconds from now on it may be public, and not before.
        """
        n = next(iter(self.book.words.marks_in(item["title"])), (0, 0))[0]
        data: dict[str, Any] = {"action": action, "version": version, "reason": "other"}
        at = time.time() + later if later and action == "approve" else None
        if at is not None:
            data["at"] = datetime.fromtimestamp(at, UTC).isoformat()
        if action != "take_back":
            data["message"] = f"Thank you, {self.book.words.mark(n, MESSAGE)}."
        path = f"/api/v1/submissions/{item['id']}/decisions/"
        answer, lost = self.door.insist("POST", path, data, auth=self.auth)
        if answer.status == 200:
            told = "done"
        elif answer.status in (403, 409) or (at and answer.status == 400 and answer.ended > at):
            told = "unsure" if lost else "refused"
        else:
            raise NoAnswer(f"{action} was answered {answer.status}: {answer.text}")
        self.book.decided(Decision(item["id"], version, action, self.who, told, at))
        return answer.data["version"] if told == "done" else None
