"""Print a new API token."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from knox.models import AuthToken

from accounts import audit
from accounts.models import User


class Command(BaseCommand):
    help = "Print a new API token of a user; use it as `Authorization: Token …`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}. `add_person {email}` makes them.")
        _, token = AuthToken.objects.create(user)
        audit.note("token-made", by=None, about=audit.account(user))
        self.stdout.write(token)
