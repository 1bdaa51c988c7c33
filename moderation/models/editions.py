"""What the organisation set, by whom and why; what of it is public is copied to the public room."""

from django.db import models

from stories.editions import Edition as Numbered
from stories.editions import Shelf

TEAM = Shelf("moderation.Edition")  # where what only the team works by is read from


class Edition(Numbered):
    by = models.BigIntegerField()  # opaque; no foreign key
    why = models.CharField(max_length=200)

    class Meta(Numbered.Meta):
        verbose_name = "what the organisation sets"
        verbose_name_plural = "what the organisation sets"
