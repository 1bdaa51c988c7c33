"""How each person of the team wants to work, and what an organiser gave them to read."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class DeskSettings(models.Model):
    """One person's desk. Who never chose anything has no row, and the values below."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="desk")
    ready_first = models.BooleanField(default=True)  # the words only when they are ready for them
    keys = models.BooleanField(default=True)  # single keys press buttons
    photos_veiled = models.BooleanField(default=True)  # grey and blurred until asked
    languages = ArrayField(models.CharField(max_length=5), default=list)  # that they read; [] = all
    # Content labels that they would rather not read on this day, and not after it.
    avoids = ArrayField(models.CharField(max_length=20), default=list)
    avoids_on = models.DateField(null=True)
    # Once a day: how many wait, and since when.
    daily_mail = models.BooleanField(default=False, db_default=False)
    # What an organiser gave them: slugs of diagnoses with all below, and languages; [] = all.
    scope_diagnoses = ArrayField(models.CharField(max_length=50), default=list)
    scope_languages = ArrayField(models.CharField(max_length=5), default=list)

    class Meta:
        # As an organiser meets these rows, who sets nothing else of them.
        verbose_name = _("scope: who reads what")
        verbose_name_plural = _("scope: who reads what")
        constraints = [
            models.CheckConstraint(
                name="avoided_on_a_day", condition=Q(avoids=[]) | Q(avoids_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"desk of {self.user_id}"

    @classmethod
    def of(cls, user_id: int) -> "DeskSettings":
        """This person's settings, or the usual ones; nothing is written."""
        return cls.objects.filter(user=user_id).first() or cls(user_id=user_id)

    def avoided(self, today: date) -> list[str]:
        """The labels that they would rather not read today."""
        return self.avoids if self.avoids_on == today else []
