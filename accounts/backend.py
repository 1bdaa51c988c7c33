"""What Django asks who somebody is: never by a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User


class NoPassword(ModelBackend):
    """Tells what a user may do, and recognises nobody; the mailed code and the passkey do that."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> User | None:
        """Refuse, even where a password has found its way into the row."""
        return None
