"""Makes the clocks of owed work quicker in every process of a promise run."""

from django.apps import AppConfig
from django.conf import settings


class PromiseConfig(AppConfig):
    name = "tests.promise"

    def ready(self) -> None:
        """Leases, back-off and the relay's patience keep their proportions."""
        from jobs import relay, work

        pace = settings.PROMISE_PACE
        for module, names in (
            (work, ("LEASE", "FIRST_DELAY", "LONGEST_DELAY")),
            (relay, ("RING_AGAIN", "DO_IT_MYSELF", "LONGEST_NAP", "BROKER_REST")),
        ):
            for name in names:
                setattr(module, name, getattr(module, name) / pace)
