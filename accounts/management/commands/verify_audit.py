"""Walk the chain of the log, and name the first row that is not as it was written."""

import re
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from accounts.models import AuditEntry


class Command(BaseCommand):
    help = (
        "Check that nobody changed, took out, put in or swapped a row of the log. --head HASH:SEQ, "
        "from a mail, also tells whether rows at its end are gone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", metavar="HASH:SEQ")

    def handle(self, *args: object, head: str, **options: object) -> None:
        known = None
        if head:
            parts = re.fullmatch(r"([0-9a-f]{64}):([0-9]{1,18})", head.strip())
            if parts is None:
                raise CommandError("--head is HASH:SEQ, as it stands in the mail.")
            known = (parts[1], int(parts[2]))
        if wrong := audit.broken(known=known):
            self.stderr.write(wrong)
            sys.exit(1)
        seq, digest = audit.head()
        waiting = AuditEntry.objects.filter(seq=None).count()
        self.stdout.write(f"All {seq} sealed rows hold. The chain ends with {digest}:{seq}.")
        if waiting:
            self.stdout.write(f"{waiting} more wait for their seal, which takes some seconds.")
