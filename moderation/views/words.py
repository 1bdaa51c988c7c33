"""What the desk calls things: states, buttons, what happened, and what was agreed to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moderation import subjects
from moderation.consents import Use
from moderation.models import Contribution, Submission
from moderation.queue import Lane
from moderation.states import Action, Party, State
from moderation.subjects import Kind, Said

STATES = {
    State.SUBMITTED: _("the checks are running"),
    State.IN_REVIEW: _("in review"),
    State.ESCALATED: _("waiting for a lead"),
    State.SECOND_REVIEW: _("waiting for a second person"),
    State.CHANGES_REQUESTED: _("waiting for the contributor"),
    State.APPROVED: _("approved"),
    State.DECLINED: _("declined"),
    State.PUBLISHED: _("public"),
    State.PAUSED: _("paused by its contributor"),
    State.HELD: _("rests while a lead looks at reports"),
    State.WITHDRAWN: _("taken back by its contributor"),
    State.TAKEN_DOWN: _("taken down"),
    State.SUPERSEDED: _("replaced by a newer text"),
}
LANES = {
    Lane.REVIEW: _("To read"),
    Lane.ATTENTION: _("For a lead"),
    Lane.SAFEGUARDING: _("Safeguarding"),
    Lane.CONTRIBUTOR: _("With the contributor"),
    Lane.SECOND: _("Second pair of eyes"),
    Lane.APPEALS: _("Asked again"),
    Lane.REPORTED: _("Reported"),
    Lane.SCHEDULED: _("Scheduled"),
    Lane.DECIDED: _("Done"),
}
EMPTY = {
    Lane.REVIEW: _("Nothing waits to be read"),
    Lane.ATTENTION: _("Nothing waits for a lead"),
    Lane.SAFEGUARDING: _("Nobody has to be looked after"),
    Lane.CONTRIBUTOR: _("We wait for nobody"),
    Lane.SECOND: _("Nothing waits for a second person"),
    Lane.APPEALS: _("Nobody asks for a second look"),
    Lane.REPORTED: _("No story rests because of a report"),
    Lane.SCHEDULED: _("Nothing waits for its day"),
    Lane.DECIDED: _("Nothing was decided lately"),
}
PARTIES = {
    Party.CONTRIBUTOR: _("The contributor"),
    Party.MODERATOR: _("A moderator"),
    Party.LEAD: _("A lead"),
    Party.SYSTEM: _("Marrow"),
}
HAPPENED: dict[Action, str | Promise] = {
    Action.SUBMIT: _("sent these words"),
    Action.SCREEN: _("ran the checks"),
    Action.CLAIM: _("began to read"),
    Action.RELEASE: _("let it go"),
    Action.APPROVE: _("approved it"),
    Action.REQUEST_CHANGES: _("asked for changes"),
    Action.DECLINE: _("declined it"),
    Action.ESCALATE: _("passed it to a lead"),
    Action.RETURN_TO_QUEUE: _("returned it to the queue"),
    Action.TAKE_BACK: _("took the decision back"),
    Action.PUBLISH: _("made it public"),
    Action.HIDE_NAME: _("hid more of the name"),
    Action.PAUSE: _("paused it"),
    Action.RESUME: _("put it back on the site"),
    Action.WITHDRAW: _("took the story back"),
    Action.REPLACE: _("sent new words in its place"),
    Action.HOLD: _("let it rest off the site"),
    Action.TAKE_DOWN: _("took it down"),
    Action.RESTORE: _("put it back"),
    Action.KEEP: _("would keep these words"),
    Action.APPEAL: _("asked that somebody else looks"),
    Action.UPHOLD: _("left it off the site"),
    Action.REOPEN: _("took it up once more"),
    Action.CORRECT: _("wrote to its contributor again"),
    Action.RELABEL: _("set its content labels"),
    Action.ERASE: _("erased it"),
}
# How a finding weighs, and what each check looks for.
WEIGHTS = {
    "severe": _("Look first"),
    "warn": _("Take care"),
    "note": _("Note"),
}
NOTICED = {
    "crisis": _("words of danger"),
    "email": _("an e-mail address"),
    "phone": _("a phone number"),
    "address": _("an address"),
    "birth_date": _("a date of birth"),
    "record_number": _("a record number"),
    "names": _("a name"),
    "places": _("a hospital or place"),
    "links": _("a link or account"),
    "treatment": _("a claim about treatment"),
    "abuse": _("words that may hurt"),
    "labels": _("a label from an office"),
    "rare": _("what few people share"),
    "language": _("another language"),
    "writing": _("how it is written"),
    "reading": _("hard to read"),
    "duplicates": _("very like another story"),
    "spam": _("advertising"),
}
SUBJECTS = {
    Kind.ADULT: _("about a living adult"),
    Kind.CHILD: _("about the teller's child"),
    Kind.DIED: _("about someone who has died"),
}
USES = {
    Use.WEBSITE: _("Website"),
    Use.SEARCH_ENGINES: _("Search engines"),
    Use.EMBED: _("Partners' pages"),
    Use.NEWSLETTER: _("Newsletter"),
    Use.SOCIAL: _("Social media"),
    Use.PRESS: _("Press, if asked each time"),
    Use.RESEARCH: _("Research"),
}


@dataclass(frozen=True)
class Button:
    """One decision as the bar shows it."""

    value: str
    label: str | Promise
    key: str = ""
    kind: str = "quiet"


# In the order of the bar: what makes public and what declines are never neighbours.
BUTTONS = (
    Button(Action.APPROVE, _("Approve"), "a", ""),
    Button(Action.RESTORE, _("Put it back"), "", ""),
    Button(Action.UPHOLD, _("Leave it off the site")),
    Button(Action.REQUEST_CHANGES, _("Ask for changes"), "c"),
    Button(Action.ESCALATE, _("Pass to a lead"), "e"),
    Button(Action.RETURN_TO_QUEUE, _("Return to the queue"), "q"),
    Button(Action.CORRECT, _("Write to them again")),
    Button(Action.REOPEN, _("Read it once more")),
    Button(Action.DECLINE, _("Decline"), "d", "danger"),
    Button(Action.HOLD, _("Let it rest while we look")),
    Button(Action.TAKE_DOWN, _("Take down the public text"), "", "danger"),
)


def buttons(actions: Iterable[Action], *, grave: bool = False) -> list[Button]:
    """The buttons for exactly these actions, as far as they are decisions.

    `grave`: a grave note is open, so that nobody approves by one press of a key.
    """
    allowed = set(actions)
    return [
        replace(one, key="", kind="quiet") if grave and one.value == Action.APPROVE else one
        for one in BUTTONS
        if one.value in allowed
    ]


def happened(action: str, party: str, *, you: bool = False, colleague: str = "") -> str:
    """One line of a timeline: by role, or "you"; a colleague's name only where it is given."""
    who = gettext("You") if you else PARTIES[Party(party)]
    named = f"{who} ({colleague})" if colleague and not you else who
    return gettext("%(who)s %(did)s") % {"who": named, "did": HAPPENED[Action(action)]}


