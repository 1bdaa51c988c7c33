"""What happened to a story and what was said about it; by role and never by name."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils import formats, timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext

from accounts.models import User
from moderation import two_people
from moderation.actors import Actor
from moderation.models import Contribution, Event, Message, Submission
from moderation.states import BESIDE, Action, Party, State
from moderation.views.rows import ESCALATING, because, colleague
from moderation.views.words import PARTIES, answered, happened, reached_out

QUIET = (Action.CLAIM, Action.RELEASE)  # who read when is nobody's business afterwards
TEAM = (Party.MODERATOR, Party.LEAD)


@dataclass(frozen=True)
class Item:
    """One line of the timeline; `times`: so often in a row on that day."""

    time: datetime
    text: str
    quote: str = ""
    reason: str = ""
    times: int = 1


@dataclass(frozen=True)
class Said:
    """Words about a story, on either side, or within the team."""

    time: datetime
    who: str
    did: str  # the decision that they went with; "" for none
    words: str
    ours: bool
    internal: bool
    guideline: Promise | str = ""
    quoted: Sequence[str] = ()
    suggested: bool = False


class History:
    """All that happened to one story, in two queries however long it is."""

    def __init__(
        self,
        contribution: Contribution,
        submissions: Iterable[Submission],
        *,
        by: Actor,
        readable: bool,
    ) -> None:
        self.by, self.readable = by, readable
        self.mine = {"submission__contribution": contribution}
        self.texts = {one.pk: one for one in submissions}

    @cached_property
    def messages(self) -> list[Message]:
        """All that was said about it, on both sides, as far as this person may know it now."""
        found = list(Message.objects.filter(**self.mine).select_related("suggestion"))
        newest = max(self.texts.values(), key=lambda one: one.pk)
        found = two_people.unveiled(found, newest, self.by)
        for one in found:
            one.submission = self.texts[one.submission_id]
        return found

    @cached_property
    def happenings(self) -> list[tuple[Event, Message | None]]:
        """What happened, oldest first, each with what was said."""
        team = [one for one in self.messages if one.party != Party.CONTRIBUTOR]
        said = {(one.submission_id, one.version): one for one in team}
        events = Event.objects.filter(**self.mine).exclude(action__in=QUIET)
        return [
            (one, None if one.action in BESIDE else said.get((one.submission_id, one.version)))
            for one in events
        ]

    @cached_property
    def timeline(self) -> list[Item]:
        """What happened, oldest first; the same again and again on one day is one line."""
        items = [_item(event, message, self.by) for event, message in self.happenings]
        answers = [
            Item(one.created_at, reached_out() if one.case_id else answered())
            for one in self.messages
            if one.party == Party.CONTRIBUTOR or one.case_id
        ]
        inside = sorted([*items, *answers], key=lambda item: item.time)
        days = groupby(inside, key=lambda item: (item.text, timezone.localdate(item.time)))
        grouped = ([*same] for _day, same in days)
        return [replace(same[0], times=len(same)) for same in grouped]

    @cached_property
    def thread(self) -> list[Said]:
        """All that was said, oldest first, as far as the words are still ours to read."""
        deeds = {(one.submission_id, one.version): one for one, _said in self.happenings}
        return [
            _said(one, deeds.get((one.submission_id, one.version)), self.by, self.readable)
            for one in self.messages
            if one.body and (self.readable or one.party != Party.CONTRIBUTOR)
        ]

    @property
    def escalation(self) -> Item | None:
        """Who put it before a lead last, when and why."""
        for event, message in reversed(self.happenings):
            if event.to_state == State.ESCALATED and event.action in ESCALATING:
                text = happened(event.action, event.party, you=event.actor == self.by.id)
                if event.action == Action.SCREEN:
                    text = gettext("The checks put this before a lead")
                return Item(event.at, text, message.body if message else "", because(event))
        return None

    @property
    def declined(self) -> Item | None:
        """When it was declined or taken down last, why, and what was said with it."""
        for event, message in reversed(self.happenings):
            if event.action in (Action.DECLINE, Action.TAKE_DOWN):
                text = happened(event.action, event.party)
                return Item(event.at, text, message.body if message else "", because(event))
        return None

    @property
    def argued(self) -> list[Item]:
        """What its contributor wrote when they asked that somebody else looks, and since then."""
        asked = [event.version for event, _said in self.happenings if event.action == Action.APPEAL]
        return [
            Item(one.created_at, "", one.body)
            for one in self.messages
            if asked and one.party == Party.CONTRIBUTOR and one.version >= asked[-1] and one.body
        ]

    def last_of(self, text: Submission) -> str:
        """What was done last with this text."""
        done = [event.action for event, _said in self.happenings if event.submission_id == text.pk]
        return done[-1] if done else ""


def _item(event: Event, message: Message | None, by: Actor) -> Item:
    you = event.actor == by.id and event.party != Party.CONTRIBUTOR
    text = happened(event.action, event.party, you=you)
    if message is not None and message.internal:
        text = gettext("%(what)s, with a note to the team") % {"what": text}
    if message is not None and message.suggested:
        text = gettext("%(what)s, with a suggested wording") % {"what": text}
    return Item(event.at, text)


def _said(message: Message, deed: Event | None, by: Actor, readable: bool) -> Said:
    ours = message.party != Party.CONTRIBUTOR
    you = ours and message.author_id == by.id
    with_deed = ours and deed is not None and message.version == deed.version
    did = happened(deed.action, deed.party, you=you) if with_deed and deed is not None else ""
    return Said(
        message.created_at,
        gettext("You") if you else str(PARTIES[Party(message.party)]),
        did,
        message.body,
        ours,
        message.internal,
        message.guideline_title,
        message.quoted if readable else (),
        readable and message.suggested is not None,
    )


def since(contribution_id: uuid.UUID, version: int | None, *, by: Actor) -> list[str]:
    """What has happened after this version, newest last, with colleagues by name."""
    events = Event.objects.filter(submission__contribution=contribution_id)
    events = events.exclude(action__in=BESIDE).order_by("-id")
    found = list(events.filter(version__gt=version) if version is not None else events[:1])
    numbers = {one.actor for one in found if one.party in TEAM and one.actor}
    newest = Submission.objects.filter(contribution=contribution_id).latest("id")
    people = User.objects.in_bulk(numbers - {two_people.veiled(newest, by)})
    return [
        gettext("%(what)s at %(time)s")
        % {
            "what": happened(
                one.action,
                one.party,
                you=one.actor == by.id and one.party in TEAM,
                colleague=colleague(people.get(one.actor)) if one.actor else "",
            ),
            "time": _clock(one.at),
        }
        for one in reversed(found)
    ]


def seen(submissions: Sequence[Submission], version: int) -> Submission | None:
    """The text that somebody saw who saw this version."""
    sent = Event.objects.filter(submission__in=[one.pk for one in submissions])
    which = sent.filter(version__lte=version, action=Action.SUBMIT).order_by("-id")
    number = which.values_list("submission", flat=True).first()
    return next((one for one in submissions if one.pk == number), None)


def _clock(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "H:i")
