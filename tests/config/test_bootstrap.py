"""The set-up on machines where something is missing: one sentence each, and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def clone(tmp_path) -> Path:
    """What the set-up reads, in a folder without .venv."""
    place = tmp_path / "clone"
    (place / "config").mkdir(parents=True)
    (place / "requirements").mkdir()
    for name in (
        "config/__init__.py",
        "config/bootstrap.py",
        "requirements/run.txt",
        "requirements/dev.txt",
    ):
        shutil.copy(ROOT / name, place / name)
    return place


@pytest.fixture
def bare(tmp_path, monkeypatch) -> Path:
    """A PATH on which nothing is found, not even apt-get."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def set_up(clone: Path, *before: str, **changes: str) -> subprocess.CompletedProcess:
    argv = [*before, sys.executable, "-m", "config.bootstrap", "run"]
    environment = {**os.environ, **changes}
    return subprocess.run(
        argv, cwd=clone, env=environment, capture_output=True, text=True, timeout=120
    )


def sentence(done: subprocess.CompletedProcess) -> str:
    """What a person reads at the end: one line, and no traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stderr.strip()
    assert said.startswith("The set-up cannot go on. ")
    assert len(said.splitlines()) == 1, said
    return said.removeprefix("The set-up cannot go on. ")


def test_the_second_time_says_and_changes_nothing():
    if not Path(bootstrap.STAMP).exists():
        pytest.skip("this Python was set up by other means")
    before = Path(bootstrap.STAMP).stat().st_mtime_ns
    which = "dev" if "dev" in bootstrap.installed() else "run"
    done = subprocess.run(
        [sys.executable, "-m", "config.bootstrap", which], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert Path(bootstrap.STAMP).stat().st_mtime_ns == before


def test_an_old_python_names_what_it_needs(bare, monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(bootstrap.CannotStart, match=r"Marrow needs 3\.11 or later: install it"):
        bootstrap.use_new_enough_python()


def test_old_pythons_can_read_it():
    """They must get as far as the sentence that tells them; 3.7 is what can be checked here."""
    import ast

    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 7))


def test_a_missing_venv_module_names_the_package(clone, bare):
    (clone / "ensurepip.py").write_text("raise ImportError")
    said = sentence(set_up(clone))
    assert said.startswith("Python's module venv is missing: install the package python3")
    assert said.endswith("-venv.")


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(clone):
    clone.chmod(0o500)
    assert sentence(set_up(clone)).startswith(f"The folder {clone} cannot be written")


@pytest.mark.skipif(not AS_ROOT, reason="only root may mount")
@pytest.mark.parametrize(
    ("options", "expected"),
    [("size=9m", "MB free, and the packages need about"), ("ro", "cannot be written: make it")],
)
def test_a_full_or_closed_disk_is_named(clone, options, expected):
    (clone.parent / "disk").mkdir()
    script = (
        "mount -t tmpfs -o size=900m t ../disk && cp -r . ../disk && cd ../disk && "
        'mount -o "remount,$0" . && exec "$@"'
    )
    done = set_up(clone, "unshare", "--mount", "sh", "-c", script, options)
    if "permission denied" in done.stderr.lower():
        pytest.skip("this machine lets nobody mount")
    assert expected in sentence(done)


def test_no_network_is_one_sentence(clone):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:1/", "PIP_RETRIES": "0", "PIP_FIND_LINKS": ""}
    nowhere |= {"PIP_CONFIG_FILE": os.devnull, "PIP_EXTRA_INDEX_URL": "", "PIP_NO_CACHE_DIR": "1"}
    said = sentence(set_up(clone, **nowhere))
    assert said.endswith("because the network does not answer: connect, and start again.")


def test_a_missing_redis_names_the_package(bare, monkeypatch):
    no_redis = bare / "python"
    no_redis.write_text("#!/bin/sh\nexit 1\n")
    no_redis.chmod(0o755)
    monkeypatch.setattr(bootstrap, "PYTHON", str(no_redis))
    monkeypatch.delenv("REDIS_URL", raising=False)
    with pytest.raises(bootstrap.CannotStart, match="install the package redis-server, or set RED"):
        bootstrap.need_redis()
    monkeypatch.setenv("REDIS_URL", "redis://localhost/0")
    bootstrap.need_redis()


def test_a_browser_is_found_by_name_or_variable(bare, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(bootstrap.CannotStart, match="install the package chromium, or name one"):
        bootstrap.need_browser()
    for name in ("google-chrome", "chromium", "mine"):
        (bare / name).write_text("#!/bin/sh\n")
        (bare / name).chmod(0o755)
    assert bootstrap.browser() == str(bare / "chromium")
    monkeypatch.setenv("CHROMIUM", str(bare / "mine"))
    assert bootstrap.browser() == str(bare / "mine")
