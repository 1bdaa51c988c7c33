"""The development mailbox: every mail is a file, named by its Message-ID, and written once."""

import os
import re
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def folder() -> Path:
    path = settings.MARROW_HOME / "mail"
    path.mkdir(parents=True, exist_ok=True)
    return path


class FolderBackend(BaseEmailBackend):
    """Write each mail as an .eml file; the same Message-ID again is the same file, not a second."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            mime = message.message()
            name = re.sub(r"[^a-z0-9]", "", str(mime["Message-ID"]).partition("@")[0].lower())
            part = folder() / f".{name}.{os.getpid()}"
            part.write_bytes(mime.as_bytes())
            try:
                os.link(part, folder() / f"{name}.eml")
            except FileExistsError:
                pass  # a sink that honours the key has it already
            finally:
                part.unlink()
        return len(messages)


def newest(count: int = 100) -> list[tuple[str, Parsed]]:
    """The newest mails as (file name, message), for the page that shows them."""
    paths = sorted(folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [(path.name, read(path.name)) for path in paths[:count]]


def read(name: str) -> Parsed:
    """One mail. Raises FileNotFoundError for a name that is not in the folder."""
    if not re.fullmatch(r"[a-z0-9]+\.eml", name):
        raise FileNotFoundError(name)
    data = (folder() / name).read_bytes()
    return message_from_bytes(data, policy=policy.default)
