"""What the clients know: what they sent, what was answered, and when. The verdict believes it."""

import hashlib
import threading
from collections import deque
from dataclasses import dataclass, field

from tests.promise.words import Words


@dataclass
class Story:
    """One story as its contributor knows it."""

    n: int
    key: str
    email: str = ""
    id: str = ""
    receipt: str = ""
    tried: int = 0  # the newest revision that was ever sent
    photo: bool = False  # one was sent with it
    parts: int = 0  # passages that were added to it since, and taken
    adding: int = 0  # and that were ever sent
    acknowledged: list[int] = field(default_factory=list)
    confirmed: bool = False
    uses: set[str] = field(default_factory=set)  # where else it may be shown, as it was sent
    ended: dict[str, float] = field(default_factory=dict)  # when the end of a use was answered
    asked_back: bool = False  # a withdrawal was sent
    withdrawn_at: float | None = None  # when its withdrawal was answered
    # When its pause was answered, or the report that let it rest, until it is wanted back.
    paused_at: float | None = None
    alarmed: bool = False  # a reader said that somebody may be in danger, and was thanked

    @property
    def path(self) -> str:
        return f"/api/v1/submissions/{self.id}/"

    @property
    def auth(self) -> str:
        return f"Receipt {self.receipt}"


@dataclass(frozen=True)
class Decision:
    """What a moderator asked for, and how that was answered."""

    story: str  # the contribution's id
    version: int  # the one decided on
    action: str
    who: int
    answer: str  # done, refused, or unsure: refused, after a try that ended nobody knows how
    at: float | None = None  # not public before, in seconds since 1970


class Book:
    """All that is known of one run; filled by many threads, judged by one."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.stories: dict[int, Story] = {}
        self.decisions: list[Decision] = []
        self.troubles: list[str] = []
        self.losses: list[str] = []  # words that were taken, and not there again
        self.codes: set[str] = set()
        self.once: list[str] = []  # addresses whose mail nothing disturbed: handed over once
        self.announced = 0  # mails that told of a new story that was gone
        self.stopped: dict[str, float] = {}  # subscribers, and when they were told that it ends
        self.suspects: deque[int] = deque(maxlen=1000)  # stories a reader should look for now
        self.lock = threading.Lock()

    def story(self, n: int, *, mailed: bool) -> Story:
        """A new story, about to be sent."""
        key = hashlib.sha256(f"key {self.words.seed} {n}".encode()).hexdigest()
        story = Story(n, key, self.words.address(n) if mailed else "", uses=self.words.uses(n))
        with self.lock:
            self.stories[n] = story
        return story

    def decided(self, decision: Decision) -> None:
        with self.lock:
            self.decisions.append(decision)

    def trouble(self, text: str) -> None:
        """Write down what no client should ever meet."""
        with self.lock:
            self.troubles.append(text)
