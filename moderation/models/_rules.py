"""What several models need to say to the database."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan


def choices(enum) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in enum]


def pair(name: str, who: str, when: str) -> models.CheckConstraint:
    """Who and when are both set or both null."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{who}__isnull": True, f"{when}__isnull": True})
        | Q(**{f"{who}__isnull": False, f"{when}__isnull": False}),
    )


def beyond(column: str, at: datetime, key: Any, *, newest: bool) -> Q:
    """What comes after this place in the order of `column`, then of the rows' own numbers."""
    side = TupleLessThan if newest else TupleGreaterThan
    return Q(side(Tuple(F(column), F("id")), (at, key)))
