"""Numbering every change of what is public, in the transaction that makes it.

A trigger on each table of the public rooms notes the change, whoever makes it: a verb, the admin, a
command, somebody at the database's own prompt. As the transaction commits it takes the next number.
Numbers are microseconds by the database's clock, so that none comes twice, not even after a backup
came back.
"""

from typing import Any

from django.apps import apps
from django.db import connections

ROOMS = ("stories", "library")  # what the world may read, and nothing else
CHANNEL = "public_changed"
NUMBERED = "marrow.generation"  # of a connection: the number of the last change made over it

UNWATCHED = """
SELECT oid::regclass::text FROM pg_class
 WHERE oid = ANY(SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)
   AND to_regproc('public_changed') IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = pg_class.oid
                                              AND tgname = 'public_changed')"""
# Once a statement, whatever it does and to how many rows: a million loaded at once cost one note.
WATCH = """
CREATE TRIGGER public_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
   FOR EACH STATEMENT EXECUTE FUNCTION public_changed()"""


def watch(*, using: str, **_signal: Any) -> None:
    """See to it, after each `migrate`, that no table of the public rooms can change unnoticed."""
    with connections[using].cursor() as cursor:
        cursor.execute(UNWATCHED, [tables()])
        for (table,) in cursor.fetchall():
            cursor.execute(WATCH.format(table=table))


def tables() -> list[str]:
    """Every table that a public page may be made of."""
    rooms = [apps.get_app_config(room) for room in ROOMS if apps.is_installed(room)]
    models = [model for room in rooms for model in room.get_models(include_auto_created=True)]
    return sorted({model._meta.db_table for model in models if model._meta.managed})
