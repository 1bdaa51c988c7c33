"""Erasing one story, or all of somebody's and their account; and telling what is gone."""

import uuid

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from contributors.models import Draft, Wish
from mail.models import Mail
from moderation import ledger, workflow
from moderation.actors import Actor, contributor
from moderation.errors import Conflict
from moderation.models import (
    Contribution,
    Finding,
    Message,
    Photo,
    Submission,
    Suggestion,
    Thanks,
)

Blanked = dict[str, object]


def erase(contribution: Contribution, *, by: Actor) -> Blanked:
    """Take a story off and blank it, at once. Returns what was blanked, counted before."""
    with transaction.atomic():
        blanked = counted([contribution.pk])
        workflow.erase_all(contribution.pk, by=by)
    return blanked


def counted(pks: list[uuid.UUID], *, owner: User | None = None) -> Blanked:
    """What is kept of these stories now, and what an account began besides, in numbers."""
    texts = Submission.objects.filter(contribution__in=pks, erased_at=None)
    public = texts.exclude(published_at=None)
    messages = Message.objects.filter(submission__in=texts).told()
    drafts = Draft.objects.filter(Q(contribution__in=pks) | Q(owner=owner, owner__isnull=False))
    thanks = Thanks.objects.filter(contribution__in=pks, wanted=True)
    return {
        "at": timezone.now().isoformat(),
        "stories": texts.values("contribution").distinct().count(),
        "texts": texts.count(),
        "messages": messages.count(),
        "suggestions": Suggestion.objects.filter(message__in=messages).count(),
        "drafts": drafts.filter(sent_at=None).count(),
        "photo": Photo.objects.filter(contribution__in=pks).exists(),
        "address": Contribution.objects.filter(pk__in=pks).exclude(email="").exists(),
        "wish": Wish.objects.filter(contribution__in=pks).exists(),
        "readers": thanks.aggregate(sum=Sum("readers"))["sum"],  # None where none were counted
        "live": public.exists(),
        "pictured": public.exclude(photo=None).exists(),
    }


@transaction.atomic
def remove(user: User) -> Blanked:
    """Erase a person's stories and account; what they decided as a moderator keeps its number.

    Returns what it was, counted before. Raises Conflict for somebody who decided on stories.
    """
    decided = (user.decisions, user.claims, user.barred, user.first_approvals)
    dismissed = Finding.objects.filter(dismissed_by=user)
    if any(rows.exists() for rows in (*decided, dismissed)):
        raise Conflict("This person decided on stories. Make the account inactive instead.")
    kept = list(user.contributions.values_list("pk", flat=True))
    blanked = counted(kept, owner=user)
    for contribution in kept:
        workflow.erase_all(contribution, by=contributor(user))
    sessions.end(user)
    Mail.objects.exclude(state=Mail.State.SENT).filter(key__startswith=f"leave:{user.pk}:").delete()
    ledger.note(user.pk, [ledger.ACCOUNT])
    user.delete()
    return blanked
