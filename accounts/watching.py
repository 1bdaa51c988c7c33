"""What the log hears from the doors of others: allauth's pages and the admin."""

import json
from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.text import slugify

from accounts import audit
from accounts.models import User

ADMIN = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}


@receiver(signals.authenticator_added)
def added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _factor("factor-added", user, authenticator)


@receiver(signals.authenticator_removed)
def removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _factor("factor-removed", user, authenticator)


@receiver(signals.authenticator_reset)
def renewed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _factor("factor-renewed", user, authenticator)


def _factor(kind: str, user: User, authenticator: Authenticator) -> None:
    which = str(authenticator.type).replace("_", "-")
    audit.note(kind, by=user.pk, about=audit.account(user), factor=which)


@receiver(post_save, sender=LogEntry)
def set_in_admin(instance: LogEntry, created: bool, **kwargs: Any) -> None:
    """Write down what an organiser set in the admin: which row and which fields, not what to."""
    row = instance.content_type.model if instance.content_type else ""
    if not created or row == "user":  # what is done to people, their page notes itself
        return
    about = f"{row}:{slugify(instance.object_id or '')}"[:40]
    fields = ",".join(_fields(instance.change_message))[:100]
    what = ADMIN.get(instance.action_flag, "changed")
    audit.note("setting", by=instance.user_id, about=about, what=what, fields=fields)


def _fields(message: str) -> list[str]:
    """The names of the fields that Django's own note of a change tells of."""
    try:
        parts = json.loads(message)
    except ValueError:
        return []
    told = [part.get("changed", {}).get("fields", []) for part in parts if isinstance(part, dict)]
    return [slugify(name) for names in told for name in names]
