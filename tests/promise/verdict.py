"""Whether the promise was kept, judged by rows and public pages and by what the clients know."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from jobs.models import Job
from moderation.models import Case, Consent, Contribution, Event, Submission
from moderation.states import BESIDE, RULES, Action, Party, State
from stories.models import Story as Public
from tests.promise.book import Book, Decision, Story
from tests.promise.reader import Reader, Seen

LOST = "submissions lost"
CHANGED = "submissions changed"
DOUBLED = "submissions doubled"
DECIDED = "decisions lost, or applied twice"
UNBACKED = "public without approval and consent"
AFTER = "public after withdrawal"
ELSEWHERE = "shown elsewhere without consent"
MISSING = "published and not found"
MAIL = "mails missing or twice"
EARLY = "public before its day"
ALARM = "alarms lost"
JOBS = "jobs left"
WORDS = "words where none may be"
TROUBLE = "clients in trouble"
PROMISES = (
    LOST,
    CHANGED,
    DOUBLED,
    DECIDED,
    UNBACKED,
    AFTER,
    ELSEWHERE,
    MISSING,
    EARLY,
    ALARM,
    MAIL,
    JOBS,
    WORDS,
    TROUBLE,
)
COMMIT = 10.0  # seconds from an event's time to the end of its transaction, at the most
# These leave an approval what it was.
UNDECIDING = (
    *(Action.PUBLISH, Action.PAUSE, Action.RESUME, Action.HIDE_NAME, Action.CORRECT),
    *(Action.HOLD, Action.RESTORE),
)
ENDS = (Action.WITHDRAW, Action.TAKE_DOWN, Action.PAUSE, Action.REPLACE, Action.HOLD)


class Verdict:
    """Breaches by promise; each a sentence without anybody's words."""

    def __init__(self) -> None:
        self.breaches: dict[str, list[str]] = {promise: [] for promise in PROMISES}

    def breach(self, promise: str, text: str) -> None:
        self.breaches[promise].append(text)

    @property
    def red(self) -> bool:
        return any(self.breaches.values())

    def lines(self) -> Iterator[str]:
        """The table, and the first few breaches of each kind."""
        for promise, found in self.breaches.items():
            yield f"  {len(found):5}  {promise}"
            yield from (f"           {text}" for text in found[:5])


