"""Erasing one story, or all of somebody's and their account; and telling what is gone."""

from django.db import transaction
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from contributors import afterwards
from contributors.models import Draft
from mail.models import Mail
from moderation import ledger, workflow
from moderation.actors import Actor, contributor
from moderation.errors import Conflict
from moderation.models import Contribution, Message

Blanked = dict[str, object]


def erase(contribution: Contribution, *, by: Actor) -> Blanked:
    """Take a story off and blank it, at once. Returns what was blanked, counted before."""
    with transaction.atomic():
        live = contribution.submissions.exclude(published_at=None).exists()
        blanked: Blanked = {
            "at": timezone.now().isoformat(),
            "texts": contribution.submissions.count(),
            "messages": Message.objects.filter(submission__contribution=contribution)
            .told()
            .count(),
            "drafts": Draft.objects.filter(contribution=contribution.pk, sent_at=None).count(),
            "photo": contribution.photos.exists(),
            "address": bool(contribution.email),
            "account": False,
        }
        workflow.erase_all(contribution.pk, by=by)
        gone = afterwards.gone(contribution)
        blanked["live"] = live and gone is not None
    return blanked


@transaction.atomic
def remove(user: User) -> int:
    """Erase a person's stories and account; what they decided as a moderator keeps its number.

    Returns how many stories it were. Raises Conflict for somebody who decided on stories.
    """
    if user.decisions.exists() or user.claims.exists() or user.barred.exists():
        raise Conflict("This person decided on stories. Make the account inactive instead.")
    kept = list(user.contributions.values_list("pk", flat=True))
    for contribution in kept:
        workflow.erase_all(contribution, by=contributor(user))
    sessions.end(user)
    Mail.objects.exclude(state=Mail.State.SENT).filter(key__startswith=f"leave:{user.pk}:").delete()
    ledger.note(user.pk, [ledger.ACCOUNT])
    user.delete()
    return len(kept)
