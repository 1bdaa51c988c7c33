"""Run a relay."""

import signal

from django.core.management.base import BaseCommand

from jobs.relay import Relay


class Command(BaseCommand):
    help = "Send owed work to the workers, and do what they do not come for."

    def handle(self, *args: object, **options: object) -> None:
        relay = Relay()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: relay.stopping.set())
        relay.run()