class Judge:
    """Goes through all rows once."""

    def __init__(self, book: Book, reader: Reader, verdict: Verdict) -> None:
        self.book, self.reader, self.verdict = book, reader, verdict
        self.found: Counter[int] = Counter()
        self.asked: dict[str, list[Decision]] = defaultdict(list)
        for decision in book.decisions:
            self.asked[decision.story].append(decision)

    def judge(self) -> None:
        """Every contribution, then what is there too often or not at all."""
        rows = Contribution.objects.prefetch_related("submissions__events", "consents")
        for contribution in rows.order_by("pk").iterator(chunk_size=300):
            submissions = sorted(contribution.submissions.all(), key=lambda row: row.pk)
            numbers = {
                n for row in submissions for n, _ in self.book.words.marks_in(row.title)
            } & self.book.stories.keys()
            if len(numbers) != 1:
                self.verdict.breach(CHANGED, f"{contribution.pk} is no one story that was sent.")
                continue
            story = self.book.stories[numbers.pop()]
            self.found[story.n] += 1
            self.words(story, contribution, submissions)
            self.history(submissions, self.asked.pop(str(contribution.pk), []))
            self.publicity(story, contribution, submissions)
            if story.alarmed and not Case.objects.open().filter(contribution=contribution).exists():
                self.verdict.breach(ALARM, f"Story {story.n} has no case.")
        for story in self.book.stories.values():
            if story.acknowledged and not self.found[story.n]:
                self.verdict.breach(LOST, f"Story {story.n} is not there.")
            if self.found[story.n] > 1:
                self.verdict.breach(
                    DOUBLED, f"Story {story.n} is there {self.found[story.n]} times."
                )
        for identity in self.asked:
            self.verdict.breach(DECIDED, f"What was decided on is not there: {identity}.")
        self.jobs()
        for loss in self.book.losses:
            self.verdict.breach(LOST, loss)
        for _mail in range(self.book.announced):
            self.verdict.breach(AFTER, "A mail told of a new story that was gone.")
        for trouble in self.book.troubles:
            self.verdict.breach(TROUBLE, trouble[:300])

    def words(self, story: Story, kept: Contribution, submissions: list[Submission]) -> None:
        """Each revision once, and equal to what was sent."""
        if story.id and story.id != str(kept.pk):
            self.verdict.breach(DOUBLED, f"Story {story.n} is kept under an id nobody was told.")
        revisions = Counter((self.revision(row), len(row.passages) - 1) for row in submissions)
        for revision in story.acknowledged:
            if not revisions[revision, 0]:
                self.verdict.breach(LOST, f"Revision {revision} of story {story.n} is not there.")
        for part in range(1, story.parts + 1):
            if not revisions[story.tried, part]:
                self.verdict.breach(LOST, f"Part {part} of story {story.n} is not there.")
        for (revision, part), count in revisions.items():
            if count > 1:
                text = f"Revision {revision} of story {story.n}, part {part}: {count}."
                self.verdict.breach(DOUBLED, text)
        for row in submissions:
            body = "\n\n".join(passage["text"] for passage in row.passages)
            told = {"body": body} | {
                name: getattr(row, name)
                for name in ("title", "language", "diagnoses", "relation", "display_name")
            }
            parts = len(row.passages) - 1
            same = told == self.book.words.kept(story.n, self.revision(row), parts=parts)
            if not same or row.offer.hash != row.content_hash:
                self.verdict.breach(CHANGED, f"Revision {row.number} of story {story.n}.")

    def revision(self, row: Submission) -> int:
        return next(revision for _n, revision in self.book.words.marks_in(row.title))

    def history(self, submissions: list[Submission], asked: list[Decision]) -> None:
        """Events that follow on each other and the table, and each decision just as answered."""
        events = [event for row in submissions for event in _events(row)]
        for row in submissions:
            steps = _events(row)
            whole = [*(step.to_state for step in steps)][-1:] == [row.state]
            linked = all(later.from_state == step.to_state for step, later in pairwise(steps))
            legal = all(
                (rule := RULES.get((State(step.from_state), Action(step.action))))
                and step.to_state in rule.to
                for step in steps[1:]
            )
            if not (whole and linked and legal and steps[0].action == Action.SUBMIT):
                self.verdict.breach(DECIDED, f"The events of submission {row.pk} do not fit.")
        done = Counter((event.version, event.action, event.actor) for event in events)
        answers: dict[tuple[int, str, int], set[str]] = defaultdict(set)
        for one in asked:
            answers[one.version, one.action, one.who].add(one.answer)
        for (version, action, who), told in answers.items():
            count = done[version + 1, action, who]
            right = count == 1 if "done" in told else count <= ("unsure" in told)
            if not right:
                text = f"{action} on version {version}, answered {sorted(told)}: {count} times."
                self.verdict.breach(DECIDED, f"{asked[0].story}: {text}")
        for one in asked:
            if one.at and one.answer == "done" and _before(one, events):
                self.verdict.breach(EARLY, f"{one.story}: version {one.version}.")
        twice = Counter(version for (version, _a, _w), told in answers.items() if "done" in told)
        for version, count in twice.items():
            if count > 1:
                self.verdict.breach(DECIDED, f"{asked[0].story}: version {version} decided twice.")

    def publicity(
        self, story: Story, contribution: Contribution, submissions: list[Submission]
    ) -> None:
        """Public only what was approved and agreed to, and only as long."""
        consents = list(contribution.consents.all())
        by_revision: dict[int, list[Submission]] = defaultdict(list)
        for row in submissions:
            by_revision[self.revision(row)].append(row)
            steps = _events(row)
            for step in _showings(steps):
                if not _backed(step, steps, consents, contribution):
                    self.verdict.breach(UNBACKED, f"Story {story.n}, submission {row.pk}.")
        for gone in (story.withdrawn_at, story.paused_at):
            if gone is not None and self.reader.photo_seen.get(story.n, 0) > gone:
                self.verdict.breach(AFTER, f"The photo of story {story.n}.")
            for use in ("embed", "social"):
                began, where = self.reader.elsewhere.get((story.n, use), (0.0, ""))
                if gone is not None and began > gone:
                    self.verdict.breach(AFTER, f"Story {story.n} at {where}.")
        for use in ("embed", "social"):
            until = story.ended.get(use, float("inf")) if use in story.uses else 0.0
            began, where = self.reader.elsewhere.get((story.n, use), (0.0, ""))
            if began > until:
                self.verdict.breach(ELSEWHERE, f"Story {story.n} at {where}.")
        for revision, rows in by_revision.items():  # its later parts carry the same mark
            if seen := self.reader.seen.get((story.n, revision)):
                self.seen(story, rows, seen)
        if (
            story.withdrawn_at is not None
            and Public.objects.filter(pk=contribution.story_id).exists()
        ):
            self.verdict.breach(AFTER, f"Story {story.n} has a public row.")

    def seen(self, story: Story, rows: list[Submission], seen: Seen) -> None:
        """Read only while it was public, and never after its person was told that it is gone."""
        steps = [_events(row) for row in rows]
        showings = [step.at.timestamp() for one in steps for step in _showings(one)]
        ends = [s.at.timestamp() for one in steps for s in one if showings and s.action in ENDS]
        live = any(row.state == State.PUBLISHED for row in rows)
        last = float("inf") if live or not ends else max(ends) + COMMIT
        if not showings or seen.first_ended < min(showings) or seen.last_began > last:
            self.verdict.breach(UNBACKED, f"Story {story.n} was read at {seen.where}.")
        for gone in (story.withdrawn_at, story.paused_at):
            if gone is not None and seen.last_began > gone:
                late = seen.last_began - gone
                self.verdict.breach(AFTER, f"Story {story.n}, {late:.2f} s, at {seen.where}.")

    def jobs(self) -> None:
        """Nothing open but what comes round every minute, and nothing given up."""
        for job in Job.objects.open().exclude(subject=""):
            self.verdict.breach(JOBS, f"{job.kind} {job.pk}: tried {job.attempts} times.")
        for job in Job.objects.dead():
            self.verdict.breach(JOBS, f"{job.kind} {job.pk} is dead: {job.last_error}.")


