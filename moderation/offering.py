"""What comes next for whom: a language they read, nothing they avoid today, heavy ones shared.

Nothing here keeps a story from being read: who avoids it, and who has had more heavy ones, counts
only until its deadline is near.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q, Value
from django.db.models.functions import Least, Now
from django.utils import timezone

from accounts.roles import holders
from moderation.actors import Actor
from moderation.content_labels import heavy, heavy_ones
from moderation.models import DeskSettings, Event, Look, Submission, judged_by
from moderation.reach import opens
from moderation.states import Action, Party, State

OFFERED = {
    Party.MODERATOR: (State.IN_REVIEW, State.SECOND_REVIEW),
    Party.LEAD: (State.ESCALATED, State.IN_REVIEW, State.SECOND_REVIEW),
}
LAST = timedelta(hours=4)  # before a deadline, or its last quarter where that is less
THERE = timedelta(minutes=30)  # since they last began to read one
SITTING = timedelta(minutes=30)  # a longer gap between two stories was a break
RUN = 3  # heavy stories in one sitting, after which a break is suggested
NEAR = Q(
    due_at__lte=Now()
    + Least(
        Value(LAST, output_field=DurationField()),
        ExpressionWrapper((F("due_at") - F("created_at")) / 4, output_field=DurationField()),
    )
)


@dataclass(frozen=True)
class Day:
    """What one person began to read today, and in this sitting, and how much of it was heavy."""

    read: int = 0
    heavy: int = 0
    run: int = 0

    @property
    def enough(self) -> bool:
        """Whether a break would do them good."""
        return self.run >= RUN


def midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def day_of(user_id: int) -> Day:
    """This person's own day, in one query; for nobody else's eyes."""
    begun = (
        Event.objects.filter(action=Action.CLAIM, at__gte=midnight(), actor=user_id)
        .order_by("-at")
        .values_list("at", "submission__contribution", "submission__labels")
    )
    before = timezone.now()
    stories: dict[object, bool] = {}
    sitting: set[object] = set()
    sits = True
    for at, story, labels in begun:
        sits, before = sits and before - at <= SITTING, at
        weighs = heavy(labels)
        stories[story] = stories.get(story, False) or weighs
        if sits and weighs:
            sitting.add(story)
    return Day(len(stories), sum(stories.values()), len(sitting))


def takes(user_id: int, party: Party, settings: DeskSettings) -> Q:
    """What this person may be offered, whoever else is there."""
    may = Q(state__in=OFFERED[party]) & opens(user_id, settings) & ~judged_by(user_id)
    if settings.languages:
        may &= Q(language__in=settings.languages)
    if avoided := settings.avoided(timezone.localdate()):
        may &= ~Q(labels__overlap=avoided) | NEAR
    return may


def offered(by: Actor, *, anyway: bool = False) -> Q:
    """What may be next for this person; `anyway`: also a heavy one that is a colleague's turn.

    A heavy story is for whoever had the fewest of them today among those who are here and would be
    offered it, until its deadline is near.
    """
    assert by.id is not None
    mine = takes(by.id, by.party, DeskSettings.of(by.id))
    if anyway or not (fresher := list(_fresher(by.id))):
        return mine
    weighs = Q(labels__overlap=sorted(heavy_ones()))
    return mine & ~(weighs & ~NEAR & reduce(or_, fresher))


def _fresher(user_id: int) -> Iterable[Q]:
    """What each person takes who is here now, and had fewer heavy stories today than this one."""
    reading = Submission.objects.filter(claimed_until__gt=Now()).order_by()
    looking = Look.objects.filter(until__gt=Now())
    here = {
        *reading.values_list("claimed_by", flat=True),
        *looking.values_list("user", flat=True),
    } - {user_id}
    if not here:
        return
    began = {row["actor"]: row for row in _today({*here, user_id})}
    mine = began[user_id]["heavy"] if user_id in began else 0
    since = timezone.now() - THERE
    fewer = {
        one
        for one in here & set(began)
        if began[one]["heavy"] < mine and began[one]["last"] >= since
    }
    if not fewer:
        return
    kept = {one.pk: one for one in DeskSettings.objects.filter(pk__in=fewer)}
    leads = {one.pk for one in holders("lead")}
    for one in holders("moderate"):
        if one.pk in fewer:
            party = Party.LEAD if one.pk in leads else Party.MODERATOR
            yield takes(one.pk, party, kept.get(one.pk, DeskSettings(user=one)))


def _today(people: Iterable[int]) -> Iterable[Any]:
    """How many heavy stories each of these began to read today, and when they began the last."""
    heavy = Count(
        "submission__contribution",
        distinct=True,
        filter=Q(submission__labels__overlap=sorted(heavy_ones())),
    )
    begun = Event.objects.filter(action=Action.CLAIM, at__gte=midnight(), actor__in=people)
    return begun.values("actor").annotate(heavy=heavy, last=Max("at")).order_by()
