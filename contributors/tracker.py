"""Where a story is, in plain words, as its contributor may know it.

It reads `seen_state` and nothing nearer the desk: a decision in its grace, an alarm and a deadline
of hours all look like "someone is reading it".
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contributors import wishes
from moderation import subjects, two_people, waits
from moderation.endings import ENDINGS, Words, on_its_day
from moderation.models import Contribution, Message, Submission
from moderation.states import FINAL, Action, Party, State

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Step:
    label: Words
    text: Words
    now: str


@dataclass(frozen=True)
class Place:
    """Where a story is: the headline, what happens next, and the way there."""

    headline: Words
    next: Words
    steps: list[Step]


def place(submission: Submission, *, live: bool = False) -> Place:
    """Where this submission is, for its contributor's eyes; `live`: the story is, as it was."""
    seen = submission.seen_state
    if submission.appealed_at is not None and (found := appealed(submission, seen)):
        return found
    received = Step(_("We have it"), day(submission.created_at), DONE)
    if seen not in ENDINGS:
        reading = Step(_("Someone from our team reads it"), waiting(submission), NOW)
        steps = [received, reading, Step(_("We tell you what we think"), "", LATER)]
        return Place(headline(submission, live=live), _READING, steps)
    title, text, last = on_its_day(submission) or ENDINGS[seen]
    if seen is State.APPROVED and submission.scheduled:
        if subjects.missing(submission.contribution, submission.content_hash):
            text = _DAY_AND_YES
    elif seen is State.PAUSED and subjects.missing(
        submission.contribution, submission.content_hash
    ):
        text = _WITHOUT_YES
    elif seen is State.PAUSED and wishes.hides(submission.contribution):
        text = _BY_WISH
    if seen in FINAL:
        return Place(title, text, [received, Step(last, "", NOW)])
    ended = Step(last, day(submission.settled_at) if submission.settled_at else "", NOW)
    read = Step(_("Someone from our team read it"), "", DONE)
    return Place(title, text, [received, read, ended])


def headline(submission: Submission, *, live: bool = False) -> Words:
    """Where this submission is, in one line; unlike `place`, it asks the database for nothing."""
    seen = submission.seen_state
    if submission.appealed_at is not None and (words := _second(submission, seen)):
        return words[0]
    if seen in ENDINGS:
        return (on_its_day(submission) or ENDINGS[seen])[0]
    return _("We are reading your new words") if live else _("We are reading your story")


_READING = _(
    "A person reads every story, with care. When they have decided, you will see it here. If you "
    "confirmed an e-mail address, we write to you too."
)
_WITHOUT_YES = _(
    "Nobody can read it on the site now. The person it is about has not said yes to it, or took "
    "that back. It can go back when they say yes again."
)
_DAY_AND_YES = _(
    "We have read it, and we say yes. It is about another person, so it also waits for their yes. "
    "You can take it back, or change it, until then."
)
_BY_WISH = _(
    "Nobody can read it on the site now. Somebody with your link told us that you have died, and "
    "you wished that it is then taken off. You can put it back whenever you like."
)


def appealed(submission: Submission, seen: State) -> Place | None:
    """Where a story is whose person asked that somebody else looks; None where that is long past.

    Who decided is told by role, and honestly where a very small team had nobody else.
    """
    assert submission.appealed_at is not None
    words = _second(submission, seen)
    if words is None:
        return None
    asked = Step(_("You asked that somebody else looks"), day(submission.appealed_at), DONE)
    title, text = words
    if title is _ASKED:
        reading = Step(_("Someone reads it again"), waiting(submission), NOW)
        return Place(title, text, [asked, reading, Step(_("We tell you what we think"), "", LATER)])
    looked = Step(_("We looked again"), "", DONE)
    ended = Step(ENDINGS[seen][2], day(submission.settled_at) if submission.settled_at else "", NOW)
    return Place(title, f"{_who(submission)} {text}", [asked, looked, ended])


