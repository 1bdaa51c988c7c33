from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from library import sitemaps  # noqa: F401 - tells search engines of its pages
