"""What is noticed, done and said about an offer."""

from dataclasses import replace

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from moderation.models._rules import choices, pair
from moderation.models.care import Case
from moderation.models.contributions import Contribution
from moderation.models.submissions import Submission, passages
from moderation.offers import Offer
from moderation.quotes import words_of
from moderation.states import BESIDE, Action, Party, State
from stories import guidelines


class Finding(models.Model):
    """What a check noticed: where, not what. The matched text is never stored."""

    class Severity(models.TextChoices):
        NOTE = "note"
        WARN = "warn"
        SEVERE = "severe"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="findings")
    check_id = models.CharField(max_length=40)
    severity = models.CharField(max_length=8, choices=Severity)
    field = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    dismissed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True)
    dismissed_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["field", "start", "id"]
        indexes = [
            models.Index(
                fields=["submission"],
                name="looks_like_spam",
                condition=Q(check_id="spam", dismissed_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="span_in_order", condition=Q(start__lte=F("end"))),
            pair("dismissed_by_whom_when", "dismissed_by", "dismissed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} {self.field}:{self.start}"


class Event(models.Model):
    """What happened: append-only, no words, and no key to any person."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=choices(Action))
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, choices=choices(State))
    party = models.CharField(max_length=12, choices=choices(Party))
    actor = models.BigIntegerField(null=True)  # opaque; no foreign key
    reason = models.CharField(max_length=40, blank=True)  # a code
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "version"],
                name="one_verb_a_version",
                condition=~Q(action__in=BESIDE),
            ),
            models.CheckConstraint(name="known_action", condition=Q(action__in=list(Action))),
        ]
        indexes = [
            # Who began to read what today: what is heavy is spread by it.
            models.Index(fields=["actor", "at"], name="begun", condition=Q(action=Action.CLAIM)),
            models.Index(
                fields=["at", "id"],
                include=["action", "submission"],
                name="team_events",
                condition=Q(party__in=[Party.MODERATOR, Party.LEAD]),
            ),
            models.Index(
                fields=["submission"],
                name="first_approvals",
                condition=Q(action=Action.APPROVE, to_state=State.SECOND_REVIEW),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.submission_id}"


class MessageQuerySet(QuerySet["Message"]):
    def told(self) -> "MessageQuerySet":
        """What the contributor may read: their own, and the team's once it takes effect.

        What is written to somebody who may be in danger waits for nothing.
        A decision that never did, because the story was changed or taken back first, said nothing.
        """
        may = Q(party=Party.CONTRIBUTOR) | Q(case__isnull=False)
        may |= Q(submission__settled_at__isnull=False)
        return self.filter(may, internal=False).exclude(body="")

    def answers(self) -> "MessageQuerySet":
        """What contributors said."""
        return self.filter(party=Party.CONTRIBUTOR)

    def decided(self) -> "MessageQuerySet":
        """What the team said, each with a decision."""
        return self.exclude(party=Party.CONTRIBUTOR).filter(case=None)


class Message(models.Model):
    """Words between the team and the contributor about a submission; erasable."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="messages")
    party = models.CharField(max_length=12, choices=choices(Party))
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField()  # of the decision it goes with, or comes after; or 0
    internal = models.BooleanField(default=False)  # stays within the team
    # Written to look after somebody, and with no decision.
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="messages")
    body = models.TextField()
    guideline = models.CharField(max_length=20, blank=True, db_default="")  # the one it is about
    quotes = models.JSONField(default=list, db_default=Value([], models.JSONField()))  # as `Quote`
    created_at = models.DateTimeField(db_default=Now())

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def quoted(self) -> list[str]:
        """The words of the story that it quotes; none once they are erased."""
        return words_of(self.quotes, self.submission.offer) if self.quotes else []

    @property
    def guideline_title(self) -> str:
        """What the guideline that it is about was called when it was written."""
        return guidelines.title(self.guideline, at=self.created_at if self.pk else timezone.now())

    @property
    def suggested(self) -> "Suggestion | None":
        """The wording that came with it."""
        return self.suggestion if hasattr(self, "suggestion") else None


class Suggestion(models.Model):
    """Words that a moderator suggested with a request for changes; erasable.

    It is never published: its contributor sends these words as their own, or does not.
    """

    message = models.OneToOneField(Message, models.CASCADE, related_name="suggestion")
    title = models.CharField(max_length=140)
    passages = models.JSONField()
    display_name = models.CharField(max_length=80, blank=True)  # "" where the name stays as it is
    # The text that was sent with exactly these words.
    became = models.OneToOneField(Submission, models.PROTECT, null=True, related_name="came_of")

    def __str__(self) -> str:
        return f"suggestion {self.pk}"

    @property
    def texts(self) -> list[str]:
        return [passage.text for passage in passages(self.passages)]

    @property
    def offer(self) -> Offer:
        """What would be sent: these words, and all that was chosen beside them as it is."""
        now = self.message.submission.shown_offer
        return replace(
            now,
            title=self.title,
            passages=passages(self.passages),
            display_name=self.display_name or now.display_name,
        )


class Sketch(models.Model):
    """By which a story is known again where somebody sends much of it anew; it holds no words."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, primary_key=True, related_name="sketch"
    )
    bands = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name_plural = "sketches"
        indexes = [GinIndex(fields=["bands"], name="sketches_alike")]

    def __str__(self) -> str:
        return str(self.contribution_id)