def _who(submission: Submission) -> str:
    if submission.decided_by_id == submission.not_by_id:
        return gettext(
            "The same person had to look again: there was nobody else in our team who could. We "
            "tell you, because you asked for somebody else."
        )
    return gettext(
        "Somebody else from our team looked at it, and not the person who decided first."
    )


def _second(submission: Submission, seen: State) -> tuple[Words, Words] | None:
    """The headline and the words of a second look."""
    return (_ASKED, _ASKED_TEXT) if looked_at_again(submission) else _LOOKED.get(seen)


def looked_at_again(submission: Submission) -> bool:
    """Whether its contributor waits for a second look, as far as they may know."""
    reading = submission.seen_state in (State.SUBMITTED, State.IN_REVIEW)
    return submission.appealed_at is not None and (reading or submission.waits_taken_down)


_ASKED = _("We are looking at your story again")
_ASKED_TEXT = _(
    "You asked that somebody else looks at it. When they have decided, you will see it here. If "
    "you confirmed an e-mail address, we write to you too."
)
_LOOKED: dict[State, tuple[Words, Words]] = {
    State.DECLINED: (
        _("We looked again, and we still cannot publish it as it is"),
        _(
            "We are sorry. It is about these words on this site, not about you. You can change "
            "your story and send it again, as often as you like. Or download it below, and take "
            "your words with you."
        ),
    ),
    State.TAKEN_DOWN: (
        _("We looked again, and your story stays off the site"),
        _(
            "We are sorry. Our message below says why. You can change your story and send it "
            "again. Or download it below, and take your words with you."
        ),
    ),
    State.CHANGES_REQUESTED: ENDINGS[State.CHANGES_REQUESTED][:2],
    State.PUBLISHED: ENDINGS[State.PUBLISHED][:2],
}


def waiting(submission: Submission) -> str:
    """When an answer can be hoped for; honest when that time is over."""
    wait = waits.recent()
    until = waits.hoped(submission.appealed_at or submission.created_at, wait)
    if timezone.now() > until:
        return gettext(
            "This takes longer than we hoped. We are sorry. Your story is not forgotten."
        )
    hope = gettext("We hope to tell you by %(day)s.") % {"day": day(until)}
    return f"{usual(wait)} {hope}" if wait else hope


def usual(wait: waits.Wait) -> str:
    """How long most people wait, in words."""
    low, high = wait.told
    match low < high, wait.unit == waits.HOUR:
        case True, True:
            text = gettext("Most people hear from us within %(low)d to %(high)d hours.")
        case True, False:
            text = gettext("Most people hear from us within %(low)d to %(high)d days.")
        case False, True:
            text = ngettext(
                "Most people hear from us within %(high)d hour.",
                "Most people hear from us within %(high)d hours.",
                high,
            )
        case _:
            text = ngettext(
                "Most people hear from us within %(high)d day.",
                "Most people hear from us within %(high)d days.",
                high,
            )
    return text % {"low": low, "high": high}


def day(at: datetime) -> str:
    """A day as people write it."""
    return formats.date_format(timezone.localtime(at), "DATE_FORMAT")


def letters(contribution: Contribution) -> QuerySet[Message]:
    """What the team wrote about any of the words that were sent, and what was answered."""
    mine = Message.objects.filter(submission__contribution=contribution)
    mine = mine.select_related("submission", "suggestion__became")
    return mine.told().order_by("created_at", "id")


def before_yes(submission: Submission, letters: list[Message]) -> list[Message]:
    """Those that were written before the team said yes to this."""
    yes = two_people.first(submission)  # of two approvals: what was written with both is new
    yes = yes or submission.events.filter(action__in=[Action.APPROVE, Action.RESTORE]).last()
    return [one for one in letters if yes and one.version < yes.version and not one.case_id]


def asked(contribution: Contribution) -> Message | None:
    """What the team wrote last, where it waits for other words."""
    newest = contribution.submissions.order_by("-number")[0]
    if newest.seen_state not in (State.CHANGES_REQUESTED, State.DECLINED, State.TAKEN_DOWN):
        return None
    return letters(contribution).exclude(party=Party.CONTRIBUTOR).filter(case=None).last()
