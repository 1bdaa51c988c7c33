"""Who may do what: roles are groups that hold permissions, and this is the one place they meet."""

from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.models import User


class Role(StrEnum):
    CONTRIBUTOR = "contributor"
    MODERATOR = "moderator"
    LEAD = "lead"
    ORGANISER = "organiser"


PERMISSIONS = {
    Role.MODERATOR: ["moderate"],
    Role.LEAD: ["moderate", "lead"],
    Role.ORGANISER: ["organise", "add_user", "change_user"],
}
LOOKED_AT = ["accounts", "jobs", "mail", "stories", "moderation"]  # rooms an organiser may look at
STAFF = ("accounts.moderate", "accounts.lead", "accounts.organise")


def make_groups(**kwargs: object) -> None:
    """Write one group a role, with its permissions; runs after each migration of all rooms."""
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        mine = Q(content_type__app_label="accounts", codename__in=names)
        if role is Role.ORGANISER:
            mine |= Q(content_type__app_label__in=LOOKED_AT, codename__startswith="view_")
        group.permissions.set(Permission.objects.filter(mine))


def give(user: User, role: Role) -> None:
    """Give a user a role. An organiser may also open the admin."""
    if role is Role.CONTRIBUTOR:
        return
    user.groups.add(Group.objects.get(name=role.value))
    if role is Role.ORGANISER:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def holders(codename: str) -> list[User]:
    """Everyone who has this permission of the team's and may sign in."""
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    return list(User.objects.filter(may, is_active=True).distinct().order_by("pk"))


def is_staff(user: object) -> bool:
    """Whether this user holds any role of the team's."""
    return getattr(user, "is_active", False) and any(
        user.has_perm(permission)  # type: ignore[attr-defined]
        for permission in STAFF
    )
