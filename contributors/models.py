"""Drafts: what somebody has begun to tell and not sent. Wishes: for after their death."""

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from moderation.models import Contribution


def new_key() -> str:
    """192 random bits: the same sending is the same story."""
    return secrets.token_urlsafe(24)


class Draft(models.Model):
    """A story being written, kept on the server so that no error loses a word."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.CharField(max_length=40, unique=True, default=new_key)
    owner = models.ForeignKey(User, models.CASCADE, null=True, related_name="drafts")
    answers = models.JSONField(default=dict)  # as they were typed, right or wrong
    contribution = models.UUIDField(null=True)  # what it revises, became, or is to become
    version = models.PositiveIntegerField(null=True)  # of what it revises, as its person saw it
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now(), db_index=True)
    sent_at = models.DateTimeField(null=True)
    code_digest = models.CharField(max_length=64, unique=True, null=True)  # opens it elsewhere
    receipt_digest = models.CharField(max_length=64, unique=True, null=True)  # of what goes out
    reminders = models.PositiveSmallIntegerField(db_default=0)  # mailed since the last word

    send_at = models.DateTimeField(null=True)  # when it goes out by itself
    promised = models.CharField(max_length=64, blank=True, db_default="")  # a mark of what does

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sent_keeps_no_words",
                condition=Q(sent_at=None) | Q(answers={}, contribution__isnull=False),
            ),
            models.CheckConstraint(
                name="asleep_with_a_promise",
                condition=Q(send_at=None, promised="")
                | (Q(send_at__isnull=False) & ~Q(promised="")),
            ),
            models.CheckConstraint(
                name="only_a_revision_has_a_version",
                condition=Q(version=None) | Q(contribution__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                F("owner"),
                F("updated_at").desc(),
                name="drafts_unsent",
                condition=Q(sent_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def revises(self) -> bool:
        """Whether it is new words for a story that was sent before."""
        return self.version is not None

    @property
    def takes_up(self) -> bool:
        """Whether it began with words that the team suggested."""
        return bool(self.answers.get("suggested"))

    @property
    def updates(self) -> bool:
        """Whether it only adds new words to a story, and leaves all that is there as it is."""
        return bool(self.answers.get("update"))


class Wish(models.Model):
    """What somebody wishes for their story after their death, and how far that has come.

    Of the person whom they trust nothing is kept: that person brings the link.
    """

    class What(models.TextChoices):
        KEEP = "keep"
        MEMORY = "memory"
        REMOVE = "remove"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="wish")
    what = models.CharField(max_length=10, choices=What)
    contact_digest = models.CharField(max_length=64, unique=True)  # of the link to hand on
    alive_digest = models.CharField(max_length=64, unique=True)  # of the link that undoes it
    told_at = models.DateTimeField(null=True)  # somebody told us that they died
    paused = models.BooleanField(default=False)  # by that, and for no other reason
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)  # a lead; opaque, no foreign key
    done_at = models.DateTimeField(null=True)
    spent = models.PositiveSmallIntegerField(db_default=0)  # links to hand on that lead nowhere now

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(
                name="confirmed_by_whom_when",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="confirmed_is_told",
                condition=Q(confirmed_at=None) | Q(told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="done_is_confirmed",
                condition=Q(done_at=None) | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["told_at"], name="wishes_told", condition=~Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.contribution_id)

    @property
    def open(self) -> bool:
        """Somebody told us, and a lead has not looked yet."""
        return self.told_at is not None and self.confirmed_at is None
