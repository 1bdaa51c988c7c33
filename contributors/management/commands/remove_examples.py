"""Remove the example stories."""

from django.core.management.base import BaseCommand

from contributors import example_stories


class Command(BaseCommand):
    help = (
        "Withdraw and erase the example stories; where MARROW_DEMO is 0, close the demo accounts."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{example_stories.remove()} example stories removed.")
        if closed := example_stories.close_accounts():
            self.stdout.write(f"{closed} demo accounts closed.")
