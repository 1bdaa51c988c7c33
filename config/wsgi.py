"""The web process's entry point: what it remembers, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - once they are set up

from config.serving.layer import Layer  # noqa: E402
from config.serving.listening import Listener  # noqa: E402

application = Layer(django, Listener(settings.MARROW_MEMORY))
