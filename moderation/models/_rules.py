"""What several models need to say to the database."""

from django.db import models
from django.db.models import Q


def choices(enum) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in enum]


def pair(name: str, who: str, when: str) -> models.CheckConstraint:
    """Who and when are both set or both null."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{who}__isnull": True, f"{when}__isnull": True})
        | Q(**{f"{who}__isnull": False, f"{when}__isnull": False}),
    )
