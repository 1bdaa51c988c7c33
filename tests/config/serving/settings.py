"""Marrow's own settings for real web processes on the tests' database; no styles are collected."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

MARROW_ERASURE_FILE = None
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
