from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from moderation import album, reactions, read_again  # noqa: F401 - registers this room's handlers
