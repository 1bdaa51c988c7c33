"""Looking after people: cases where somebody may be in danger, who is on call, and practice."""

import uuid
from datetime import datetime

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Now

from accounts.models import User
from moderation.case_states import Because, CaseAction, CaseState, Outcome, Role, Step
from moderation.models._rules import beyond, choices, pair
from moderation.models.contributions import Contribution


class CaseQuerySet(QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        """Those that are not closed yet, the nearest deadline first."""
        return self.filter(closed_at=None).order_by("due_at", "id")

    def open_on(self, contribution_id: uuid.UUID) -> "Case | None":
        """The one that is open beside this story."""
        return self.open().filter(contribution=contribution_id).first()

    def after(self, column: str, at: datetime, key: uuid.UUID, *, newest: bool) -> "CaseQuerySet":
        """Those that come after this place in the order of `column`, then of their ids."""
        return self.filter(beyond(column, at, key, newest=newest))

    def not_about(self, user_id: int) -> "CaseQuerySet":
        """Without those beside this person's own stories, and those of people they know."""
        own = Q(contribution__contributor=user_id)
        return self.exclude(own).exclude(contribution__recusals__user=user_id)


class Case(models.Model):
    """Somebody may be in danger: what people do about it, beside a story and apart from it.

    Where it stands is read from who did what when, so that no column can disagree with another.
    People are opaque numbers: a case outlives the account of whoever looked after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="cases")
    because = models.CharField(max_length=10, choices=choices(Because))
    opened_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True)  # to all leads, because nobody had taken it
    taken_by = models.BigIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=choices(Outcome))
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], name="one_open_case", condition=Q(closed_at=None)
            ),
            models.CheckConstraint(name="known_because", condition=Q(because__in=list(Because))),
            models.CheckConstraint(
                name="proposed_with_an_outcome",
                condition=Q(outcome="", proposed_at=None)
                | Q(outcome__in=list(Outcome), proposed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="two_people_close_a_case",
                condition=Q(closed_by=None)
                | Q(proposed_by__isnull=False) & ~Q(closed_by=F("proposed_by")),
            ),
            pair("taken_by_whom_when", "taken_by", "taken_at"),
            pair("proposed_by_whom_when", "proposed_by", "proposed_at"),
            pair("closed_by_whom_when", "closed_by", "closed_at"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="cases_open", condition=Q(closed_at=None)),
        ]
        triggers = [
            pgtrigger.Protect(name="cases_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="closed_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def state(self) -> CaseState:
        if self.closed_at:
            return CaseState.CLOSED
        if self.proposed_at:
            return CaseState.PROPOSED
        return CaseState.TAKEN if self.taken_at else CaseState.OPEN

    def near(self, now: datetime) -> bool:
        """Whether three quarters of its time are over."""
        return now >= self.due_at - (self.due_at - self.opened_at) / 4


def has_open_case(of: str = "contribution") -> Exists:
    """Whether somebody looks after the person of this row's story, as a condition of a query."""
    return Exists(Case.objects.filter(contribution=OuterRef(of), closed_at=None))


class CaseEvent(models.Model):
    """What was done in a case: append-only, codes and numbers, no words."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    action = models.CharField(max_length=12, choices=choices(CaseAction))
    role = models.CharField(max_length=12, choices=choices(Role))
    actor = models.BigIntegerField(null=True)  # opaque; no foreign key
    code = models.CharField(max_length=20, blank=True)  # a step, an outcome, who saw it
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="known_case_action", condition=Q(action__in=list(CaseAction))
            ),
            models.CheckConstraint(
                name="a_tick_is_of_a_step",
                condition=~Q(action__in=[CaseAction.TICK, CaseAction.UNTICK])
                | Q(code__in=list(Step)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="case_events_stay", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.case_id}"


class CaseNote(models.Model):
    """What somebody wrote down about a case: for the team alone, and blanked with the story."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    author = models.BigIntegerField()  # opaque; no foreign key
    body = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class OnCall(models.Model):
    """The days on which one lead is told first, and the others are not."""

    person = models.ForeignKey(User, models.CASCADE, related_name="on_call")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        verbose_name_plural = "on call"
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                name="on_call_in_order", condition=Q(first_day__lte=F("last_day"))
            ),
            ExclusionConstraint(
                name="one_on_call_a_day",
                expressions=[
                    (
                        Func("first_day", "last_day", Value("[]"), function="DATERANGE"),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_day} {self.last_day}"


class DrillAnswer(models.Model):
    """What somebody of the team would do with an example that was written for practice.

    The examples stand in a file of ours and in no table, so that none can be taken for a story.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="drill_answers")
    drill = models.CharField(max_length=40)  # its code in the file
    choice = models.CharField(max_length=20)
    guideline = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "drill"], name="one_answer_a_drill"),
        ]

    def __str__(self) -> str:
        return f"{self.drill} {self.person_id}"
