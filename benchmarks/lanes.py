"""How PostgreSQL finds what somebody chose to look at in the lanes of the desk: by its indexes.

Every lane is asked for what it counts, for its first page and for one from the middle on, with each
choice. Nothing may walk through all submissions, nor through a lane to find the few that fit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.roles import Role
from benchmarks import plans
from benchmarks.counting import queries
from benchmarks.figures import Figure
from benchmarks.plans import TIME, indexes
from benchmarks.sending import person
from moderation import actors, queue
from moderation.actors import Actor
from moderation.queue import SHELVES, Lane, Narrowing

# Each choice, once where many fit, once where few do; the second and fourth check are in one lane
# alone, where the database, which knows no lanes, would look for it in all.
CHOICES = {
    "no choice": [Narrowing()],
    "by diagnosis": [Narrowing(diagnosis="lymphoma"), Narrowing(diagnosis="lch")],
    "by check": [Narrowing(check=check) for check in ("treatment", "abuse", "spam", "names")],
    "by language": [Narrowing(language="en"), Narrowing(language="es")],
    "by age": [Narrowing(older="3"), Narrowing(older="30")],
    "by all of them": [Narrowing("lymphoma", "es", "treatment", "3")],
}
# Submissions looked at in one lane, of up to a hundred thousand. What is scheduled, and what was
# decided in two weeks, may be sorted as it is: that many are in neither.
MOST = 12_000
SCAN = re.compile(
    r"Scan(?: Backward)?(?: using \w+)? on moderation_submission\b.*rows=([\d.]+) loops=(\d+)"
)
REMOVED = re.compile(r"Rows Removed by (?:Filter|Index Recheck): (\d+)")
WALKED = "Seq Scan on moderation_submission"


@dataclass(frozen=True)
class Answer:
    """One statement of the desk, as the database carried it out."""

    asked: str
    lines: tuple[str, ...]

    @property
    def read(self) -> int:
        """How many submissions were looked at for it, of the lane where these were most."""
        scans: list[float] = [0]
        loops = 0
        for line in self.lines:
            if found := SCAN.search(line):
                loops = int(found[2])
                scans.append(float(found[1]) * loops)
            elif "->" in line:
                loops = 0
            elif loops and (removed := REMOVED.search(line)):
                scans[-1] += int(removed[1]) * loops
        return round(max(scans))

    @property
    def good(self) -> bool:
        return self.read <= MOST and not any(WALKED in line for line in self.lines)

    @property
    def milliseconds(self) -> float:
        found = TIME.search("\n".join(self.lines))
        return float(found[1]) if found else 0.0


def measure() -> list[Figure]:
    """One figure for each choice: 1 where no lane is walked for it."""
    by = actors.team(person(Role.LEAD))
    found = []
    for what, chosen in CHOICES.items():
        answers = [one for narrowing in chosen for one in answered(by, narrowing)]
        slowest = max(one.milliseconds for one in answers)
        most = max(one.read for one in answers)
        used = sorted({name for one in answers for name in indexes(one.lines)} & ours())
        worst = max(answers, key=lambda one: (not one.good, one.read))
        found.append(
            Figure(
                f"plan: the desk's lanes, {what}",
                f"{slowest:.1f} ms, {most:,} rows read",
                ", ".join(used),
                float(worst.good),
                at_least=1,
                note="" if worst.good else "\n".join([f"{what}, {worst.asked}:", *worst.lines]),
            )
        )
    return found


def answered(by: Actor, narrowing: Narrowing) -> Iterator[Answer]:
    """Every statement about submissions that the desk sends for these choices, carried out."""
    yield from explained("counts", queue.counts, by, narrowing)
    for which in SHELVES:
        if which is Lane.SAFEGUARDING:  # of cases, and not narrowed
            continue
        how: dict[str, Any] = {"by": by, "narrowing": narrowing}
        lane = queue.held(which, by=by, narrowing=Narrowing())
        half = lane.count() // 2
        place = queue.place_of(SHELVES[which], list(lane[half : half + 1]))
        yield from explained(f"{which}, first page", queue.page, which, **how)
        yield from explained(f"{which}, from the middle", queue.page, which, after=place, **how)


def explained(asked: str, ask: Any, *args: Any, **how: Any) -> Iterator[Answer]:
    """What this sends, as the database carries it out."""
    with queries() as sent:
        ask(*args, **how)
    for sql, params in sent:
        if '"moderation_submission"' in sql:
            yield Answer(asked, plans.explained(sql, params))


def ours() -> set[str]:
    """The indexes of submissions, by name."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "moderation_submission")
    return {name for name, about in found.items() if about["index"]}
