from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from accounts.roles import make_groups
        from config import celery  # noqa: F401 - the relay publishes through this app
        from config.pictures import develop
        from config.serving import generation, waiting
        from library import pictures
        from library.articles import ARTICLES
        from mail.outbox import leaving
        from moderation import house

        house.add(ARTICLES)
        house.add(pictures.PICTURES)
        pictures.develop = develop

        # After the last room that has tables, so that the permissions of every other are there.
        post_migrate.connect(make_groups, sender=apps.get_app_config("readers"))
        post_migrate.connect(generation.watch, sender=self)
        leaving.connect(waiting.until_all_heard)
