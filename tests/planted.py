"""Whether the tests see what they must: known bugs, planted one by one, must each turn one red.

    python -m tests.planted defects|promise [NAME …]

Each patch is a small bug against today's code. Before the diff it says what it breaks, and where
that shows: in tests that must then fail (`tests/defects/`), or in a scenario of the promise run and
a line of its verdict that must then count a breach (`tests/promise/breaks/`). The patch goes into a
copy of the tree, never into the tree itself, and what sees it runs there. First of all everything
must be green in a copy without a bug, or red would mean nothing.

A patch that no longer applies is an error too: the code has moved on, so make the same bug anew.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {
    "defects": ROOT / "tests" / "defects",
    "promise": ROOT / "tests" / "promise" / "breaks",
}
LEFT_OUT = (".git", ".venv", ".marrow*", ".*_cache", ".hypothesis", "__pycache__", "node_modules")
LONGEST = 600  # seconds for one bug; of all that is looked at without one, for each


@dataclass(frozen=True)
class Bug:
    """One planted bug, and where it must be seen: in tests, or in a scenario of the promise."""

    patch: Path
    what: str
    tests: tuple[str, ...]
    scenario: str
    expect: str

    @classmethod
    def read(cls, patch: Path) -> "Bug":
        """Read the words before the diff; raises ValueError when one is missing."""
        head = patch.read_text().partition("\ndiff --git ")[0].strip()
        found = re.fullmatch(r"(.+?)((?:\n(?:Test|Scenario|Expect): .+)+)", head, re.DOTALL)
        told = re.findall(r"^(\w+): (.+)$", found[2], re.MULTILINE) if found else []
        tests = tuple(words for name, words in told if name == "Test")
        others = dict(one for one in told if one[0] != "Test")
        if found is None or bool(tests) == (others.keys() == {"Scenario", "Expect"}):
            raise ValueError(f"{patch.name} does not say what it breaks, where, and what is red.")
        return cls(patch, found[1], tests, others.get("Scenario", ""), others.get("Expect", ""))


def patches(group: str, names: Sequence[str] = ()) -> list[Path]:
    """All patches of a group, or those of these names."""
    found = sorted(FOLDERS[group].glob("*.patch"))
    return [path for path in found if not names or path.stem in names]


def planted(patch: Path, tree: Path, *, only_look: bool = False) -> str:
    """Change a tree as the patch says; why that cannot be done, or nothing."""
    look = ["--check"] if only_look else []
    command = ["git", "apply", "--whitespace=nowarn", *look, str(patch)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


@contextmanager
def a_copy() -> Iterator[Path]:
    """The tree as it is now, in a folder outside it, without what the commands made."""
    with tempfile.TemporaryDirectory(prefix="marrow-planted-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        yield tree


def ran(tree: Path, module: str, *words: str, seconds: int = LONGEST) -> tuple[int, str]:
    """The exit code and the words of a module of this tree."""
    command = [sys.executable, "-m", module, *words]
    how = {"cwd": tree, "capture_output": True, "text": True, "timeout": seconds}
    try:
        done = subprocess.run(command, **how)
    except subprocess.TimeoutExpired:
        return -1, f"After {seconds} s it was not done."
    return done.returncode, done.stdout + done.stderr


def tested(tree: Path, tests: Sequence[str], *tables: str) -> tuple[int, str]:
    """These tests alone, one after the other. `tables`: whether they are made, and are left."""
    how = ("-q", "-rfE", "--tb=short", "-p", "no:cacheprovider", *tables)
    return ran(tree, "pytest", *how, *tests, seconds=LONGEST * len(tests))


def played(tree: Path, scenarios: Sequence[str]) -> tuple[int, str]:
    """A promise run that plays only these scenarios."""
    chosen = [word for name in scenarios for word in ("--scenario", name)]
    home = tree.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    words = ("--n", "0", "--seed", "1", *chosen, "--home", str(home))
    return ran(tree, "tests.promise.run", *words, seconds=LONGEST * len(scenarios))


def control(bugs: Sequence[Bug]) -> str:
    """Why the tree without a bug is not green; nothing when it is."""
    with a_copy() as tree:
        if tests := sorted({test for bug in bugs for test in bug.tests}):
            code, told = tested(tree, tests, "--create-db", "--reuse-db")
            return "" if code == 0 else told
        code, told = played(tree, sorted({bug.scenario for bug in bugs}))
    return "" if code == 0 and ": green" in told else told


def seen(bug: Bug) -> str:
    """Why this bug was not seen where it must be; nothing when it was."""
    with a_copy() as tree:
        if wrong := planted(bug.patch, tree):
            return f"The patch no longer applies: {wrong}"
        if bug.tests:
            other = "/migrations/" in bug.patch.read_text()  # its tables are for nobody else
            code, told = tested(tree, bug.tests, "--create-db" if other else "--reuse-db")
            missed = [test for test in bug.tests if not failed(test, told)]
        else:
            code, told = played(tree, [bug.scenario])
            counted = re.search(rf"^ *(\d+)  {re.escape(bug.expect)}$", told, re.MULTILINE)
            missed = [] if counted and int(counted[1]) else [bug.expect]
    return f"It was not seen by {', '.join(missed)}:\n{told}" if missed or code != 1 else ""


def failed(test: str, told: str) -> bool:
    """Whether this test failed itself, or one of those that it stands for; an error is no sight."""
    return bool(re.search(rf"^FAILED {re.escape(test)}(?:\[|::| |$)", told, re.MULTILINE))


def main(group: str = "", *names: str) -> int:
    """Answers 0 when every bug was seen and nothing else was."""
    bugs = [Bug.read(path) for path in patches(group, names)] if group in FOLDERS else []
    if not bugs:
        print(f"There is no such bug. Groups: {', '.join(FOLDERS)}.", file=sys.stderr)
        return 2
    unseen = 0
    for name, bug in (("no bug", None), *((one.patch.stem, one) for one in bugs)):
        began = time.monotonic()
        problem = control(bugs) if bug is None else seen(bug)
        unseen += bool(problem)
        wanted = "green" if bug is None else "seen"
        took = f"{time.monotonic() - began:.0f} s"
        print(f"{name}: {f'NOT {wanted}' if problem else wanted} ({took})", flush=True)
        if problem:
            print(problem, file=sys.stderr, flush=True)
    return int(unseen > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
