"""Marrow's own settings, with ten times quicker clocks, so that minutes of waiting are seconds.

What is scaled: the lease, Celery's limits for one task, the relay's patience (see apps.py).
PROMISE_PACE=1 runs at real speed.
"""

from config.settings import *  # noqa: F403
from config.settings import (
    CELERY_BROKER_TRANSPORT_OPTIONS,
    CELERY_TASK_SOFT_TIME_LIMIT,
    CELERY_TASK_TIME_LIMIT,
    INSTALLED_APPS,
    STORAGES,
    env,
)

PROMISE_PACE = env.int("PROMISE_PACE", default=10)

INSTALLED_APPS = [*INSTALLED_APPS, "tests.promise.apps.PromiseConfig"]
CELERY_TASK_TIME_LIMIT = CELERY_TASK_TIME_LIMIT / PROMISE_PACE
CELERY_TASK_SOFT_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT / PROMISE_PACE
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,
    "visibility_timeout": CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] / PROMISE_PACE,
    "unacked_restore_interval": 1,
}
EMAIL_BACKEND = "tests.promise.sink.Sink"
STORAGES = {
    **STORAGES,
    # Pages are read for their words: nobody collects and compresses styles first.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
