"""Submissions by the million, cloned from a few that walked the real verbs: for measuring only.

A clone has its original's rows in every table, under its own numbers, spread over five years of
decided stories and a week of waiting ones. Diagnoses are long-tailed, as they are in life.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from accounts.roles import Role
from benchmarks.generate import unwatched
from benchmarks.sending import person, sent
from moderation import actors, workflow
from moderation.checks import Remark, Severity
from moderation.models import Contribution, Submission
from moderation.states import State
from stories.models import Diagnosis

NOTICED = Remark("names", Severity.WARN, "body", 0, 5, "A name, for measuring")
# The tables of a clone, and how its rows are found from the submission's.
TABLES = {
    "moderation_contribution": "id = (SELECT contribution_id FROM moderation_submission"
    " WHERE id = %s)",
    "moderation_submission": "id = %s",
    "moderation_event": "submission_id = %s",
    "moderation_finding": "submission_id = %s",
    "moderation_message": "submission_id = %s",
}
KEYS = {"moderation_contribution": "contribution_id", "moderation_submission": "submission_id"}
DIGESTS = ("key_digest", "sent_digest", "receipt_digest", "take_down_digest")
WEEK, YEARS = 7 * 86_400, 5 * 365 * 86_400  # seconds


def originals() -> tuple[list[Submission], list[Submission]]:
    """Two stories that wait and two that were decided, by their real verbs."""
    moderator = actors.team(person(Role.MODERATOR))
    waiting = [_waiting([]), _waiting([NOTICED])]
    declined, published = _waiting([NOTICED]), _waiting([])
    workflow.decline(declined.contribution_id, by=moderator, message="Thank you.", reason="contact")
    workflow.approve(published.contribution_id, by=moderator)
    with transaction.atomic():
        workflow.settle(declined.pk)
    workflow.publish(published.pk)
    return waiting, [declined, published]


def _waiting(remarks: list[Remark]) -> Submission:
    story: Contribution = sent()
    submission = story.submissions.get()
    workflow.screen(submission.pk, remarks)
    return submission


def clear() -> None:
    """Forget every private row: this database is the benchmarks' own."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE moderation_contribution CASCADE")


def fill(*, waiting: int, decided: int) -> None:
    """Make this many of each, and let the database know how many there are now."""
    waits, done = originals()
    slugs = list(Diagnosis.objects.order_by("position").values_list("slug", flat=True))
    with transaction.atomic(), connection.cursor() as cursor, unwatched(cursor, list(TABLES)):
        for original in waits:
            clone(cursor, original, times=waiting // len(waits), spread=WEEK, slugs=slugs)
        for original in done:
            clone(cursor, original, times=decided // len(done), spread=YEARS, slugs=slugs)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def at_least(waiting: int) -> None:
    """Make some, where fewer than this wait."""
    if Submission.objects.filter(state=State.IN_REVIEW).count() < waiting:
        fill(waiting=waiting, decided=0)


def clone(
    cursor: CursorWrapper, original: Submission, *, times: int, spread: int, slugs: list[str]
) -> None:
    """`times` more of this one, every row of it included, over `spread` seconds altogether."""
    if not times:
        return
    cursor.execute("SELECT max(id) FROM moderation_submission")
    after = cursor.fetchone()[0]
    ours = own(f"({after} + step)::bigint", slugs)
    ago = f"make_interval(secs => {spread / times} * step)"
    for table, where in TABLES.items():
        key = {"id": ours[KEYS[table]]} if table in KEYS else {}
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
            " AND (is_identity = 'NO' OR column_name = ANY(%s))",
            [table, list(key)],
        )
        values = {
            name: changed(name, kind, {**ours, **key}, ago) for name, kind in cursor.fetchall()
        }
        names = ", ".join(f'"{name}"' for name in values)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())}"
            f" FROM {table} AS one, generate_series(1, {times}) AS step WHERE {where}",
            [original.pk],
        )
    cursor.execute(
        "SELECT setval(pg_get_serial_sequence('moderation_submission', 'id'), %s)", [after + times]
    )


def own(number: str, slugs: list[str]) -> dict[str, str]:
    """What a clone has of its own, by column, as SQL of its number."""
    tail = slugs + slugs[: len(slugs) // 10] * 9  # half of all are about one in ten diagnoses
    named = {
        "story_id": f"md5('story ' || {number})::uuid",
        "contribution_id": f"md5('contribution ' || {number})::uuid",
    }
    return {
        **named,
        **{name: f"md5('{name} ' || {number})" for name in DIGESTS},
        "submission_id": number,
        "language": f"CASE WHEN mod({number}, 20) = 7 THEN 'es' ELSE 'en' END",
        "diagnoses": f"ARRAY[(string_to_array('{' '.join(tail)}', ' '))"
        f"[1 + mod({number} * 7919, {len(tail)})::int]]",
    }


def changed(name: str, kind: str, ours: dict[str, str], ago: str) -> str:
    """A column of a clone: its own, or earlier than its original's, or the same."""
    if name in ours:
        return f'CASE WHEN one."{name}" IS NOT NULL THEN {ours[name]} END'
    return f'one."{name}" - {ago}' if kind.startswith("timestamp") else f'one."{name}"'


def few_waiting(many: int) -> Iterable[Submission]:
    """Stories from all over the queue, in its order."""
    found = Submission.objects.filter(state=State.IN_REVIEW).order_by("due_at", "id")
    step = max(1, found.count() // many)
    return found[::step][:many]
