"""What visitors tell us: a problem with a story or page, and what they want to hear of."""

import re
import secrets
import uuid
from contextlib import suppress
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from stories.models import LANGUAGES, Diagnosis

STORY_PAGE = re.compile(r"/stories/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)")
# Without what one takes for another on paper or on the telephone: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LONG = 8  # letters of a reference: 23^8 are 78,000,000,000


def new_reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LONG))


def typed_reference(text: str) -> str:
    """A reference as somebody typed it: case, spaces and dashes do not matter."""
    return "".join(character for character in text.upper() if character.isalnum())[:20]


class ReportQuerySet(QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)


class Report(models.Model):
    """One problem that somebody told us about; leads and organisers read it."""

    class Reason(models.TextChoices):
        """Coded as the guideline and the desk's reason that it is about, where there is one."""

        ME = "me", _("It tells something private about me")
        OTHERS = "others", _("It tells something private about somebody else")
        CRISIS = "crisis", _("Somebody may be in danger")
        TREATMENT = "treatment", _("It gives advice that is false or dangerous")
        RESPECT = "respect", _("It is full of hate, or hurts people on purpose")
        OWN_WORDS = "own-words", _("It is copied, or not their own story")
        SELLING = "selling", _("It sells something, or asks for money")
        ACCESS = "access", _("I cannot read or use the page")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        """What came of it. `groundless` also lets the next reports from there weigh less."""

        CHANGED = "changed", _("The story was changed")
        OFF = "off", _("The story is off the site")
        STAYS = "stays", _("We looked, and it may stay")
        CARED = "cared", _("Somebody looks after the person")
        MENDED = "mended", _("The page is mended")
        GROUNDLESS = "groundless", _("There was nothing in it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=LONG, unique=True, default=new_reference)
    page = models.CharField(max_length=300, blank=True)
    story_id = models.UUIDField(null=True)  # the story that it is about, where it is about one
    reason = models.CharField(max_length=10, choices=Reason)
    named = models.BooleanField(default=False)  # they are named in it, or it is about them
    # With it, what was told of the story weighed enough to take it off until a lead has looked.
    grave = models.BooleanField(default=False, db_default=False)
    words = models.TextField(max_length=4000)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, db_default="en", default="en")
    # Marks of the network and of the address, made with the site's secret key: whether two reports
    # come from one place, and whether that place told us of nothing before. Forgotten after a time.
    network_mark = models.CharField(max_length=64, blank=True)
    address_mark = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True)  # when somebody began to look
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(max_length=2000, blank=True)  # what whoever told us reads
    erased_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["closed_at", "created_at"], name="reports_open"),
            models.Index(
                fields=["story_id", "created_at"],
                name="reports_of_a_story",
                condition=Q(story_id__isnull=False),
            ),
            models.Index(
                fields=["network_mark"],
                name="reports_groundless",
                condition=Q(outcome="groundless"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="closed_with_an_outcome",
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="erased_is_blank",
                condition=Q(erased_at=None) | Q(words="", page=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args, **kwargs) -> None:
        if self._state.adding:
            self.story_id = self.story_of(self.page)
        super().save(*args, **kwargs)

    @property
    def shown_reference(self) -> str:
        """The reference as people read it, in two groups."""
        half = LONG // 2
        return f"{self.reference[:half]}-{self.reference[half:]}"

    @property
    def about_me(self) -> bool:
        """Whether it is from somebody named in the story, or whom it is about."""
        return self.named or self.reason == self.Reason.ME

    @property
    def path(self) -> str:
        """The page on this site that was named, or ""; never an address elsewhere."""
        with suppress(ValueError):
            path = urlsplit(self.page).path
            return "/" + path.lstrip("/\\") if path.startswith("/") else ""
        return ""

    @staticmethod
    def story_of(page: str) -> uuid.UUID | None:
        """The story whose page this is."""
        found = STORY_PAGE.search(page.lower())
        return uuid.UUID(found[1]) if found else None


class Follower(models.Model):
    """An address that is told of new stories, or was asked whether it wants to be. It goes with
    the last of its alerts, or at one press."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    stop_digest = models.CharField(max_length=64, unique=True)  # of the link that stops it all
    number = models.PositiveIntegerField(default=0)  # of the mails about news that were owed to it
    mailed_at = models.DateTimeField(null=True)  # when the last of them was owed, or left

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_follower_an_address")]

    def __str__(self) -> str:
        return str(self.id)


class Alert(models.Model):
    """One diagnosis that an address asked for, and the time whose new stories it was told of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    follower = models.ForeignKey(Follower, models.CASCADE, related_name="alerts")
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="+")
    link_digest = models.CharField(max_length=64, blank=True)  # of the link that confirms it
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    # The last mail, sent or still owed, tells of what was first published after the one time and
    # not after the other.
    counted_from = models.DateTimeField(null=True)
    counted_to = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["link_digest"], name="alerts_link")]
        constraints = [
            models.UniqueConstraint(fields=["follower", "diagnosis"], name="alerted_once"),
            models.CheckConstraint(
                name="counted_once_confirmed",
                condition=Q(confirmed_at=None, counted_from=None, counted_to=None)
                | Q(confirmed_at__isnull=False, counted_from__lte=models.F("counted_to")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
