"""PostgreSQL is killed and started again under a worker and a relay that keep their connections."""

import json
import os
import subprocess
import sys
import time

from config.embedded import servers

FLAGS = ("-c", "1", "--without-gossip", "--without-mingle")
OWE = """
from django.db import transaction
from jobs import work
with transaction.atomic():
    work.owe_all(("heartbeat", "", f"{number}", None) for number in range(START, START + 5))
"""
LOOK = """
import json
from jobs.models import Job
rows = Job.objects.filter(kind="heartbeat", key__regex="^[0-9]+$")
print(json.dumps([[row.key, row.done_by, row.attempts] for row in rows.order_by("id")]))
"""


def test_the_same_worker_goes_on(tmp_path):
    with servers(tmp_path / "home", environ={"PATH": os.environ["PATH"]}) as running:
        env = {**os.environ, **running.environment, "MARROW_HOME": str(tmp_path / "home")}

        def run(*command: str) -> str:
            done = subprocess.run(
                [sys.executable, *command], env=env, capture_output=True, text=True, check=True
            )
            return done.stdout

        def shell(code: str) -> str:
            setup = "import django; django.setup()\n"
            return run("-c", setup + code)

        def all_done(count: int) -> list:
            until = time.monotonic() + 60
            while True:
                rows = json.loads(shell(LOOK))
                if len([row for row in rows if row[1]]) == count:
                    return rows
                assert time.monotonic() < until, rows
                time.sleep(0.5)

        env["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run("manage.py", "migrate", "-v", "0")
        children = [
            subprocess.Popen([sys.executable, *command], env=env, stderr=subprocess.DEVNULL)
            for command in (
                ["-m", "celery", "-A", "config.celery", "worker", *FLAGS],
                ["manage.py", "relay"],
            )
        ]
        try:
            shell(OWE.replace("START", "0"))
            all_done(5)
            running.postgres.stop()
            running.postgres.start()
            shell(OWE.replace("START", "5"))
            rows = all_done(10)
            assert [child.poll() for child in children] == [None, None]
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(30)
    assert {row[1] for row in rows} == {"worker"}
