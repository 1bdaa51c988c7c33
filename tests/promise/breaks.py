"""Whether the promise run sees what it must: known bugs, planted one by one, must each turn it red.

    python -m tests.promise.breaks [NAME …]

Each file in `breaks/` is a small patch against today's code. Before the diff it says what it
breaks, in which scenario that shows, and which line of the verdict must then count a breach. The
patch goes into a copy of the tree, never into the tree itself, and the run plays that scenario
there. First of all every scenario must be green in a copy without a bug, or red would mean nothing.

A patch that no longer applies is an error too: the code has moved on, so make the same bug anew.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.promise.fleet import ROOT

BREAKS = Path(__file__).with_suffix("")
LEFT_OUT = (".git", ".venv", ".marrow*", ".*_cache", ".hypothesis", "__pycache__", "node_modules")
LONGEST = 400  # seconds for one run


@dataclass(frozen=True)
class Break:
    """One planted bug."""

    patch: Path
    what: str
    scenario: str
    expect: str

    @classmethod
    def read(cls, patch: Path) -> "Break":
        """Read the words before the diff; raises ValueError when one is missing."""
        head = patch.read_text().partition("\ndiff --git ")[0]
        found = re.fullmatch(r"(.+)\nScenario: (\S+)\nExpect: (.+)\n?", head.strip(), re.DOTALL)
        if found is None:
            raise ValueError(f"{patch.name} does not say what it breaks, where, and what is red.")
        return cls(patch, *found.groups())


@contextmanager
def a_copy() -> Iterator[Path]:
    """The tree as it is now, in a folder outside it, without what the commands made."""
    with tempfile.TemporaryDirectory(prefix="marrow-break-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        yield tree


def ran(tree: Path, scenarios: Sequence[str]) -> tuple[int, str]:
    """The exit code and the words of a run that plays only these scenarios."""
    chosen = [word for name in scenarios for word in ("--scenario", name)]
    command = [sys.executable, "-m", "tests.promise.run", "--n", "0", "--seed", "1", *chosen]
    home = tree.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    done = subprocess.run(
        [*command, "--home", str(home)],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    return done.returncode, done.stdout + done.stderr


def control() -> str:
    """Why the tree without a bug is not green; nothing when it is."""
    with a_copy() as tree:
        code, told = ran(tree, sorted({Break.read(patch).scenario for patch in patches([])}))
    return "" if code == 0 and ": green" in told else told


def seen(bug: Break) -> str:
    """Why the run did not see this bug; nothing when it did."""
    with a_copy() as tree:
        applied = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", str(bug.patch)],
            cwd=tree,
            capture_output=True,
            text=True,
        )
        if applied.returncode:
            return f"The patch no longer applies: {applied.stderr}"
        code, told = ran(tree, [bug.scenario])
    counted = re.search(rf"^ *(\d+)  {re.escape(bug.expect)}$", told, re.MULTILINE)
    red = code == 1 and counted is not None and int(counted[1]) > 0
    return "" if red else f"It was not seen under “{bug.expect}”:\n{told}"


def patches(names: Sequence[str]) -> list[Path]:
    """All patches, or those of these names."""
    return [path for path in sorted(BREAKS.glob("*.patch")) if not names or path.stem in names]


def main() -> int:
    """Answers 0 when every bug was seen and nothing else was."""
    chosen = patches(sys.argv[1:])
    if not chosen:
        print("There is no such break.", file=sys.stderr)
        return 2
    failed = 0
    for name, why in (
        ("no bug", control),
        *((path.stem, lambda path=path: seen(Break.read(path))) for path in chosen),
    ):
        problem = why()
        failed += bool(problem)
        wanted = "green" if name == "no bug" else "seen"
        print(f"{name}: {f'NOT {wanted}' if problem else wanted}", flush=True)
        if problem:
            print(problem, file=sys.stderr, flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