def whose(contribution: Contribution, words: Submission) -> tuple[str, str]:
    """Whose story it is, and where the yes of that person to these words is; "" where none is."""
    subject = subjects.of(contribution)
    if subject is None:
        return "", ""
    kind = str(SUBJECTS[Kind(subject.kind)])
    answer = subjects.last_answer(subject, words.content_hash)
    if answer is not None:
        said_yes = answer.said == Said.YES
        return kind, gettext("they said yes") if said_yes else gettext("they said no")
    if subjects.missing(contribution, words.content_hash):
        return kind, gettext("it waits for the yes of the person it is about")
    return kind, ""


def answered() -> str:
    """The line of a timeline for what the contributor wrote to the team."""
    who, did = PARTIES[Party.CONTRIBUTOR], gettext("answered")
    return gettext("%(who)s %(did)s") % {"who": who, "did": did}


def reached_out() -> str:
    """The line of a timeline for what was written to look after somebody."""
    return gettext("Somebody of the team wrote to them, with no decision")


def soon(seconds: float) -> str:
    """A short wait in words: "in 8 seconds", "in 10 minutes", "now"."""
    if seconds <= 0:
        return gettext("now")
    if seconds < 90:
        whole = max(1, round(seconds))
        return ngettext("in %(n)d second", "in %(n)d seconds", whole) % {"n": whole}
    minutes = round(seconds / 60)
    return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}


def done(action: Action, seconds: float) -> str:
    """What the desk says after a decision."""
    sentences = {
        Action.APPROVE: gettext("Approved. It becomes public %(soon)s."),
        Action.REQUEST_CHANGES: gettext("Asked for changes. The contributor hears of it %(soon)s."),
        Action.DECLINE: gettext("Declined. The contributor hears of it %(soon)s."),
        Action.ESCALATE: gettext("Passed on. A lead decides on it."),
        Action.RETURN_TO_QUEUE: gettext("Returned to the queue, with its deadline."),
        Action.TAKE_BACK: gettext("Taken back. Nobody outside the desk has seen the decision."),
        Action.HOLD: gettext("It rests off the site. The contributor hears of it now."),
        Action.TAKE_DOWN: gettext("Taken down. The contributor hears of it now."),
        Action.RESTORE: gettext("Put back. It is public again."),
        Action.UPHOLD: gettext("It stays off the site. The contributor hears of it now."),
        Action.REOPEN: gettext("It is read once more. The contributor hears of it now."),
        Action.CORRECT: gettext("Sent. The decision stands, and the contributor has your words."),
    }
    return sentences.get(action, "") % {"soon": soon(seconds)}
