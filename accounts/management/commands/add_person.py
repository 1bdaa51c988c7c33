"""Name the first organiser, or anyone else of the team."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import audit, sessions
from accounts.models import User
from accounts.roles import Role, give, held


class Command(BaseCommand):
    help = "Give a role to an e-mail address: add_person EMAIL --role organiser"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=[role.value for role in Role], default="organiser")

    def handle(self, *args: object, email: str, role: str, **options: object) -> None:
        user = User.objects.at(email)
        with transaction.atomic():
            try:
                give(user, Role(role))
            except ValueError as error:
                raise CommandError(str(error)) from None
            sessions.end(user)  # whoever was signed in there gains nothing: sign in anew
            audit.note("roles", by=None, about=audit.account(user), roles=held(user))
        self.stdout.write(f"{email} may now sign in as {role}, by a code sent to that address.")
