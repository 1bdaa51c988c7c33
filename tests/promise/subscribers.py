"""People who want a mail when there are new stories: they ask, say yes, and some of them stop."""

import random
import time
from urllib.parse import urlencode

from tests.promise.book import Book
from tests.promise.clients import Life, Mailbox
from tests.promise.door import Door, NoAnswer

PATIENCE = 360  # looks into the mailbox, half a second apart; servers are killed meanwhile
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Subscriber:
    """One address that hears of one diagnosis."""

    def __init__(
        self, number: int, diagnosis: str, book: Book, door: Door, mailbox: Mailbox
    ) -> None:
        self.address = book.words.subscriber(number)
        self.diagnosis = diagnosis
        self.book, self.door, self.mailbox = book, door, mailbox
        self.rng = random.Random(f"subscriber {book.words.seed} {number}")

    def live(self) -> Life:
        """Ask and say yes; hear of something, and perhaps stop it."""
        yield from self.subscribe()
        stops = self.rng.random() < 0.5
        for _ in range(10):
            link = self.mailbox.link_for(self.address)
            if stops and link and "/stop/" in link:
                self.book.stopped[self.address] = self.press(link, {"all": "on"})
                return
            yield 1.0

    def subscribe(self) -> Life:
        """Ask for it, wait for the mail, and press the button on the page that it leads to."""
        self.press(f"/alerts/?diagnosis={self.diagnosis}", {"email": self.address})
        for _ in range(PATIENCE):
            if link := self.mailbox.link_for(self.address):
                self.press(link, {})
                return
            yield 0.5
        raise NoAnswer("an address that asked for alerts got no mail")

    def press(self, path: str, fields: dict[str, str]) -> float:
        """Send a form until it is answered; when that was."""
        body = urlencode(fields).encode()
        answer, _lost = self.door.insist("POST", path, body, headers=FORM)
        if answer.status not in (200, 302):
            raise NoAnswer(f"a page of alerts was answered {answer.status}")
        return time.time()
