"""What was decided, line by line, for leads and organisers: codes and numbers, nobody's words."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from moderation.models import Event
from moderation.reasons import about
from moderation.reckoning import LANES, TEAM
from moderation.states import Action, State

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
        state = State(event.from_state)
        yield (
            str(one.contribution_id),
            one.number,
            stamp(one.created_at),
            stamp(event.at),
            LANE_OF.get(state, state.value),
            " ".join(one.diagnoses),
            one.language,
            event.action,
            event.reason,
            about(event.reason),
            int((event.at - one.created_at) / timedelta(minutes=1)),
            event.party,
        )


def stamp(at: datetime) -> str:
    return at.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")
