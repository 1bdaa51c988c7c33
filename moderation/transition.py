"""How a verb changes things: the only clever page of the project.

`transition` opens a transaction, locks the contribution, compares the version, asks the table,
lets the verb do its part, and writes the states, the events and the jobs that are owed. One lock
covers a person's whole story, so that withdrawing it cannot race with its own revision.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from jobs import work
from moderation import appeals, ledger, reach, replies, suggestions, two_people, watched
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Submission, Suggestion
from moderation.offers import Offer
from moderation.quotes import Quote, validate
from moderation.reasons import about
from moderation.signals import acted
from moderation.states import ANSWERING, INTERNAL, RULES, Action, Party, Rule, State

AFTERWARDS = (Action.CORRECT, Action.REOPEN)  # of a decision that its contributor knows
# Everyone sees these at once.
PUBLIC = [Action.PAUSE, Action.HOLD, Action.TAKE_DOWN, Action.RESTORE]
CHANGEABLE = [
    "state",
    "due_at",
    "claimed_by",
    "claimed_since",
    "claimed_until",
    "decided_from",
    "decided_by",
    "settles_at",
    "settled_at",
    "publish_at",
    "first_by",
    "story",
    "published_at",
    "shown_as",
    "hidden",
    "not_by",
    "appealed_at",
]


class Step:
    """What one verb is about to change; written when its block ends well."""

    submission: Submission

    def __init__(self, contribution: Contribution, by: Actor, *, reason: str, version: int) -> None:
        self.contribution = contribution
        self.now: datetime = contribution.now  # type: ignore[attr-defined]
        self.by = by
        self.reason = reason
        self.version = version  # the one that this verb makes
        self.submissions: list[Submission] = []
        self.moves: list[tuple[Submission, Action, State]] = []
        self.to: State | None = None  # where the table leaves a choice
        self.stays = False  # the submission itself keeps its state
        self.void = False  # nothing changes after all
        self.started: Submission | None = None
        self.suggested: Offer | None = None  # a wording that goes with the message
        self.accepted: Suggestion | None = None  # the one that the new words are
        self.quotes: Sequence[Quote] = ()
        self.owed: list[tuple[str, object, str, datetime | None]] = []

    def owe(self, kind: str, submission: Submission, *, at: datetime | None = None) -> None:
        """Owe work about a submission; the version keeps two decisions' jobs apart."""
        key = f"{kind}:{self.contribution.pk}:{submission.number}:{self.version}"
        self.owed.append((kind, submission.pk, key, at))

    def write(self) -> None:
        """Write the moves, a new submission, one event each, one version for all, the jobs."""
        events = [self._event(*move) for move in self.moves]
        for submission, _action, to in self.moves:
            submission.state = to
            submission.save(update_fields=CHANGEABLE)
        if self.started is not None:
            self.started.save(force_insert=True)
            events.append(self._event(self.started, Action.SUBMIT, State.SUBMITTED))
            self.owe("screen", self.started)
            if self.accepted is not None:
                self.accepted.became = self.started
                self.accepted.save(update_fields=["became"])
        if self.contribution.version != self.version:
            self.contribution.version = self.version
            self.contribution.save(update_fields=["version"])
        Event.objects.bulk_create(events)
        watched.note(self.contribution.pk, events)
        ledger.note(self.contribution.pk, filter(None, map(ledger.kind_of, events)))
        if self.owed:
            work.owe_all(self.owed)

    def _event(self, submission: Submission, action: Action, to: State) -> Event:
        by, version, reason = self.by, self.version, self.reason
        return happened(submission, action, to, by=by, version=version, reason=reason)


def happened(
    submission: Submission,
    action: Action,
    to: str,
    *,
    by: Actor,
    version: int,
    reason: str = "",
) -> Event:
    """The row that says what was done to this text, not yet written."""
    return Event(
        submission=submission,
        version=version,
        action=action,
        from_state="" if action is Action.SUBMIT else submission.state,
        to_state=to,
        party=by.party,
        actor=by.id,
        reason=reason,
        content_hash=submission.content_hash,
    )


@contextmanager
def transition(
    contribution_id: uuid.UUID,
    action: Action,
    *,
    by: Actor,
    version: int | None = None,
    reason: str = "",
    message: str = "",
    note: str = "",
    quotes: Sequence[Quote] = (),
    only: int | None = None,
) -> Iterator[Step]:
    """Lock, compare, ask the table, let the verb do its part, write. Raises Forbidden, Conflict.

    `version`: what the actor saw, None where it does not matter. `reason`: a code, for the
    record. `message`: to the contributor; `quotes`: what it quotes. `note`: within the team.
    `only`: insist on this submission, for work that was owed for it. Raises ValidationError for a
    message with a gap that was to be filled in.
    """
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        step = Step(contribution, by, reason=reason, version=contribution.version + 1)
        step.submissions = list(contribution.submissions.order_by("-id"))
        if version is not None and version != seen_version(contribution, by):
            raise Conflict(_("This story has changed since you opened it."))
        step.submission, rule = permitted(step, action, only=only)
        require(action, rule, reason, message, note)
        if quotes:
            validate(quotes, step.submission.offer)
            step.quotes = quotes
        yield step
        if not step.void:
            if not step.stays:
                to = step.to or rule.to[0]
                assert to in rule.to, f"{action} does not lead to {to}"
                step.moves.append((step.submission, action, to))
            if message.strip():
                say(step, message, internal=action in INTERNAL)
            if note.strip():
                say(step, note, internal=True)
            step.write()
        if by.party is Party.CONTRIBUTOR:
            withdrew = action is Action.WITHDRAW
            acted.send(Contribution, contribution_id=contribution_id, withdrew=withdrew)


