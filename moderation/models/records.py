"""Private rows beside a story: what must stay off the site, and who was helped by it."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Deed(models.Model):
    """One thing that hides: kept in numbers only, and never undone by a backup that comes back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=36)  # an opaque id, or an account's number
    at = models.DateTimeField(db_default=Now())
    written_at = models.DateTimeField(null=True)  # into the file beside the database

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="deeds_unwritten", condition=Q(written_at=None)),
        ]
        triggers = [
            pgtrigger.Protect(name="deeds_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="deeds_are_only_written_down",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind"))
                | pgtrigger.Q(old__subject__df=pgtrigger.F("new__subject"))
                | pgtrigger.Q(old__at__df=pgtrigger.F("new__at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Thanks(models.Model):
    """How many readers said that a story helped them, where its contributor wants to know."""

    contribution = models.OneToOneField(
        "moderation.Contribution", models.PROTECT, primary_key=True, related_name="thanks"
    )
    wanted = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=False)
    readers = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)  # how many there were at the last mail
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [
            models.CheckConstraint(
                name="mail_only_if_wanted", condition=Q(by_mail=False) | Q(wanted=True)
            ),
            models.CheckConstraint(name="told_of_readers", condition=Q(told__lte=F("readers"))),
        ]

    def __str__(self) -> str:
        return str(self.contribution_id)
