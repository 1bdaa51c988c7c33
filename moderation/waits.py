"""How long people waited for our answer of late, so that what we promise is what happens.

Only time between sending and an answer that took effect counts. An alarm, a deadline and a decision
in its grace are nowhere in it, so what is told from it gives none of them away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, DurationField
from django.db.models.functions import Now
from django.utils import timezone

from moderation import deadlines, hours
from moderation.models import Submission, SubmissionQuerySet

OF_LATE = timedelta(days=90)
ENOUGH = 20  # answers; fewer tell more about each story than about us
MOST = 1000  # answers, the newest: a busy site's page costs no more than that
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Wait:
    """Half of the people had heard within `p50`, nine of ten within `p90`."""

    p50: timedelta
    p90: timedelta

    @property
    def unit(self) -> timedelta:
        """What it is told in: whole hours up to a day, else whole days."""
        return HOUR if self.p90 <= DAY else DAY

    @property
    def told(self) -> tuple[int, int]:
        """Both, rounded up, so that nobody hears later than they were told for our rounding."""
        return rounded_up(self.p50, self.unit), rounded_up(self.p90, self.unit)


def rounded_up(length: timedelta, unit: timedelta) -> int:
    """How many of these units cover it; one at least."""
    return max(1, -(-length // unit))


class Percentile(Aggregate):
    """PostgreSQL's ordered-set aggregate, between the rows where it falls there."""

    template = "percentile_cont(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def lately() -> SubmissionQuerySet:
    """What was answered of late, the newest first, each with how long its person had `waited`."""
    answered = Submission.objects.answered().filter(settled_at__gte=Now() - OF_LATE)
    return answered.order_by("-settled_at")[:MOST]


def recent() -> Wait | None:
    """How long people waited of late, or None where too few answers would tell."""
    found = lately().aggregate(
        answers=Count("*"),
        p50=Percentile("waited", fraction=0.5),
        p90=Percentile("waited", fraction=0.9),
    )
    return Wait(found["p50"], found["p90"]) if found["answers"] >= ENOUGH else None


def days(wait: Wait | None) -> int:
    """Whole days within which most people hear from us."""
    return rounded_up(wait.p90 if wait else deadlines.current().due, DAY)


def hoped(sent_at: datetime, wait: Wait | None) -> datetime:
    """When somebody who sent something then should have heard.

    What was measured holds the days on which nobody reads already: only its end may not fall on
    one. The time that the desk is given holds none, so it pauses on them; it is the one that
    people were told when they sent it.
    """
    if wait is None:
        return counted(sent_at, deadlines.at(sent_at).due)
    return counted(sent_at + wait.told[1] * wait.unit, timedelta())


def counted(start: datetime, length: timedelta) -> datetime:
    """The first moment in the team's hours, in its time zone, with this time behind it."""
    team = hours.current()
    at = timezone.localtime(start) + length % DAY
    left = length // DAY
    while left:
        at += DAY
        left -= team.reads_on(at.date())
    return team.next(at)
