from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "readers"

    def ready(self) -> None:
        from readers import alerts, counting, reports  # noqa: F401 - registers jobs, receivers
