"""Which stories two people read before they are public, why, and what the second is not shown.

A machine notices, a rule asks for a second person, and both decide freely: the second sees neither
who read it first nor what they made of it, so that two people have looked and not one and a half.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db.models import Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import holders
from moderation.actors import Actor
from moderation.models import Event, Finding, Message, Submission
from moderation.models.editions import TEAM
from moderation.reasons import Reason
from moderation.states import DECISIONS, Action, Party, State
from moderation.subjects import Kind, of
from stories.editions import Content, Shape
from stories.editions import Kind as EditedKind

MINOR = "under-18"  # the facet of the youngest age band
RULES: dict[str, Promise] = {
    "minors": _("it is about a child, or told by somebody under 18"),
    "names": _("it may hold somebody's full name, or name somebody of a hospital"),
    "crisis": _("somebody may be in danger"),
    "legal": _("there may be a legal question"),
    "severe": _("the checks marked something to look at first"),
}


@dataclass(frozen=True)
class Rule:
    """Why a second person reads a story: a code, and words that end "…, because"."""

    code: str
    why: str


def wanted(
    submission: Submission,
    findings: Iterable[Finding] | None = None,
    events: Iterable[Event] | None = None,
) -> tuple[Rule, ...]:
    """The rules by which a second person reads this before it is public; none for most stories.

    Of an appeal, too: who declined it has not said yes to it. `findings`: where they are known,
    those of this text; `events`: those of these words, which may have been sent more than once.
    """
    if findings is None or events is None:
        noticed, handed_on = _beside(submission)
        findings = noticed if findings is None else findings
        events = handed_on if events is None else events
    fitting = _fitting(submission, findings, events)
    codes = [code for code in RULES if code in fitting and code in current()]
    return tuple(Rule(code, str(RULES[code])) for code in codes)


def _beside(submission: Submission) -> tuple[list[Finding], list[Event]]:
    """What was noticed of these words, and when exactly they were handed on, in one query.

    They may have been handed on as this text, or as one before it.
    """
    noticed = Finding.objects.filter(submission=submission).annotate(event=Value(False))
    theirs = Event.objects.filter(submission__contribution=submission.contribution_id)
    handed_on = theirs.filter(content_hash=submission.content_hash, action=Action.ESCALATE)
    rows = (
        noticed.order_by()
        .values_list("event", "check_id", "severity", "dismissed_at")
        .union(
            handed_on.annotate(event=Value(True))
            .order_by()
            .values_list("event", "reason", "action", "at"),
            all=True,
        )
    )
    findings, events = [], []
    for event, code, kind, at in rows:
        if event:
            events.append(Event(reason=code, action=kind))
        else:
            findings.append(Finding(check_id=code, severity=kind, dismissed_at=at))
    return findings, events


class RulesForm(Shape):
    rules = forms.MultipleChoiceField(
        label=_("Two people read a story before it is public, because"),
        help_text=_(
            "None of them is for a team of one, which could publish none of these otherwise. "
            "A story that waits for a second person goes on waiting."
        ),
        choices=list(RULES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def shipped() -> dict[str, Content]:
    """As the host's environment says."""
    return {"": {"rules": [code for code in RULES if code in settings.MARROW_TWO_PEOPLE]}}


def value(part: str, content: Content) -> frozenset[str]:
    return frozenset(content["rules"])


TWO_PEOPLE = EditedKind(
    name="two-people",
    title=_("When two people read"),
    help=_(
        "What the second is not shown, and why, is in the guide for moderators. It counts for "
        "what is approved from now on."
    ),
    form=RulesForm,
    shipped=shipped,
    value=value,
    shelf=TEAM,
)


def current() -> frozenset[str]:
    """The codes of the rules that hold now."""
    return TWO_PEOPLE.current()[""]


def _fitting(
    submission: Submission, findings: Iterable[Finding], events: Iterable[Event]
) -> set[str]:
    subject = of(submission.contribution)
    child = subject is not None and subject.kind == Kind.CHILD
    found = {"minors"} if child or MINOR in submission.facets else set()
    for one in findings:
        # Whether a name is one, a person alone can judge, and how somebody is called beside their
        # own story is their choice; danger stays a matter for two.
        own = one.severity == Finding.Severity.NOTE
        if one.check_id != "names" or (one.dismissed_at is None and not own):
            found.add(one.check_id)
        if one.severity == Finding.Severity.SEVERE:
            found.add("severe")
    handed_on = {one.reason for one in events if one.action == Action.ESCALATE}
    return found | (handed_on & _GRAVE)


_GRAVE = {Reason.CRISIS.value, Reason.LEGAL.value}  # for which a person may have handed it on


def first(submission: Submission) -> Event | None:
    """The first of two approvals, while it counts."""
    if submission.first_by_id is None:
        return None
    approvals = submission.events.filter(action=Action.APPROVE, to_state=State.SECOND_REVIEW)
    return approvals.order_by("-id").first()


def keep_within(submission: Submission) -> None:
    """Keep in the team what the first of two wrote to the contributor: another decision stands."""
    approval = first(submission)
    if approval is not None:
        said = submission.messages.filter(version=approval.version)
        said.exclude(party=Party.CONTRIBUTOR).update(internal=True)


def barred(submission: Submission, action: Action, by: Actor) -> bool:
    """Whether this very person approved it first; until somebody else decides they may undo it."""
    second = submission.state == State.SECOND_REVIEW and action in _DECIDING
    return second and submission.first_by_id == by.id


_DECIDING = (*DECISIONS, Action.CLAIM, Action.RELABEL, Action.ESCALATE, Action.RETURN_TO_QUEUE)


def alone(submission: Submission) -> bool:
    """Whether nobody in the team could be the second; then it waits, and somebody has to know."""
    mine = (submission.first_by_id, submission.contribution.contributor_id)
    others = {one.pk for one in holders("moderate")} - {*mine}
    if submission.appealed_at is not None and others == {submission.not_by_id}:
        return submission.not_by_id not in {one.pk for one in holders("lead")}
    return not others


def veiled(submission: Submission, by: Actor) -> int | None:
    """Whose view of this text is kept from this person until they have decided; None for nobody's.

    Veiled are their name, their notes, their reasons, and which findings they dismissed.
    """
    waits = submission.state == State.SECOND_REVIEW and submission.first_by_id != by.id
    return submission.first_by_id if waits else None


def unveiled(messages: Iterable[Message], submission: Submission, by: Actor) -> list[Message]:
    """These messages without what the first of two people wrote about this text."""
    who = veiled(submission, by)
    return [
        one
        for one in messages
        if who is None
        or one.submission_id != submission.pk
        or one.author_id != who
        or one.party == Party.CONTRIBUTOR
    ]


def dismissed(finding: Finding, submission: Submission, by: Actor) -> bool:
    """Whether somebody has said of this finding that it is no problem, as this person may know."""
    who = veiled(submission, by)
    return finding.dismissed_at is not None and (who is None or finding.dismissed_by_id != who)
