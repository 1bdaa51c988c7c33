"""Marrow's own settings, except what would count, mail or mix with other work."""

from datetime import timedelta

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
MARROW_LIMITS_ON = False
ACCOUNT_RATE_LIMITS = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Names of our own in the broker, so that no other worker joins in and none of their work counts.
BROKER_PREFIX = "bench:"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,  # noqa: F405
    "global_keyprefix": BROKER_PREFIX,
}
CELERY_IMPORTS = ("benchmarks.nothing",)
MARROW_GRACE = timedelta(0)
MARROW_ERASURE_FILE = None  # each run has a new database, which knows none of the last one's deeds
# Nobody fetches a style or a script over a slow line; to compress them takes ten seconds.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
