"""The servers that start where none are named: real ones, each test in a folder of its own."""

import os
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import dj_database_url
import psycopg
import pytest
import redis

from config.embedded import AlreadyRunning, CannotStart, running, servers, taken
from config.embedded.accounts import NAMESPACE
from config.embedded.children import tied
from tests.config.processes import eventually, inside

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0


def ask(environment: dict[str, str], query: str) -> object:
    """The one value that the database answers."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        return connection.execute(query).fetchone()[0]


def command(home: Path, *words: str, **changes: str) -> list:
    """The arguments of a process that runs `words` with servers in `home`."""
    urls = ("DATABASE_URL", "REDIS_URL")
    unnamed = {name: value for name, value in os.environ.items() if name not in urls}
    argv = [sys.executable, "-m", "config.embedded", "--home", str(home), "--", *words]
    return [argv, {"cwd": ROOT, "env": {**unnamed, **changes}, "text": True}]


def run(home: Path, *words: str, **changes: str) -> subprocess.CompletedProcess:
    argv, options = command(home, *words, **changes)
    return subprocess.run(argv, **options, capture_output=True, timeout=120)


def query(text: str) -> list[str]:
    """A command that asks the database and prints its one answer."""
    code = (
        "import os, psycopg, sys\n"
        "with psycopg.connect(os.environ['DATABASE_URL']) as db:\n"
        "    found = db.execute(sys.argv[1])\n"
        "    print(*(found.fetchone() if found.description else ()))"
    )
    return [sys.executable, "-c", code, text]


def test_servers_answer_and_are_gone_afterwards(tmp_path):
    with servers(tmp_path, environ={}) as found:
        assert ask(found.environment, "SHOW server_version_num") >= "180000"
        broker = redis.Redis.from_url(found.environment["REDIS_URL"])
        assert broker.ping() is True
        assert broker.config_get("appendonly")["appendonly"] == "yes"
        assert broker.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
        broker.close()
        assert len(inside(tmp_path)) >= 2
    assert inside(tmp_path) == set()
    assert not found.postgres.socket.parent.exists()


def test_letters_follow_unicode_and_pages_have_checksums(tmp_path):
    with servers(tmp_path, environ={}) as found:
        assert ask(found.environment, "SELECT lower('ÉÇOLE') || upper('straße')") == "éçoleSTRASSE"
        assert ask(found.environment, "SHOW data_checksums") == "on"
        assert ask(found.environment, "SHOW fsync") == "on"
        parsed = dj_database_url.parse(found.environment["DATABASE_URL"])
        assert parsed["HOST"] == str(found.postgres.socket)


def test_sockets_are_private(tmp_path):
    with servers(tmp_path, environ={}) as found:
        for place in (found.postgres.socket, found.redis.socket):
            assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_data_and_secret_stay_for_the_next_start(tmp_path):
    with servers(tmp_path, environ={}) as first:
        url = first.environment["DATABASE_URL"]
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with servers(tmp_path, environ={}) as second:
        assert ask(second.environment, "SELECT number FROM kept") == 7
        assert second.environment["SECRET_KEY"] == first.environment["SECRET_KEY"]


def test_a_deep_folder_with_spaces_works(tmp_path):
    deep = tmp_path / ("a folder with a long name, é " * 4) / ("and another " * 8) / "x"
    assert len(os.fsencode(deep)) > 200
    with servers(deep, environ={}) as found:
        assert ask(found.environment, "SELECT 1") == 1


def test_a_second_start_is_told_where_the_first_is(tmp_path):
    with taken(tmp_path, address="http://localhost:8000/") as home:
        home.tell(address="http://localhost:8000/", environment={"REDIS_URL": "unix:///x"})
        sentence = "already running at http://localhost:8000/"
        with pytest.raises(AlreadyRunning, match=sentence), taken(tmp_path):
            pass
        assert running(tmp_path) == {"REDIS_URL": "unix:///x"}
    assert running(tmp_path) == {}
    with taken(tmp_path):
        pass


def test_a_command_runs_beside_another_in_the_next_folder(tmp_path):
    home = tmp_path / "home"
    with taken(home):
        done = run(home, *query("SHOW data_directory"))
    assert done.returncode == 0, done.stderr
    expected = {str(tmp_path / "home-2" / "pg"), "/proc/self/cwd"}
    assert done.stdout.splitlines()[-1] in expected


@pytest.mark.parametrize(("words", "expected"), [((), "on"), (("--forgetful",), "off")])
def test_only_what_was_called_forgetful_is(tmp_path, words, expected):
    argv, options = command(tmp_path / "home", *query("SHOW fsync"))
    argv[3:3] = words
    done = subprocess.run(argv, **options, capture_output=True, timeout=120)
    assert done.stdout.splitlines()[-1] == expected, done.stderr


def test_a_command_passes_its_exit_code_on(tmp_path):
    done = run(tmp_path / "home", "sh", "-c", 'test -n "$SECRET_KEY" && exit 7')
    assert done.returncode == 7, done.stderr


@pytest.mark.parametrize("at_once", [False, True], ids=["left alone", "started again at once"])
def test_nothing_is_left_after_kill_9(tmp_path, at_once):
    home = tmp_path / "home"
    argv, options = command(home, "sleep", "1000")
    process = subprocess.Popen(argv, **options)
    assert eventually(lambda: len(children(process.pid)) == 3)  # two servers and the command
    assert eventually(lambda: b"sleep" in cmdlines(children(process.pid)))
    left = children(process.pid)
    process.kill()
    process.wait()
    if not at_once:
        assert eventually(lambda: not inside(tmp_path))
        assert eventually(lambda: not any(Path("/proc", str(pid)).exists() for pid in left))
    with servers(home, environ={}) as found:
        assert ask(found.environment, "SELECT 1") == 1
    assert eventually(lambda: not inside(tmp_path))


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in listed.split()]


def cmdlines(pids: list[int]) -> bytes:
    with suppress(OSError):
        return b"".join(Path("/proc", str(pid), "cmdline").read_bytes() for pid in pids)
    return b""


@pytest.mark.skipif(not AS_ROOT, reason="only root needs another account")
def test_data_is_the_same_with_and_without_user_namespaces(tmp_path):
    """Where namespaces are refused PostgreSQL runs as nobody, on the same data."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "unshare").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bin" / "unshare").chmod(0o755)
    refused = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    closed = tmp_path / "closed to others"
    closed.mkdir(mode=0o700)
    home = closed / "home"

    made = run(home, *query("CREATE TABLE kept AS SELECT 7 AS number"), PATH=refused)
    assert made.returncode == 0, made.stderr
    assert (home / "pg").stat().st_uid == 65534
    again = run(home, *query("SELECT number FROM kept"), PATH=refused)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "7")

    if subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0:
        other = run(home, *query("SELECT number FROM kept"))
        assert (other.returncode, other.stdout.splitlines()[-1]) == (0, "7"), other.stderr
        assert (home / "pg").stat().st_uid == 0


