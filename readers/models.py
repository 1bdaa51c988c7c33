"""What visitors tell us: a problem with a story or page."""

import re
import uuid
from contextlib import suppress
from urllib.parse import urlsplit

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

STORY_PAGE = re.compile(r"/stories/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


class Report(models.Model):
    """One problem that somebody told us about; leads and organisers read it."""

    class Reason(models.TextChoices):
        PRIVATE = "private", _("It tells something private about somebody")
        HARM = "harm", _("It could hurt somebody")
        WRONG = "wrong", _("Something in it is not true")
        ACCESS = "access", _("I cannot read or use the page")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    page = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(max_length=4000)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["closed_at", "created_at"], name="reports_open")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def path(self) -> str:
        """The page on this site that was named, or ""; never an address elsewhere."""
        with suppress(ValueError):
            path = urlsplit(self.page).path
            return "/" + path.lstrip("/\\") if path.startswith("/") else ""
        return ""

    @property
    def story_id(self) -> uuid.UUID | None:
        """The story that it is about, where the page is a story's."""
        found = STORY_PAGE.search(self.page)
        return uuid.UUID(found[1]) if found else None
