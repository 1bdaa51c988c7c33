"""The queues of the desk: what waits, for whom, most urgent first. Nothing changes here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Now

from moderation import workflow
from moderation.actors import Actor
from moderation.models import Case, Finding, Message, Submission, SubmissionQuerySet
from moderation.states import DECIDED, WAITING, Action, State
from stories.models import DiagnosisPath


class Lane(StrEnum):
    REVIEW = "review"
    ESCALATED = "escalated"
    SECOND = "second"  # one person approved it, and another reads it
    SCHEDULED = "scheduled"  # approved for a day that was chosen
    SAFEGUARDING = "safeguarding"  # cases, not texts: views/safeguarding.py draws them
    REPORTED = "reported"  # readers told us of it: it rests until a lead has looked
    CONTRIBUTOR = "contributor"  # it is the contributor's turn
    DECIDED = "decided"  # and can still be taken back


# Taken down, and its contributor asks that another lead looks at it.
APPEALED = Q(state=State.TAKEN_DOWN, appealed_at__isnull=False, due_at__isnull=False)
HOLDS = {
    Lane.REVIEW: Q(state=State.IN_REVIEW),
    Lane.ESCALATED: Q(state=State.ESCALATED) | APPEALED,
    Lane.SECOND: Q(state=State.SECOND_REVIEW),
    Lane.SCHEDULED: Q(state=State.APPROVED, publish_at__isnull=False),
    Lane.SAFEGUARDING: Q(pk=None),
    Lane.REPORTED: Q(state=State.HELD),
    Lane.CONTRIBUTOR: Q(state=State.CHANGES_REQUESTED, settled_at__isnull=False),
    Lane.DECIDED: Q(state__in=DECIDED, settled_at=None),
}
ORDER = {
    Lane.REVIEW: ["due_at", "id"],
    Lane.ESCALATED: ["due_at", "id"],
    Lane.SECOND: ["due_at", "id"],
    Lane.SCHEDULED: ["publish_at", "id"],
    Lane.SAFEGUARDING: ["id"],
    Lane.REPORTED: ["due_at", "id"],
    Lane.CONTRIBUTOR: ["settled_at", "id"],
    Lane.DECIDED: ["-own", "settles_at", "id"],
}
ANY_LANE = (
    Q(state__in=[*WAITING, State.CHANGES_REQUESTED])
    | APPEALED
    | HOLDS[Lane.SCHEDULED]
    | HOLDS[Lane.REPORTED]
    | HOLDS[Lane.DECIDED]
)


@dataclass(frozen=True)
class Narrowing:
    """What somebody chose to look at. It narrows lists only: `claims.next_for` never asks it."""

    diagnosis: str = ""
    language: str = ""

    def of(self, submissions: SubmissionQuerySet) -> SubmissionQuerySet:
        if self.language:
            submissions = submissions.filter(language=self.language)
        if self.diagnosis:
            below = DiagnosisPath.objects.filter(above__slug=self.diagnosis)
            slugs = list(below.values_list("below__slug", flat=True))
            submissions = submissions.filter(diagnoses__overlap=slugs)
        return submissions


def everything(by: Actor, narrowing: Narrowing) -> SubmissionQuerySet:
    """All that any lane holds, without this person's own stories."""
    assert by.id is not None
    return narrowing.of(Submission.objects.filter(ANY_LANE).not_by(by.id).editorial())


def lane(which: Lane, *, by: Actor, narrowing: Narrowing) -> SubmissionQuerySet:
    """One lane in its order, with the database's time as `now`; never an address."""
    said = Message.objects.filter(submission=OuterRef("pk"), internal=False).order_by("-id")
    own = ExpressionWrapper(Q(decided_by=by.id), output_field=BooleanField())
    return (
        everything(by, narrowing)
        .filter(HOLDS[which])
        .annotate(now=Now(), own=own, last_word=Subquery(said.values("party")[:1]))
        .select_related("claimed_by", "decided_by", "came_of__message")
        .defer("passages")
        .order_by(*ORDER[which])
    )


def counts(by: Actor, narrowing: Narrowing) -> dict[Lane, int]:
    """How much each lane holds, in one query."""
    found = everything(by, narrowing).aggregate(
        **{which.value: Count("id", filter=holds) for which, holds in HOLDS.items()}
    )
    held = {which: found[which.value] for which in Lane}
    assert by.id is not None
    return held | {Lane.SAFEGUARDING: Case.objects.open().not_about(by.id).count()}


def noticed(submissions: Iterable[Submission]) -> dict[int, dict[str, int]]:
    """How many findings are open, by submission and severity, in one query."""
    # What the first of two dismissed is open to the second.
    open_ = Q(dismissed_at=None) | Q(submission__state=State.SECOND_REVIEW)
    rows = (
        Finding.objects.filter(open_, submission__in=[one.pk for one in submissions])
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
