"""Load the diagnoses and vocabularies; running it again changes only what the files changed."""

from django.core.management.base import BaseCommand

from stories import publishing, taxonomy


class Command(BaseCommand):
    help = "Load the diagnoses and vocabularies from stories/data/."

    def handle(self, *args: object, **options: object) -> None:
        count, moved = taxonomy.load()
        if moved:
            publishing.replace_topics()
        self.stdout.write(f"{count} diagnoses.")
