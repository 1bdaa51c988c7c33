"""The list of what was taken back, as a test reads it, loses it, and plays it again."""

import json

from django.db import connection

from moderation import (
    actors,
    ledger,
    replay,
)
from moderation.models import Contribution, Deed
from tests.factories import person


def a_lead() -> actors.Actor:
    return actors.team(person("lead@example.org", "lead"))


def lines(file) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert all(list(row) == ["id", "kind", "subject", "at"] for row in rows)
    return [(row["subject"], row["kind"]) for row in rows]


def kinds(kept: Contribution) -> list[str]:
    return list(Deed.objects.filter(subject=kept.pk).order_by("at").values_list("kind", flat=True))


def forget_the_deeds() -> None:
    """As a backup from before them knows none."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moderation_deed DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM moderation_deed")
        cursor.execute("ALTER TABLE moderation_deed ENABLE TRIGGER USER")


def again(*deeds: tuple[Contribution, str]) -> None:
    """Do again what another database had done."""
    rows = [Deed(subject=str(kept.pk), kind=kind) for kept, kind in deeds]
    at = Contribution.objects.order_by("-created_at")[0].created_at
    text = "".join(
        json.dumps({"id": str(row.pk), "kind": row.kind, "subject": row.subject,
                    "at": at.replace(microsecond=number).isoformat()}) + "\n"
        for number, row in enumerate(rows)
    )  # fmt: skip
    replay.replay(map(ledger.Line.read, text.splitlines()))
