"""Example stories: read from files, and sent through the verbs that everybody's stories go through.

What a file asks for is a list of verbs. A verb that a story's history holds is not done again, so
loading goes on where it stopped and leaves alone what people did since.
"""

import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, give
from moderation import actors, claims, workflow
from moderation.actors import SYSTEM, Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Submission
from moderation.offers import Offer, digest
from moderation.reasons import Reason
from moderation.states import DECIDED, Action, State

FOLDER = Path(__file__).parent / "examples"
PEOPLE = {
    "contributor": Role.CONTRIBUTOR,
    "moderator": Role.MODERATOR,
    "moderator2": Role.MODERATOR,
    "lead": Role.LEAD,
    "organiser": Role.ORGANISER,
    "auditor": Role.AUDITOR,
}
PLANS: dict[str, tuple[Action, ...]] = {
    "waiting": (),
    "published": (Action.APPROVE,),
    "revision-waiting": (Action.APPROVE, Action.REPLACE),
    "withdrawn": (Action.APPROVE, Action.WITHDRAW),
    "escalated": (Action.ESCALATE,),
    "declined": (Action.DECLINE,),
    "changes-requested": (Action.REQUEST_CHANGES,),
}
THANKS = {
    "en": "Thank you for telling this. It goes online just as you wrote it.",
    "es": "Gracias por contarlo. Se publica tal como lo escribiste.",
}
TO_THE_LEAD = "Somebody may not be safe. Please read this one first, and answer them."

Wait = Callable[[Callable[[], int]], None]


@dataclass(frozen=True)
class Example:
    """One file: the fields of the share form, and where in the workflow the story shall stand."""

    name: str
    fields: dict
    outcome: str
    days_ago: int
    owner: str
    reason: str
    message: str
    revision: str

    @property
    def key(self) -> str:
        """The same for the same file. The API takes no key so short: nobody else can use it."""
        return f"example:{self.name.partition('-')[0]}"

    @property
    def plan(self) -> tuple[Action, ...]:
        return PLANS[self.outcome]

    def offer(self, *, body: str = "") -> Offer:
        """What is sent, dated as many days ago as the file says; a revision is of today."""
        today = timezone.now().date()
        if body:
            return Offer.of({**self.fields, "body": body}, dated=today)
        return Offer.of(self.fields, dated=today - timedelta(days=self.days_ago))


def read(folder: Path = FOLDER) -> list[Example]:
    """The examples of a folder, oldest first."""
    paths = [path for path in folder.glob("*.md") if not path.name.endswith(".revision.md")]
    return sorted(map(_example, paths), key=lambda example: (-example.days_ago, example.name))


def _example(path: Path) -> Example:
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    fields = tomllib.loads(head)
    revision = path.with_suffix(".revision.md")
    return Example(
        name=path.stem,
        outcome=fields.pop("outcome"),
        days_ago=fields.pop("days_ago"),
        owner=fields.pop("owner", ""),
        reason=Reason(fields.pop("reason", Reason.OTHER)).value,
        message=fields.pop("reason_message", ""),
        fields={**fields, "body": body.strip()},
        revision=revision.read_text(encoding="utf-8").strip() if revision.exists() else "",
    )


def people() -> dict[str, User]:
    """Make the demo accounts, or open them again; returns them by the name in their address."""
    for name, role in PEOPLE.items():
        user = User.objects.at(_address(name))
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
        give(user, role)
    return {name: User.objects.get(email=_address(name)) for name in PEOPLE}


def _address(name: str) -> str:
    return f"{name}@example.org"


def load(examples: Iterable[Example], *, wait: Wait, say: Callable[[str], object]) -> int:
    """Bring each example where its file wants it; returns how many had a step to go.

    `wait` is given a function that counts the examples which relay and worker still work on,
    and returns when there are none; `say` is told what is done now.
    """
    by = people()
    stories = [Loading(example, by=by) for example in examples]
    touched = {story.example.name for story in stories if story.new}
    if touched:
        say(f"Sending {len(touched)} stories")
    for story in stories:
        story.send()
    for number, text in enumerate(("Deciding on", "Withdrawing or revising")):
        if any(story.due(number) for story in stories):
            wait(lambda: moving(stories))
            due = [story for story in stories if story.due(number)]
            say(f"{text} {len(due)} stories")
            touched |= {story.example.name for story in due if story.take(number)}
    if touched:
        wait(lambda: moving(stories))
    return len(touched)


