"""Readers who say that a story helped them: a number for its contributor alone, if they want it.

Nothing is kept of the reader. Whoever counts twice in a day is the limits' to notice.
"""

import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.dispatch import receiver

from moderation import notifications
from moderation.models import Contribution, Thanks
from moderation.signals import erased


def wanted(contribution_id: uuid.UUID) -> bool:
    return Thanks.objects.filter(contribution=contribution_id, wanted=True).exists()


def of(contribution: Contribution) -> Thanks:
    """What was chosen and counted; of somebody who never chose, nothing."""
    return Thanks.objects.filter(pk=contribution.pk).first() or Thanks(contribution=contribution)


def choose(contribution: Contribution, wanted: bool, *, by_mail: bool) -> None:
    """Count from now on, or no more; with a mail now and then, or without."""
    chosen = {"wanted": wanted, "by_mail": wanted and by_mail}
    Thanks.objects.update_or_create(contribution=contribution, defaults=chosen)


def count(story_id: uuid.UUID) -> None:
    """One more reader was helped by the story with this public id."""
    Thanks.objects.filter(contribution__story_id=story_id, wanted=True).update(
        readers=F("readers") + 1
    )


def due() -> QuerySet[Thanks]:
    """Who has not been told of all that was said, nor of anything lately."""
    return Thanks.objects.filter(
        Q(told_at=None) | Q(told_at__lt=Now() - settings.MARROW_THANKS_MAIL),
        readers__gt=F("told"),
        by_mail=True,
        contribution__email_confirmed_at__isnull=False,
    )


def tell(contribution_id: uuid.UUID) -> None:
    """Owe one mail that somebody was helped, if it is still time for one."""
    with transaction.atomic():
        row = due().select_for_update(of=["self"]).filter(pk=contribution_id).first()
        if row is not None:
            notifications.owe("thanks", row.contribution, about=row.readers)
            Thanks.objects.filter(pk=row.pk).update(told=row.readers, told_at=Now())


@receiver(erased)
def forget(contribution_id: uuid.UUID, **_signal: object) -> None:
    """Delete the number with the story."""
    Thanks.objects.filter(pk=contribution_id).delete()
