"""The team: an organiser gives and takes roles here. A taken role ends its person's sessions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import audit, fresh, sessions
from accounts.models import User
from accounts.roles import Role, fitting, held, holders, role_of
from accounts.site import Way

admin.site.site_header = admin.site.site_title = "Marrow"
admin.site.unregister(Group)
TEAM = _("The team")  # a room of the first page


class Person(forms.ModelForm):
    def clean_groups(self) -> Any:
        groups = self.cleaned_data["groups"]
        if not fitting(group.name for group in groups):
            raise forms.ValidationError(
                _("An auditor has no other role: they watch over the others.")
            )
        return groups

    def clean(self) -> dict[str, Any]:
        """Somebody has to be left who can name the others, or only a shell could."""
        data = super().clean() or {}
        roles = {group.name for group in data.get("groups", [])}
        stays = data.get("is_active") and Role.ORGANISER.value in roles
        if not stays and holders("organise") == [self.instance]:
            raise forms.ValidationError(
                _("This is the only organizer. Please name another one first.")
            )
        return data


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = Person
    list_display = ["email", "roles", "is_active"]
    search_fields = ["email"]
    fields = ["email", "groups", "is_active"]
    filter_horizontal = ["groups"]
    show_full_result_count = False

    def ways(self, request: HttpRequest) -> list[tuple[Any, list[Way]]]:
        text = _("Who moderates, leads, organizes or audits. Whoever loses a role is signed out.")
        where = reverse("admin:accounts_user_changelist")
        return [(TEAM, [Way(_("People and roles"), text, where)])]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("groups")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        """Lists the team alone. Whoever has no role is found by their whole address.

        That somebody has an account here says something of their health: nobody leafs through it.
        """
        found, doubled = super().get_search_results(request, queryset, search_term)
        team = User.groups.through.objects.values("user_id")
        whole = Q(email__iexact=search_term.strip())
        return found.filter(Q(pk__in=team) | whole), doubled

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return ["email"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what they decided stays theirs; a person who leaves is made inactive

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Give and take roles only with a second factor that was shown just now."""
        fresh.must_be_fresh(request)
        return super().changeform_view(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> User | None:
        """The one of a page; that it shows the address of one without a role is written down."""
        user = super().get_object(request, *args, **kwargs)
        if user is not None and request.method == "GET" and not held(user):
            facts = {"role": role_of(request.user), "reason": "role", "found": True}
            about = audit.account(user)
            audit.note("address-revealed", by=request.user.pk, about=about, **facts)
        return user

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        user.is_staff = user.groups.filter(name=Role.ORGANISER).exists()
        user.save(update_fields=["is_staff"])
        if change and form.changed_data:
            sessions.end(user)
        if form.changed_data:
            facts = {"role": role_of(request.user), "roles": held(user), "active": user.is_active}
            audit.note("roles", by=request.user.pk, about=audit.account(user), **facts)
