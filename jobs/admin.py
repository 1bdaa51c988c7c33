"""Owed work, to look at. A dead job may be given another try."""

from django.contrib import admin
from django.db.models.functions import Now

from jobs.models import Heartbeat, Job, Periodic


class ReadOnly(admin.ModelAdmin):
    """Rows that people look at and only the code writes."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ["id", "kind", "not_before", "attempts", "last_error", "done_by", "dead_at"]
    list_filter = ["kind", ("dead_at", admin.EmptyFieldListFilter)]
    show_full_result_count = False
    actions = ["try_again"]

    @admin.action(description="Try again")
    def try_again(self, request, queryset) -> None:
        queryset.exclude(dead_at=None).update(
            dead_at=None, attempts=0, not_before=Now(), sent_at=None
        )


admin.site.register(Periodic, ReadOnly)
admin.site.register(Heartbeat, ReadOnly)
