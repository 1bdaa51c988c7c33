"""The figures that everybody may read: counted here, where stories and reports can be seen both."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from jobs.work import Lease, handler
from moderation import figures
from moderation.models import Submission
from readers.models import Report
from stories.models import Figure

Kind = Figure.Kind
MOST = 40  # quarters


@handler("count-figures", every=timedelta(hours=24))
def count_figures(lease: Lease) -> None:
    """Count each quarter that is over, once."""
    done = set(Figure.objects.values_list("quarter", flat=True))
    for quarter in over():
        if quarter not in done:
            with transaction.atomic():
                count(quarter)


def over() -> list[date]:
    """The quarters that are over, since the first story, each by its first day."""
    first = Submission.objects.aggregate(first=Min("created_at"))["first"]
    if first is None:
        return []
    ended, now = [], of(timezone.localdate())
    quarter = of(timezone.localtime(first).date())
    while quarter < now:
        ended.append(quarter)
        quarter = following(quarter)
    return ended[-MOST:]


def of(day: date) -> date:
    """The first day of the quarter that a day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def following(quarter: date) -> date:
    return of(quarter + timedelta(days=95))


def count(quarter: date) -> None:
    """Write down the figures of one quarter; what is of few is never written at all."""
    start, end = (
        timezone.make_aware(datetime.combine(day, time())) for day in (quarter, following(quarter))
    )
    Figure.objects.bulk_create(
        [
            Figure(quarter=quarter, kind=kind, code=code, number=number)
            for kind, code, number in counted(start, end)
        ],
        ignore_conflicts=True,
    )


def counted(start: datetime, end: datetime) -> Iterator[tuple[str, str, int | None]]:
    yield Kind.RECEIVED, "", figures.told(figures.received(start, end))
    yield Kind.PUBLISHED, "", figures.told(figures.published(start, end))
    waited = figures.waited(start, end)
    yield Kind.WAITED, "", -(-waited // timedelta(hours=1)) if waited else None
    told = Report.objects.filter(created_at__gte=start, created_at__lt=end).count()
    yield Kind.REPORTED, "", figures.told(told)
    for kind, parts in (
        (Kind.DECLINED, figures.declined(start, end)),
        (Kind.ANSWERED, outcomes(start, end)),
    ):
        total, cells = figures.told_in_parts(parts)
        yield kind, "", total
        yield from ((kind, code, number) for code, number in cells.items())


def outcomes(start: datetime, end: datetime) -> Counter[str]:
    """How many reports were answered, by what came of them.

    That there was nothing in one is for the team; whoever told us reads that it may stay.
    """
    closed = Report.objects.filter(closed_at__gte=start, closed_at__lt=end).exclude(outcome="")
    found = Counter(dict.fromkeys(Report.Outcome.values, 0))
    found.update(dict(closed.order_by().values_list("outcome").annotate(Count("id"))))
    found[Report.Outcome.STAYS] += found.pop(Report.Outcome.GROUNDLESS)
    return found
