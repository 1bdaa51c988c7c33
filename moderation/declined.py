"""The end of what was declined and never sent anew: its day, and the mail before it."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import override

from moderation import notifications, transition, workflow
from moderation.models import Submission
from moderation.states import State
from stories import retention

AHEAD = timedelta(days=7)  # told so long before the end


def until(submission: Submission) -> datetime | None:
    """When these words are blanked, or None where no such day is set."""
    if submission.state != State.DECLINED or submission.settled_at is None:
        return None
    return submission.settled_at + retention.at(submission.settled_at).declined


def tell(contribution_id: uuid.UUID) -> None:
    """Owe one mail before the end, if the story still waits for it."""
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        ending = workflow.long_declined(ahead=AHEAD).filter(contribution=contribution_id).first()
        last = until(ending) if ending else None
        if ending and last and last > timezone.now():
            with override(contribution.language):
                day = formats.date_format(timezone.localtime(last), "DATE_FORMAT")
            notifications.owe("declined_ends", contribution, about=ending.pk, until=day)
