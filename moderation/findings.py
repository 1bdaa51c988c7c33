"""What people make of the checks' findings."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from moderation import transition, two_people
from moderation.actors import Actor
from moderation.checks.names import FULL
from moderation.errors import Conflict
from moderation.models import Finding, Submission
from moderation.reasons import Dismissal
from moderation.states import Action

# The guideline that each check looks after, which is read beside what it noticed; "" for none.
GUIDELINE = {
    "crisis": "crisis",
    "email": "contact",
    "phone": "contact",
    "address": "contact",
    "birth_date": "contact",
    "record_number": "contact",
    "names": "staff",
    "places": "staff",
    "links": "selling",
    "treatment": "treatment",
    "abuse": "respect",
    "labels": "own-words",
    "rare": "contact",
    "language": "",
    "writing": "",
    "reading": "",
    "duplicates": "own-words",
    "spam": "selling",
}


def guideline(check: str, reason: str = "") -> str:
    """The code of the guideline that a finding of this check touches; "" for none."""
    return "names" if (check, reason) == ("names", FULL) else GUIDELINE.get(check, "")


def dismiss(contribution_id: uuid.UUID, finding: int, *, by: Actor, because: Dismissal) -> None:
    """Write down that a finding is no problem: who says so, when and why. The text stays as it is.

    Whoever may hold a story may do this. Done twice, the first time counts. Raises Forbidden,
    Conflict, and Finding.DoesNotExist for a finding of another story.
    """
    with _found(contribution_id, finding, by=by) as found:
        row = found.select_related("submission").get()
        # The second of two people says so for themselves.
        if two_people.dismissed(row, row.submission, by):
            return
        found.update(dismissed_by=by.id, dismissed_at=Now(), dismissed_because=because.value)


def reopen(contribution_id: uuid.UUID, finding: int, *, by: Actor) -> None:
    """Take back that a finding is no problem: it is to be looked at again. Raises as `dismiss`."""
    with _found(contribution_id, finding, by=by) as found:
        found.update(dismissed_by=None, dismissed_at=None, dismissed_because="")


@contextmanager
def _found(contribution_id: uuid.UUID, finding: int, *, by: Actor) -> Iterator[QuerySet[Finding]]:
    """This finding, for whoever may hold its story, while the story is locked."""
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        step = transition.Step(contribution, by, reason="", version=contribution.version)
        step.submissions = list(contribution.submissions.order_by("-id"))
        found = Finding.objects.get(pk=finding, submission__contribution=contribution_id)
        submission = transition.permitted(step, Action.CLAIM)[0]
        if found.submission_id != submission.pk:
            raise Conflict(_("This note is about an earlier text."))
        yield Finding.objects.filter(pk=finding)
        still = Finding.objects.filter(submission=submission, dismissed_at=None)
        checks = still.order_by("check_id").values("check_id").distinct()
        Submission.objects.filter(pk=submission.pk).update(checks=ArraySubquery(checks))
