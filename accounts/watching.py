"""What the log hears from the doors of others: the pages of the second factor, and the admin."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.text import slugify

from accounts import audit
from accounts.roles import role_of

ADMIN = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}


@receiver(post_save, sender=Authenticator)
def added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Write down a second factor that somebody has from now on."""
    if created:
        _factor("factor-added", instance)


@receiver(post_delete, sender=Authenticator)
def removed(instance: Authenticator, **kwargs: Any) -> None:
    """Write down a second factor that is worth nothing from now on."""
    _factor("factor-removed", instance)


def _factor(kind: str, authenticator: Authenticator) -> None:
    """By whom is not known here: the pages change one's own, a person with a shell anybody's."""
    which = str(authenticator.type).replace("_", "-")
    audit.note(kind, by=None, about=f"user:{authenticator.user_id}", factor=which)


@receiver(post_save, sender=LogEntry)
def set_in_admin(instance: LogEntry, created: bool, **kwargs: Any) -> None:
    """Write down what an organiser set in the admin: which row and which fields, not what to."""
    row = instance.content_type.model if instance.content_type else ""
    if not created or row == "user":  # what is done to people, their page notes itself
        return
    about = f"{row}:{slugify(instance.object_id or '')}"[:40]
    fields = ",".join(_fields(instance.change_message))[:100]
    what = ADMIN.get(instance.action_flag, "changed")
    role = role_of(instance.user)
    audit.note("setting", by=instance.user_id, about=about, role=role, what=what, fields=fields)


def _fields(message: str) -> list[str]:
    """The names of the fields that Django's own note of a change tells of."""
    try:
        parts = json.loads(message)
    except ValueError:
        return []
    told = [part.get("changed", {}).get("fields", []) for part in parts if isinstance(part, dict)]
    return [slugify(name) for names in told for name in names]
