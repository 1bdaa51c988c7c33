"""Asking the database while it may be restarted at any moment."""

from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

T = TypeVar("T")


def asked(question: Callable[[], T]) -> T | None:
    """The answer, or None when the database has just gone."""
    try:
        return question()
    except (OperationalError, InterfaceError):
        connection.close()
        return None
