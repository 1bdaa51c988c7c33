"""Where the run's mail goes: a folder that honours the key, and counts every time it is handed one.

The driver makes it refuse or dawdle by a file in the run's folder, so that this works from any
process and survives every kill.
"""

import os
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from mail.folder import FolderBackend

REFUSES, DAWDLES, HANDED = "sink-refuses", "sink-dawdles", "handed.txt"


class Refused(OSError):  # noqa: N818 - it reads as a sentence where it is raised
    """The mail server does not take anything just now."""


class Sink(FolderBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Keep each mail once by its Message-ID, and note the handing over itself."""
        home = Path(settings.MARROW_HOME)
        for message in messages:
            if (home / REFUSES).exists():
                raise Refused
            dawdle(home / DAWDLES)
            super().send_messages([message])
            line = f"{message.extra_headers['Message-ID']}\n".encode()
            note = os.open(home / HANDED, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            os.write(note, line)  # one short write: lines of several processes do not mix
            os.close(note)
        return len(messages)


def dawdle(flag: Path) -> None:
    """Wait as long as the flag says, or until it is taken away."""
    began = time.monotonic()
    with suppress(OSError, ValueError):  # taken away, or not yet written
        while time.monotonic() - began < float(flag.read_text()):
            time.sleep(0.05)


def handed(home: Path) -> Counter[str]:
    """How often each Message-ID was handed over."""
    path = home / HANDED
    return Counter(path.read_text().split()) if path.exists() else Counter()
