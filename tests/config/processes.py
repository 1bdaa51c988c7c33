"""What is alive on this machine, seen from outside."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def inside(folder: Path) -> set[int]:
    """The processes that work in `folder` or name it in their command line."""
    return {pid for pid in _all() if pid != os.getpid() and _belongs(pid, folder)}


def eventually(true: Callable[[], object], *, seconds: float = 60) -> bool:
    """Whether it becomes true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _all() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


def _belongs(pid: int, folder: Path) -> bool:
    proc = Path("/proc", str(pid))
    with suppress(OSError):
        if Path(os.readlink(proc / "cwd")).is_relative_to(folder):
            return True
    with suppress(OSError):
        return os.fsencode(folder) in (proc / "cmdline").read_bytes()
    return False
