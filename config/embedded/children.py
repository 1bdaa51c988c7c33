"""A process that ends with us: started, watched, stopped, and started again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LINUX = sys.platform == "linux"


def tied(argv: Sequence[str], *, by: int, flags: Sequence[str] = ()) -> list[str]:
    """The command that gets signal `by` from the kernel when the process that started it dies.

    `flags` are more words for setpriv. Where there is no setpriv (macOS) the command is untied,
    and what a killed run leaves behind is stopped by the next start on the folder.
    """
    if not LINUX or not shutil.which("setpriv"):
        return list(argv)
    tie = ["setpriv", *flags, "--pdeathsig", signal.Signals(by).name[3:], "--"]
    # Had we died before the tie was made, nobody would tell it: then it does not begin at all.
    begin = ["sh", "-c", 'test "$PPID" = "$0" && exec "$@"', str(os.getpid())]
    return [*tie, *begin, *argv]


def born(pid: int) -> str | None:
    """When a process began, in the system's own words; None when it is dead (or a zombie)."""
    if LINUX:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return None if words[0] in "ZX" else words[19]
    found = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True)
    return found.stdout.strip() or None


@dataclass
class Child:
    """One process of a run, with its log file; the same object starts it again after a death.

    Start it from the main thread: the kernel's word "the parent died" means the parent's thread.
    """

    name: str
    argv: Sequence[str]
    log: Path
    record: Path
    stop_signal: signal.Signals = signal.SIGTERM
    hurry_signal: signal.Signals = signal.SIGKILL
    patience: float = 10.0
    environment: dict[str, str] | None = None
    folder: Path | None = None
    popen: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> "Child":
        """Starts the process in a session of its own, so that Ctrl-C reaches only us."""
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                self.argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                cwd=self.folder,
                start_new_session=True,
            )
        note(self.record, self)
        return self

    @property
    def pid(self) -> int:
        """The process id; the process must have been started."""
        assert self.popen is not None
        return self.popen.pid

    @property
    def alive(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    @property
    def ending(self) -> str:
        """How it ended, for a person: `exit code 1` or `killed by SIGKILL`."""
        code = self.popen.poll() if self.popen else None
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def kill(self) -> None:
        """Kills the process and its group at once, as a fault would."""
        self.sweep()
        if self.popen:
            self.popen.wait()

    def sweep(self) -> None:
        """Kills what is left of the process's group: the children of a dead parent."""
        if self.popen:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)

    def stop(self, *, hurried: Callable[[], bool] = lambda: False) -> None:
        """Asks the process to end, insists when its patience is over or `hurried` says so."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, self.stop_signal)
            self._gone(self.patience, hurried)
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, self.hurry_signal)
            self._gone(5.0, lambda: False)
        self.kill()

    def _gone(self, seconds: float, hurried: Callable[[], bool]) -> None:
        deadline = time.monotonic() + seconds
        while self.alive and time.monotonic() < deadline and not hurried():
            time.sleep(0.03)

    def tail(self, *, lines: int = 12) -> str:
        """The last lines of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""


def note(record: Path, child: Child) -> None:
    """Writes the process into the folder's record, from which `finish` reads after a kill -9."""
    known = {**_read(record), child.name: [child.pid, born(child.pid), int(child.stop_signal)]}
    fresh = record.with_suffix(".new")
    fresh.write_text(json.dumps(known))
    fresh.replace(record)


def finish(record: Path, *, seconds: float = 20.0) -> bool:
    """Stops what a killed run left behind; True when there was anything."""
    left = {
        pid: signum for pid, began, signum in _read(record).values() if began and born(pid) == began
    }
    for pid, signum in left.items():
        with suppress(ProcessLookupError):
            os.kill(pid, signum)
    deadline = time.monotonic() + seconds
    while any(born(pid) for pid in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in left:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    record.unlink(missing_ok=True)
    return bool(left)


def _read(record: Path) -> dict[str, list]:
    try:
        return json.loads(record.read_text())
    except (FileNotFoundError, ValueError):
        return {}
