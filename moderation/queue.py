"""The lanes of the desk: what waits, for whom, most urgent first. Nothing changes here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now

from moderation import reach, workflow
from moderation.actors import Actor
from moderation.models import (
    Case,
    DeskSettings,
    Finding,
    Message,
    Submission,
    SubmissionQuerySet,
    has_open_case,
)
from moderation.states import DONE, READING, WAITING, Action, State

SIZE = 30
LATELY = timedelta(days=14)  # how long a decision stands among those that were made lately
MOST = 500  # counted; of more it is said that there are more, so that a count costs the same
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Lane(StrEnum):
    REVIEW = "review"
    ATTENTION = "attention"
    SAFEGUARDING = "safeguarding"  # cases, not texts: views/safeguarding.py draws them
    CONTRIBUTOR = "contributor"  # it is the contributor's turn
    SECOND = "second"  # one person approved it, and another reads it
    APPEALS = "appeals"
    REPORTED = "reported"  # readers told us of it: it rests until a lead has looked
    SCHEDULED = "scheduled"  # approved for a day that was chosen
    DECIDED = "decided"  # what can still be taken back, then what was decided lately

    @classmethod
    def _missing_(cls, value: object) -> "Lane | None":
        return cls.ATTENTION if value == "escalated" else None  # as it was called


@dataclass(frozen=True)
class Shelf:
    """What a lane holds, and in which order: the earliest of `by` first, or the newest."""

    holds: Q
    by: str = "due_at"
    newest: bool = False


# Findings that are open; what the first of two dismissed is open to the second.
UNDISMISSED = Q(dismissed_at=None) | Q(submission__state=State.SECOND_REVIEW)
TO_CONTRIBUTOR = Q(state=State.CHANGES_REQUESTED, settled_at__isnull=False)
SCHEDULED = Q(state=State.APPROVED, publish_at__isnull=False)
# A lane more is a word above, a line here, and its names in `views/words.py`.
SHELVES = {
    Lane.REVIEW: Shelf(Q(state=State.IN_REVIEW, appealed_at=None)),
    Lane.ATTENTION: Shelf(Q(state=State.ESCALATED, appealed_at=None)),
    Lane.SAFEGUARDING: Shelf(Q(has_open_case(), state__in=WAITING)),
    Lane.CONTRIBUTOR: Shelf(TO_CONTRIBUTOR, by="settled_at"),
    Lane.SECOND: Shelf(Q(state=State.SECOND_REVIEW)),
    # Also what was taken down, and its contributor asks that another lead looks at it.
    Lane.APPEALS: Shelf(
        Q(
            state__in=[*READING, State.TAKEN_DOWN],
            appealed_at__isnull=False,
            due_at__isnull=False,
        )
    ),
    Lane.REPORTED: Shelf(Q(state=State.HELD)),
    Lane.SCHEDULED: Shelf(SCHEDULED, by="publish_at"),
    Lane.DECIDED: Shelf(
        Q(state__in=DONE, settles_at__gte=Now() - LATELY) & ~TO_CONTRIBUTOR & ~SCHEDULED,
        by="settles_at",
        newest=True,
    ),
}


@dataclass(frozen=True)
class Narrowing:
    """What somebody chose to look at. It narrows lists only: `claims.next_for` never asks it."""

    diagnosis: str = ""
    language: str = ""
    check: str = ""  # something that this check noticed is open
    older: str = ""  # sent so many days ago, or before

    def __bool__(self) -> bool:
        return self != Narrowing()

    def of(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        if self.language:
            submissions = submissions.filter(language=self.language)
        if self.diagnosis:
            submissions = submissions.filter(diagnoses__overlap=reach.below([self.diagnosis]))
        if self.check:
            found = Finding.objects.filter(UNDISMISSED, check_id=self.check)
            submissions = submissions.filter(Exists(found.filter(submission=OuterRef("pk"))))
        if self.older:
            submissions = submissions.filter(
                created_at__lte=Now() - timedelta(days=int(self.older))
            )
        return submissions


def everything(by: Actor, narrowing: Narrowing) -> SubmissionQuerySet:
    """All that this person may open of what they chose to look at, whichever lane holds it."""
    assert by.id is not None
    may = reach.opens(by.id, DeskSettings.of(by.id))
    return narrowing.of(Submission.objects.filter(may))


def held(which: Lane, *, by: Actor, narrowing: Narrowing) -> SubmissionQuerySet:
    """What one lane holds, in its order. Whose person is looked after first is in no other lane."""
    found = everything(by, narrowing).filter(SHELVES[which].holds).order_by(*order(which))
    return found if which is Lane.SAFEGUARDING else found.editorial()


def lane(which: Lane, *, by: Actor, narrowing: Narrowing) -> SubmissionQuerySet:
    """One lane in its order, with the database's time as `now`; never an address."""
    said = Message.objects.filter(submission=OuterRef("pk"), internal=False).order_by("-id")
    return (
        held(which, by=by, narrowing=narrowing)
        .annotate(now=Now(), last_word=Subquery(said.values("party")[:1]))
        .select_related("claimed_by", "decided_by", "came_of__message")
        .defer("passages")
    )


