"""How the desk is doing, in numbers: what waits, how long answers take, what was turned round.

What is so now is asked when somebody looks. What needs many weeks is worked out once an hour by a
job and kept: a million decided stories take a second, and nobody waits for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import (
    Aggregate,
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Now, TruncWeek
from django.utils import timezone

from accounts.models import User
from jobs.work import Lease, handler
from moderation.checks import COULD_NOT_RUN
from moderation.content_labels import heavy_ones
from moderation.models import Case, Contribution, Event, Finding, Reckoning, Submission
from moderation.queue import SHELVES, Lane
from moderation.reasons import Dismissal
from moderation.states import DECISIONS, WAITING, Action, Party, State
from stories.models import Diagnosis

WEEKS = 52
TEAM = (Party.MODERATOR, Party.LEAD)
LANES = {
    "review": (State.IN_REVIEW,),
    "attention": (State.ESCALATED,),
    "second": (State.SECOND_REVIEW,),
}
# Since when what is in a lane waits for somebody; `waiting` knows it of the two others.
SINCE = {
    Lane.REVIEW: "created_at",
    Lane.ATTENTION: "created_at",
    Lane.SECOND: "created_at",
    Lane.APPEALS: "appealed_at",
}
ANSWERED = (*DECISIONS, Action.TAKE_DOWN, Action.RESTORE, Action.UPHOLD)
OLD = timedelta(hours=3)  # figures that are older were missed by the job; the page says so


# --- now -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """What one lane holds now, and since when the one waits that was sent first."""

    lane: Lane
    stories: int  # of safeguarding it is the cases
    oldest: datetime | None


def waiting() -> list[Waiting]:
    """What waits for the team in each lane, as its list holds it, in three queries.

    The oldest is the one that was sent first, or asked first, or rests longest. It is not the one
    that is due first: a grave note makes a young story due before an old one.
    """
    listed = Submission.objects.for_somebody().editorial().order_by()
    asked: dict[str, Aggregate] = {}
    for lane, since in SINCE.items():
        holds = SHELVES[lane].holds
        asked[lane.value] = Count("pk", filter=holds)
        asked[f"{lane}_oldest"] = Min(since, filter=holds)
    held = listed.aggregate(**asked)
    cases = Case.objects.open().aggregate(stories=Count("*"), oldest=Min("opened_at"))
    resting = list(
        Event.objects.filter(
            ~Q(from_state=State.HELD),
            to_state=State.HELD,
            submission__in=listed.filter(SHELVES[Lane.REPORTED].holds),
        )
        .order_by()
        .values("submission")
        .annotate(since=Max("at"))
        .values_list("since", flat=True)
    )
    found = {lane: Waiting(lane, held[lane.value], held[f"{lane}_oldest"]) for lane in SINCE}
    found[Lane.SAFEGUARDING] = Waiting(Lane.SAFEGUARDING, cases["stories"], cases["oldest"])
    found[Lane.REPORTED] = Waiting(Lane.REPORTED, len(resting), min(resting, default=None))
    return [found[lane] for lane in Lane if lane in found]


def waiting_by_group() -> dict[str, tuple[int, datetime | None]]:
    """How many stories wait for the team in each group of diagnoses, and when the oldest was sent.

    A story with diagnoses of two groups counts in both.
    """
    asked: dict[str, Aggregate] = {}
    known = list(groups().items())
    for number, (_group, slugs) in enumerate(known):
        about = Q(diagnoses__overlap=slugs)
        asked[f"stories_{number}"] = Count("pk", filter=about)
        asked[f"oldest_{number}"] = Min("created_at", filter=about)
    held = Submission.objects.for_somebody().editorial().order_by().aggregate(**asked)
    return {
        group: (held[f"stories_{number}"], held[f"oldest_{number}"])
        for number, (group, _slugs) in enumerate(known)
    }


@dataclass(frozen=True)
class Load:
    """What one person of the team answered of late, and holds now."""

    user: User
    week: int
    month: int
    heavy: int  # of those of the month, stories that weigh on whoever reads them
    holds: int


def loads(*, only: int | None = None) -> list[Load]:
    """What each person answered in 7 and in 28 days, most first; `only`: of this one alone."""
    events = Event.objects.filter(
        party__in=TEAM, action__in=ANSWERED, at__gte=Now() - timedelta(days=28)
    )
    held = Submission.objects.filter(state__in=WAITING, claimed_until__gt=Now())
    if only is not None:
        events, held = events.filter(actor=only), held.filter(claimed_by=only)
    month = dict(events.order_by().values_list("actor").annotate(count=Count("pk")))
    weighs = events.filter(submission__labels__overlap=sorted(heavy_ones()))
    heavy = dict(weighs.order_by().values_list("actor").annotate(count=Count("pk")))
    late = events.filter(at__gte=Now() - timedelta(days=7))
    week = dict(late.order_by().values_list("actor").annotate(count=Count("pk")))
    holds = dict(held.order_by().values_list("claimed_by").annotate(count=Count("pk")))
    users = User.objects.filter(pk__in={*month, *holds, *([only] if only else [])})
    found = [
        Load(
            user,
            week=week.get(user.pk, 0),
            month=month.get(user.pk, 0),
            heavy=heavy.get(user.pk, 0),
            holds=holds.get(user.pk, 0),
        )
        for user in users
    ]
    return sorted(found, key=lambda load: (-load.month, load.user.pk))


# --- over many weeks -----------------------------------------------------------------------------


@handler("reckon", every=timedelta(hours=1))
def reckon(lease: Lease) -> None:
    """Work the figures of the last weeks out anew, and keep them."""
    keep()


@transaction.atomic
def keep() -> Reckoning:
    """Work out what takes long, and put it in the place of what was kept before."""
    row = Reckoning.objects.create(figures=worked_out(timezone.localdate()))
    Reckoning.objects.exclude(pk=row.pk).delete()
    row.refresh_from_db()
    return row


def kept() -> Reckoning:
    """The figures as they were last worked out; the first time, now."""
    return Reckoning.objects.order_by("-at", "-pk").first() or keep()


def worked_out(today: date) -> dict[str, Any]:
    """All that is kept, as plain values; as many queries whatever there is."""
    mondays = weeks(today)
    start = timezone.make_aware(datetime.combine(mondays[0], datetime.min.time()))
    answered = real(Submission.objects.filter(settled_at__gte=start))
    return {
        "weeks": [monday.isoformat() for monday in mondays],
        "answers": weekly(answered, slices(), mondays),
        "checks": checks(start),
        "reversed": reversals(start, mondays),
        "second": second(start),
    }


def weeks(today: date) -> list[date]:
    """The Mondays of the last weeks, this one last."""
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def groups() -> dict[str, list[str]]:
    """The slugs of each group of diagnoses, in the order of the tree."""
    found: dict[str, list[str]] = {}
    for group, slug in Diagnosis.objects.order_by("position").values_list("group", "slug"):
        if group:
            found.setdefault(group, []).append(slug)
    return found


def slices() -> dict[str, Q]:
    """Which answers are counted by themselves: by the lane that they came from, and by group."""
    # What was taken down kept the answer that it had before its contributor asked again.
    again = Q(appealed_at__lte=F("settled_at"))
    found = {lane: Q(decided_from__in=states) & ~again for lane, states in LANES.items()}
    found["appeals"] = again
    return found | {f"group:{name}": Q(diagnoses__overlap=of) for name, of in groups().items()}


def real(found: QuerySet, path: str = "contribution") -> QuerySet:
    """Without examples, but where there is nothing else to see. `path`: from a row to its story."""
    if settings.MARROW_DEMO:
        return found
    # As a list of the few that are one: to join every story in would cost more than the rest.
    examples: QuerySet = Contribution.objects.filter(example=True)
    text, _dots, _story = path.rpartition("__")
    if text:
        examples = Submission.objects.filter(contribution__in=examples)
    return found.exclude(**{f"{text or path}__in": examples.order_by().values("pk")})


Weeks = list[list[float] | None]


def weekly(found: QuerySet, parts: dict[str, Q], mondays: list[date]) -> dict[str, Weeks]:
    """How many people had an answer, and within how many hours half and 9 of 10, week by week.

    Of all, and of each part. One query that tells once of each row which parts it is in, and reads
    nothing but the index `answers`: a year of a busy site takes a third of a second.
    """
    told = {
        f"part_{number}": ExpressionWrapper(part, output_field=BooleanField())
        for number, part in enumerate(parts.values())
    }
    waited = F("settled_at") - F("created_at")
    # In an order, so that the database makes these rows before it counts them.
    rows = found.annotate(week=TruncWeek("settled_at"), waited=waited, **told).order_by("week")
    inner, given = rows.values_list("week", "waited", *told).query.sql_with_params()
    middle = "percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY waited)"
    which = ["true", *told]
    counted = (f"count(*) FILTER (WHERE {one}), {middle} FILTER (WHERE {one})" for one in which)
    # All of it is SQL that Django made, and names from above.
    asked = ", ".join(["week", *counted])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM ({inner}) answered GROUP BY week", given)  # noqa: S608
        known = {week.date(): cells for week, *cells in cursor.fetchall()}
    answers: dict[str, Weeks] = {name: [] for name in ("all", *parts)}
    for monday in mondays:
        cells = known.get(monday, [0, None] * len(answers))
        for name, times, lengths in zip(answers, cells[::2], cells[1::2], strict=True):
            answers[name].append([times, *map(hours, lengths)] if times else None)
    return answers


def hours(length: timedelta) -> float:
    return round(length / timedelta(hours=1), 2)


def checks(start: datetime) -> list[dict[str, Any]]:
    """Each check: how often it pointed at something that was decided since, and was dismissed.

    Only where who decided had begun to read the story: nobody judged a note that nobody saw, as of
    what was declined among many, or by a program.
    """
    read = Event.objects.filter(
        submission=OuterRef("submission"),
        action=Action.CLAIM,
        actor=OuterRef("submission__decided_by"),
    )
    found = real(
        Finding.objects.filter(Exists(read), submission__settled_at__gte=start)
        .exclude(submission__decided_by=None)
        .exclude(reason=COULD_NOT_RUN),
        "submission__contribution",
    )
    rows = (
        found.order_by()
        .values("check_id")
        .annotate(
            noticed=Count("*"),
            mistaken=Count("pk", filter=Q(dismissed_because=Dismissal.MISTAKEN)),
            stayed=Count("pk", filter=Q(dismissed_at__isnull=False))
            - Count("pk", filter=Q(dismissed_because=Dismissal.MISTAKEN)),
        )
    )
    return sorted(rows, key=lambda row: (-row["noticed"], row["check_id"]))


def reversals(start: datetime, mondays: list[date]) -> dict[str, Any]:
    """What was turned round: decisions taken back in their grace, and appeals that succeeded."""
    events = real(Event.objects.filter(party__in=TEAM, at__gte=start), "submission__contribution")
    taken_back, decided = by_week(events, mondays, [[Action.TAKE_BACK], DECISIONS])
    appealed = real(Submission.objects.filter(appealed_at__gte=start).exclude(appealed_at=None))
    last = {
        row["submission"]: row["action"]
        for row in Event.objects.filter(submission__in=appealed, party__in=TEAM)
        .filter(Q(action__in=(Action.RESTORE, Action.UPHOLD)) | Q(action__in=DECISIONS))
        .filter(at__gte=F("submission__appealed_at"))
        .order_by("id")
        .values("submission", "action")
    }
    settled = dict(appealed.values_list("pk", "settled_at"))
    ended = {
        pk: action
        for pk, action in last.items()
        if action not in DECISIONS or settled[pk] is not None
    }
    won = (Action.APPROVE, Action.RESTORE)
    return {
        "taken_back": taken_back,
        "decided": decided,
        "appeals": len(settled),
        "ended": len(ended),
        "succeeded": sum(action in won for action in ended.values()),
    }


def second(start: datetime) -> dict[str, int]:
    """How often the second of two people, who does not see what the first made of it, agreed."""
    read = Event.objects.filter(action=Action.APPROVE, to_state=State.SECOND_REVIEW)
    ended = real(Submission.objects.filter(settled_at__gte=start, pk__in=read.values("submission")))
    events = Event.objects.filter(submission__in=ended, party__in=TEAM, action__in=DECISIONS)
    last = dict(events.order_by("id").values_list("submission", "action"))
    agreed = sum(action == Action.APPROVE for action in last.values())
    return {"read": len(last), "agreed": agreed}


def by_week(
    events: QuerySet, mondays: list[date], kinds: Sequence[Sequence[Action]]
) -> list[list[int]]:
    """How many events there were of each of these kinds, week by week."""
    counts = {
        f"kind_{number}": Count("pk", filter=Q(action__in=kind))
        for number, kind in enumerate(kinds)
    }
    rows = events.annotate(week=TruncWeek("at")).order_by().values("week").annotate(**counts)
    known = {timezone.localdate(row["week"]): row for row in rows}
    return [[known[day][kind] if day in known else 0 for day in mondays] for kind in counts]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Between which shares the true one lies, 19 times of 20 (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z = 1.96
    share, spread = hits / of, z * z / of
    middle = share + spread / 2
    width = z * sqrt(share * (1 - share) / of + spread / of / 4)
    return max(0.0, (middle - width) / (1 + spread)), min(1.0, (middle + width) / (1 + spread))
