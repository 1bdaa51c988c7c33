from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Owed work"

    def ready(self) -> None:
        from jobs import periodic, work  # noqa: F401 - registers this room's handlers

        post_migrate.connect(lambda **kwargs: work.plan_periodic(), sender=self, weak=False)
