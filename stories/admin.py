"""What is public, to look at. Only the workflow writes it: there is no second door.

Which of it is read first, the organisation chooses.
"""

from django.contrib import admin, messages

from stories import listing
from stories.models import Diagnosis, Facet, Pick, Portrait, Story, Tombstone


class ReadOnly(admin.ModelAdmin):
    """Rows that people look at and only the code writes."""

    show_full_result_count = False

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Story)
class StoryAdmin(ReadOnly):
    list_display = ["title", "display_name", "relation", "language", "published_at", "example"]
    list_filter = ["language", "relation", "searchable", "example"]
    exclude = ["search"]


@admin.register(Diagnosis)
class DiagnosisAdmin(ReadOnly):
    list_display = ["name_en", "abbreviation", "slug", "code", "group"]
    search_fields = ["name_en", "name_es", "slug", "abbreviation", "code"]


@admin.register(Facet)
class FacetAdmin(ReadOnly):
    list_display = ["name_en", "kind", "slug", "since", "until"]
    list_filter = ["kind"]


@admin.register(Pick)
class PickAdmin(admin.ModelAdmin):
    """What stands on the first page before the newest. It changes no story."""

    list_display = ["story", "position"]
    list_select_related = ["story"]
    raw_id_fields = ["story"]

    def save_model(self, request, obj, form, change) -> None:
        """Keep the choice, for people chose by hand; and say so where it is hard to meet cold."""
        super().save_model(request, obj, form, change)
        if listing.hard(obj.story):
            words = (
                "“%s” tells of something hard. Somebody who was told yesterday will meet it on the "
                "first page. Is there another?"
            )
            messages.warning(request, words % obj.story)


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnly):
    list_display = ["story_id", "gone_at"]


@admin.register(Portrait)
class PortraitAdmin(ReadOnly):
    list_display = ["name", "story_id", "format"]
    exclude = ["data"]
