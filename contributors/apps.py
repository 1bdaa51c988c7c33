from django.apps import AppConfig


class ContributorsConfig(AppConfig):
    name = "contributors"

    def ready(self) -> None:
        from contributors import (  # noqa: F401 - registers jobs, receivers
            drafts,
            sleeping,
            unsent,
            visits,
            wishes,
        )
