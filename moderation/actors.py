"""Who acts: a party of the table, and an opaque number where there is an account."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from moderation.errors import Forbidden
from moderation.states import Party


@dataclass(frozen=True)
class Actor:
    party: Party
    id: int | None = None


SYSTEM = Actor(Party.SYSTEM)


def contributor(user: User | None = None) -> Actor:
    """The person whose story it is; the door has made sure of that."""
    return Actor(Party.CONTRIBUTOR, user.pk if user else None)


def team(user: User) -> Actor:
    """A moderator or lead. Raises Forbidden for anyone else."""
    if user.is_active and user.has_perm("accounts.lead"):
        return Actor(Party.LEAD, user.pk)
    if user.is_active and user.has_perm("accounts.moderate"):
        return Actor(Party.MODERATOR, user.pk)
    raise Forbidden(_("Only moderators may do this."))
