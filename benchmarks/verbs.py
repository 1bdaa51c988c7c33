"""Submit and approve in one process, against the same rows in bare SQL."""

import os
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from statistics import median
from typing import Any

import psycopg

from accounts.roles import Role
from benchmarks import statements
from benchmarks.bare import Names, Recording, Statement, plain, rows_of
from benchmarks.figures import Figure
from benchmarks.sending import person, sent
from jobs.models import Job
from moderation import actors, workflow

AT_LEAST = 0.15
OWN = ("id", "contribution_id", "story_id", "submission_id", "key", "subject")
OWN += ("key_digest", "receipt_digest", "take_down_digest")


def measure(*, times: int) -> list[Figure]:
    """`times` stories each way, in turn; each is screened in between, which is not measured."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        verbs, bare = Verbs(), Bare(connection)
        pairs = [(verbs.once(), bare.once()) for _ in range(times)]
        bare.check(verbs.last)
    Job.objects.all().delete()  # they would come to life with the next relay
    ours, least = (median(seconds) for seconds in zip(*pairs, strict=True))
    return [
        *statements.measure(),
        Figure(
            "submit and approve",
            f"{1 / ours:.0f} a second",
            f"{1 / least:.0f} a second: the same rows in bare SQL",
            median(bare / verb for verb, bare in pairs),
            at_least=AT_LEAST,
        ),
    ]


class Verbs:
    """The real verbs."""

    def __init__(self) -> None:
        self.moderator = actors.team(person(Role.MODERATOR))
        self.last: uuid.UUID

    def once(self) -> float:
        start = time.perf_counter()
        story = sent()
        seconds = time.perf_counter() - start
        workflow.screen(story.submissions.get().pk, [])
        start = time.perf_counter()
        workflow.approve(story.pk, by=self.moderator, message="Thank you.")
        self.last = story.pk
        return seconds + time.perf_counter() - start


class Bare:
    """What the verbs wrote for one story, written again for others with nothing around it."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self.last: uuid.UUID
        story = sent()
        seen: list[dict] = [{}, rows_of(connection, story.pk)]
        submission = story.submissions.get().pk
        workflow.screen(submission, [])
        seen.append(rows_of(connection, story.pk))
        moderator = actors.team(person(Role.MODERATOR))
        workflow.approve(story.pk, by=moderator, message="Thank you.")
        seen.append(rows_of(connection, story.pk))
        of = Names(submission, story.pk, story.story_id)
        self.deeds = [Recording(*seen[place : place + 2], of=of) for place in range(3)]

    def once(self) -> float:
        names = Names(self._next())
        submit, screen, approve = (deed.statements(names) for deed in self.deeds)
        self.last = names.contribution
        seconds = self._send(submit)
        self._send(screen)
        return seconds + self._send(approve)

    def check(self, story: uuid.UUID) -> None:
        """Raises unless both ways left the same rows, but for their own numbers and times."""
        ours, bare = (alike(rows_of(self.connection, one)) for one in (story, self.last))
        if ours != bare:
            raise RuntimeError(f"other rows than the verbs write: {bare} for {ours}")

    def _next(self) -> int:
        query = "SELECT nextval(pg_get_serial_sequence('moderation_submission', 'id'))"
        row = self.connection.execute(query).fetchone()
        assert row is not None
        return row[0]

    def _send(self, statements: Sequence[Statement]) -> float:
        start = time.perf_counter()
        with self.connection.transaction():
            for query, row in statements:
                self.connection.execute(query, row)
        return time.perf_counter() - start


def alike(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows without what differs from story to story."""
    return {
        table: [
            {
                name: plain(value)
                for name, value in row.items()
                if name not in OWN and not isinstance(value, datetime)
            }
            for row in found
        ]
        for table, found in rows.items()
    }