def test_named_servers_are_used_and_left_alone(tmp_path):
    with servers(tmp_path / "real", environ={}) as real:
        named = {name: real.environment[name] for name in ("DATABASE_URL", "REDIS_URL")}
        with servers(tmp_path / "other", environ=named) as found:
            assert (found.postgres, found.redis) == (None, None)
            assert {name: found.environment[name] for name in named} == named
        assert ask(named, "SELECT 1") == 1
    assert not (tmp_path / "other" / "pg").exists()


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DATABASE_URL", "postgres://u:hunter2@127.0.0.1:1/x", "DATABASE_URL names does not"),
        ("DATABASE_URL", "sqlite:///x", "DATABASE_URL cannot be read"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL cannot be read"),
        ("REDIS_URL", "redis://:hunter2@127.0.0.1:1/0", "REDIS_URL names does not answer"),
        ("REDIS_URL", "nonsense", "REDIS_URL cannot be read"),
    ],
)
def test_a_dead_named_server_is_one_sentence(tmp_path, variable, value, sentence):
    named = {variable: value}
    with pytest.raises(CannotStart, match=sentence) as caught, servers(tmp_path, environ=named):
        pass
    assert len(str(caught.value).splitlines()) == 1
    assert "hunter2" not in str(caught.value)
    assert inside(tmp_path) == set()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = run(tmp_path / "file" / "home", "true")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("Marrow cannot start. The folder")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not AS_ROOT, reason="only root may mount a small disk")
def test_a_full_disk_is_one_sentence(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=30m t "$0" && exec "$@"']
    argv, options = command(small / "home", "true")
    done = subprocess.run([*mount, str(small), *argv], **options, capture_output=True, timeout=60)
    if "permission denied" in done.stderr.lower():
        pytest.skip("this machine lets nobody mount")
    assert done.returncode == 1
    assert "is full: free 250 MB there" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_died_starts_again_in_its_place(tmp_path):
    with servers(tmp_path, environ={}) as found:
        for server in (found.postgres, found.redis):
            server.child.kill()
            server.start()
        assert ask(found.environment, "SELECT 1") == 1
        assert redis.Redis.from_url(found.environment["REDIS_URL"]).ping() is True


def test_what_finds_its_parent_dead_does_not_begin(tmp_path):
    """The kernel tells of a death only after the tie is made; a death before that counts too."""
    argv = tied(["echo", "begun"], by=signal.SIGTERM)
    ours = subprocess.run(argv, capture_output=True, text=True)
    between = ["sh", "-c", '"$@"; exit 0', "sh", *argv]
    another = subprocess.run(between, capture_output=True, text=True)
    assert (ours.stdout, another.stdout) == ("begun\n", "")