def moving(stories: Iterable["Loading"]) -> int:
    """How many examples the workers are on: not screened yet, or decided and not settled."""
    return (
        Submission.objects.filter(contribution__in=[story.contribution.pk for story in stories])
        .filter(Q(state=State.SUBMITTED) | Q(state__in=DECIDED, settled_at=None))
        .count()
    )


class Loading:
    """One example on its way."""

    contribution: Contribution

    def __init__(self, example: Example, *, by: dict[str, User]) -> None:
        self.example = example
        self.by = by
        kept = Contribution.objects.filter(key_digest=digest("key", example.key)).first()
        self.new = kept is None
        if kept is not None:
            self.contribution = kept

    @property
    def contributor(self) -> Actor:
        return actors.contributor(self.by[self.example.owner] if self.example.owner else None)

    def send(self) -> None:
        """Submit the story, unless it was sent before."""
        if self.new:
            self.contribution, self.new = workflow.submit(
                self.example.offer(),
                key=self.example.key,
                by=self.contributor,
                uses=["website", "embed", "social"],
                example=True,
            )

    def due(self, number: int) -> bool:
        """Whether this step of its plan was never done, by us or by anybody."""
        plan = self.example.plan
        if number >= len(plan) or self.contribution.erased_at is not None:
            return False
        events = Event.objects.filter(submission__contribution=self.contribution)
        match plan[number]:
            case Action.REPLACE:  # the table knows it only once it takes the old one's place
                return not events.filter(submission__number__gt=1).exists()
            case Action.ESCALATE:  # screening may do it too
                return not events.filter(to_state=State.ESCALATED).exists()
            case action:
                return not events.filter(action=action).exists()

    def take(self, number: int) -> bool:
        """Do this step; False where the story has moved on, because somebody else was there."""
        action, mine = self.example.plan[number], self.contribution.pk
        with suppress(Conflict, Forbidden):
            match action:
                case Action.WITHDRAW:
                    workflow.withdraw(mine, by=self.contributor)
                case Action.REPLACE:
                    again = self.example.offer(body=self.example.revision)
                    workflow.replace(mine, again, by=self.contributor)
                case _:
                    self._decide(action)
            return True
        return False

    def _now(self) -> str:
        return self.contribution.submissions.order_by("-id").values_list("state", flat=True)[0]

    def _decide(self, action: Action) -> None:
        turns = ["moderator", "moderator2"]
        if int(self.example.name[:2]) % 2 == 0:
            turns.reverse()
        self._as("lead" if self._now() == State.ESCALATED else turns[0], action)
        if self._now() == State.SECOND_REVIEW:
            self._as(turns[1], action)

    def _as(self, who: str, action: Action) -> None:
        words = {Action.APPROVE: THANKS[self.contribution.language], Action.ESCALATE: TO_THE_LEAD}
        workflow.VERBS[action](
            self.contribution.pk,
            by=actors.team(self.by[who]),
            message=self.example.message or words[action],
            reason="" if action is Action.APPROVE else self.example.reason,
        )


def remove() -> int:
    """Take every example back and erase it; returns how many there were. Nothing else changes."""
    kept = list(Contribution.objects.filter(example=True, erased_at=None))
    for contribution in kept:
        with suppress(Conflict):  # it was withdrawn before
            workflow.withdraw(contribution.pk, by=actors.contributor())
        workflow.erase(contribution.pk, by=SYSTEM)
    return len(kept)


def close_accounts() -> int:
    """Close the demo accounts where this is no demonstration; returns how many were open."""
    if settings.MARROW_DEMO:
        return 0
    users = list(User.objects.filter(email__in=map(_address, PEOPLE), is_active=True))
    for user in users:
        user.groups.clear()
        user.user_permissions.clear()
        claims.release_all(user.pk)
    numbers = [user.pk for user in users]
    User.objects.filter(pk__in=numbers).update(is_active=False, is_staff=False)
    return len(numbers)
