"""What a contributor agreed to, and what the person says whom a story is about."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from moderation.models.contributions import Contribution
from stories.models import LANGUAGES


class Consent(models.Model):
    """One agreement to one use, with the hash of the very text that was shown."""

    class Use(models.TextChoices):
        WEBSITE = "website"
        SEARCH_ENGINES = "search-engines"
        EMBED = "embed"
        NEWSLETTER = "newsletter"
        SOCIAL = "social"
        PRESS = "press"
        RESEARCH = "research"

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="consents")
    use = models.CharField(max_length=20, choices=Use)
    text_version = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    given_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "use"],
                name="one_live_consent_a_use",
                condition=Q(withdrawn_at=None),
            )
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="consents_running_out",
                condition=Q(withdrawn_at=None, expires_at__isnull=False),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False)
                | pgtrigger.Q(old__use__df=pgtrigger.F("new__use"))
                | pgtrigger.Q(old__text_hash__df=pgtrigger.F("new__text_hash"))
                | pgtrigger.Q(old__text_version__df=pgtrigger.F("new__text_version"))
                | pgtrigger.Q(old__given_at__df=pgtrigger.F("new__given_at"))
                | pgtrigger.Q(old__contribution_id__df=pgtrigger.F("new__contribution_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.use}"


class Subject(models.Model):
    """Who a story is about, where that is not the one who tells it; known to no reader."""

    class Kind(models.TextChoices):
        ADULT = "adult"
        CHILD = "child"
        DIED = "died"

    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="subject")
    kind = models.CharField(max_length=5, choices=Kind)
    born = models.DateField(null=True)  # of a child, and the first of a month: nobody asks the day
    link_digest = models.CharField(max_length=64, unique=True, null=True)  # the dead have no link
    asked_at = models.DateTimeField(null=True)  # when their link was first given to be passed on

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_a_child_has_a_month", condition=Q(born=None) | Q(kind="child")
            ),
            models.CheckConstraint(
                name="the_living_have_a_link",
                condition=Q(kind="died", link_digest=None)
                | (~Q(kind="died") & Q(link_digest__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["born"], name="coming_of_age", condition=Q(kind="child", born__isnull=False)
            )
        ]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.kind}"


class SubjectAnswer(models.Model):
    """What the person a story is about said to exact words, or their guardian for them.

    Append-only: the last answer counts. One without a hash is about all words, also later ones.
    """

    class By(models.TextChoices):
        SUBJECT = "subject"
        GUARDIAN = "guardian"

    class Said(models.TextChoices):
        YES = "yes"
        NO = "no"

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="answers")
    by = models.CharField(max_length=8, choices=By)
    said = models.CharField(max_length=3, choices=Said)
    content_hash = models.CharField(max_length=64, blank=True)
    text_version = models.CharField(max_length=20, blank=True)  # of the sentence that was shown
    text_hash = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="their_yes_is_to_words",
                condition=~Q(by="subject", said="yes") | ~Q(content_hash=""),
            ),
            models.CheckConstraint(
                name="a_yes_is_to_a_sentence", condition=~Q(said="yes") | ~Q(text_hash="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.subject_id}"
