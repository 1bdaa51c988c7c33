"""Submissions by the million, cloned from a few that walked the real verbs: for measuring only.

A clone has its original's rows in every table, under its own numbers, spread over five years of
decided stories and a week of waiting ones. Diagnoses are long-tailed, as they are in life.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from accounts.roles import Role
from benchmarks.generate import unwatched
from benchmarks.sending import person, sent
from moderation import actors, sketches, workflow
from moderation.checks import Remark, Severity
from moderation.models import Contribution, Submission
from moderation.states import State
from stories.models import Diagnosis

NOTICED = Remark("names", Severity.WARN, "body", 0, 5, "A name, for measuring")
DOSE = Remark("treatment", Severity.NOTE, "body", 0, 5, "A dose, for measuring")
GRAVE = Remark("abuse", Severity.SEVERE, "body", 0, 5, "Abuse, for measuring")
DANGER = Remark("crisis", Severity.SEVERE, "body", 0, 5, "Danger, for measuring")
ADVERT = Remark("spam", Severity.WARN, "body", 0, 5, "A seller, for measuring")
# The tables of a clone, and how its rows are found from the submission's.
OF_STORY = "contribution_id = (SELECT contribution_id FROM moderation_submission WHERE id = %s)"
TABLES = {
    "moderation_contribution": OF_STORY.removeprefix("contribution_"),
    "moderation_submission": "id = %s",
    "moderation_event": "submission_id = %s",
    "moderation_finding": "submission_id = %s",
    "moderation_message": "submission_id = %s",
    "moderation_sketch": OF_STORY,
    "moderation_case": OF_STORY,
}
KEYS = {
    "moderation_contribution": "contribution_id",
    "moderation_submission": "submission_id",
    "moderation_case": "case_id",
}
DIGESTS = ("key_digest", "sent_digest", "receipt_digest", "take_down_digest")
WEEK, YEARS = 7 * 86_400, 5 * 365 * 86_400  # seconds


@dataclass(frozen=True)
class Original:
    """A story to clone, and how many of a hundred are like it; the rest are like the first."""

    submission: Submission
    percent: int = 0


def waits() -> list[Original]:
    """A story in each lane of what waits, by its real verbs."""
    first, lead = actors.team(person(Role.MODERATOR)), actors.team(person(Role.LEAD))
    usual, second, asked = _waiting([]), _waiting([NOTICED]), _waiting([])
    workflow.approve(second.contribution_id, by=first)
    _settled(workflow.decline, asked, by=lead, message="Thank you.", reason="contact")
    workflow.appeal(asked.contribution_id, by=actors.contributor())
    again = asked.contribution.submissions.get(state=State.SUBMITTED)
    workflow.screen(again.pk, [])
    rare = [Original(second, 6), Original(again, 2), Original(_waiting([DANGER]), 2)]
    noted = [Original(_waiting([DOSE]), 20), Original(_waiting([GRAVE]), 6)]
    return _sketched([Original(usual), *noted, *rare, Original(_waiting([ADVERT]), 2)])


def decisions() -> list[Original]:
    """A story in each lane of what was decided, by its real verbs."""
    lead = actors.team(person(Role.LEAD))
    published, declined, asked, coming, held, advert = (
        _waiting([remark] if remark else []) for remark in (None, NOTICED, DOSE, None, None, ADVERT)
    )
    words = {"by": lead, "message": "Thank you.", "reason": "contact"}
    _settled(workflow.decline, declined, **words)
    _settled(workflow.decline, advert, **words)
    _settled(workflow.request_changes, asked, **words)
    workflow.approve(coming.contribution_id, by=lead, at=timezone.now() + timedelta(days=2))
    for one in (published, held):
        workflow.approve(one.contribution_id, by=lead)
        workflow.publish(one.pk)
    workflow.hold(held.contribution_id, by=lead, reason="contact")
    rare = [Original(asked, 4), Original(coming, 1), Original(held, 1), Original(advert, 4)]
    # A sketch is 48 numbers: with all of them, making takes longer than measuring.
    return [Original(published), Original(declined, 40), *_sketched(rare)]


def _settled(verb: Callable[..., Contribution], submission: Submission, **how: Any) -> None:
    verb(submission.contribution_id, **how)
    with transaction.atomic():
        workflow.settle(submission.pk)


def _waiting(remarks: list[Remark]) -> Submission:
    story: Contribution = sent()
    submission = story.submissions.get()
    workflow.screen(submission.pk, remarks)
    return submission


def _sketched(originals: list[Original]) -> list[Original]:
    """These, each with a sketch, which a clone has numbers of its own for."""
    for one in originals:
        sketches.keep(one.submission.contribution_id, [0])
    return originals


def clear() -> None:
    """Forget every private row: this database is the benchmarks' own."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE moderation_contribution CASCADE")


def fill(*, waiting: int, decided: int) -> None:
    """Make this many of each, and let the database know how many there are now."""
    wanted = [(waits(), waiting, WEEK)] if waiting else []
    wanted += [(decisions(), decided, YEARS)] if decided else []
    slugs = list(Diagnosis.objects.order_by("position").values_list("slug", flat=True))
    with transaction.atomic(), connection.cursor() as cursor, unwatched(cursor, list(TABLES)):
        for originals, many, spread in wanted:
            rest = many
            for one in reversed(originals):
                times = many * one.percent // 100 if one.percent else rest
                clone(cursor, one.submission, times=times, spread=spread, slugs=slugs)
                rest -= times
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
        "case_id": f"md5('case ' || {number})::uuid",
    }
    return {
        **named,
        **{name: f"md5('{name} ' || {number})" for name in DIGESTS},
        "submission_id": number,
        "bands": f"ARRAY(SELECT hashtextextended(band || ' ' || {number}, 0)"
        f" FROM generate_series(1, {sketches.BANDS}) AS band)",
        "labels": f"CASE mod({number}, 10) WHEN 3 THEN ARRAY['death', 'children']"
        " WHEN 6 THEN ARRAY['relapse'] ELSE ARRAY[]::text[] END",
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
    """Stories from all over the queue, in its order, and of one kind: nothing was noticed."""
    found = Submission.objects.filter(state=State.IN_REVIEW, appealed_at=None, noticed=[])
    found = found.order_by("due_at", "id")
    step = max(1, found.count() // many)
    return found[::step][:many]
