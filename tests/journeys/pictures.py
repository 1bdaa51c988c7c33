"""Takes the pictures of README.md from a running demonstration, by walking its tour.

    python -m tests.journeys.pictures --url http://localhost:8000

It sends a story, approves it, finds it, takes it back and erases it. Look at what it took.
"""

import argparse
import html
import re
import struct
import time
import urllib.request
import zlib
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Witness, launched
from tests.journeys.person import STEPS, Person

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
TALL = {"width": 390, "height": 844}
WIDE = {"width": 1100, "height": 740}
DESK = {"width": 1280, "height": 800}  # with room for notes in the margin
READ = "Thank you to everyone on the third floor"  # an example with notes, for the desk
STORY = {
    "find": ("CLL",),
    "diagnoses": ("cll-sll",),
    "relation": "patient",
    "title": "The medlar tree keeps count",
    "name": "Inés",
    "email": "ines@example.org",
    "body": (
        "My mother planted a medlar the day I was born. When the doctor said “leukemia”, I "
        "thought of the tree first, and of who would rake under it.\n\n"
        "Then she said that mine was the slow kind, and that we would wait and watch. I did not "
        "know that waiting was something one could be good at. I learned it in visits: blood, "
        "coffee, blood.\n\n"
        "This autumn the tree gave forty-one medlars. I counted them with my granddaughter, who "
        "is four and would not let me stop at forty. If you were told last Tuesday: nobody can "
        "say how many you will count. But you may count."
    ),
}


class Demo:
    """A running demonstration, known by its pages only."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def checked(self, contribution: str) -> None:
        """Leaves the waiting to whoever looks for the story on the desk."""

    def mails(self, to: str) -> list[str]:
        """The codes mailed to an address, oldest first."""
        with urllib.request.urlopen(f"{self.url}/dev/mail/", timeout=20) as answer:
            page = html.unescape(answer.read().decode())
        rows = [row for row in page.split("<tr>") if f"<td>{to}</td>" in row]
        return [code for row in reversed(rows) for code in re.findall(r"\d{4}-\d{4}", row)]

    def code(self, to: str, *, after: int = 0) -> str:
        """The newest code, once there are more than `after`."""
        self.until(lambda: len(self.mails(to)) > after, f"a mail to {to}")
        return self.mails(to)[-1]

    def until(self, true: Callable[[], object], what: str, *, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"After {seconds:.0f} s still waiting: {what}."
            time.sleep(0.5)


class Tour:
    """The three people of the tour, and the pictures they take."""

    def __init__(self, browser: Browser, demo: Demo, folder: Path) -> None:
        self.browser, self.demo, self.folder = browser, demo, folder
        self.teller = self.person(TALL, scale=1.5)
        self.moderator = self.person(DESK)
        self.reader = self.person(WIDE)
        self.phone = self.person(TALL, scale=1.5)

    def person(self, size: dict, *, scale: float = 1) -> Person:
        context = self.browser.new_context(
            base_url=self.demo.url,
            viewport=size,
            device_scale_factor=scale,
            has_touch=size is TALL,
            reduced_motion="reduce",
            locale="en",
        )
        return Person(self.demo, context.new_page(), Witness(self.demo.url))

    def take(self, page: Page, name: str) -> None:
        picture = squeezed(page.screenshot())
        (self.folder / f"{name}.png").write_bytes(picture)
        print(f"{name}.png: {len(picture) // 1000} kB")

    def send(self) -> None:
        """From a phone: the words, and the receipt."""
        teller = self.teller
        before = len(self.demo.mails(STORY["email"]))
        teller.begin()
        for step in STEPS:
            if step == "story":
                teller.page.locator("[name=body]").fill(STORY["body"])
                teller.page.evaluate("document.querySelector('.step').scrollIntoView()")
                self.take(teller.page, "share")
            teller.answer(step, **STORY)
        teller.press("Send my story")
        teller.sees("Thank you. We have your story.")
        teller.page.get_by_label("The code from the mail").fill(
            self.demo.code(STORY["email"], after=before)
        )
        teller.press("Confirm")
        expect(teller.page.locator(".notice--success")).to_be_visible()
        teller.page.evaluate("scrollTo(0, 0)")
        self.take(teller.page, "tour-1-sent")

    def approve(self, contribution: str) -> None:
        """At the desk: an example with notes, then the new story."""
        moderator = self.moderator
        moderator.sign_in("moderator@example.org")
        moderator.go("/desk/")
        if moderator.page.get_by_role("link", name=READ).count():
            moderator.follow(READ)
            moderator.follow("Only look")
            moderator.page.evaluate("document.querySelector('.desk').scrollIntoView()")
            moderator.page.mouse.wheel(0, 330)
            moderator.page.wait_for_timeout(300)
            self.take(moderator.page, "desk")
        self.demo.until(lambda: self.may_decide(contribution), "the checks ran")
        self.take(moderator.page, "tour-2-read")
        moderator.decide("Approve")
        moderator.page.wait_for_load_state()

    def may_decide(self, contribution: str) -> bool:
        self.moderator.go(f"/desk/{contribution}/?open=1")
        return self.moderator.page.locator(".decision").count() > 0

    def find(self) -> None:
        """Somebody else: under a parent of the diagnosis, and the story itself."""
        reader = self.reader
        reader.go("/")
        self.take(reader.page, "home")
        self.demo.until(self.listed, "the story is public")
        self.take(reader.page, "tour-3-found")
        story = reader.page.get_by_role("link", name=STORY["title"]).get_attribute("href")
        assert story is not None
        self.phone.go(story)
        self.take(self.phone.page, "tour-4-story")

    def listed(self) -> bool:
        self.reader.go("/diagnoses/lymphoma/")
        self.reader.page.reload()
        return self.reader.page.get_by_role("link", name=STORY["title"]).count() > 0

    def withdraw(self) -> None:
        """The person takes it back, and it is gone; then nothing is left of it."""
        teller = self.teller
        teller.follow("See where it is")
        teller.follow("Take it off the site")
        teller.press("Take it back now")
        teller.sees("Your story is off the site")
        self.phone.page.reload()  # a browser may keep a page for a minute
        self.phone.sees("This story is no longer here")
        self.take(self.phone.page, "tour-5-gone")
        teller.follow("Erase it for good")
        before = len(self.demo.mails(STORY["email"]))
        teller.press("Mail me a code")
        code = self.demo.code(STORY["email"], after=before)
        teller.page.get_by_label("The code from the mail").fill(code)
        teller.press("Erase it for good")


def squeezed(png: bytes) -> bytes:
    """The same picture, compressed with more patience than a browser has."""
    parts, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        parts.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    pixels = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    parts = [part for part in parts if part[0] != b"IDAT"]
    parts.insert(-1, (b"IDAT", zlib.compress(pixels, 9)))
    return png[:8] + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def walked(kind: type[Tour], walk: Callable, doc: str | None) -> None:
    """Walks a tour of the demonstration that the command line names."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--url", default="http://localhost:8000", help="of a running `make run`")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pictures go")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        walk(kind(browser, Demo(given.url), given.folder))


def walk(tour: Tour) -> None:
    tour.send()
    contribution = tour.teller.sent()
    tour.approve(contribution)
    tour.find()
    tour.withdraw()


if __name__ == "__main__":
    walked(Tour, walk, __doc__)
