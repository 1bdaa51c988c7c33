"""Load the example stories, by the verbs that people use."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contributors import example_stories
from moderation import deadlines
from moderation.models import Contribution

PATIENCE = 60.0  # seconds without any progress, besides the grace
LOOK = 0.5  # seconds


class Command(BaseCommand):
    help = "Load the example stories through the whole workflow; relay and worker must be running."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.MARROW_DEMO:
            raise CommandError(
                "Examples belong to a demonstration: set MARROW_DEMO=1 to load them."
            )
        began = time.monotonic()
        examples = example_stories.read()
        moved = example_stories.load(examples, wait=self.until_still, say=self.stdout.write)
        if moved:
            seconds = time.monotonic() - began
            self.stdout.write(f"{moved} example stories went their way in {seconds:.0f} seconds.")
        elif Contribution.objects.filter(example=True, erased_at=None).exists():
            self.stdout.write("The example stories are there already.")
        else:
            self.stdout.write("The example stories were removed here; they do not come back.")

    def until_still(self, moving: Callable[[], int]) -> None:
        """Wait for relay and worker; raise CommandError when nothing moves for a minute."""
        patience = PATIENCE + deadlines.current().grace.total_seconds()
        left, deadline = 0, 0.0
        while count := moving():
            now = time.monotonic()
            if count != left:
                left, deadline = count, now + patience
                self.stdout.write(f"  {count} to go")
            elif now > deadline:
                raise CommandError(
                    f"{count} stories wait for a relay and a worker, and none came within "
                    f"{patience:.0f} seconds: start both, then load the examples again."
                )
            time.sleep(LOOK)
