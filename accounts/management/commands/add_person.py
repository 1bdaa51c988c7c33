"""Name the first organiser, or anyone else of the team."""

from django.core.management.base import BaseCommand, CommandParser

from accounts import sessions
from accounts.models import User
from accounts.roles import Role, give


class Command(BaseCommand):
    help = "Give a role to an e-mail address: add_person EMAIL --role organiser"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=[role.value for role in Role], default="organiser")

    def handle(self, *args: object, email: str, role: str, **options: object) -> None:
        user = User.objects.at(email)
        give(user, Role(role))
        sessions.end(user)  # whoever was signed in there gains nothing: sign in anew
        self.stdout.write(f"{email} may now sign in as {role}, by a code sent to that address.")
