"""The promise, tried with real processes that are killed while people write, decide and read.

    python -m tests.promise.run --n 200 --seed 7

Starts PostgreSQL and Redis of its own (or uses those that DATABASE_URL and REDIS_URL name, and
leaves them alive), two web processes, a relay and two workers; sends `n` stories from clients that
retry until they are answered, while moderators decide, contributors change their minds, a reader
reads, and a seeded driver kills. Then it lets everything come to rest, plays the scenarios, and
judges by rows, mails and public pages alone. Exit code 1 when anything was broken.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from config.embedded import CannotStart
from config.embedded.console import refuse, say, step
from tests.promise import fleet as fleets
from tests.promise.book import Book
from tests.promise.clients import Contributor, Crowd, Life, Mailbox, Moderator, Visitor
from tests.promise.door import Door
from tests.promise.driver import Driver
from tests.promise.reader import Reader
from tests.promise.subscribers import Subscriber
from tests.promise.words import Words
from tests.promise.writers import Writer

if TYPE_CHECKING:
    from tests.promise.verdict import Verdict

TEAM = ("moderator", "moderator", "lead")
START, DRAIN = 120.0, 180.0  # seconds


def main() -> int:
    """Answers the exit code: 0 when every promise was kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.promise.run", description=__doc__)
    parser.add_argument("--n", type=int, default=200, help="stories in the random part")
    parser.add_argument("--seed", type=int, default=None, help="the same seed, the same chances")
    parser.add_argument("--rate", type=float, default=4.0, help="new stories a second")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between faults, 0: none")
    parser.add_argument("--quick", action="store_true", help="for the test suite: more a second")
    parser.add_argument("--pace", type=int, default=10, help="how much quicker the clocks go")
    parser.add_argument("--scenario", action="append", help="only this one (none: leaves all out)")
    parser.add_argument("--home", type=Path, help="a folder to keep; else one that is removed")
    given = parser.parse_args()
    if given.seed is None:
        given.seed = random.SystemRandom().randrange(10**6)
    if given.quick:
        given.rate, given.every = 8.0, 1.0
    home = given.home or Path(tempfile.mkdtemp(prefix="marrow-promise-"))
    say(f"seed {given.seed}, n {given.n}")
    try:
        with fleets.servers_of_its_own(home) as (folder, servers):
            environment = fleets.environment(servers, pace=given.pace)
            os.environ.update(environment)
            red = Run(fleets.Fleet(folder, servers, environment), given).judged()
    except CannotStart as problem:
        return refuse(problem)
    if red:
        say(f"The logs are in {home}/log.")
    elif not given.home:
        shutil.rmtree(home, ignore_errors=True)
    return int(red)


