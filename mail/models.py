"""Owed mail. A row is written with its deed; sent, it forgets its words and whom it went to."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Mail(models.Model):
    """One mail to one address, sent at least once, always with the same Message-ID."""

    class State(models.TextChoices):
        OWED = "owed"
        SENDING = "sending"  # committed before the network call; found later, it is sent again
        SENT = "sent"

    key = models.CharField(max_length=120, unique=True)
    message_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=120)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    stop_url = ""  # where one press ends mails like this one; known as it leaves, and no column

    class Meta:
        verbose_name_plural = "mail"
        indexes = [models.Index(fields=["created_at"], name="mail_age")]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_a_time",
                condition=(Q(state="sent") & Q(sent_at__isnull=False))
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="mail_sent_is_to_nobody",
                condition=~Q(state="sent") | Q(to="", text="", html=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
