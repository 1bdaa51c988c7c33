"""Lines of the queue, and the line that says what was just decided."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from moderation.actors import Actor
from moderation.content_labels import Label, heavy
from moderation.models import Event, Message, Submission
from moderation.queue import noticed
from moderation.reasons import Reason
from moderation.states import BESIDE, DONE, Action, Party, State
from moderation.views.words import STATES, soon
from moderation.views.words import done as done_words
from stories.models import Diagnosis

NEAR = timedelta(hours=4)
ESCALATING = (Action.SCREEN, Action.ESCALATE)  # what puts a story before a lead


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    submission: Submission
    diagnoses: list[Diagnosis]
    findings: str
    severe: bool
    late: bool
    near: bool
    holder: str
    mine: bool
    decided: str
    take_back: bool
    why: list[str]  # why it is here, beside its words
    labels: list[str]  # what may weigh on its reader
    heavy: bool
    suggested: str  # whose wording it is, that its contributor accepted
    escalated: str
    new: bool


def colleague(user: User | None) -> str:
    """What the team calls one of its own: the part of the address before the @."""
    return user.email.partition("@")[0] if user else ""


def rows(submissions: Sequence[Submission], diagnoses: list[Diagnosis], *, by: Actor) -> list[Row]:
    """The lines for these submissions, with one query for the findings of all."""
    seen = noticed(submissions) if submissions else {}
    why = escalations([one for one in submissions if one.state == State.ESCALATED])
    names = {one.slug: one for one in diagnoses}
    return [
        _row(one, seen.get(one.pk, {}), names, by, escalated=why.get(one.pk, ""))
        for one in submissions
    ]


def escalations(submissions: Sequence[Submission]) -> dict[int, str]:
    """Why each of these was put before a lead, in two queries; no query for none."""
    if not submissions:
        return {}
    about = {"submission__in": [one.pk for one in submissions]}
    notes = Message.objects.filter(**about, internal=True)
    said = {(one.submission_id, one.version): one.body for one in notes}
    events = Event.objects.filter(**about, to_state=State.ESCALATED, action__in=ESCALATING)
    return {
        one.submission_id: because(one) or said.get((one.submission_id, one.version), "")
        for one in events.order_by("id")
    }


def because(event: Event) -> str:
    """The reason of an event in words; "" where none was chosen."""
    return str(Reason(event.reason).label) if event.reason in Reason.values else ""


def _row(
    submission: Any,
    seen: dict[str, int],
    names: dict[str, Diagnosis],
    by: Actor,
    *,
    escalated: str,
) -> Row:
    now: datetime = submission.now
    due = submission.due_at
    held = submission.claimed_until is not None and submission.claimed_until > now
    return Row(
        submission=submission,
        diagnoses=[names[slug] for slug in submission.diagnoses if slug in names],
        findings=summary(seen),
        severe="severe" in seen,
        late=due is not None and due <= now,
        near=due is not None and due - now < NEAR,
        holder=colleague(submission.claimed_by) if held else "",
        mine=held and submission.claimed_by_id == by.id,
        decided=_decided(submission, now, by),
        take_back=submission.undoable and may_take_back(submission, by),
        why=_why(submission),
        labels=label_words(submission.labels),
        heavy=heavy(submission.labels),
        suggested=suggested(submission, by),
        escalated=escalated,
        new=now - submission.created_at < timedelta(minutes=1),
    )


def label_words(labels: Iterable[str]) -> list[str]:
    """What a story is about that may weigh on its reader, in words and in the order of the list."""
    return [str(one.label) for one in Label if one.value in set(labels)]


def _why(submission: Any) -> list[str]:
    """Why a story is where it is, beside what the checks noticed."""
    return [
        str(words)
        for words, so in (
            (gettext("asks for somebody else"), submission.appeal_waits),
            (gettext("wrote to us"), submission.last_word == Party.CONTRIBUTOR),
            (gettext("new words"), submission.number > 1 and not submission.appeal_waits),
        )
        if so
    ]


def suggested(submission: Submission, by: Actor) -> str:
    """That these are words which one of us suggested, and who; "" for all others."""
    if not hasattr(submission, "came_of"):
        return ""
    if submission.came_of.message.author_id == by.id:
        return gettext("These are the words that you suggested.")
    return gettext("These are the words that somebody of the team suggested.")


def summary(seen: dict[str, int]) -> str:
    """How many findings of each weight, gravest first; "" for none."""
    severe, warn, note = (seen.get(weight, 0) for weight in ("severe", "warn", "note"))
    parts = [
        severe and gettext("%(n)d to look at first") % {"n": severe},
        warn and gettext("%(n)d to take care of") % {"n": warn},
        note and ngettext("%(n)d note", "%(n)d notes", note) % {"n": note},
    ]
    return ", ".join(part for part in parts if part)


def waiting_words(submission: Submission) -> str:
    """What to say of an approval that is not public when its grace is over; "" for all others."""
    if submission.state == State.SECOND_REVIEW:
        return gettext(
            "Approved. A second person reads it before it is public; you can take it back until "
            "they have decided."
        )
    if submission.scheduled:
        at = timezone.localtime(submission.publish_at)
        day = formats.date_format(at, "SHORT_DATETIME_FORMAT")
        return gettext("Approved. It becomes public on %(day)s.") % {"day": day}
    return ""


def public_from(submission: Submission) -> str:
    """The day that was chosen for what is approved; "" for what has none."""
    if not submission.scheduled:
        return ""
    at = timezone.localtime(submission.publish_at)
    day = formats.date_format(at, "SHORT_DATETIME_FORMAT")
    return gettext("public from %(day)s") % {"day": day}


def may_take_back(submission: Submission, by: Actor) -> bool:
    return submission.decider_id == by.id or by.party is Party.LEAD


def _asked(submission: Submission) -> bool:
    """Whether it is the contributor's turn."""
    return submission.state == State.CHANGES_REQUESTED and not submission.in_grace


