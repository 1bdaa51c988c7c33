"""The folder of a run: one run at a time, a short place for its sockets, a log for each process."""

import errno
import fcntl
import json
import os
import pwd
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded.children import born, finish
from config.embedded.console import AlreadyRunning, CannotStart, say

NEEDED = 250_000_000  # bytes: a new database with its log, and the static files
LONGEST_SOCKET = 100  # bytes; Linux allows 107 and macOS 103


class Home:
    """A folder that this process holds, see `taken`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "log"
        self.record = path / "children.json"
        self.status = path / "running.json"

    def log(self, name: str) -> Path:
        """An empty log file; the one of the run before is kept beside it."""
        log = self.logs / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        log.touch(mode=0o600)
        return log

    def tell(self, *, address: str, environment: dict[str, str]) -> None:
        """Writes where this run is found, for a second start and for `manage.py` beside it."""
        fresh = self.path / "running.new"
        fresh.touch(mode=0o600)
        fresh.write_text(
            json.dumps(
                {
                    "pid": os.getpid(),
                    "born": born(os.getpid()),
                    "address": address,
                    "environment": environment,
                }
            )
        )
        fresh.replace(self.status)

    def secret_key(self) -> str:
        """The folder's own SECRET_KEY, made at the first start and readable by its owner only."""
        key = self.path / "secret_key"
        if not key.exists():
            fresh = self.path / "secret_key.new"
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(64))
            fresh.replace(key)
        return key.read_text().strip()

    @contextmanager
    def sockets(self) -> Iterator[Path]:
        """A new private folder with a short path, gone afterwards, whatever the depth of ours.

        Its name is random and recorded, so nobody can sit on it before us.
        """
        note = self.path / "sockets"
        if note.exists():
            _remove_sockets(Path(note.read_text()))
        place = _short_folder()
        note.write_text(str(place))
        try:
            yield place
        finally:
            _remove_sockets(place)
            note.unlink(missing_ok=True)


@contextmanager
def taken(path: Path, *, address: str = "") -> Iterator[Home]:
    """Makes the folder ours until the block ends; refuses while another run holds it."""
    path = path.absolute()
    with says_what_is_wrong(path):
        path.mkdir(parents=True, exist_ok=True)
        _check_owner(path)
        home = Home(path)
        home.logs.mkdir(exist_ok=True)
        path.chmod(0o700)
        lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(lock, path)
        with says_what_is_wrong(path):
            if finish(home.record):
                say("Stopped what an earlier run, which was killed, had left behind.")
            _check_space(path)
            home.tell(address=address, environment={})
        try:
            yield home
        finally:
            home.status.unlink(missing_ok=True)
            home.record.unlink(missing_ok=True)
    finally:
        os.close(lock)


def running(path: Path) -> dict[str, str]:
    """The environment of the run that holds the folder now; empty when there is none."""
    return _status(path).get("environment", {})


@contextmanager
def says_what_is_wrong(path: Path) -> Iterator[None]:
    """Turns the system's errors about a folder into a sentence."""
    try:
        yield
    except OSError as error:
        raise CannotStart(folder_problem(error, path)) from error


def folder_problem(error: OSError, path: Path) -> str:
    """One sentence about a folder that cannot be used."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"The folder {error.filename or path} cannot be written: make it writable, or name "
            "another folder with MARROW_HOME=/some/folder."
        )
    return f"The folder {path} cannot be used ({error.strerror}): name another with MARROW_HOME."


def full(path: Path) -> str:
    """The sentence for a full disk."""
    return (
        f"The disk that holds {path} is full: free {NEEDED // 1_000_000} MB there, or name a "
        "folder on another disk with MARROW_HOME=/some/folder."
    )


def _status(path: Path) -> dict:
    try:
        status = json.loads((path / "running.json").read_text())
    except (OSError, ValueError):
        return {}
    return status if status["born"] and born(status["pid"]) == status["born"] else {}


def _lock(lock: int, path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        address = _status(path).get("address", "")
        where = f" at {address}" if address else ""
        raise AlreadyRunning(
            f"Marrow is already running{where} from the folder {path}: use that one, or stop it "
            "with Ctrl-C, or start a second one with MARROW_HOME=/another/folder PORT=8001."
        ) from None


def _check_owner(path: Path) -> None:
    owner = path.stat().st_uid
    if owner != os.geteuid():
        raise CannotStart(
            f"The folder {path} belongs to {_name(owner)}: start as {_name(owner)}, give it to "
            f"yourself (chown -R {_name(os.geteuid())} {path}), or name another with MARROW_HOME."
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _check_space(path: Path) -> None:
    needed = NEEDED // 5 if (path / "pg").exists() else NEEDED
    if shutil.disk_usage(path).free < needed:
        raise CannotStart(full(path))


def _short_folder() -> Path:
    short = ("/tmp", "/var/tmp")  # noqa: S108 - mkdtemp makes private folders with random names
    for base in (*short, os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir()):
        try:
            place = Path(tempfile.mkdtemp(prefix="marrow-", dir=base or "/nowhere"))
        except OSError:
            continue
        if len(os.fsencode(place / "pg" / ".s.PGSQL.5432.lock")) < LONGEST_SOCKET:
            return place
        place.rmdir()
    raise CannotStart("The folder /tmp cannot be written: make it writable, for the sockets.")


def _remove_sockets(place: Path) -> None:
    """Removes a socket folder which an earlier run recorded, if it is still what that run made."""
    try:
        found = place.lstat()
    except FileNotFoundError:
        return
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    if ours and place.name.startswith("marrow-"):
        shutil.rmtree(place, ignore_errors=True)
