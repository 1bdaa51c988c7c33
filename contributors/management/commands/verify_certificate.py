"""Check the sealed record that somebody has of their story against this site's log."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from contributors import certificate


class Command(BaseCommand):
    help = "Tell whether certificate.json, as its contributor has it, still holds; exits with 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="certificate.json; - is the input")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            text = sys.stdin.read() if str(file) == "-" else file.read_text()
            found = certificate.wrong(json.loads(text))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from None
        if chain := audit.broken():
            found.append(f"The log itself is broken. {chain}")
        for one in found:
            self.stderr.write(one)
        if found:
            sys.exit(1)
        self.stdout.write("It holds: every line of it is as the log has it, and the log is whole.")