def _decided(submission: Submission, now: datetime, by: Actor) -> str:
    """What becomes of it by itself, and when, or what became; "" for what waits for a person."""
    if submission.scheduled:
        return public_from(submission)
    if submission.state == State.SECOND_REVIEW and submission.first_by_id == by.id:
        return gettext("approved by you, waits for a second person")
    done = State(submission.state) in DONE and not submission.appeal_waits
    if not done or submission.settles_at is None or _asked(submission):
        return ""
    own = submission.decided_by_id == by.id
    who = gettext("you") if own else colleague(submission.decided_by)
    told = {"state": str(STATES[State(submission.state)]), "who": who}
    if not submission.in_grace:
        return gettext("%(state)s by %(who)s") % told if who else told["state"]
    told["soon"] = soon((submission.settles_at - now).total_seconds())
    return gettext("%(state)s by %(who)s, takes effect %(soon)s") % told


@dataclass(frozen=True)
class Done:
    """What this person did last with a story, and whether they may take it back."""

    sentence: str
    contribution: uuid.UUID
    take_back: bool


def done(which: str, *, by: Actor) -> Done | None:
    """What to say about the story that was just decided; None where this person did nothing."""
    try:
        contribution = uuid.UUID(which)
    except ValueError:
        return None
    event = (
        Event.objects.filter(submission__contribution=contribution)
        .exclude(action__in=[*BESIDE, Action.PUBLISH])
        .select_related("submission")
        .annotate(now=Now())
        .order_by("-id")
        .first()
    )
    if event is None or event.actor != by.id or event.party == Party.CONTRIBUTOR:
        return None
    submission = event.submission
    open_ = submission.undoable and may_take_back(submission, by)
    if (sentence := waiting_words(submission)) and event.action == Action.APPROVE:
        return Done(sentence, contribution, open_)
    left = (submission.settles_at - event.now).total_seconds() if submission.settles_at else 0
    return Done(done_words(Action(event.action), left), contribution, open_)
