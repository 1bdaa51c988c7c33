"""The team: an organiser gives and takes roles here. A taken role ends its person's sessions."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts import sessions
from accounts.models import User
from accounts.roles import Role

admin.site.site_header = admin.site.site_title = "Marrow"
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "roles", "is_active"]
    search_fields = ["email"]
    fields = ["email", "groups", "is_active"]
    filter_horizontal = ["groups"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return ["email"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what they decided stays theirs; a person who leaves is made inactive

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        user.is_staff = user.groups.filter(name=Role.ORGANISER).exists()
        user.save(update_fields=["is_staff"])
        if change and form.changed_data:
            sessions.end(user)
