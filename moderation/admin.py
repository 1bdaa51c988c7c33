"""The rows of the workflow, to look at: no words of a story, no address, and no second door."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import audit, fresh
from accounts.admin import TEAM
from accounts.site import Way
from jobs.admin import ReadOnly
from moderation.desk_forms import ScopeForm
from moderation.house import KINDS, overdue
from moderation.models import (
    Consent,
    Contribution,
    DeskSettings,
    Edition,
    Event,
    Finding,
    Message,
    Photo,
    Submission,
)
from moderation.views import house
from stories.editions import Kind


def told(kind: Kind[Any]) -> str:
    """What a kind is for, and before that what of it waits."""
    late = len(overdue(kind))
    words = gettext("Past the day to be read again: %(count)d.") % {"count": late} if late else ""
    return f"{words} {kind.help}".strip()


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    """What the organisation sets, by forms of its own: the rows themselves are only added."""

    def ways(self, request) -> list[tuple[Any, list[Way]]]:
        kinds = [
            Way(one.title, told(one), reverse("admin:house-kind", args=[one.name]))
            for one in KINDS.values()
        ]
        return [(_("What you set yourselves"), kinds)]

    def get_urls(self) -> list[URLPattern]:
        own = self.admin_site.admin_view
        return [
            path("", own(house.index), name="moderation_edition_changelist"),
            path("<slug:name>/", own(house.kind), name="house-kind"),
            path("<slug:name>/<slug:place>/", own(house.part), name="house-part"),
        ]


class Rows(ReadOnly):
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    story = ""  # where a row names its contribution; then a link leads to the desk

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.annotate(told=F(self.story)) if self.story else rows

    def get_list_display(self, request) -> Any:
        """Without the way to the desk for whom the desk refuses."""
        shown = super().get_list_display(request)
        reads = request.user.has_perm("accounts.moderate")
        return [name for name in shown if name != "desk" or reads]

    @admin.display(description="desk")
    def desk(self, row) -> str:
        return format_html('<a href="{}">open</a>', reverse("desk:review", args=[row.told]))


@admin.register(Contribution)
class ContributionAdmin(Rows):
    story = "id"
    list_display = [
        "id",
        "desk",
        "address",
        "language",
        "version",
        "example",
        "created_at",
        "erased_at",
    ]
    fields = ["id", "story_id", "language", "version", "example", "created_at", "erased_at"]

    @admin.display(description="address")
    def address(self, row) -> str:
        where = reverse("desk:address", args=[row.told])
        return format_html('<a href="{}">look, for a reason</a>', where)


@admin.register(Submission)
class SubmissionAdmin(Rows):
    story = "contribution_id"
    list_display = ["id", "desk", "number", "state", "due_at", "settled_at"]
    list_filter = ["state", "language"]
    fields = [
        "contribution",
        "number",
        "content_hash",
        "language",
        "created_at",
        "state",
        "due_at",
        "claimed_until",
        "decided_from",
        "settles_at",
        "settled_at",
        "published_at",
        "erased_at",
    ]


@admin.register(Consent)
class ConsentAdmin(Rows):
    list_display = ["id", "contribution_id", "use", "text_version", "given_at", "withdrawn_at"]
    list_filter = ["use"]


@admin.register(Finding)
class FindingAdmin(Rows):
    list_display = ["id", "submission_id", "check_id", "severity", "field", "dismissed_at"]
    list_filter = ["check_id", "severity"]
    exclude = ["dismissed_by"]


@admin.register(Event)
class EventAdmin(Rows):
    story = "submission__contribution_id"
    ordering = ["-id"]
    list_display = ["id", "desk", "at", "version", "action", "from_state", "to_state", "party"]
    list_filter = ["action", "party"]


@admin.register(Message)
class MessageAdmin(Rows):
    list_display = ["id", "submission_id", "party", "internal", "version", "created_at"]
    exclude = ["body", "author"]


@admin.register(Photo)
class PhotoAdmin(Rows):
    """That there is one, and whether it could be opened: the desk shows it, nothing here does."""

    list_display = ["id", "contribution_id", "format", "developed_at", "refused", "created_at"]
    list_filter = ["refused", "format"]
    exclude = ["original", "draft"]


@admin.register(DeskSettings)
class ScopeAdmin(admin.ModelAdmin):
    """What somebody of the team is given to read. How they like to work stays theirs."""

    def ways(self, request) -> list[tuple[Any, list[Way]]]:
        text = _("Which diagnoses and languages somebody is given to read: all, if nobody says.")
        where = reverse("admin:moderation_desksettings_changelist")
        return [(TEAM, [Way(_("Who reads what"), text, where)])]

    form = ScopeForm
    list_display = ["who", "scope_diagnoses", "scope_languages"]
    list_select_related = ["user"]
    show_full_result_count = False

    @admin.display(description=_("who"))
    def who(self, row: DeskSettings) -> str:
        return row.user.email

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        return ["who"] if obj else []

    def get_fields(self, request, obj=None) -> Any:
        return ["who" if obj else "user", "scope_diagnoses", "scope_languages"]

    def changeform_view(self, request, *args, **kwargs) -> Any:
        """Give and take scope only with a second factor that was shown just now, as a role."""
        fresh.must_be_fresh(request)
        return super().changeform_view(request, *args, **kwargs)

    def has_add_permission(self, request) -> bool:
        return request.user.has_perm("accounts.organise")

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("accounts.organise")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        given = {"diagnoses": obj.scope_diagnoses, "languages": obj.scope_languages}
        audit.note("scope-given", by=request.user.pk, about=audit.account(obj.user), **given)
