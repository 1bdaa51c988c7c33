"""What must not be left to chance: each rule's most dangerous moment, brought about on purpose.

Every run plays all of these after its random part, without other faults; a planted bug (see
`breaks/`) must be seen in one of them. They use the clients' own steps, so that the one verdict
judges them too.
"""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db.models.functions import Now

from jobs.models import Job
from mail.models import Mail
from moderation.models import Consent, Photo, Submission
from readers.models import Follower
from stories.models import Pick
from stories.models import Story as Public
from tests import surfaces
from tests.promise.book import Book
from tests.promise.clients import Contributor, Mailbox, Moderator, Visitor
from tests.promise.door import Answer, Door
from tests.promise.driver import flush
from tests.promise.fleet import Fleet
from tests.promise.reader import PLAIN, Reader
from tests.promise.rows import asked
from tests.promise.sink import DAWDLES, REFUSES
from tests.promise.subscribers import Subscriber
from tests.promise.writers import Writer

PATIENCE = 60.0  # seconds for one step of a scenario


class Stage:
    """Where scenarios play: the fleet, the people, and numbers for new stories."""

    def __init__(
        self,
        fleet: Fleet,
        book: Book,
        team: list[Moderator],
        mailbox: Mailbox,
        reader: Reader,
        *,
        first: int,
    ) -> None:
        self.fleet, self.book, self.team, self.mailbox = fleet, book, team, mailbox
        self.reader = reader
        self.number = first
        self.door = Door(fleet.ports, seed="stage")

    def person(self, *, mailed: bool = False) -> Contributor:
        """Somebody new with a story of their own, not yet sent; it may be shown everywhere."""
        story = self.book.story(self.number, mailed=mailed)
        self.number += 1
        story.uses = {"embed", "social"}
        return Contributor(story, self.book, self.door, self.mailbox, hasty=False)

    def state(self, person: Contributor) -> str:
        found = asked(
            lambda: Submission.objects.filter(contribution=person.story.id).latest("id").state
        )
        return found or ""

    def item(self, person: Contributor) -> dict[str, Any]:
        """The story as the queue shows it."""
        moderator = self.team[0]
        answer, _ = self.door.insist("GET", person.story.path, auth=moderator.auth)
        return answer.data

    def until(self, done: Callable[[], object], what: str) -> None:
        self.fleet.until(done, seconds=PATIENCE, what=what)

    def in_review(self, person: Contributor) -> dict[str, Any]:
        person.submit()
        self.until(lambda: self.state(person) in ("in_review", "escalated"), "the checks")
        return self.item(person)

    def approve(self, person: Contributor, item: dict[str, Any]) -> None:
        """Approved by a lead, and by somebody else too where two people are wanted."""
        version = self.team[-1].ask_for(item, "approve", item["version"])
        if version is not None and self.state(person) == "second_review":
            self.team[0].ask_for(item, "approve", version)

    def live(self) -> Contributor:
        """Somebody whose story is public, and was seen in every list."""
        person = self.person()
        self.approve(person, self.in_review(person))
        self.until(lambda: self.state(person) == "published", "the story to be public")
        self.reader.look_for(person.story.n)
        self.reader.look_everywhere(person.story.n, lists=PLAIN)
        return person

    def visitor(self, person: Contributor) -> Visitor:
        return Visitor(person.story, self.book, self.door, self.reader)

    def writer(self, *, uses: Iterable[str] = ()) -> Writer:
        """Somebody new in the share form, who lets their story be shown for these uses too."""
        story = self.book.story(self.number, mailed=False)
        self.number += 1
        story.uses |= set(uses)
        return Writer(story, self.book, self.door, self.mailbox, hasty=False)

    def named(self) -> Contributor:
        """Somebody whose story two people read: it names somebody of a hospital."""
        while not self.book.words.names_somebody(self.number):
            self.number += 1
        return self.person()


