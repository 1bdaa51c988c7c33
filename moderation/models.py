"""Private rows. The database refuses the impossible ones; `workflow` alone changes a state."""

import uuid
from dataclasses import replace
from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Now

from accounts.models import Coded, User
from moderation.offers import DIAGNOSED, RECOGNISABLE, Offer, Passage
from moderation.photo_models import Photo, PhotoFile  # noqa: F401 - rows of this room
from moderation.pictures import Picture
from moderation.quotes import words_of
from moderation.records import Deed, Thanks
from moderation.states import DECIDED, FINAL, OPEN, WAITING, Action, Party, State
from stories.models import LANGUAGES, Relation, Story

__all__ = [
    "Consent",
    "Contribution",
    "Deed",
    "Event",
    "Finding",
    "Message",
    "Submission",
    "SubmissionQuerySet",
    "Thanks",
]


def choices(enum) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in enum]


def passages(rows: list[dict[str, str]]) -> tuple[Passage, ...]:
    return tuple(Passage(row["text"], date.fromisoformat(row["dated"])) for row in rows)


def pair(name: str, who: str, when: str) -> models.CheckConstraint:
    """Who and when are both set or both null."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{who}__isnull": True, f"{when}__isnull": True})
        | Q(**{f"{who}__isnull": False, f"{when}__isnull": False}),
    )


class Contribution(Coded):
    """One person's story through all its revisions: whose it is, and what they agreed to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    story_id = models.UUIDField(unique=True, default=uuid.uuid4)  # public; no foreign key
    key_digest = models.CharField(max_length=64, unique=True)  # the same sending is one story
    sent_digest = models.CharField(max_length=64)  # what was sent under that key
    receipt_digest = models.CharField(max_length=64, unique=True)
    contributor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="contributions")
    email = models.EmailField(blank=True)
    email_confirmed_at = models.DateTimeField(null=True)
    take_down_digest = models.CharField(max_length=64, unique=True)  # of the link in every mail
    # When they last were asked, or said, whether all of this is still right.
    asked_at = models.DateTimeField(db_default=Now())
    language = models.CharField(max_length=5, choices=LANGUAGES)  # of mails to them
    in_memory = models.BooleanField(default=False)  # they died, and wished that it be said
    version = models.PositiveIntegerField(default=1)  # one more with each verb
    example = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="confirmed_is_an_address",
                condition=Q(email_confirmed_at=None) | ~Q(email=""),
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="check_in",
                condition=Q(email_confirmed_at__isnull=False, erased_at=None),
            ),
            models.Index(
                fields=["created_at"],
                name="unconfirmed_addresses",
                condition=Q(email_confirmed_at=None) & ~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SubmissionQuerySet(QuerySet["Submission"]):
    def waiting(self) -> "SubmissionQuerySet":
        """What waits for a person, most urgent first."""
        return self.filter(state__in=WAITING).order_by("due_at", "id")

    def unclaimed_by_others(self, user_id: int) -> "SubmissionQuerySet":
        return self.filter(
            Q(claimed_until=None) | Q(claimed_until__lte=Now()) | Q(claimed_by=user_id)
        )

    def open_to(self, user_id: int) -> "SubmissionQuerySet":
        """Without appeals against what this person decided; somebody else looks at those."""
        return self.exclude(Q(appealed_at__isnull=False) & Q(not_by=user_id))

    def not_by(self, user_id: int) -> "SubmissionQuerySet":
        """Without this person's own stories."""
        return self.exclude(contribution__contributor=user_id)


class Submission(models.Model):
    """One immutable offer for review. A revision is a new row of the same contribution."""

    id = models.BigAutoField(primary_key=True)
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=140)
    passages = models.JSONField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    diagnoses = ArrayField(models.CharField(max_length=50))
    relation = models.CharField(max_length=20, choices=Relation)
    facets = ArrayField(models.CharField(max_length=50), default=list)
    display_name = models.CharField(max_length=80)
    diagnosed = models.CharField(max_length=12, blank=True, db_default="")
    # Whether somebody else could be recognised in it, as its person says: for the team alone.
    recognisable = models.CharField(
        max_length=8, blank=True, db_default="", choices=list(RECOGNISABLE.items())
    )
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="submissions")
    photo_alt = models.CharField(max_length=300, blank=True, db_default="")
    photo_by = models.CharField(max_length=5, blank=True, db_default="")
    photo_credit = models.CharField(max_length=80, blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    state = models.CharField(max_length=20, choices=choices(State))
    due_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="claims")
    claimed_until = models.DateTimeField(null=True)
    decided_from = models.CharField(max_length=20, blank=True, choices=choices(State))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="decisions")
    settles_at = models.DateTimeField(null=True)  # when a decision takes effect
    settled_at = models.DateTimeField(null=True)
    story = models.OneToOneField(Story, models.DO_NOTHING, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    # Who declined these words before, or took them down: an appeal is for somebody else.
    not_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="barred")
    appealed_at = models.DateTimeField(null=True)
    # What hides more of the name than was approved.
    shown_as = models.CharField(max_length=80, blank=True, db_default="")
    # Of the facets, and the word "diagnosed": what its person hid after it was sent.
    hidden = ArrayField(models.CharField(max_length=50), default=list, db_default=[])
    erased_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="one_number"),
            models.UniqueConstraint(
                fields=["contribution"], name="one_open", condition=Q(state__in=OPEN)
            ),
            models.UniqueConstraint(
                fields=["contribution"], name="one_live", condition=Q(state=State.PUBLISHED)
            ),
            models.CheckConstraint(
                name="published_is_public",
                condition=Q(state=State.PUBLISHED, story__isnull=False)
                | (~Q(state=State.PUBLISHED) & Q(story=None)),
            ),
            models.CheckConstraint(name="known_state", condition=Q(state__in=list(State))),
            models.CheckConstraint(
                name="waiting_has_a_deadline",
                condition=~Q(state__in=WAITING) | Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_takes_effect",
                condition=~Q(state__in=DECIDED)
                | (Q(settles_at__isnull=False) & ~Q(decided_from="")),
            ),
            models.CheckConstraint(
                name="erased_is_final",
                condition=Q(erased_at=None) | Q(state__in=FINAL),
            ),
            models.CheckConstraint(
                name="a_photo_is_described",
                condition=Q(photo=None, photo_alt="", photo_by="", photo_credit="")
                | Q(photo__isnull=False) & ~Q(photo_alt="") & ~Q(photo_by=""),
            ),
            pair("claimed_by_whom_until_when", "claimed_by", "claimed_until"),
            pair("decided_by_whom_from_when", "decided_by", "settles_at"),
        ]
        indexes = [
            models.Index(
                F("state"),
                F("due_at"),
                F("id"),
                name="queue",
                condition=Q(state__in=WAITING),
            ),
            models.Index(F("id").desc(), F("state"), name="submissions_newest"),
            models.Index(
                fields=["settled_at"], name="settled", condition=Q(settled_at__isnull=False)
            ),
            GinIndex(fields=["diagnoses"], name="queue_diagnoses", condition=Q(state__in=WAITING)),
            models.Index(
                fields=["due_at"],
                name="appeals",
                condition=Q(state=State.TAKEN_DOWN, appealed_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="words_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__erased_at__isnull=True)
                & (
                    pgtrigger.Q(old__content_hash__df=pgtrigger.F("new__content_hash"))
                    | pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__passages__df=pgtrigger.F("new__passages"))
                    | pgtrigger.Q(old__language__df=pgtrigger.F("new__language"))
                    | pgtrigger.Q(old__diagnoses__df=pgtrigger.F("new__diagnoses"))
                    | pgtrigger.Q(old__relation__df=pgtrigger.F("new__relation"))
                    | pgtrigger.Q(old__facets__df=pgtrigger.F("new__facets"))
                    | pgtrigger.Q(old__display_name__df=pgtrigger.F("new__display_name"))
                    | pgtrigger.Q(old__diagnosed__df=pgtrigger.F("new__diagnosed"))
                    | pgtrigger.Q(old__photo_id__df=pgtrigger.F("new__photo_id"))
                    | pgtrigger.Q(old__photo_alt__df=pgtrigger.F("new__photo_alt"))
                    | pgtrigger.Q(old__photo_by__df=pgtrigger.F("new__photo_by"))
                    | pgtrigger.Q(old__photo_credit__df=pgtrigger.F("new__photo_credit"))
                    | pgtrigger.Q(old__contribution_id__df=pgtrigger.F("new__contribution_id"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.number}"

    @property
    def offer(self) -> Offer:
        """The offer as it was made."""
        return Offer(
            title=self.title,
            passages=passages(self.passages),
            language=self.language,
            diagnoses=tuple(self.diagnoses),
            relation=self.relation,
            display_name=self.display_name,
            facets=tuple(self.facets),
            diagnosed=self.diagnosed,
            recognisable=self.recognisable,
            picture=self.picture,
        )

    @property
    def picture(self) -> Picture | None:
        """The photo that was offered with the words, and what was said of it."""
        if self.photo is None:
            return None
        return Picture(
            photo=self.photo.pk,
            digest=self.photo.digest,
            crop=self.photo.crop,
            alt=self.photo_alt,
            taken_by=self.photo_by,
            credit=self.photo_credit,
        )

    @property
    def shown_name(self) -> str:
        """The name as readers see it: the approved one, or what hides more of it."""
        return self.shown_as or self.display_name

    @property
    def shown_facets(self) -> list[str]:
        """The facets as readers see them: the approved ones without what was hidden since."""
        return [slug for slug in self.facets if slug not in self.hidden]

    @property
    def shown_diagnosed(self) -> str:
        """When the illness was found, unless that was hidden since."""
        return "" if DIAGNOSED in self.hidden else self.diagnosed

    @property
    def shown_offer(self) -> Offer:
        """The offer with only what is shown, as its contributor goes on from it."""
        return replace(
            self.offer,
            display_name=self.shown_name,
            facets=tuple(self.shown_facets),
            diagnosed=self.shown_diagnosed,
        )

    @property
    def in_grace(self) -> bool:
        """Decided, but with no effect yet that anyone outside the desk can see."""
        return self.state in DECIDED and self.settled_at is None

    @property
    def appealable(self) -> bool:
        """Whether its contributor may ask, once, that somebody else looks."""
        ended = self.state in (State.DECLINED, State.TAKEN_DOWN) and not self.in_grace
        return ended and self.appealed_at is None

    @property
    def waits_taken_down(self) -> bool:
        """Taken down, and appealed against, and nobody has looked yet."""
        waits = self.appealed_at is not None and self.due_at is not None
        return self.state == State.TAKEN_DOWN and waits

    @property
    def appeal_waits(self) -> bool:
        """Whether somebody else is still to look at it."""
        reading = self.state in (State.SUBMITTED, *WAITING) and self.appealed_at is not None
        return reading or self.waits_taken_down

    @property
    def seen_state(self) -> State:
        """The state as its contributor may know it: an alarm of ours is none of theirs."""
        within = self.in_grace or self.state == State.ESCALATED
        return State.IN_REVIEW if within else State(self.state)


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
                condition=~Q(action__in=[Action.CLAIM, Action.RELEASE]),
            ),
            models.CheckConstraint(name="known_action", condition=Q(action__in=list(Action))),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.submission_id}"


class MessageQuerySet(QuerySet["Message"]):
    def told(self) -> "MessageQuerySet":
        """What the contributor may read: their own, and the team's once it takes effect.

        A decision that never did, because the story was changed or taken back first, said nothing.
        """
        may = Q(party=Party.CONTRIBUTOR) | Q(submission__settled_at__isnull=False)
        return self.filter(may, internal=False).exclude(body="")

    def answers(self) -> "MessageQuerySet":
        """What contributors said."""
        return self.filter(party=Party.CONTRIBUTOR)

    def decided(self) -> "MessageQuerySet":
        """What the team said, each with a decision."""
        return self.exclude(party=Party.CONTRIBUTOR)


class Message(models.Model):
    """Words between the team and the contributor about a submission; erasable."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="messages")
    party = models.CharField(max_length=12, choices=choices(Party))
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField()  # of the decision that it goes with, or comes after
    internal = models.BooleanField(default=False)  # stays within the team
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