def order(which: Lane) -> list[str]:
    shelf = SHELVES[which]
    return [f"-{shelf.by}", "-id"] if shelf.newest else [shelf.by, "id"]


@dataclass(frozen=True)
class Page:
    """Some of a lane, and the places to go on from; "" where there are no more."""

    rows: list[Submission]
    earlier: str = ""
    later: str = ""


def page(
    which: Lane, *, by: Actor, narrowing: Narrowing, after: str = "", before: str = ""
) -> Page:
    """The stories `after` a place of this lane or `before` it; its first where neither is one.

    By key: as quick at any depth, and nothing is seen twice or missed while others decide.
    """
    shelf, listed = SHELVES[which], lane(which, by=by, narrowing=narrowing)
    if place := _read(before):
        back = listed.reverse().after(shelf.by, *place, newest=not shelf.newest)
        if found := list(back[: SIZE + 1]):
            shown = found[:SIZE][::-1]
            first = _place(shelf, shown[:1]) if len(found) > SIZE else ""
            return Page(shown, first, _place(shelf, shown[-1:]))
    place = _read(after)
    on = listed.after(shelf.by, *place, newest=shelf.newest) if place else listed
    found = list(on[: SIZE + 1])
    if place and not found:  # all that was here was decided meanwhile
        return page(which, by=by, narrowing=narrowing)
    shown = found[:SIZE]
    first = _place(shelf, shown[:1]) if place else ""
    return Page(shown, first, _place(shelf, shown[-1:]) if len(found) > SIZE else "")


def _place(shelf: Shelf, one: Sequence[Submission]) -> str:
    """Where this one stands in its lane, as it is written into an address."""
    if not one:
        return ""
    return f"{(getattr(one[0], shelf.by) - EPOCH) // timedelta(microseconds=1)}-{one[0].pk}"


def _read(text: str) -> tuple[datetime, int] | None:
    """The place, or None for anything that we did not write."""
    at, _dash, number = text.partition("-")
    if not (at.isascii() and number.isascii() and at.isdecimal() and number.isdecimal()):
        return None
    if len(at) > 17 or len(number) > 18:
        return None
    try:
        return EPOCH + timedelta(microseconds=int(at)), int(number)
    except OverflowError:
        return None


def counts(by: Actor, narrowing: Narrowing) -> dict[Lane, int]:
    """How much each lane holds, in two queries; one more than MOST for more than that.

    Of safeguarding it is the cases: one may be about a text that waits for nobody.
    """
    # Ordered as the list is, so that the same index ends it soon.
    of_texts = [which for which in SHELVES if which is not Lane.SAFEGUARDING]
    found = [
        held(which, by=by, narrowing=narrowing).values("pk")[: MOST + 1].query.sql_with_params()
        for which in of_texts
    ]
    # All of it is SQL that Django made; what somebody chose is among the parameters.
    sums = [f"(SELECT count(*) FROM ({sql}) held)" for sql, _given in found]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}", [one for _sql, given in found for one in given])
        counted = dict(zip(of_texts, cursor.fetchone(), strict=True))
    assert by.id is not None
    cases = Case.objects.open().not_about(by.id)[: MOST + 1].count()
    return {which: counted.get(which, cases) for which in SHELVES}


def noticed(submissions: Iterable[Submission]) -> dict[int, dict[str, int]]:
    """How many findings are open, by submission and severity, in one query."""
    rows = (
        Finding.objects.filter(UNDISMISSED, submission__in=[one.pk for one in submissions])
        .values_list("submission_id", "severity")
        .annotate(times=Count("id"))
        .order_by()
    )
    found: dict[int, dict[str, int]] = {}
    for submission, severity, times in rows:
        found.setdefault(submission, {})[severity] = times
    return found


def actions_on(submissions: Sequence[Submission], by: Actor) -> dict[Action, Submission]:
    """What this person may do with a story, and with which of its texts; newest first.

    A live text keeps its own actions while its revision is reviewed.
    """
    found: dict[Action, Submission] = {}
    for submission in submissions:
        for action in workflow.actions_for(submission, by):
            found.setdefault(action, submission)
    return found
