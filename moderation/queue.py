"""The lanes of the desk: what waits, for whom, most urgent first. Nothing changes here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count, Field, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from moderation import reach, workflow
from moderation.actors import Actor
from moderation.models import (
    PLACE,
    Case,
    CaseQuerySet,
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
    """What a lane holds, and in which order: the earliest of `by` first, or the newest.

    `state`: the one state of all that it holds, where there is one.
    """

    holds: Q
    by: str = "due_at"
    newest: bool = False
    state: State | None = None


# Findings that are open; what the first of two dismissed is open to the second.
UNDISMISSED = Q(dismissed_at=None) | Q(submission__state=State.SECOND_REVIEW)
TO_CONTRIBUTOR = Q(state=State.CHANGES_REQUESTED, settled_at__isnull=False)
SCHEDULED = Q(state=State.APPROVED, publish_at__isnull=False)
# A lane more is a word above, a line here, and its names in `views/words.py`.
SHELVES = {
    Lane.REVIEW: Shelf(Q(state=State.IN_REVIEW, appealed_at=None), state=State.IN_REVIEW),
    Lane.ATTENTION: Shelf(Q(state=State.ESCALATED, appealed_at=None), state=State.ESCALATED),
    Lane.SAFEGUARDING: Shelf(Q(has_open_case(), state__in=WAITING)),
    Lane.CONTRIBUTOR: Shelf(TO_CONTRIBUTOR, by="settled_at", state=State.CHANGES_REQUESTED),
    Lane.SECOND: Shelf(Q(state=State.SECOND_REVIEW), state=State.SECOND_REVIEW),
    # Also what was taken down, and its contributor asks that another lead looks at it.
    Lane.APPEALS: Shelf(
        Q(
            state__in=[*READING, State.TAKEN_DOWN],
            appealed_at__isnull=False,
            due_at__isnull=False,
        )
    ),
    Lane.REPORTED: Shelf(Q(state=State.HELD), state=State.HELD),
    Lane.SCHEDULED: Shelf(SCHEDULED, by="publish_at", state=State.APPROVED),
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

    @cached_property
    def diagnoses(self) -> list[str]:
        """The diagnosis, and all that are below it."""
        return reach.below([self.diagnosis])

    def fits(self, which: "Lane | None" = None) -> Q:
        """What was chosen, as a condition of the texts of this lane, or of all."""
        found = Q()
        if self.language:
            found &= Q(language=self.language)
        if self.diagnosis:
            found &= Q(diagnoses__overlap=self.diagnoses)
        if self.check:
            # What the first of two dismissed is open to the second.
            anything = Q(state=State.SECOND_REVIEW, noticed__contains=[self.check])
            open_ = Q(checks__contains=[self.check])
            found &= {None: anything | open_, Lane.SECOND: anything}.get(which, open_)
        if self.older:
            found &= Q(created_at__lte=Now() - timedelta(days=int(self.older)))
        return found


def may_open(by: Actor) -> Q:
    """What this person may open, which everything here asks for; `may`, where it is known."""
    assert by.id is not None
    return reach.opens(by.id, DeskSettings.of(by.id))


def everything(by: Actor, narrowing: Narrowing) -> SubmissionQuerySet:
    """All that this person may open of what they chose to look at, whichever lane holds it."""
    return Submission.objects.filter(may_open(by), narrowing.fits())


def held(
    which: Lane, *, by: Actor, narrowing: Narrowing, may: Q | None = None
) -> SubmissionQuerySet:
    """What one lane holds, in its order. Whose person is looked after first is in no other lane."""
    may = may_open(by) if may is None else may
    found = Submission.objects.filter(may, narrowing.fits(which), SHELVES[which].holds)
    found = found.order_by(*order(which))
    return found if which is Lane.SAFEGUARDING else found.editorial()


def few(which: Lane, *, by: Actor, narrowing: Narrowing, may: Q | None = None) -> QuerySet:
    """The numbers of all that a lane holds, and of no more than MOST and one: to be counted.

    Where somebody chose something, that is looked up: what the lane is in the order of says nothing
    of where it stands, and the one story that fits may be the last of a hundred thousand.
    """
    may = may_open(by) if may is None else may
    found = Submission.objects.filter(may, narrowing.fits(which), SHELVES[which].holds)
    found = found.order_by(*order(which))
    state = SHELVES[which].state
    if narrowing.older:
        found = found.order_by("created_at")
    elif narrowing:
        found = found.order_by()
    if state and (narrowing.language or narrowing.diagnosis or narrowing.check):
        place: Any = [state.value, *([narrowing.language] if narrowing.language else [])]
        found = found.alias(place=PLACE).filter(place__contains=place)
    if which is not Lane.SAFEGUARDING:
        # The open cases are few, and read once: joined in, all that fits would be read for them.
        cases = Case.objects.filter(closed_at=None)
        found = found.exclude(contribution__in=cases.values("contribution"))
    return found.values("pk")[: MOST + 1]


def lane(
    which: Lane, *, by: Actor, narrowing: Narrowing, may: Q | None = None
) -> SubmissionQuerySet:
    """One lane in its order, with the database's time as `now`; never an address."""
    said = Message.objects.filter(submission=OuterRef("pk"), internal=False).order_by("-id")
    return (
        held(which, by=by, narrowing=narrowing, may=may)
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

    rows: list[Any]
    earlier: str = ""
    later: str = ""


def page(
    which: Lane,
    *,
    by: Actor,
    narrowing: Narrowing,
    after: str = "",
    before: str = "",
    may: Q | None = None,
) -> Page:
    """The stories `after` a place of this lane or `before` it; its first where neither is one."""
    may = may_open(by) if may is None else may
    listed = lane(which, by=by, narrowing=narrowing, may=may)
    if narrowing:
        found = list(few(which, by=by, narrowing=narrowing, may=may).values_list("pk", flat=True))
        # Of more than these, enough stand near any place of the lane.
        listed = listed.filter(pk__in=found) if len(found) <= MOST else listed
    return paged(listed, SHELVES[which], after=after, before=before)


def case_page(by: Actor, *, after: str = "", before: str = "") -> Page:
    """The open cases in their lane, in pages as the stories are."""
    return paged(cases(by), SHELVES[Lane.SAFEGUARDING], after=after, before=before)


def paged(listed: Any, shelf: Shelf, *, after: str, before: str) -> Page:
    """One page of what is listed in this order.

    By key: as quick at any depth, and nothing is seen twice or missed while others decide.
    """
    key: Field = listed.model._meta.pk
    if place := _read(before, key):
        back = listed.reverse().after(shelf.by, *place, newest=not shelf.newest)
        if found := list(back[: SIZE + 1]):
            shown = found[:SIZE][::-1]
            first = place_of(shelf, shown[:1]) if len(found) > SIZE else ""
            return Page(shown, first, place_of(shelf, shown[-1:]))
    place = _read(after, key)
    on = listed.after(shelf.by, *place, newest=shelf.newest) if place else listed
    found = list(on[: SIZE + 1])
    if place and not found:  # all that was here was decided meanwhile
        return paged(listed, shelf, after="", before="")
    shown = found[:SIZE]
    first = place_of(shelf, shown[:1]) if place else ""
    return Page(shown, first, place_of(shelf, shown[-1:]) if len(found) > SIZE else "")


def place_of(shelf: Shelf, one: Sequence[Any]) -> str:
    """Where this one stands in its lane, as it is written into an address."""
    if not one:
        return ""
    return f"{(getattr(one[0], shelf.by) - EPOCH) // timedelta(microseconds=1)}-{one[0].pk}"


def _read(text: str, key: Field) -> tuple[datetime, Any] | None:
    """The place, or None for anything that we did not write; `key`: what rows are numbered by."""
    at, _dash, number = text.partition("-")
    if not (at.isascii() and at.isdecimal()) or len(at) > 17:
        return None
    try:
        return EPOCH + timedelta(microseconds=int(at)), key.clean(number, None)
    except (OverflowError, ValidationError):
        return None


def cases(by: Actor) -> CaseQuerySet:
    """The open cases that this person may look into, the nearest deadline first."""
    assert by.id is not None
    return Case.objects.open().not_about(by.id)


def counts(by: Actor, narrowing: Narrowing, *, may: Q | None = None) -> dict[Lane, int]:
    """How much each lane holds, in one query; one more than MOST for more than that.

    Of safeguarding it is the cases: one may be about a text that waits for nobody.
    """
    may = may_open(by) if may is None else may
    found = {
        which: (
            cases(by).values("pk")[: MOST + 1]
            if which is Lane.SAFEGUARDING
            else few(which, by=by, narrowing=narrowing, may=may)
        ).query.sql_with_params()
        for which in SHELVES
    }
    # All of it is SQL that Django made; what somebody chose is among the parameters.
    sums = [f"(SELECT count(*) FROM ({sql}) held)" for sql, _given in found.values()]  # noqa: S608
    given = [one for _sql, given in found.values() for one in given]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}", given)
        return dict(zip(found, cursor.fetchone(), strict=True))


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


def actions_on(
    submissions: Sequence[Submission], by: Actor, *, cased: bool | None = None
) -> dict[Action, Submission]:
    """What this person may do with a story, and with which of its texts; newest first.

    A live text keeps its own actions while its revision is reviewed. `cased`: whether a case is
    open beside it, where that is known.
    """
    found: dict[Action, Submission] = {}
    for submission in submissions:
        for action in workflow.actions_for(submission, by, cased=cased):
            found.setdefault(action, submission)
    return found
