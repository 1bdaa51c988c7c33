"""What the review page shows of a story: its words, its facts, what happened; never an address."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db.models.functions import Now
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext

from accounts.models import User
from moderation import album, consents
from moderation.actors import Actor
from moderation.appeals import barred
from moderation.cards import OF_NO_VERB
from moderation.changes import Change, Piece, changes, pieces
from moderation.models import Contribution, Event, Finding, Message, Submission
from moderation.queue import actions_on
from moderation.reach import refuse
from moderation.states import DECISIONS, LIVE, Action, Party, State
from moderation.views.rows import ESCALATING, because, colleague, suggested
from moderation.views.words import STATES, USES, answered, happened, noted, whose
from moderation.wording import as_fields
from stories import told
from stories.models import Diagnosis, Facet

QUIET = (Action.CLAIM, Action.RELEASE)  # who read when is nobody's business afterwards
NEVER_THE_ADDRESS = ("id", "story_id", "contributor_id", "language", "version", "example")
TEAM = (Party.MODERATOR, Party.LEAD)


@dataclass(frozen=True)
class Note:
    """A finding as a note in the margin."""

    pk: int
    check: str
    field: str
    severity: str
    start: int
    end: int
    reason: str
    dismissed: bool
    key: str  # what a quote of its words is called in a form
    whole: bool  # about the text as a whole: it is shown once, above, and marks nothing

    @classmethod
    def of(cls, row: Finding, body: str) -> "Note":
        return cls(
            pk=row.pk,
            check=row.check_id,
            field=row.field,
            severity=row.severity,
            start=row.start,
            end=row.end,
            reason=gettext(row.reason),
            dismissed=row.dismissed_at is not None,
            key=f"{row.field}:{row.start}:{row.end}",
            whole=row.field == "body"
            and not any(map(str.isalnum, body[: row.start] + body[row.end :])),
        )

    @property
    def grave(self) -> bool:
        """Whether it must be looked after before the story is approved."""
        return self.severity == Finding.Severity.SEVERE and not self.dismissed


@dataclass(frozen=True)
class Item:
    """One line of the timeline."""

    time: datetime
    text: str
    quote: str = ""
    reason: str = ""


class Opened:
    """One story on the desk, as one person of the team may see it."""

    def __init__(self, contribution_id: uuid.UUID, *, by: Actor) -> None:
        """Raises Http404, and Forbidden where this person may not open it, as for their own."""
        kept = Contribution.objects.only(*NEVER_THE_ADDRESS)
        self.by = by
        self.contribution = get_object_or_404(kept, pk=contribution_id)
        self.submissions: list[Any] = list(
            self.contribution.submissions.select_related(
                "claimed_by", "decided_by", "story", "came_of__message"
            )
            .defer("story__passages", "story__search")
            .annotate(now=Now())
            .order_by("-id")
        )
        refuse(self.contribution, self.submissions, by)
        self.current = self.submissions[0]
        self.actions = actions_on(self.submissions, by)

    @property
    def version(self) -> int:
        return self.contribution.version

    @property
    def readable(self) -> bool:
        """Whether the words are still ours to read: not once their person took them back."""
        return self.current.erased_at is None and self.current.state != State.WITHDRAWN

    @property
    def held(self) -> bool:
        until = self.current.claimed_until
        return until is not None and until > self.current.now

    @property
    def mine(self) -> bool:
        return self.held and self.current.claimed_by_id == self.by.id

    @property
    def taken(self) -> bool:
        """Whether somebody else is reading it now."""
        return self.held and not self.mine

    @property
    def holder(self) -> str:
        return colleague(self.current.claimed_by) if self.held else ""

    @property
    def leading(self) -> bool:
        return self.by.party is Party.LEAD

    @property
    def may_hold(self) -> bool:
        """Whether this person may read it for a decision, and dismiss what the checks noticed."""
        return Action.CLAIM in self.actions and not self.taken

    @property
    def may_claim(self) -> bool:
        return Action.CLAIM in self.actions and not self.held

    @property
    def may_break(self) -> bool:
        return self.taken and Action.RELEASE in self.actions and self.leading

    @property
    def late(self) -> bool:
        return self.current.due_at is not None and self.current.due_at <= self.current.now

    @property
    def state(self) -> str:
        return str(STATES[State(self.current.state)])

    @property
    def public(self) -> Submission | None:
        """The text that the world can read now."""
        return next((one for one in self.submissions if one.story_id), None)

    @property
    def earlier(self) -> list[tuple[Submission, str]]:
        return [(one, str(STATES[State(one.state)])) for one in self.submissions[1:]]

    @cached_property
    def notes(self) -> list[Note]:
        body = self.current.offer.body
        return [Note.of(row, body) for row in self.current.findings.all()]

    @property
    def overall(self) -> list[tuple[int, Note]]:
        """The notes about the text as a whole, with their numbers."""
        return list(enumerate((one for one in self.notes if one.whole), start=1))

    @property
    def marked(self) -> list[Note]:
        """The notes about some words of it."""
        return [one for one in self.notes if not one.whole]

    @property
    def grave(self) -> int:
        """The number of the first grave note that nobody has looked after; 0 for none."""
        order = ("title", "body", "display_name")
        places = sorted(self.marked, key=lambda one: (order.index(one.field), one.start, one.end))
        numbered = [*self.overall, *enumerate(places, start=1 + len(self.overall))]
        return next((number for number, one in numbered if one.grave), 0)

    @property
    def crisis(self) -> bool:
        """Whether somebody may be in danger now, and nobody has said that it is not so."""
        return any(one.check == "crisis" and one.grave for one in self.notes)

    def first(self, field: str) -> int:
        """The number of the first mark in a field: title, then body, then name."""
        before = {"title": (), "body": ("title",), "display_name": ("title", "body")}[field]
        return 1 + len(self.overall) + sum(one.field in before for one in self.marked)

    @property
    def before(self) -> Submission | None:
        """The text to compare with: the live one, else the last that the team decided on."""
        older = self.submissions[1:]
        live = next((one for one in older if one.state in LIVE), None)
        decided = next((one for one in older if one.decided_by_id and not one.erased_at), None)
        return live or decided

    @property
    def agreed(self) -> list[tuple[str, bool]]:
        """Each use, and whether the contributor agrees to it now."""
        live = consents.live(self.contribution.pk)
        return [(str(name), use in live) for use, name in USES.items()]

    @cached_property
    def whose(self) -> tuple[str, str]:
        """Whose story it is, where that is another person, and whether they said yes to it."""
        return whose(self.contribution, self.current)

    @cached_property
    def names(self) -> dict[str, Any]:
        """The diagnoses and facets of this text, and of the one that it is compared with."""
        texts = [one for one in (self.current, self.before) if one is not None]
        diagnoses = {slug for one in texts for slug in one.diagnoses}
        facets = {slug for one in texts for slug in one.facets}
        found: dict[str, Any] = {
            one.slug: one for one in Diagnosis.objects.filter(slug__in=diagnoses)
        }
        return found | {one.slug: one for one in Facet.objects.filter(slug__in=facets)}

    @property
    def diagnoses(self) -> list[Diagnosis]:
        return [self.names[slug] for slug in self.current.diagnoses if slug in self.names]

    @property
    def facets(self) -> list[Facet]:
        return [self.names[slug] for slug in self.current.facets if slug in self.names]

    @property
    def photograph(self) -> SimpleNamespace | None:
        """The photo as it is to be shown; None before it is made."""
        one = self.current
        file = album.preview(one.shown_photo) if one.shown_photo else None
        if file is None:
            return None
        return SimpleNamespace(
            src=reverse("desk:photo", args=[self.contribution.pk, one.number]),
            width=file.width,
            height=file.height,
            alt=one.photo_alt,
            credit=one.photo_credit,
        )

    @property
    def why_no_photo(self) -> Promise | str:
        photo = self.current.shown_photo
        return album.WHY.get(photo.refused, "") if photo else ""

    @property
    def talked(self) -> bool:
        """Whether anything was said so far that a reader should know first."""
        return any(item.quote for item in self.timeline)

    @cached_property
    def messages(self) -> list[Message]:
        """All that was said about it, on both sides."""
        mine = Message.objects.filter(submission__contribution=self.contribution)
        return list(mine.select_related("suggestion"))

    @cached_property
    def happenings(self) -> list[tuple[Event, Message | None]]:
        """What happened, oldest first, each with what was said."""
        mine = {"submission__contribution": self.contribution}
        team = [one for one in self.messages if one.party != Party.CONTRIBUTOR]
        said = {(one.submission_id, one.version): one for one in team}
        events = Event.objects.filter(**mine).exclude(action__in=QUIET)
        return [(one, said.get((one.submission_id, one.version))) for one in events]

    @cached_property
    def timeline(self) -> list[Item]:
        """What happened, by role and never by name, with what was said."""
        items = [_item(event, message, self.by) for event, message in self.happenings]
        answers = [
            Item(one.created_at, answered(), one.body if self.readable else "")
            for one in self.messages
            if one.party == Party.CONTRIBUTOR
        ]
        notes = [
            Item(one.created_at, noted(one.party, you=one.author_id == self.by.id), one.body)
            for one in self.messages
            if one.version == OF_NO_VERB
        ]
        return sorted([*items, *answers, *notes], key=lambda item: item.time)

    @property
    def escalation(self) -> Item | None:
        """Who put it before a lead, when and why; None where it waits for no lead."""
        if self.current.state != State.ESCALATED:
            return None
        for event, message in reversed(self.happenings):
            if event.to_state == State.ESCALATED and event.action in ESCALATING:
                text = happened(event.action, event.party, you=event.actor == self.by.id)
                if event.action == Action.SCREEN:
                    text = gettext("The checks put this before a lead")
                return Item(event.at, text, message.body if message else "", because(event))
        return None

    @property
    def appealed(self) -> Submission | None:
        """The text whose contributor asks that somebody else looks, while nobody has."""
        return next((one for one in self.submissions if one.appeal_waits), None)

    @property
    def barred(self) -> bool:
        """Whether this person decided what is appealed against, and somebody else looks."""
        return self.appealed is not None and barred(self.appealed, Action.CLAIM, self.by)

    @property
    def kept(self) -> bool:
        """Whether its contributor was asked for other words, and would rather keep these."""
        if len(self.submissions) < 2:
            return False
        before = self.submissions[1].pk
        done = [event.action for event, _said in self.happenings if event.submission_id == before]
        return done[-1:] == [Action.KEEP]

    @property
    def suggested(self) -> str:
        return suggested(self.current, self.by)

    @property
    def said_before(self) -> dict[str, Any]:
        """What went with a decision that can still be taken back, as its form takes it."""
        events = self.current.events.filter(action__in=DECISIONS)
        if (event := events.last()) is None:
            return {}
        message = self.current.messages.filter(version=event.version, internal=False).first()
        if message is None:
            return {"reason": event.reason}
        return {"message": message.body, "reason": event.reason, **said_with(message)}


def said_with(message: Message) -> dict[str, Any]:
    """What a message quotes, and the wording that it suggests, as the decision's form takes them.

    In one field as words, also what was chosen at a note: the words are the same.
    """
    said: dict[str, Any] = {"quoted": "\n".join(" ".join(one.split()) for one in message.quoted)}
    return said | (as_fields(message.suggested.offer) if message.suggested else {})


def _item(event: Event, message: Message | None, by: Actor) -> Item:
    you = event.actor == by.id and event.party != Party.CONTRIBUTOR
    text = happened(event.action, event.party, you=you)
    if message is not None and message.internal:
        text = gettext("%(what)s, with a note to the team") % {"what": text}
    if message is not None and message.suggested:
        text = gettext("%(what)s, with a suggested wording") % {"what": text}
    return Item(event.at, text, message.body if message else "")


@dataclass(frozen=True)
class Compared:
    """What changed since an earlier text: lines that stand alone, then the words."""

    lines: list[tuple[str, tuple[Piece, ...]]]
    words: list[Change]
    live: bool


def compared(opened: Opened) -> Compared | None:
    """The differences to the live text, or to the one decided on before; None for a first text."""
    before, after = opened.before, opened.current
    if before is None or not opened.readable or not before.offer.differs_from(after.offer):
        return None
    lines = [
        (gettext("Title"), before.title, after.title),
        (gettext("Name"), before.display_name, after.display_name),
        (gettext("Photo"), *_photos(before, after)),
        (gettext("Chosen"), _chosen(before, opened.names), _chosen(after, opened.names)),
    ]
    return Compared(
        lines=[(what, pieces(old, new)) for what, old, new in lines if old != new],
        words=changes(before.offer.body, after.offer.body),
        live=before.state in LIVE,
    )


def _photos(before: Submission, after: Submission) -> tuple[str, str]:
    """What is said of both photos; a picture that changed alone is said to be another."""
    old, new = before.shown_offer.picture, after.shown_offer.picture
    told = [" · ".join(filter(None, (one.alt, one.credit))) if one else "" for one in (old, new)]
    if old and new and (old.digest, old.crop) != (new.digest, new.crop):
        told[1] += " · " + gettext("another picture, or cut in another way")
    return told[0], told[1]


def _chosen(submission: Submission, names: dict[str, Any]) -> str:
    """What was chosen rather than written, in one line."""
    slugs = [*submission.diagnoses, *submission.facets]
    chosen = [submission.get_relation_display(), submission.get_language_display()]
    when = [told.when(submission.diagnosed)] if submission.diagnosed else []
    return ", ".join(map(str, [*chosen, *(names.get(slug, slug) for slug in slugs), *when]))


def since(contribution_id: uuid.UUID, version: int | None, *, by: Actor) -> list[str]:
    """What has happened after this version, newest last, with colleagues by name."""
    events = Event.objects.filter(submission__contribution=contribution_id)
    events = events.exclude(action__in=QUIET).order_by("-id")
    found = list(events.filter(version__gt=version) if version is not None else events[:1])
    people = User.objects.in_bulk({one.actor for one in found if one.party in TEAM and one.actor})
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


def _clock(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "H:i")
