"""What was taken off the site, to take it off again after a backup was restored."""

import sys
import uuid

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State


class Command(BaseCommand):
    help = (
        "List the stories that were withdrawn, erased or taken down; "
        "with --again, read such a list and withdraw and erase them here."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="read a list, and do it again")

    def handle(self, *args: object, again: bool, **options: object) -> None:
        if again:
            self.repeat(line.split() for line in sys.stdin if line.strip())
        else:
            for number, what in gone():
                self.stdout.write(f"{number} {what}")

    def repeat(self, rows) -> None:
        """Withdraw and erase what the list says; tell what only the team can do."""
        counts = {"withdrawn": 0, "erased": 0, "not in this database": 0}
        for number, what in rows:
            kept = Contribution.objects.filter(pk=as_uuid(number)).first()
            if kept is None:
                counts["not in this database"] += 1
            elif what == "taken_down":
                self.stdout.write(f"Please take this down again at the desk: /desk/{number}/")
            elif what in ("withdrawn", "erased"):
                counts["withdrawn"] += withdraw(kept)
                counts["erased"] += what == "erased" and erase(kept)
            else:
                raise CommandError(f"A list has lines like `<id> withdrawn`, and not `… {what}`.")
        self.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()) + ".")


def gone() -> list[tuple[uuid.UUID, str]]:
    """Each contribution that is off the site for good or for now, and how it came to that."""
    erased = Contribution.objects.exclude(erased_at=None)
    rest = Contribution.objects.filter(erased_at=None)
    found = [(row.pk, "erased") for row in erased.order_by("pk")]
    for state in (State.WITHDRAWN, State.TAKEN_DOWN):
        rows = rest.filter(submissions__state=state).distinct().order_by("pk")
        found += [(row.pk, state.value) for row in rows]
    return found


def as_uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise CommandError(f"This is not the number of a story: {text}") from None


def withdraw(kept: Contribution) -> bool:
    if kept.submissions.filter(state=State.WITHDRAWN).exists():
        return False  # here too
    workflow.withdraw(kept.pk, by=actors.contributor())
    return True


def erase(kept: Contribution) -> bool:
    if kept.erased_at is not None:
        return False
    workflow.erase(kept.pk, by=actors.SYSTEM)
    return True
