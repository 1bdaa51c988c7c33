"""Makes the database what it was, after a test that commits.

Django empties every table then, and asks all rooms for their rows again: two seconds, where a test
has written into a handful of tables. What was written is emptied here, in one statement; the tables
that were not empty before are compared, and only a test that changed those is paid for in full.
"""

from django.core.management import call_command
from django.db import connection

# The number of the newest change only ever grows, as in a house: it stays.
TABLES = """
SELECT format('%I', c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'
AND c.relname NOT IN ('django_migrations', 'config_generation')
ORDER BY 1
"""


class Emptier:
    """Knows a database as it is when this is made."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            tables = [name for (name,) in cursor.fetchall()]
        filled = self._filled(tables)
        self.given = sorted(filled)
        self.empty = [name for name in tables if name not in filled]
        self.print = self._printed()

    def restore(self) -> None:
        """Empties what was written; loads anew what Marrow runs on, where that was touched."""
        if written := self._filled(self.empty):
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {', '.join(sorted(written))} CASCADE")
        if self._printed() != self.print:
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
            call_command("load_diagnoses", verbosity=0)
            self.print = self._printed()  # the same rows with new numbers

    def _filled(self, tables: list[str]) -> set[str]:
        asked = ", ".join(f"EXISTS (SELECT FROM {name})" for name in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {asked}")
            return {name for name, some in zip(tables, cursor.fetchone(), strict=True) if some}

    def _printed(self) -> tuple:
        """A fingerprint of each table that is not empty."""
        rows = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t"
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"({rows.format(name)})" for name in self.given))
            return cursor.fetchone()
