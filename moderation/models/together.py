"""How the team works together on stories: who stays away, who looks, who asks whom, whose day."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from moderation.models._rules import choices
from moderation.models.contributions import Contribution
from moderation.models.reading import Message


class Recusal(models.Model):
    """One of the team knows this person: they are never offered the story, nor may they open it."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="recusals")
    user = models.ForeignKey(User, models.CASCADE, related_name="recusals")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "user"], name="one_recusal_each")
        ]

    def __str__(self) -> str:
        return f"recusal {self.pk}"


class Look(models.Model):
    """One of the team has this story open; true until its time is over, and renewed meanwhile."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="looks")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "user"], name="one_look_each")
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"


class Card(models.Model):
    """What lies on somebody's desk about a story until they have done with it."""

    class Kind(models.TextChoices):
        QUESTION = "question"
        ANSWER = "answer"
        HANDED = "handed"  # the claim went to them, with a word
        BROKEN = "broken"  # a lead set free what they held

    kind = models.CharField(max_length=10, choices=choices(Kind))
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="cards")
    to = models.ForeignKey(User, models.CASCADE, null=True, related_name="cards")  # None: everyone
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    message = models.OneToOneField(Message, models.CASCADE, null=True, related_name="card")
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_card_says_something", condition=Q(kind="broken") | Q(message__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["to", "id"], name="cards_open", condition=Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Duty(models.Model):
    """Whose day it is: the person to turn to, as a lead has set it."""

    day = models.DateField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="duties")

    class Meta:
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return f"{self.day}"
