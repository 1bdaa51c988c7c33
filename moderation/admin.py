"""The rows of the workflow, to look at: no words of a story, no address, and no second door."""

from django.contrib import admin

from jobs.admin import ReadOnly
from moderation.models import Consent, Contribution, Event, Finding, Message, Submission


class Rows(ReadOnly):
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50


@admin.register(Contribution)
class ContributionAdmin(Rows):
    list_display = ["id", "language", "version", "example", "created_at", "erased_at"]
    fields = ["id", "story_id", "language", "version", "example", "created_at", "erased_at"]


@admin.register(Submission)
class SubmissionAdmin(Rows):
    list_display = ["id", "contribution_id", "number", "state", "due_at", "settled_at"]
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
    list_display = ["id", "submission_id", "version", "action", "from_state", "to_state", "party"]
    list_filter = ["action", "party"]


@admin.register(Message)
class MessageAdmin(Rows):
    list_display = ["id", "submission_id", "party", "internal", "version", "created_at"]
    exclude = ["body", "author"]
