"""Make the demo accounts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contributors import example_stories


class Command(BaseCommand):
    help = "Make the accounts of a demonstration, one of each role."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.MARROW_DEMO:
            raise CommandError("Demo accounts belong to a demonstration: set MARROW_DEMO=1.")
        for user in example_stories.people().values():
            self.stdout.write(user.email)
