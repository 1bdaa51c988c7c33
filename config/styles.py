"""What tells collected styles and scripts from older ones: collecting them takes seconds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fingerprint() -> str:
    """Changes with any of our static files, the locked packages, and the settings."""
    found = hashlib.sha256()
    for path in sorted(_sources()):
        stat = path.stat()
        found.update(f"{path.relative_to(ROOT)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _sources() -> Iterator[Path]:
    yield ROOT / "requirements" / "run.txt"
    yield ROOT / "config" / "settings.py"
    for folder in (ROOT / "static", *ROOT.glob("*/static")):
        yield from (path for path in folder.rglob("*") if path.is_file())
