"""All of Marrow as `make run` starts it, with real processes that are really killed."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.embedded import CannotStart, running, taken
from config.embedded.children import Child
from config.embedded.watching import ENOUGH, Watch
from config.supervisor import check_port, chosen_port
from tests.config.processes import eventually, inside

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def arguments(home: Path, port: int) -> tuple[list[str], dict]:
    named = ("DATABASE_URL", "REDIS_URL", "MAKELEVEL", "SECRET_KEY")
    environment = {name: value for name, value in os.environ.items() if name not in named}
    environment |= {"MARROW_HOME": str(home), "PORT": str(port), "MARROW_DEMO": "0"}
    return [sys.executable, "-m", "config.supervisor"], {"cwd": ROOT, "env": environment}


@contextmanager
def supervised(home: Path, port: int) -> Iterator[tuple[subprocess.Popen, Path]]:
    """The supervisor after it said where Marrow is, and the file of what it says."""
    argv, options = arguments(home, port)
    said = home.with_name("said.txt")
    with said.open("w") as out:
        process = subprocess.Popen(argv, **options, stdout=out, stderr=out)
    try:
        ready = eventually(
            lambda: process.poll() is not None or "Marrow is at" in said.read_text(), seconds=300
        )
        assert (ready, process.poll()) == (True, None), said.read_text()
        yield process, said
    finally:
        process.kill()
        process.wait()


def answers(port: int, path: str = "health/live") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def pids(home: Path) -> dict[str, int]:
    known = json.loads((home / "children.json").read_text())
    return {name: pid for name, (pid, *_) in known.items()}


@pytest.mark.long
def test_everything_runs_comes_back_after_kill_9_and_stops_at_ctrl_c(tmp_path):
    home, port = tmp_path / "home", free_port()
    with supervised(home, port) as (process, said):
        assert answers(port)
        assert running(home)["DATABASE_URL"].startswith("postgres://")

        argv, options = arguments(home, free_port())
        second = subprocess.run(argv, **options, capture_output=True, text=True, timeout=60)
        assert second.returncode == 1
        assert f"already running at http://localhost:{port}/" in second.stderr
        argv, options = arguments(tmp_path / "other", port)
        third = subprocess.run(argv, **options, capture_output=True, text=True, timeout=60)
        assert third.returncode == 1
        assert f"Port {port} on 127.0.0.1 is busy" in third.stderr
        assert answers(port)

        for name in ("web", "relay", "worker", "Redis", "PostgreSQL"):
            old = pids(home)[name]
            os.kill(old, signal.SIGKILL)
            assert eventually(lambda name=name, old=old: pids(home)[name] != old), name
            assert f" {name} ended (killed by SIGKILL); it starts again in" in said.read_text()
        assert eventually(lambda: answers(port))

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=90) == 0, said.read_text()
        order = "Stopping: web, relay, worker, Redis, PostgreSQL"
        assert re.search(order + r".*\nEverything has stopped\.\n$", said.read_text())
    assert inside(tmp_path) == set()
    assert "database system is shut down" in (home / "log" / "postgres.log").read_text()

    # As if its database had come from a backup: what was taken back since is hidden first.
    line = {"id": str(uuid.uuid4()), "kind": "erased", "subject": str(uuid.uuid4())}
    (home / "erasures.jsonl").write_text(json.dumps({**line, "at": "2026-11-25T12:00+00:00"}))
    with supervised(home, port) as (process, _):  # the same folder again, and now the worst
        assert answers(port, "")
        process.kill()
        process.wait()
        assert eventually(lambda: not inside(home)), inside(home)
    with taken(home):
        assert not answers(port)


def test_a_busy_port_is_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"busy .* `make run PORT={port + 1}`") as caught:
            check_port("127.0.0.1", port)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("given", ["eighty", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_no_port_is_one_sentence(monkeypatch, given):
    monkeypatch.setenv("PORT", given)
    with pytest.raises(CannotStart, match="choose a number from 1 to 65535"):
        chosen_port()


def test_what_fails_at_once_ends_the_run_but_later_never(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("config.embedded.watching.FIRST", 0.01)
    log = tmp_path / "log" / "web.log"
    log.parent.mkdir()
    watch, argv = Watch(), ["sh", "-c", "echo The reason is here; exit 3"]
    child = Child("web", argv, log, tmp_path / "children.json")
    watch.add(child.start())
    with pytest.raises(CannotStart, match=r"(?s)web process ended 5 times .exit code 3.*reason is"):
        eventually(lambda: watch.look() and False)
    assert log.read_text().count("The reason is here") == ENOUGH

    watch.settled = True
    assert eventually(lambda: watch.look() and log.read_text().count("reason") > ENOUGH + 2)
    child.stop()
    assert "web ended (exit code 3); it starts again in 0.02 s." in capsys.readouterr().out
