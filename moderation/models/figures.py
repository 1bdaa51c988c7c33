"""Figures of many weeks, kept as they were last worked out."""

from django.db import models
from django.db.models.functions import Now


class Reckoning(models.Model):
    """How the desk did, in numbers, up to one moment; an hour later the next takes its place."""

    at = models.DateTimeField(db_default=Now())
    figures = models.JSONField()

    def __str__(self) -> str:
        return f"figures of {self.at}"
