"""One person's story through all its revisions."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Coded, User
from stories.models import LANGUAGES


class Contribution(Coded):
    """One person's story through all its revisions: whose it is, and what they agreed to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    story_id = models.UUIDField(unique=True, default=uuid.uuid4)  # public; no foreign key
    key_digest = models.CharField(max_length=64, unique=True)  # the same sending is one story
    sent_digest = models.CharField(max_length=64)  # what was sent under that key
    receipt_digest = models.CharField(max_length=64, unique=True)
    contributor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="contributions")
    email = models.EmailField(blank=True)
    email_confirmed_at = models.DateTimeField(null=True)
    take_down_digest = models.CharField(max_length=64, unique=True)  # of the link in every mail
    # When they last were asked, or said, whether all of this is still right.
    asked_at = models.DateTimeField(db_default=Now())
    language = models.CharField(max_length=5, choices=LANGUAGES)  # of mails to them
    in_memory = models.BooleanField(default=False)  # they died, and wished that it be said
    version = models.PositiveIntegerField(default=1)  # one more with each verb
    example = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="confirmed_is_an_address",
                condition=Q(email_confirmed_at=None) | ~Q(email=""),
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="check_in",
                condition=Q(email_confirmed_at__isnull=False, erased_at=None),
            ),
            models.Index(
                fields=["created_at"],
                name="unconfirmed_addresses",
                condition=Q(email_confirmed_at=None) & ~Q(email=""),
            ),
            models.Index(fields=["id"], name="examples", condition=Q(example=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)
