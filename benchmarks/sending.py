"""A story to send, and people to send it and decide on it."""

import secrets
from datetime import date
from typing import Any

from accounts.models import User
from accounts.roles import Role, give
from moderation import actors, workflow
from moderation.models import Contribution
from moderation.offers import Offer

WORDS: dict[str, Any] = {
    "title": "The garlic was in by noon",
    "body": "I was planting garlic when the telephone rang, and I let it ring. " * 30,
    "language": "en",
    "diagnoses": ["mcl"],
    "relation": "survivor",
    "display_name": "Ruth",
}


def offer(**changes: Any) -> Offer:
    """A story of 400 words in which no check finds anything."""
    return Offer.of({**WORDS, **changes}, dated=date(2026, 11, 1))


def sent(*, by: actors.Actor | None = None, email: str = "") -> Contribution:
    """One more contribution, just submitted."""
    kept, _new = workflow.submit(
        offer(),
        key=secrets.token_urlsafe(24),
        by=by or actors.contributor(),
        uses=["website"],
        email=email,
    )
    return kept


def person(role: Role) -> User:
    user = User.objects.at(f"{role}@bench.example.org")
    give(user, role)
    return User.objects.get(pk=user.pk)  # without the cache of permissions
