"""The rows that a verb wrote, written again in bare SQL under other numbers."""

import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

JSONB = psycopg.postgres.types["jsonb"].oid
Row = dict[str, Any]
# What belongs to one contribution, in an order that foreign keys like.
TABLES = {
    "moderation_contribution": "id = %(id)s",
    "moderation_consent": "contribution_id = %(id)s",
    "moderation_submission": "contribution_id = %(id)s",
    "moderation_message": "submission_id IN (SELECT id FROM moderation_submission"
    " WHERE contribution_id = %(id)s)",
    "moderation_event": "submission_id IN (SELECT id FROM moderation_submission"
    " WHERE contribution_id = %(id)s)",
    "jobs_job": "key LIKE '%%' || %(id)s::text || '%%'",
}
# Other rows point to these, so their numbers are known before they are written.
NUMBERED = {"moderation_contribution": "contribution", "moderation_submission": "submission"}


def rows_of(connection: psycopg.Connection, contribution: uuid.UUID) -> dict[str, list[Row]]:
    """Every row of a contribution, by table."""
    found = {}
    for table, where in TABLES.items():
        cursor = connection.execute(
            f"SELECT * FROM {table} WHERE {where} ORDER BY id", {"id": contribution}
        )
        columns = [(column.name, column.type_code) for column in cursor.description or ()]
        found[table] = [
            {
                name: Jsonb(value) if kind == JSONB else value
                for (name, kind), value in zip(columns, row, strict=True)
            }
            for row in cursor
        ]
    return found


@dataclass
class Names:
    """The numbers of one contribution; by default new ones."""

    submission: int
    contribution: uuid.UUID = field(default_factory=uuid.uuid4)
    story: uuid.UUID = field(default_factory=uuid.uuid4)

    def renamed(self, table: str, row: Row, *, old: "Names") -> Row:
        """The row as it is when it belongs to these instead of the old ones."""
        known: Row = {
            "contribution_id": self.contribution,
            "story_id": row.get("story_id") and self.story,
            "submission_id": self.submission,
            "subject": str(self.submission),
            "key": str(row.get("key")).replace(str(old.contribution), str(self.contribution)),
            "key_digest": secrets.token_hex(32),
            "receipt_digest": secrets.token_hex(32),
            "take_down_digest": secrets.token_hex(32),
        }
        if table in NUMBERED:
            known["id"] = getattr(self, NUMBERED[table])
        return {name: known.get(name, value) for name, value in row.items()}


Statement = tuple[sql.Composed, Row]
Change = tuple[str, sql.Composed, Row]


class Recording:
    """What one verb changed, to be written again and again."""

    def __init__(
        self, before: dict[str, list[Row]], after: dict[str, list[Row]], *, of: Names
    ) -> None:
        self.of = of
        self.changes = list(_changes(before, after))

    def statements(self, names: Names) -> list[Statement]:
        """The same changes for another contribution, ready to be sent."""
        return [
            (query, names.renamed(table, row, old=self.of)) for table, query, row in self.changes
        ]


def _changes(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> Iterator[Change]:
    for table, rows in after.items():
        known = {row["id"]: row for row in before.get(table, [])}
        for row in rows:
            if row["id"] not in known:
                yield _insert(table, row)
                continue
            old = known[row["id"]]
            changed = {name: row[name] for name in row if plain(row[name]) != plain(old[name])}
            if changed:
                yield _update(table, row["id"], changed)


def plain(value: Any) -> Any:
    """The value without its wrapper, which compares by identity."""
    return value.obj if isinstance(value, Jsonb) else value


def _insert(table: str, row: Row) -> Change:
    kept = {name: row[name] for name in row if name != "id" or table in NUMBERED}
    query = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, kept)),
        sql.SQL(", ").join(map(sql.Placeholder, kept)),
    )
    return table, query, kept


def _update(table: str, number: Any, changed: Row) -> Change:
    pairs = (
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in changed
    )
    query = sql.SQL("UPDATE {} SET {} WHERE id = %(id)s").format(
        sql.Identifier(table), sql.SQL(", ").join(pairs)
    )
    return table, query, {**changed, "id": number}
