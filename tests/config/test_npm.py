"""The tools that come from npm: locked, and one sentence for what is missing."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from config import bootstrap, npm

ROOT = Path(__file__).resolve().parents[2]
# Installs what it is told to, as npm does, or fails as it does without a network.
NPM = """#!{python}
import json, os, sys
if os.environ.get("NO_NETWORK"):
    sys.exit("npm error network request failed: Could not resolve host")
lock = json.load(open("package-lock.json"))
os.makedirs("node_modules/" + next(iter(lock["packages"][""]["dependencies"])))
print(sys.argv[1:], file=open("asked", "w"))
"""


@pytest.fixture
def bare(tmp_path, monkeypatch) -> Path:
    """A PATH on which nothing is found, and no tool is installed."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(npm, "VENV", str(tmp_path))
    return tmp_path / "bin"


def program(path: Path, words: str) -> None:
    path.write_text(words.replace("{python}", sys.executable))
    path.chmod(0o755)


@pytest.mark.parametrize("name", npm.TOOLS)
def test_each_package_is_locked_by_its_hash_and_names_no_address(name):
    folder = ROOT / "requirements" / name
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    mine = packages.pop("")
    assert mine["dependencies"] == json.loads((folder / "package.json").read_text())["dependencies"]
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not any("resolved" in one for one in packages.values())
    # Some ask for the newest of another; npm cannot tell that the locked one is meant.
    assert not any("latest" in one.get("dependencies", {}).values() for one in packages.values())


def test_a_missing_or_old_java_names_the_package(bare):
    wanted = "needs Java 17 or later: install the package default-jre-headless, or run `make test M"
    with pytest.raises(bootstrap.CannotStart, match=wanted):
        npm.need_java()
    program(bare / "java", "#!/bin/sh\necho 'openjdk version \"1.8.0_452\"' >&2\n")
    assert npm.java() == 8
    with pytest.raises(bootstrap.CannotStart, match=wanted):
        npm.need_java()
    program(bare / "java", "#!/bin/sh\necho 'openjdk version \"17.0.15\" 2025-04-15' >&2\n")
    npm.need_java()


def test_a_missing_npm_names_the_package(bare):
    with pytest.raises(bootstrap.CannotStart, match="which is missing: install the package npm"):
        npm.install("markup")


def test_it_is_installed_once_and_what_is_half_there_again(bare, tmp_path, monkeypatch):
    program(bare / "npm", NPM)
    monkeypatch.setenv("NO_NETWORK", "1")
    with pytest.raises(bootstrap.CannotStart, match="because the network does not answer"):
        npm.install("markup")
    monkeypatch.delenv("NO_NETWORK")
    npm.install("markup")
    assert (tmp_path / "markup" / "node_modules" / "vnu-jar").is_dir()
    assert "--ignore-scripts" in (tmp_path / "markup" / "asked").read_text()
    (bare / "npm").unlink()
    npm.install("markup")
    shutil.rmtree(tmp_path / "markup")
    with pytest.raises(bootstrap.CannotStart):
        npm.install("markup")