class Run:
    """One run, from the first process to the verdict."""

    def __init__(self, fleet: fleets.Fleet, given: argparse.Namespace) -> None:
        self.fleet, self.given = fleet, given
        self.book = Book(Words(given.seed))
        self.mailbox = Mailbox(fleet.home.path / "mail")
        self.crowd_door = Door(fleet.ports, seed=f"crowd {given.seed}")
        self.reader = Reader(self.book, Door(fleet.ports, seed=f"reader {given.seed}"))
        self.driver = Driver(fleet, seed=given.seed, every=given.every or 1)
        self.began = time.monotonic()
        self.seconds: dict[str, float] = {}

    def judged(self) -> bool:
        """Everything in its order; True when a promise was broken."""
        with step("Preparing the database"):
            self.tokens = prepared()
        with ExitStack() as stack:
            stack.callback(self.fleet.stop)
            with step("Starting two web processes, a relay and two workers"):
                self.fleet.start()
                for door in (Door([port], seed=0) for port in self.fleet.ports):
                    self.fleet.until(
                        lambda door=door: door.ask("GET", "/health/live"),
                        seconds=START,
                        what="the web processes",
                    )
            self.lap("start")
            self.play(stack)
            self.lap("scenarios")
            verdict = self.verdict()
        self.lap("verdict")
        self.report(verdict)
        return verdict.red

    def play(self, stack: ExitStack) -> None:
        """The random part under faults, rest, the scenarios without, rest again."""
        from tests.promise.scenarios import SCENARIOS, Stage

        self.team = [
            Moderator(
                who,
                token,
                self.book,
                Door(self.fleet.ports, seed=f"team {who} {self.given.seed}"),
                lead=role == "lead",
            )
            for role, (who, token) in zip(TEAM, self.tokens, strict=True)
        ]
        stack.callback(self.halt, [self.reader, *self.team])
        self.reader.start()
        self.random_part()
        self.lap("random part")
        stage = Stage(
            self.fleet, self.book, self.team, self.mailbox, self.reader, first=self.given.n
        )
        for name, scenario in SCENARIOS.items():
            if name in (self.given.scenario or SCENARIOS):
                with step(f"Scenario: {name}"):
                    try:
                        scenario(stage)
                    except Exception as error:
                        self.book.trouble(f"scenario {name}: {type(error).__name__}: {error}")
        self.rest()
        self.halt([self.reader])

    def random_part(self) -> None:
        """`n` lives while processes die, then no faults until all owed work is done."""
        lives = (life for n in range(self.given.n) for life in self.lives(n))
        crowd = Crowd(lives, self.book, rate=self.given.rate)
        for moderator in self.team:
            moderator.start()
        crowd.start()
        deadline = time.monotonic() + 300 + 5 * self.given.n / self.given.rate
        while crowd.is_alive() and time.monotonic() < deadline:
            self.fleet.pause(0.1)
            if self.given.every:
                self.driver.tick()
        self.driver.stop()
        if crowd.is_alive():
            self.book.trouble("Some clients were never done.")
        self.halt(self.team)
        self.rest()

    def lives(self, n: int) -> Iterator[Life]:
        """A story's contributor; perhaps a visitor who reports it, and one who subscribes."""
        rng = random.Random(f"life {self.given.seed} {n}")
        story = self.book.story(n, mailed=rng.random() < 0.4)
        someone = Writer if rng.random() < 0.25 else Contributor
        story.photo = someone is Writer and rng.random() < 0.6
        yield someone(story, self.book, self.crowd_door, self.mailbox).live()
        if n % 20 == 0:
            about = ("leukemia", "lymphoma", "aml")[n // 20 % 3]
            yield Subscriber(n, about, self.book, self.crowd_door, self.mailbox).live()
        if someone is Contributor and rng.random() < 0.2:
            yield Visitor(story, self.book, self.crowd_door, self.reader).live()

    def halt(self, threads: list) -> None:
        """Asks threads to end and waits for them, with the fleet alive meanwhile."""
        for thread in threads:
            thread.stopping.set()
        deadline = time.monotonic() + 60
        while any(thread.is_alive() for thread in threads) and time.monotonic() < deadline:
            self.fleet.pause(0.1)

    def rest(self) -> None:
        """Until no job is open but those that come round; what is left then, the verdict sees."""
        from jobs.models import Job
        from tests.promise.rows import asked

        left = Job.objects.open().exclude(subject="")
        try:
            self.fleet.until(
                lambda: asked(lambda: not left.exists()),
                seconds=DRAIN * 10 / self.given.pace if not self.given.scenario else 40,
                what="all owed work",
            )
        except fleets.TooLong as problem:
            say(str(problem))

    def verdict(self) -> "Verdict":
        from tests.promise import traces
        from tests.promise.verdict import Judge, Verdict

        verdict = Verdict()
        with step("Judging"):
            traces.pages(self.book, self.reader, verdict)
            Judge(self.book, self.reader, verdict).judge()
            traces.mails(self.book, self.fleet.home.path, verdict)
            traces.addresses_seen(self.reader, verdict)
            tokens = [token for _who, token in self.tokens]
            traces.leaks(self.fleet, self.book, tokens, verdict)
        return verdict

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self.seconds[name] = now - self.began
        self.began = now

    def report(self, verdict: "Verdict") -> None:
        """The figures, the table, and one last word."""
        for line in figures(self):
            say(line)
        say("Promises broken:" if verdict.red else "Promises, and how often each was broken:")
        for line in verdict.lines():
            say(line)
        say(f"seed {self.given.seed}: {'RED' if verdict.red else 'green'}")


def prepared() -> list[tuple[int, str]]:
    """Makes the tables, the diagnoses and the team; answers each one's id and token."""
    import django

    django.setup()
    from django.core.management import call_command
    from knox.models import AuthToken

    from accounts.models import User
    from accounts.roles import Role, give

    call_command("migrate", verbosity=0)
    call_command("load_diagnoses", verbosity=0)
    people = []
    for number, role in enumerate(TEAM):
        user = User.objects.at(f"team{number}@example.org")
        give(user, Role(role))
        people.append((user.pk, AuthToken.objects.create(user)[1]))
    return people


def desk() -> tuple[int, int, int]:
    """How often a story came to rest, was approved for a later moment, and had a case opened."""
    from moderation.models import Case, Event, Submission

    held = Event.objects.filter(action="hold").count()
    return held, Submission.objects.exclude(publish_at=None).count(), Case.objects.count()


def figures(run: Run) -> list[str]:
    """What happened, in numbers."""
    from django.db.models import Count

    from jobs.models import Job
    from mail.models import Mail
    from tests.promise.sink import handed

    by = dict(Job.objects.exclude(done_at=None).values_list("done_by").annotate(Count("pk")))
    again = handed(run.fleet.home.path)
    stories = run.book.stories.values()
    doors = [run.crowd_door, *(moderator.door for moderator in run.team)]
    answers = Counter(decision.answer for decision in run.book.decisions)
    laps = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in run.seconds.items())
    faults = ", ".join(f"{count} {name}" for name, count in sorted(run.driver.done.items()))
    servers = run.fleet.servers
    named = [] if servers.postgres and servers.redis else ["Named servers were left alive."]
    acknowledged = [story for story in stories if story.acknowledged]
    return [
        f"load {os.getloadavg()[0]:.1f}; {laps}",
        f"{len(acknowledged)} stories acknowledged",
        f"{sum(len(story.acknowledged) - 1 for story in acknowledged)} revisions",
        f"{sum(story.parts for story in stories)} parts added later",
        f"{len(run.reader.photo_seen)} photos seen",
        f"{sum(story.withdrawn_at is not None for story in stories)} withdrawn",
        f"{sum(story.paused_at is not None for story in stories)} paused",
        f"{sum(story.confirmed for story in stories)} addresses confirmed",
        f"{sum(len(story.ended) for story in stories)} uses taken back",
        f"{Mail.objects.filter(kind='alert').count()} alerts, {len(run.book.stopped)} stopped",
        f"{sum(run.driver.done.values())} faults: {faults or 'none'}",
        *named,
        f"{sum(door.asked for door in doors)} requests",
        f"{sum(door.failed for door in doors)} of them without a good answer, and asked again",
        f"decisions: {dict(answers)}",
        f"held, scheduled, cases: {', '.join(map(str, desk()))}",
        f"{sum(run.reader.reads.values())} reads: {dict(sorted(run.reader.reads.items()))}",
        f"jobs done by {by}",
        f"{len(again)} mails, {sum(again.values()) - len(again)} handed over again",
    ]


if __name__ == "__main__":
    sys.exit(main())
