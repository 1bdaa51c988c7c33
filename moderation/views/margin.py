"""What the checks noticed, as notes in the margin beside the words that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from moderation import findings, two_people
from moderation.actors import Actor
from moderation.checks import FIELDS, right_of
from moderation.models import Finding, Submission
from moderation.offers import Offer
from moderation.reasons import Dismissal
from moderation.views.words import WEIGHTS
from stories import guidelines

BLANK = "\n\n"


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
    because: str  # why it is no problem, where somebody said so
    last_time: str  # why it was none in the text before, where the words around it are the same
    guideline: str  # the code of the guideline that it touches; "" for none
    key: str  # what a quote of its words is called in a form
    whole: bool  # about the text as a whole: it is shown once, above, and marks nothing
    right: int | None = None  # of 100 such notes, as far as it was measured

    @property
    def grave(self) -> bool:
        """Whether it must be looked after before the story is approved."""
        return self.severity == Finding.Severity.SEVERE and not self.dismissed

    @property
    def about(self) -> Promise | str:
        """The guideline that it touches, by its title."""
        return guidelines.titles().get(self.guideline, "")


class Margin:
    """All notes about one text, numbered in the order in which it is read."""

    def __init__(self, current: Submission, before: Submission | None, *, by: Actor) -> None:
        """`before`: the text that these words took the place of. One query for both."""
        offers = {one.pk: one.offer for one in (current, before) if one is not None}
        rows = list(Finding.objects.filter(submission__in=list(offers)))
        said = {
            place(row, offers[row.submission_id]): row.dismissed_because
            for row in rows
            if row.submission_id != current.pk and row.dismissed_at
        }
        offer = offers[current.pk]
        self.rows = [row for row in rows if row.submission_id == current.pk]
        self.notes = [
            note(
                row,
                offer.body,
                said.get(place(row, offer), ""),
                dismissed=two_people.dismissed(row, current, by),
            )
            for row in self.rows
        ]

    @property
    def overall(self) -> list[tuple[int, Note]]:
        """The notes about the text as a whole, with their numbers."""
        return list(enumerate((one for one in self.notes if one.whole), start=1))

    @property
    def marked(self) -> list[Note]:
        """The notes about some words of it."""
        return [one for one in self.notes if not one.whole]

    @property
    def numbered(self) -> list[tuple[int, Note]]:
        """Every note with its number: what the page counts, and where its marks lead."""
        places = sorted(self.marked, key=lambda one: (FIELDS.index(one.field), one.start, one.end))
        return [*self.overall, *enumerate(places, start=1 + len(self.overall))]

    @property
    def open(self) -> list[tuple[int, Note]]:
        """The notes that nobody has looked after."""
        return [pair for pair in self.numbered if not pair[1].dismissed]

    @property
    def by_weight(self) -> list[tuple[str, Promise | str, list[tuple[int, Note]]]]:
        """The notes by severity, gravest first, then those that somebody said are no problem."""
        groups: list[tuple[str, Promise | str, list[tuple[int, Note]]]] = [
            (weight, WEIGHTS[weight], [pair for pair in self.open if pair[1].severity == weight])
            for weight in ("severe", "warn", "note")
        ]
        done = [pair for pair in self.numbered if pair[1].dismissed]
        groups.append(("dismissed", gettext("Not a problem"), done))
        return [group for group in groups if group[2]]

    @property
    def measured(self) -> bool:
        """Whether a note says how many such notes are right, so that the page says what that is."""
        return any(one.right and not one.dismissed for one in self.notes)

    @property
    def grave(self) -> int:
        """The number of the first grave note that nobody has looked after; 0 for none."""
        return next((number for number, one in self.numbered if one.grave), 0)

    def first(self, field: str) -> int:
        """The number of the first mark in a field, in the order of the page."""
        before = FIELDS[: FIELDS.index(field)]
        return 1 + len(self.overall) + sum(one.field in before for one in self.marked)


def note(row: Finding, body: str, last_time: str, *, dismissed: bool) -> Note:
    return Note(
        pk=row.pk,
        check=row.check_id,
        field=row.field,
        severity=row.severity,
        start=row.start,
        end=row.end,
        reason=gettext(row.reason),
        dismissed=dismissed,
        because=words_of(row.dismissed_because) if dismissed else "",
        last_time="" if dismissed else words_of(last_time),
        guideline=findings.guideline(row.check_id, row.reason),
        key=f"{row.field}:{row.start}:{row.end}",
        whole=row.field == "body"
        and not any(map(str.isalnum, body[: row.start] + body[row.end :])),
        right=right_of(row.check_id),
    )


def place(row: Finding, offer: Offer) -> tuple[Any, ...]:
    """What makes a note the same one in another text.

    The same check, about the same words, in a paragraph that is the same to the letter: beside
    other words the same name may be another person's.
    """
    words = str(getattr(offer.as_draft(), row.field))
    before, end = words.rfind(BLANK, 0, row.start), words.find(BLANK, row.end)
    start = before + len(BLANK) if before >= 0 else 0
    around = words[start : end if end >= 0 else len(words)]
    return row.check_id, row.field, row.reason, around, row.start - start, row.end - row.start


def words_of(code: str) -> str:
    """Why something was no problem, in words."""
    return str(Dismissal(code).label) if code in Dismissal.values else ""


def previous(submissions: Sequence[Submission]) -> Submission | None:
    """The text right before the newest, as long as its words are kept."""
    return submissions[1] if len(submissions) > 1 and not submissions[1].erased_at else None
