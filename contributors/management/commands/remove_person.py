"""Remove a person who asked for it: their stories, their drafts, their account."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.roles import is_staff
from contributors import leaving


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
        gone = leaving.remove(user)
        self.stdout.write(f"Gone: {gone['stories']} stories and the account.")
