"""What was decided, line by line, for leads and organisers: codes and numbers, nobody's words."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from moderation.models import Event
from moderation.queue import Lane
from moderation.reasons import about
from moderation.reckoning import LANES, TEAM
from moderation.states import WAITING, Action, State

HEADER = (
    *("id", "text", "sent_at", "decided_at", "lane", "diagnoses", "language", "action"),
    *("reason", "guideline", "minutes", "role"),
)
DECIDED = (
    *(Action.APPROVE, Action.REQUEST_CHANGES, Action.DECLINE, Action.ESCALATE),
    *(
        Action.RETURN_TO_QUEUE,
        Action.TAKE_BACK,
        Action.HOLD,
        Action.TAKE_DOWN,
        Action.RESTORE,
        Action.UPHOLD,
        Action.REOPEN,
        Action.CORRECT,
    ),
)
# Told from what happened, and not from where the text is now: it may have been answered since.
# A text is an appeal's where asking for another look had made it out of the one before.
APPEALED = Exists(
    Event.objects.filter(
        action=Action.APPEAL,
        to_state=State.SUPERSEDED,
        submission__contribution=OuterRef("submission__contribution"),
        submission__number=OuterRef("submission__number") - 1,
    )
)
LAST_SAID = Subquery(
    Event.objects.filter(
        submission=OuterRef("submission"),
        id__lt=OuterRef("id"),
        action__in=(Action.APPEAL, Action.TAKE_DOWN, Action.RESTORE, Action.UPHOLD),
    )
    .order_by("-id")
    .values("action")[:1]
)
LANE_OF = {state: lane for lane, states in LANES.items() for state in states}


def span(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first moment of one day to the last of another, in the site's time zone."""
    start = timezone.make_aware(datetime.combine(since, time()))
    return start, timezone.make_aware(datetime.combine(until + timedelta(days=1), time()))


def decisions(since: date, until: date) -> QuerySet[Event]:
    """What the team decided in these days, oldest first; never about an example."""
    start, end = span(since, until)
    return (
        Event.objects.filter(party__in=TEAM, action__in=DECIDED, at__gte=start, at__lt=end)
        .exclude(submission__contribution__example=True)
        .annotate(appealed=APPEALED, last_said=LAST_SAID)
        .select_related("submission")
        .only(
            *("at", "action", "from_state", "reason", "party", "submission__contribution_id"),
            *("submission__number", "submission__created_at", "submission__diagnoses"),
            "submission__language",
        )
        .order_by("at", "id")
    )


def rows(events: QuerySet[Event]) -> Iterator[tuple[object, ...]]:
    """The cells of each line, read from the database bit by bit."""
    for event in events.iterator(chunk_size=1000):
        one = event.submission
        yield (
            str(one.contribution_id),
            one.number,
            stamp(one.created_at),
            stamp(event.at),
            lane_of(event),
            " ".join(one.diagnoses),
            one.language,
            event.action,
            event.reason,
            about(event.reason),
            int((event.at - one.created_at) / timedelta(minutes=1)),
            event.party,
        )


def lane_of(event: Event) -> str:
    """The lane in which this was decided; what was in none by the state that it was in."""
    state = State(event.from_state)
    down = state is State.TAKEN_DOWN and event.last_said == Action.APPEAL  # type: ignore[attr-defined]
    if down or (state in WAITING and event.appealed):  # type: ignore[attr-defined]
        return Lane.APPEALS.value
    return LANE_OF.get(state, state.value)


def stamp(at: datetime) -> str:
    return at.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")