def _events(row: Submission) -> list[Event]:
    """The verbs on this submission in their order, without claims and labels."""
    return sorted(
        (event for event in row.events.all() if event.action not in BESIDE),
        key=lambda event: event.pk,
    )


def _showings(steps: list[Event]) -> list[Event]:
    """The verbs that made this public."""
    return [s for s in steps if s.to_state == State.PUBLISHED and s.from_state != State.PUBLISHED]


def _backed(
    step: Event, steps: list[Event], consents: list[Consent], contribution: Contribution
) -> bool:
    """Whether, when this was published, somebody of the team had approved it and consent lived."""
    left = (*UNDECIDING, Action.TAKE_DOWN) if step.action == Action.RESTORE else UNDECIDING
    decided = [one for one in steps if one.pk < step.pk and one.action not in left]
    approval = decided[-1] if decided else None
    approved = (
        approval is not None
        and approval.action == Action.APPROVE
        and approval.party in (Party.MODERATOR, Party.LEAD)
        and approval.actor not in (None, contribution.contributor_id)
        and approval.content_hash == step.content_hash == step.submission.content_hash
        and (approval.from_state != State.SECOND_REVIEW or _by_two(approval, decided))
    )
    return approved and any(
        consent.use == Consent.Use.WEBSITE
        and consent.given_at <= step.at
        and (consent.withdrawn_at is None or consent.withdrawn_at > step.at)
        and (consent.expires_at is None or consent.expires_at > step.at)
        for consent in consents
    )


def _before(one: Decision, events: list[Event]) -> bool:
    """Whether what was approved for a day was public before it, and nobody decided anew."""
    mine = next((event for event in events if event.version == one.version + 1), None)
    if mine is None or one.at is None:
        return False
    after = (e for e in events if e.submission_id == mine.submission_id and e.pk > mine.pk)
    then = next((e for e in after if e.action != Action.HIDE_NAME), None)
    return then is not None and then.action == Action.PUBLISH and then.at.timestamp() < one.at


def _by_two(second: Event, decided: list[Event]) -> bool:
    """Whether somebody else had approved the same words first."""
    firsts = [one for one in decided if one.to_state == State.SECOND_REVIEW]
    approvals = [one for one in firsts if one.action == Action.APPROVE]
    return bool(approvals) and approvals[-1].actor not in (None, second.actor)
