"""Remove a person who asked for it: their stories, their drafts, their account."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import sessions
from accounts.models import User
from accounts.roles import is_staff
from moderation import workflow
from moderation.actors import contributor
from moderation.errors import Conflict


class Command(BaseCommand):
    help = "Take back and erase all that an address sent, and delete its account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody has the address {email} here.")
        if is_staff(user):
            raise CommandError("This is one of the team. Take their roles in /admin/ first.")
        count = remove(user)
        self.stdout.write(f"Gone: {count} stories and the account.")


@transaction.atomic
def remove(user: User) -> int:
    """Erase a person's stories and account; what they decided as a moderator keeps its number."""
    kept = list(user.contributions.values_list("pk", flat=True))
    for contribution in kept:
        workflow.withdraw(contribution, by=contributor(user))
        workflow.erase(contribution, by=contributor(user))
    sessions.end(user)
    if user.decisions.exists() or user.claims.exists() or user.barred.exists():
        raise Conflict("This person decided on stories. Make the account inactive instead.")
    user.delete()
    return len(kept)
