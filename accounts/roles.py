"""Who may do what: roles are groups that hold permissions, and this is the one place they meet."""

from collections.abc import Iterable
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q

from accounts.models import User


class Role(StrEnum):
    CONTRIBUTOR = "contributor"
    MODERATOR = "moderator"
    LEAD = "lead"
    ORGANISER = "organiser"
    AUDITOR = "auditor"  # reads the log of what the team did, and nothing of any story


PERMISSIONS = {
    Role.MODERATOR: ["moderate"],
    Role.LEAD: ["moderate", "lead"],
    Role.ORGANISER: ["organise", "add_user", "change_user"],
    Role.AUDITOR: ["audit"],
}
PICKED = ["add_pick", "change_pick", "delete_pick"]  # what stands on the first page
LOOKED_AT = ["accounts", "jobs", "mail", "stories", "moderation"]  # rooms an organiser may look at
STAFF = ("accounts.moderate", "accounts.lead", "accounts.organise", "accounts.audit")


def make_groups(**kwargs: object) -> None:
    """Write one group a role, with its permissions; runs after each migration of all rooms."""
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        mine = Q(content_type__app_label="accounts", codename__in=names)
        if role is Role.ORGANISER:
            mine |= Q(content_type__app_label__in=LOOKED_AT, codename__startswith="view_")
            mine |= Q(content_type__app_label="stories", codename__in=PICKED)
        group.permissions.set(Permission.objects.filter(mine))


def fitting(roles: Iterable[str]) -> bool:
    """Whether one person may hold these: who watches over the others is none of them."""
    team = {*roles} - {Role.CONTRIBUTOR.value}
    return Role.AUDITOR.value not in team or len(team) == 1


def give(user: User, role: Role) -> None:
    """Give a user a role. An organiser may also open the admin. Raises ValueError."""
    if role is Role.CONTRIBUTOR:
        return
    if not fitting([*held(user), role.value]):
        raise ValueError("An auditor holds no other role: they watch over the others.")
    user.groups.add(Group.objects.get(name=role.value))
    if role is Role.ORGANISER:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def held(user: User) -> list[str]:
    """The roles that somebody has, in the order of the alphabet."""
    return sorted(user.groups.values_list("name", flat=True))


def holders(codename: str) -> list[User]:
    """Everyone who has this permission of the team's and may sign in."""
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    return list(User.objects.filter(may, is_active=True).distinct().order_by("pk"))


def role_of(user: User | AnonymousUser) -> str:
    """The role in which somebody of the team acts; of several the one that may most."""
    may = {
        Role.ORGANISER: "organise",
        Role.LEAD: "lead",
        Role.AUDITOR: "audit",
        Role.MODERATOR: "moderate",
    }
    return next((str(role) for role, name in may.items() if user.has_perm(f"accounts.{name}")), "")


def is_staff(user: object) -> bool:
    """Whether this user holds any role of the team's."""
    return getattr(user, "is_active", False) and any(
        user.has_perm(permission)  # type: ignore[attr-defined]
        for permission in STAFF
    )
