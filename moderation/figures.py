"""What the team did within a time, as figures; nothing here names or points to anybody.

Figures that leave the team say nothing of few: a count of ten or fewer is told to nobody outside,
nor is it left to be computed from others that are told.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from moderation.models import Event, Submission
from moderation.reasons import REASONS, Reason
from moderation.states import DECISIONS, Action, State
from moderation.waits import Percentile

FEW = 10


def received(start: datetime, end: datetime) -> int:
    """How many stories were sent; a later text of the same story is none."""
    sent = Submission.objects.filter(created_at__gte=start, created_at__lt=end, number=1)
    return sent.filter(contribution__example=False).count()


def published(start: datetime, end: datetime) -> int:
    """How many stories became public for the first time."""
    shown = Event.objects.filter(to_state=State.PUBLISHED)
    before = shown.filter(
        submission__contribution=OuterRef("submission__contribution"), id__lt=OuterRef("id")
    )
    firsts = _within(shown.exclude(from_state=State.PUBLISHED), start, end)
    return firsts.filter(~Exists(before)).count()


def declined(start: datetime, end: datetime) -> Counter[str]:
    """How many texts were declined, by the guideline that the reason points to; else by the reason.

    Only what took effect counts.
    """
    later = Event.objects.filter(
        submission=OuterRef("submission"),
        action__in=[*DECISIONS, Action.TAKE_BACK],
        id__gt=OuterRef("id"),
    )
    told = Event.objects.filter(
        action=Action.DECLINE,
        submission__settled_at__gte=start,
        submission__settled_at__lt=end,
        submission__contribution__example=False,
    )
    rows = told.filter(~Exists(later)).order_by().values_list("reason").annotate(Count("id"))
    points = {code: told.guideline or code for code, told in REASONS.current().items()}
    found: Counter[str] = Counter(dict.fromkeys(points.values(), 0))
    for reason, times in rows:
        found[points.get(reason, Reason.OTHER.value)] += times
    return found


def waited(start: datetime, end: datetime) -> timedelta | None:
    """How long half of the people waited for an answer; None where too few were answered."""
    answered = Submission.objects.answered().filter(settled_at__gte=start, settled_at__lt=end)
    found = answered.aggregate(answers=Count("*"), median=Percentile("waited", fraction=0.5))
    return found["median"] if found["answers"] > FEW else None


def _within(events: QuerySet[Event], start: datetime, end: datetime) -> QuerySet[Event]:
    return events.filter(at__gte=start, at__lt=end, submission__contribution__example=False)


def told(number: int) -> int | None:
    """A count as the world may know it: None where it is of few."""
    return number if number > FEW else None


def told_in_parts(parts: Mapping[str, int]) -> tuple[int | None, dict[str, int | None]]:
    """A total and its parts, as the world may know them.

    The total is left out where it would tell what a hidden part is, or several together: where one
    part alone is hidden, where all that are come to few, or to the most that they can be.
    """
    hidden = [number for number in parts.values() if number <= FEW]
    tells = bool(hidden) and not FEW < sum(hidden) < FEW * len(hidden)
    total = sum(parts.values())
    return None if tells else told(total), {code: told(number) for code, number in parts.items()}
