"""Photos without what a camera writes into them, and what is made of them. Private: the public
room gets copies.
"""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from moderation.photos import WHOLE, Crop
from stories.photographs import Light


class Photo(models.Model):
    """One picture as somebody sent it, cut in one way: a draft's until that draft is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.UUIDField(null=True, unique=True)  # of a room above: no foreign key
    contribution = models.ForeignKey(
        "moderation.Contribution", models.PROTECT, null=True, related_name="photos"
    )
    # As it came, until the worker puts a copy of its bare pixels in its place.
    original = models.BinaryField()
    bare = models.BooleanField(default=False, db_default=False)  # whether it has
    digest = models.CharField(max_length=64)  # SHA-256 of the file that came, in hex
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()  # as it came: a copy may be smaller
    height = models.PositiveIntegerField()
    # What is kept of it, as parts of the whole.
    left = models.FloatField(default=0)
    top = models.FloatField(default=0)
    across = models.FloatField(default=1)
    down = models.FloatField(default=1)
    turn = models.PositiveIntegerField(default=1)  # one more each time it is cut anew
    developed_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=20, blank=True)  # a code: why nothing can be made of it
    created_at = models.DateTimeField(db_default=Now())

    objects = Light()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="of_a_draft_or_a_story",
                condition=Q(draft=None, contribution__isnull=False)
                | Q(draft__isnull=False, contribution=None),
            ),
            models.CheckConstraint(
                name="developed_or_refused", condition=Q(developed_at=None) | Q(refused="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__contribution_id__isnull=False)
                & (
                    pgtrigger.Q(old__contribution_id__df=pgtrigger.F("new__contribution_id"))
                    | pgtrigger.Q(old__original__df=pgtrigger.F("new__original"), old__bare=True)
                    | pgtrigger.Q(old__bare=True, new__bare=False)
                    | pgtrigger.Q(old__digest__df=pgtrigger.F("new__digest"))
                    | pgtrigger.Q(old__left__df=pgtrigger.F("new__left"))
                    | pgtrigger.Q(old__top__df=pgtrigger.F("new__top"))
                    | pgtrigger.Q(old__across__df=pgtrigger.F("new__across"))
                    | pgtrigger.Q(old__down__df=pgtrigger.F("new__down"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def crop(self) -> Crop:
        return Crop(self.left, self.top, self.across, self.down)

    @property
    def cut(self) -> bool:
        """Whether less than the whole of it is to be seen."""
        return self.crop != WHOLE

    @property
    def waits(self) -> bool:
        """Whether the worker has not come to it yet."""
        return self.developed_at is None and not self.refused


class PhotoFile(models.Model):
    """One file made anew from the pixels of a photo: of the whole, or of the part to be shown."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="files")
    cut = models.BooleanField()
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    data = models.BinaryField()

    objects = Light()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "cut", "format", "width", "height"], name="one_file_of_a_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.format} {self.width}"
