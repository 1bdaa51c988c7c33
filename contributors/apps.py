from django.apps import AppConfig


class ContributorsConfig(AppConfig):
    name = "contributors"

    def ready(self) -> None:
        from contributors import drafts  # noqa: F401 - registers this room's handler
