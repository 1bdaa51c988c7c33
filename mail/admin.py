"""Mail that is owed or was sent, without its words."""

from django.contrib import admin

from jobs.admin import ReadOnly
from mail.models import Mail


@admin.register(Mail)
class MailAdmin(ReadOnly):
    list_display = ["id", "kind", "state", "created_at", "sent_at"]
    list_filter = ["kind", "state"]
    fields = ["kind", "state", "created_at", "sent_at"]
