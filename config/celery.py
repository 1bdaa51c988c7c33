"""The Celery app: it carries job numbers to workers and nothing else."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("marrow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["jobs"])


@worker_init.connect
def prepare(**_: object) -> None:
    """The checks are ready before the worker forks: its children share what they need."""
    from moderation import checks

    checks.prepare()
