"""Do again what a restored backup has undone, before anybody can read it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.ledger import Line
from moderation.replay import replay


class Command(BaseCommand):
    help = (
        "Withdraw, erase, take down, pause and hide again what these files tell and the database "
        "does not know; without a file, what MARROW_ERASURE_FILE tells. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="from `erasures`; - is the input")

    def handle(self, *args: object, files: list[Path], **options: object) -> None:
        own = settings.MARROW_ERASURE_FILE
        if not files and own is not None and own.exists():
            files = [own]
        counts = replay(line for file in files for line in self.lines(file))
        told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        self.stdout.write(f"Done again: {told or 'nothing was missing'}.")

    def lines(self, file: Path) -> Iterator[Line]:
        """The lines of a file; one that a full disk cut short is told of and left out."""
        text = sys.stdin.read() if str(file) == "-" else read(file)
        for number, one in enumerate(text.splitlines(), start=1):
            try:
                if one.strip():
                    yield Line.read(one)
            except ValueError:
                self.stderr.write(f"{file}: line {number} is not whole and was left out.")


def read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
