"""The desk with a million decided stories behind it and a hundred thousand before it.

The same pages are asked for among a thousand stories and among all: what one person waits for must
not depend on how much a site has ever held.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from benchmarks import evening, lanes
from benchmarks.counting import afresh, queries
from benchmarks.figures import Figure
from benchmarks.sending import person

SLOWER = 1.5  # at most, against the same among a thousand
WARM = 3


@dataclass(frozen=True)
class Cost:
    milliseconds: float
    queries: int


def measure(*, waiting: int, decided: int, times: int) -> list[Figure]:
    """What each page of the desk costs among a thousand stories, and among all of these."""
    filled(waiting=90, decided=910)
    few = asked(times)
    seconds = filled(waiting=waiting, decided=decided)
    many = asked(times)
    made = Figure(
        f"{decided:,} decided and {waiting:,} waiting stories made", f"{seconds:.0f} seconds"
    )
    pages = [one for name in few for one in compared(name, few[name], many[name])]
    return [made, *pages, *lanes.measure()]


def filled(*, waiting: int, decided: int) -> float:
    """Seconds to make so many in the place of all that there were."""
    evening.clear()
    start = time.perf_counter()
    evening.fill(waiting=waiting, decided=decided)
    return time.perf_counter() - start


def compared(name: str, few: Cost, many: Cost) -> list[Figure]:
    return [
        Figure(
            f"desk: {name}",
            f"{many.milliseconds:.1f} ms",
            f"{few.milliseconds:.1f} ms among a thousand",
            many.milliseconds / few.milliseconds,
            at_most=SLOWER,
        ),
        Figure(
            f"desk: {name}: queries",
            f"{many.queries}",
            f"{few.queries} among a thousand",
            many.queries / few.queries,
            at_most=1,
        ),
    ]


def asked(times: int) -> dict[str, Cost]:
    """Each page, asked for by one moderator so many times."""
    client = signed_in(person(Role.MODERATOR))
    stories = [one.contribution_id for one in evening.few_waiting(times)]
    pages = [reverse("desk:review", args=[story]) for story in stories]
    return {
        "the queue": cost(lambda _turn: get(client, reverse("desk:queue")), times),
        "a story": cost(lambda turn: get(client, pages[turn % len(pages)]), times),
        "the next one, and leave it": cost(turns(client), times),
    }


def turns(client: Client) -> Callable[[int], None]:
    """Be given the next story, and the next time leave that one for somebody else."""
    left = {"skip": ""}

    def following(_turn: int) -> None:
        answer = client.post(reverse("desk:next"), left)
        if answer.status_code != 302 or "nothing" in answer["Location"]:
            raise RuntimeError(f"no next story: {answer.status_code}")
        left["skip"] = answer["Location"].strip("/").rpartition("/")[2]

    return following


def get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code} {answer.headers.get('Location')}")


def cost(ask: Callable[[int], None], times: int) -> Cost:
    """The middle time, and the most queries, of many; the first ones only warm up."""
    seconds, most = [], 0
    for turn in range(times + WARM):
        afresh()
        with queries() as sent:
            start = time.perf_counter()
            ask(turn)
            seconds.append(time.perf_counter() - start)
        most = max(most, len(sent)) if turn >= WARM else 0
    return Cost(median(seconds[WARM:]) * 1000, most)


def signed_in(user: User) -> Client:
    """A session of a member of the team that has shown its second factor."""
    factor, _new = Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}}
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
    request.session.save()
    return client
