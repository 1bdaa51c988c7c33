"""Makes the clocks of owed work quicker in every process of a promise run."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class PromiseConfig(AppConfig):
    name = "tests.promise"

    def ready(self) -> None:
        """Leases, back-off and the relay's patience keep their proportions."""
        from jobs import relay, work
        from readers import alerts

        pace = settings.PROMISE_PACE
        for module, names in (
            (work, ("LEASE", "FIRST_DELAY", "LONGEST_DELAY")),
            (relay, ("RING_AGAIN", "DO_IT_MYSELF", "LONGEST_NAP", "BROKER_REST")),
        ):
            for name in names:
                setattr(module, name, getattr(module, name) / pace)
        # What is new is told after a second, and again after some, not after minutes and a week.
        alerts.SETTLED, alerts.WEEK = timedelta(seconds=0.5), timedelta(seconds=50) / pace
        work.PERIODS["owe-alerts"] = timedelta(seconds=20) / pace
