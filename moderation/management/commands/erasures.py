"""What must stay off the site, for a place where no backup of the database lies."""

from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation import ledger
from moderation.models import Deed


class Command(BaseCommand):
    help = "Print what was withdrawn, erased, taken down, paused or hidden: one JSON line each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", default="", help="a day or time, as 2026-11-30T12:00")

    def handle(self, *args: object, since: str, **options: object) -> None:
        deeds = Deed.objects.order_by("at", "id")
        if since:
            deeds = deeds.filter(at__gte=as_time(since))
        for deed in deeds.iterator():
            self.stdout.write(ledger.as_line(deed), ending="")


def as_time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"This is no day or time: {text}") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
