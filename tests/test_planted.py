"""The planted bugs fit today's code, name what is there, and stand on the page of defects."""

import ast
import re

import pytest

from tests.planted import FOLDERS, ROOT, Bug, failed, patches, planted
from tests.promise.scenarios import SCENARIOS
from tests.promise.verdict import PROMISES

ALL = [path for group in FOLDERS for path in patches(group)]
PAGE = ROOT / "docs" / "defects.md"
each = pytest.mark.parametrize("patch", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")


def defined(path: str) -> set[str]:
    """The tests of a file, those in classes with the class before them."""
    tree = ast.parse((ROOT / path).read_text())
    found = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
    for room in (one for one in tree.body if isinstance(one, ast.ClassDef)):
        found |= {f"{room.name}::{one.name}" for one in room.body if hasattr(one, "name")}
    return found


@each
def test_each_still_fits_the_code(patch):
    assert planted(patch, ROOT, only_look=True) == ""


@each
def test_each_names_what_is_there(patch):
    bug = Bug.read(patch)
    for test in bug.tests:
        path, _colons, name = test.partition("::")
        assert re.sub(r"\[.*\]$", "", name) in defined(path), test
    if not bug.tests:
        assert bug.scenario in SCENARIOS
        assert bug.expect in PROMISES


def rows() -> list[list[str]]:
    """The tables of the page, row by row, without their heads."""
    lines = re.findall(r"^\| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    return [line.split(" | ") for line in lines if not line.endswith(("Planted as", "---"))]


def test_every_defect_on_the_page_is_planted_and_every_patch_is_on_it():
    named = [re.findall(r"`([a-z-]+)`", row[-1]) for row in rows()]
    assert all(named)
    told = [name for names in named for name in names]
    assert sorted(told) == sorted({path.stem for path in ALL})


def test_a_test_that_could_not_run_has_seen_nothing():
    told = "FAILED tests/x.py::test_a[1] - assert 0\nERROR tests/x.py::test_b - boom\n"
    assert [failed(f"tests/x.py::test_{name}", told) for name in ("a", "a[1]", "b", "")] == [
        True,
        True,
        False,
        False,
    ]
