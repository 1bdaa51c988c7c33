"""The files of pictures in articles. What a picture says and where it stands are editions."""

from django.db import models
from django.db.models.functions import Now

from stories.photographs import KINDS, Light


class PictureFile(models.Model):
    """One file of a picture: pixels and nothing else, never changed under its name."""

    name = models.CharField(max_length=30)
    width = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=4, choices=[(kind, kind) for kind in KINDS])
    data = models.BinaryField()
    at = models.DateTimeField(db_default=Now())

    objects = Light()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["name", "width", "format"], name="library_one_file")
        ]

    def __str__(self) -> str:
        return f"{self.name}-{self.width}.{self.format}"