def say(step: Step, words: str, *, internal: bool) -> None:
    """Keep what was said with this verb: to the contributor, or within the team.

    To the contributor goes also what it is about: a guideline, words of theirs, a better wording.
    """
    message = step.submission.messages.create(
        party=step.by.party,
        author_id=step.by.id,
        version=step.version,
        body=words,
        internal=internal,
        guideline="" if internal else about(step.reason),
        quotes=[] if internal else [quote.as_row() for quote in step.quotes],
    )
    if step.suggested is not None and not internal:
        suggestions.keep(message, step.suggested)


def release(submission: Submission) -> None:
    """Nobody holds this any longer."""
    submission.claimed_by = submission.claimed_since = submission.claimed_until = None


def owner(submission_id: int) -> uuid.UUID:
    return Submission.objects.values_list("contribution_id", flat=True).get(pk=submission_id)


def locked(**which: object) -> Contribution:
    """The contribution, locked for this transaction, with the database's time as `now`."""
    rows = Contribution.objects.annotate(now=Now()).select_related("subject")
    return rows.select_for_update(no_key=True, of=("self",)).get(**which)


def permitted(step: Step, action: Action, *, only: int | None = None) -> tuple[Submission, Rule]:
    """The submission that this action is about, and its rule. Raises Forbidden, Conflict."""
    found = [
        (submission, rule)
        for submission in step.submissions
        if (rule := RULES.get((State(submission.state), action)))
        and (only is None or submission.pk == only)
    ]
    mine = [(submission, rule) for submission, rule in found if step.by.party in rule.parties]
    ever = any(step.by.party in rule.parties for (_s, a), rule in RULES.items() if a is action)
    if not mine and (found or not ever):
        raise Forbidden(_("This needs somebody with another role."))
    if not mine:
        raise Conflict(
            _("This cannot be done where the story is now. Perhaps somebody was faster.")
        )
    if step.by.party in (Party.MODERATOR, Party.LEAD):
        free_for(step, mine[0][0], action)
    return mine[0]


def free_for(step: Step, submission: Submission, action: Action) -> None:
    """Nobody decides on what they may not open, nor on one that somebody else holds."""
    by = step.by
    standing = reach.refuse(step.contribution, step.submissions, by)
    held = submission.claimed_until is not None and submission.claimed_until > step.now
    breaking = action is Action.RELEASE and by.party is Party.LEAD
    if held and submission.claimed_by_id != by.id and not breaking:
        raise Conflict(_("Somebody else is reading this story now."))
    if appeals.barred(submission, action, by):
        raise Forbidden(_("You decided on this before. Somebody else looks at it now."))
    if two_people.barred(submission, action, by):
        raise Forbidden(_("You approved this first. A second person reads it now."))
    if action in ANSWERING and standing.cased:
        raise Conflict(
            _(
                "Somebody may be in danger, and the team looks after them first. This story can be "
                "decided on when that case is closed."
            )
        )
    in_its_time(submission, action, by)


def in_its_time(submission: Submission, action: Action, by: Actor) -> None:
    """A decision is undone before it takes effect, and answered for with a message afterwards."""
    if action is Action.TAKE_BACK and submission.settled_at is not None:
        raise Conflict(_("This decision has already taken effect."))
    if action in AFTERWARDS and submission.in_grace:
        raise Conflict(_("This has not taken effect yet, and can simply be taken back."))
    own = action in (Action.TAKE_BACK, Action.REOPEN)
    if own and submission.decider_id != by.id and by.party is not Party.LEAD:
        raise Forbidden(_("Only the person who decided, or a lead, can take this back."))


def reasoned(action: Action, *, reason: str, words: str) -> bool:
    """Whether it is said why: by a code for the record, or in words where they stay in the team."""
    return bool(reason.strip() or (action in INTERNAL and words.strip()))


def require(action: Action, rule: Rule, reason: str, message: str, note: str) -> None:
    """The doors ask for these before; a verb without them is a mistake in our code.

    A gap in a message of the team's is a person's slip: raises ValidationError.
    """
    if action not in INTERNAL and Party.CONTRIBUTOR not in rule.parties:
        replies.validate(message)
    if rule.reason_required and not reasoned(action, reason=reason, words=message + note):
        raise ValueError("This action needs a reason.")
    if rule.message_required and not message.strip():
        raise ValueError("This action needs a message to the contributor.")


def seen_version(contribution: Contribution, by: Actor) -> int:
    """The version as this actor may know it: what stays within the team is no news outside.

    To a contributor it is a count of what they know of: what they did themselves, decisions that
    took effect, and changes of what is public. So it jumps over nothing that was kept from them,
    and a change that they are writing meets no conflict that they could not understand.
    """
    if by.party is not Party.CONTRIBUTOR:
        return contribution.version
    known = Q(action__in=PUBLIC) | Q(party=Party.CONTRIBUTOR)
    events = Event.objects.filter(known, submission__contribution=contribution)
    done = events.aggregate(count=Count("version", distinct=True))["count"]
    return done + contribution.submissions.exclude(settled_at=None).count()
