"""Once a year we ask whether a story may go on as it is: keep, change, pause or remove it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from moderation import consents, notifications, transition
from moderation.models import Consent, Contribution, Submission
from moderation.signals import acted
from moderation.states import LIVE

AHEAD = timedelta(days=30)  # asked so long before an agreement runs out


def due() -> QuerySet[Contribution]:
    """Whose turn it is: published, reachable, not asked for a year, or with a time running out."""
    soon = Consent.objects.filter(
        contribution=OuterRef("pk"), withdrawn_at=None, expires_at__lt=Now() + AHEAD
    )
    live = Submission.objects.filter(contribution=OuterRef("pk"), state__in=LIVE)
    return Contribution.objects.filter(
        Q(asked_at__lt=Now() - settings.MARROW_CHECK_IN)
        | Q(Exists(soon), asked_at__lt=Now() - AHEAD),
        Exists(live),
        email_confirmed_at__isnull=False,
        erased_at=None,
        example=False,
    )


def ask(contribution_id: uuid.UUID) -> None:
    """Owe one mail that asks, if it is still this story's turn."""
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        if due().filter(pk=contribution_id).exists():
            notifications.owe("check_in", contribution, about=contribution.asked_at.date())
            Contribution.objects.filter(pk=contribution_id).update(asked_at=Now())


def keep(contribution_id: uuid.UUID) -> None:
    """Let the story go on as it is: what was agreed to is agreed to anew."""
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        consents.renew(contribution, consents.live(contribution_id))
        Contribution.objects.filter(pk=contribution_id).update(asked_at=Now())
        acted.send(Contribution, contribution_id=contribution_id, withdrew=False)
