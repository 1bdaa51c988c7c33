"""The two ways in which the workflow says no."""

from django.core.exceptions import PermissionDenied


class Forbidden(PermissionDenied):
    """This person may not do that: 403."""


class Conflict(Exception):  # noqa: N818 - the name is the design's
    """Somebody was faster, or the story is no longer where it was: 409."""
