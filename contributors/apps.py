from django.apps import AppConfig


class ContributorsConfig(AppConfig):
    name = "contributors"

    def ready(self) -> None:
        from contributors import drafts, visits  # noqa: F401 - registers this room's receivers
