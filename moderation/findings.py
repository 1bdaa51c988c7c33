"""What people make of the checks' findings."""

import uuid

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from moderation import transition, two_people
from moderation.actors import Actor
from moderation.errors import Conflict
from moderation.models import Finding
from moderation.reasons import Dismissal
from moderation.states import Action


def dismiss(contribution_id: uuid.UUID, finding: int, *, by: Actor, because: Dismissal) -> None:
    """Write down that a finding is no problem: who says so, when and why. The text stays as it is.

    Whoever may hold a story may do this. Done twice, the first time counts. Raises Forbidden,
    Conflict, and Finding.DoesNotExist for a finding of another story.
    """
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        step = transition.Step(contribution, by, reason="", version=contribution.version)
        step.submissions = list(contribution.submissions.order_by("-id"))
        found = Finding.objects.get(pk=finding, submission__contribution=contribution_id)
        submission = transition.permitted(step, Action.CLAIM)[0]
        if found.submission_id != submission.pk:
            raise Conflict(_("This note is about an earlier text."))
        # The second of two people says so for themselves.
        theirs = two_people.veiled(submission, by)
        free = Q(dismissed_at=None) | Q(dismissed_by=theirs)
        Finding.objects.filter(free if theirs else Q(dismissed_at=None), pk=finding).update(
            dismissed_by=by.id, dismissed_at=Now(), dismissed_because=because.value
        )