def lost_numbers(stage: Stage) -> None:
    """The relay has rung for every job, and Redis forgets it all before a worker hears."""
    with stage.fleet.without("worker"):
        for _ in range(5):
            stage.person().submit()
        unrung = Job.objects.open().filter(sent_at=None, kind="screen")
        stage.until(lambda: asked(lambda: not unrung.exists()), "the relay to ring")
        flush(stage.fleet)
        stage.fleet.pause(0.5)
        flush(stage.fleet)


def same_key_twice(stage: Stage) -> None:
    """One person presses Send four times, twice of it at the same moment."""
    person = stage.person()
    presses = [threading.Thread(target=person.submit) for _ in range(2)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    person.submit()
    person.submit()


def two_moderators(stage: Stage) -> None:
    """Two people decide on the same version in different ways, at once and then again late."""
    for _ in range(3):
        person = stage.person()
        item = stage.in_review(person)
        pairs = list(zip(stage.team[:2], ("approve", "decline"), strict=True))
        if item["state"] == "escalated":
            pairs = [(stage.team[-1], action) for _moderator, action in pairs]
        both = [
            threading.Thread(target=moderator.ask_for, args=(item, action, item["version"]))
            for moderator, action in pairs
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
        for moderator, action in pairs:
            moderator.ask_for(item, action, item["version"])


def refusing_sink(stage: Stage) -> None:
    """The mail server says no, and later yes: the mail is still owed meanwhile."""
    flag = stage.fleet.home.path / REFUSES
    flag.touch()
    try:
        person = stage.person(mailed=True)
        person.submit()
        tried = Job.objects.filter(
            kind="send-mail", subject__startswith=f"confirm:{person.story.id}", attempts__gte=1
        )
        stage.until(lambda: asked(tried.exists), "the first try to send")
        stage.fleet.pause(0.5)
    finally:
        flag.unlink()


def dawdling_sink(stage: Stage) -> None:
    """The mail server takes its time: nobody else may begin the same job meanwhile."""
    flag = stage.fleet.home.path / DAWDLES
    # Longer than the relay waits before it rings again and again, shorter than a task may take.
    seconds = 70 / stage.fleet.pace
    flag.write_text(str(seconds))
    try:
        person = stage.person(mailed=True)
        stage.book.once.append(person.story.email)
        person.submit()
        mine = Job.objects.filter(
            kind="send-mail", subject__startswith=f"confirm:{person.story.id}"
        )
        stage.until(lambda: asked(mine.filter(attempts=1).exists), "somebody to begin")
        over = time.monotonic() + seconds - 1
        stage.until(
            lambda: time.monotonic() > over or asked(mine.filter(attempts__gt=1).exists),
            "the slow mail",
        )
    finally:
        flag.unlink()
    stage.until(lambda: asked(mine.exclude(done_at=None).exists), "the slow mail")
    stage.fleet.pause(1)  # somebody else, who began meanwhile, would now be done


def consent_gone(stage: Stage) -> None:
    """Approved, and before the grace is over the consent runs out: it must not be published."""
    person = stage.person()
    item = stage.in_review(person)
    stage.approve(person, item)
    asked(lambda: Consent.objects.filter(contribution=person.story.id).update(expires_at=Now()))
    publishing = Job.objects.filter(kind="publish", key__contains=person.story.id)
    stage.until(lambda: asked(publishing.exists), "the decision")
    stage.until(
        lambda: asked(lambda: not publishing.filter(attempts=0).exists()), "the attempt to publish"
    )
    stage.book.suspects.append(person.story.n)


def taken_back_live(stage: Stage) -> None:
    """A story is live and read wherever it stands; it is taken back, and looked for at once."""
    person = stage.live()
    public = Public.objects.get(pk=stage.reader.pages[person.story.n].split("/")[2])
    Pick.objects.create(story=public)  # on the first page, as an editor puts it there
    stage.reader.look_everywhere(person.story.n)
    person.withdraw()
    stage.reader.look_everywhere(person.story.n)


def use_taken_back(stage: Stage) -> None:
    """Others may show a story; its person ends one use after the other, and it is gone there."""
    writer = stage.writer(uses=("embed", "social"))
    deque(writer.write(), maxlen=0)
    item, n = stage.in_review(writer), writer.story.n
    stage.approve(writer, item)
    stage.until(lambda: stage.state(writer) == "published", "the story to be public")
    stage.reader.read("/api/v1/stories/?page_size=100")
    shown = (*(route for routes in surfaces.BY_USE.values() for route in routes), "story")
    stage.reader.look_everywhere(n, *shown)
    for use in ("embed", "social"):
        if (n, use) not in stage.reader.elsewhere:
            stage.book.trouble(f"What may be shown elsewhere was not: {use}.")
        writer.end(use)
        stage.reader.look_everywhere(n, *shown)


def alert_of_what_is_gone(stage: Stage) -> None:
    """A mail about one new story waits for the mail server; it is taken back meanwhile."""
    person = stage.person()
    about = stage.book.words.offer(person.story.n, 0)["diagnoses"][0]
    reader = Subscriber(person.story.n, about, stage.book, stage.door, stage.mailbox)
    for seconds in reader.subscribe():
        stage.fleet.pause(seconds)
    followers = Follower.objects.filter(email=reader.address)
    flag = stage.fleet.home.path / REFUSES
    flag.touch()
    try:
        stage.approve(person, stage.in_review(person))
        mine = f"alert:{asked(followers.get).pk}:"
        job = Job.objects.filter(subject__startswith=mine)
        tried = job.filter(attempts__gte=1)
        stage.until(lambda: asked(tried.exists), "the first try to send")
        person.withdraw()
        stage.fleet.pause(1)  # what was just being written is refused, too
    finally:
        flag.unlink()
    stage.until(lambda: asked(lambda: not job.filter(done_at=None).exists()), "the mail")
    stage.book.announced += asked(Mail.objects.filter(key__startswith=mine).count) or 0
    asked(followers.delete)  # other stories of its diagnosis become public after this


def paused_live(stage: Stage) -> None:
    """A story is live and read; it is paused, and read again at once."""
    person = stage.person()
    item = stage.in_review(person)
    stage.approve(person, item)
    stage.until(lambda: stage.state(person) == "published", "the story to be public")
    stage.book.suspects.append(person.story.n)
    stage.fleet.pause(1)
    answer, _ = person.act("decisions/", {"action": "pause"})
    person.story.paused_at = person.expect(answer, 200) and answer.ended
    for _ in range(3):
        stage.book.suspects.append(person.story.n)
    stage.fleet.pause(1.5)


def taken_back_behind_a_still_process(stage: Stage) -> None:
    """One web process stands still with the story in its memory, and goes on once it is gone."""
    person = stage.person()
    stage.approve(person, stage.in_review(person))
    stage.until(lambda: stage.state(person) == "published", "the story to be public")
    page = urlsplit(stage.item(person)["story_url"]).path
    still, answers = Door(stage.fleet.ports[1:2], seed="still"), deque[Answer]()
    person.door = Door(stage.fleet.ports[:1], seed="other")
    for _ in range(20):  # long enough for both to hear that nothing changes any more
        still.ask("GET", page)
        stage.fleet.pause(0.1)
    process = stage.fleet.children["web-2"].pid
    os.killpg(process, signal.SIGSTOP)
    try:
        person.withdraw()
        readers = [
            threading.Thread(target=lambda: answers.append(still.insist("GET", page)[0]))
            for _ in range(4)
        ]
        for reader in readers:
            reader.start()
        time.sleep(0.05)  # so that they wait at its door
    finally:
        os.killpg(process, signal.SIGCONT)
    for reader in readers:
        reader.join()
    if any(answer.status != 410 for answer in answers):
        stage.book.trouble("A process that stood still showed what had been taken back.")


def draft_outlives_the_servers(stage: Stage) -> None:
    """Somebody types, every web process and the database die, and the words are there again."""
    writer = stage.writer()
    for _moment in writer.write():
        for name in [*stage.fleet.children]:
            if name.startswith("web"):
                os.kill(stage.fleet.children[name].pid, signal.SIGKILL)
        stage.fleet.pause(3)
    writer.finds_words()
    writer.submit()


def photo_goes_with_its_story(stage: Stage) -> None:
    """A story is live with a photo, and its files are read; it is taken back, and they are gone."""
    writer = stage.writer()
    story = writer.story
    story.photo = True
    deque(writer.write(), maxlen=0)
    item = stage.in_review(writer)
    developed = Photo.objects.filter(contribution=story.id).exclude(developed_at=None)
    stage.until(lambda: asked(developed.exists), "the photo")
    stage.approve(writer, item)
    stage.until(lambda: stage.state(writer) == "published", "the story to be public")
    for _ in range(3):
        stage.book.suspects.append(story.n)
    stage.fleet.pause(2)
    writer.withdraw()
    for _ in range(3):
        stage.book.suspects.append(story.n)
    stage.fleet.pause(1.5)


def taken_back_in_grace(stage: Stage) -> None:
    """Approved, and taken back by its contributor before the grace is over."""
    person = stage.person()
    item = stage.in_review(person)
    stage.approve(person, item)
    person.withdraw()
    stage.fleet.pause(2)
    stage.book.suspects.append(person.story.n)


def reported_live(stage: Stage) -> None:
    """Two stories are live and reported, and rest at once; a lead puts the second one back."""
    for back in (False, True):
        person = stage.live()
        person.story.paused_at = stage.visitor(person).report("others", named=True)
        stage.until(lambda person=person: stage.state(person) == "held", "the story to rest")
        stage.reader.look_everywhere(person.story.n, lists=PLAIN)
        if back:
            person.story.paused_at = None
            stage.team[-1].ask_for(stage.item(person), "restore", stage.item(person)["version"])
            stage.until(lambda person=person: stage.state(person) == "published", "it to be back")
            stage.reader.look_for(person.story.n)
    stage.fleet.pause(1.5)


def one_person_twice(stage: Stage) -> None:
    """Two people are to read a story; the first approves again, and then somebody else does."""
    for second in (False, True):
        person = stage.named()
        item = stage.in_review(person)
        first = stage.team[-1]
        version = first.ask_for(item, "approve", item["version"])
        for _press in range(2):
            first.ask_for(item, "approve", version or 0)
        if second:
            stage.team[0].ask_for(item, "approve", version or 0)
        stage.book.suspects.append(person.story.n)
    stage.fleet.pause(2)


def taken_back_approval(stage: Stage) -> None:
    """A moderator approves and takes it back before the grace is over: it stays where it was."""
    for _try in range(5):  # somebody may be slower than the grace, which is a second here
        person = stage.person()
        item = stage.in_review(person)
        version = stage.team[-1].ask_for(item, "approve", item["version"])
        if version and stage.team[-1].ask_for(item, "take_back", version):
            break
    stage.fleet.pause(2.5)
    stage.book.suspects.append(person.story.n)


def waits_for_its_day(stage: Stage) -> None:
    """Approved for a moment in some seconds: it is public then, and not when the grace is over."""
    person = stage.person()
    item = stage.in_review(person)
    while stage.book.words.names_somebody(person.story.n):
        person = stage.person()
        item = stage.in_review(person)
    stage.team[-1].ask_for(item, "approve", item["version"], later=6)
    for _second in range(4):
        stage.fleet.pause(1)
        stage.reader.look_for(person.story.n)
    stage.until(lambda: stage.state(person) == "published", "its day")


def case_outlives_its_story(stage: Stage) -> None:
    """A reader fears for somebody, who takes their story back: the team looks after them still."""
    person = stage.live()
    stage.visitor(person).report("crisis", named=False)
    person.story.alarmed = True
    person.withdraw()
    stage.fleet.pause(1)


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    play.__name__.replace("_", "-"): play
    for play in (
        lost_numbers,
        same_key_twice,
        two_moderators,
        refusing_sink,
        dawdling_sink,
        consent_gone,
        taken_back_live,
        use_taken_back,
        alert_of_what_is_gone,
        taken_back_in_grace,
        paused_live,
        taken_back_behind_a_still_process,
        draft_outlives_the_servers,
        photo_goes_with_its_story,
        reported_live,
        one_person_twice,
        taken_back_approval,
        waits_for_its_day,
        case_outlives_its_story,
    )
}
