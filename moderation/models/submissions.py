"""What is offered for review, one row an offer; `workflow` alone changes a state."""

from dataclasses import replace
from datetime import date, datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from moderation.models._rules import beyond, choices, pair
from moderation.models.care import has_open_case
from moderation.models.contributions import Contribution
from moderation.models.photos import Photo
from moderation.offers import DIAGNOSED, PHOTO, RECOGNISABLE, Offer, Passage
from moderation.pictures import Picture
from moderation.states import DECIDED, DONE, FINAL, OPEN, WAITING, State
from stories.models import LANGUAGES, Relation, Story


def passages(rows: list[dict[str, str]]) -> tuple[Passage, ...]:
    return tuple(Passage(row["text"], date.fromisoformat(row["dated"])) for row in rows)


# Where a text may be on the desk for as long as nobody does anything.
ON_DESK = [*WAITING, State.HELD, State.CHANGES_REQUESTED, State.APPROVED, State.TAKEN_DOWN]
# Its state and its language in one, as the words of a set: no language is called like a state.
PLACE = Func(
    "state",
    "language",
    template="(ARRAY[%(expressions)s])",
    output_field=ArrayField(models.CharField(max_length=20)),
)


def judged_by(user_id: int) -> Q:
    """What this person decided on or approved first, and somebody else now looks at."""
    appealed = Q(appealed_at__isnull=False, not_by=user_id)
    return appealed | Q(state=State.SECOND_REVIEW, first_by=user_id)


class SubmissionQuerySet(QuerySet["Submission"]):
    def waiting(self) -> "SubmissionQuerySet":
        """What waits for a person, most urgent first."""
        return self.filter(state__in=WAITING).order_by("due_at", "id")

    def for_somebody(self) -> "SubmissionQuerySet":
        """All that somebody of the team is to look at: also appeals, and what rests."""
        appealed = Q(state=State.TAKEN_DOWN, appealed_at__isnull=False, due_at__isnull=False)
        waiting = Q(state__in=WAITING) | appealed | Q(state=State.HELD)
        return self.filter(waiting).order_by("due_at", "id")

    def answered(self) -> "SubmissionQuerySet":
        """What an answer to took effect, each with how long its person had `waited` for it."""
        told = self.filter(settled_at__isnull=False, contribution__example=False)
        return told.annotate(waited=F("settled_at") - F("created_at"))

    def unclaimed_by_others(self, user_id: int) -> "SubmissionQuerySet":
        return self.filter(
            Q(claimed_until=None) | Q(claimed_until__lte=Now()) | Q(claimed_by=user_id)
        )

    def open_to(self, user_id: int) -> "SubmissionQuerySet":
        """Without appeals against what this person decided, and without what they approved first.

        Somebody else looks at those.
        """
        return self.exclude(judged_by(user_id))

    def editorial(self) -> "SubmissionQuerySet":
        """Without those whose person is looked after first; nobody decides on them meanwhile."""
        return self.exclude(has_open_case())

    def after(self, column: str, at: datetime, key: int, *, newest: bool) -> "SubmissionQuerySet":
        """Those that come after this place in the order of `column`, then of their numbers."""
        return self.filter(beyond(column, at, key, newest=newest))


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
    claimed_since = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    decided_from = models.CharField(max_length=20, blank=True, choices=choices(State))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="decisions")
    settles_at = models.DateTimeField(null=True)  # when a decision takes effect
    settled_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)  # the moment chosen for what is approved
    # Who approved it first, where a second person had to; never the same one.
    first_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="first_approvals")
    story = models.OneToOneField(Story, models.DO_NOTHING, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    # Who declined these words before, or took them down: an appeal is for somebody else.
    not_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="barred")
    appealed_at = models.DateTimeField(null=True)
    # What hides more of the name than was approved.
    shown_as = models.CharField(max_length=80, blank=True, db_default="")
    # Of the facets, and the words "diagnosed" and "photo": what its person hid after it was sent.
    hidden = ArrayField(models.CharField(max_length=50), default=list, db_default=[])
    # Content labels: what the checks found, as the team mended it. No part of what is approved.
    labels = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    # Which checks noticed anything, and of which of them something is open: written with the
    # findings, so that a lane can be narrowed without looking into them.
    noticed = ArrayField(models.CharField(max_length=40), default=list, db_default=[])
    checks = ArrayField(models.CharField(max_length=40), default=list, db_default=[])
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
                condition=~Q(state__in=[*WAITING, State.HELD]) | Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_takes_effect",
                condition=~Q(state__in=DECIDED)
                | (Q(settles_at__isnull=False) & ~Q(decided_from="")),
            ),
            models.CheckConstraint(
                name="two_people",
                condition=~Q(state=State.APPROVED)
                | Q(first_by=None)
                | ~Q(decided_by=F("first_by")),
            ),
            models.CheckConstraint(
                name="a_second_needs_a_first",
                condition=~Q(state=State.SECOND_REVIEW) | Q(first_by__isnull=False),
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
            # What waits for a lead may be of either state.
            models.Index(fields=["due_at", "id"], name="waiting", condition=Q(state__in=WAITING)),
            models.Index(
                fields=["state", "created_at"], name="since", condition=Q(state__in=ON_DESK)
            ),
            models.Index(
                fields=["claimed_until"], name="claimed", condition=Q(claimed_until__isnull=False)
            ),
            models.Index(
                fields=["settled_at", "id"],
                name="asked",
                condition=Q(state=State.CHANGES_REQUESTED, settled_at__isnull=False),
            ),
            models.Index(
                F("settles_at").desc(),
                F("id").desc(),
                name="decided",
                condition=Q(state__in=DONE, settles_at__isnull=False),
            ),
            models.Index(F("id").desc(), F("state"), name="submissions_newest"),
            # All that the figures of many weeks are counted from, without the rows themselves.
            models.Index(
                fields=["settled_at"],
                include=[
                    "id",
                    "created_at",
                    "decided_from",
                    "appealed_at",
                    "diagnoses",
                    "contribution",
                ],
                name="answers",
                condition=Q(settled_at__isnull=False),
            ),
            models.Index(
                fields=["appealed_at"], name="appealed", condition=Q(appealed_at__isnull=False)
            ),
            # What narrows a lane: the lane itself is a part of it, so that what is rare in one and
            # common in another is found as quickly. Read after each write, so written at once.
            GinIndex(
                PLACE,
                F("diagnoses"),
                F("checks"),
                F("noticed"),
                name="narrowed",
                condition=Q(state__in=ON_DESK),
                fastupdate=False,
            ),
            models.Index(
                fields=["publish_at", "id"],
                name="scheduled",
                condition=Q(state=State.APPROVED, publish_at__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="appeals",
                condition=Q(
                    state__in=[*WAITING, State.TAKEN_DOWN],
                    appealed_at__isnull=False,
                    due_at__isnull=False,
                ),
            ),
            models.Index(fields=["due_at", "id"], name="held", condition=Q(state=State.HELD)),
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
    def shown_photo(self) -> Photo | None:
        """The photo beside it, unless that was hidden since."""
        return None if PHOTO in self.hidden else self.photo

    @property
    def shown_offer(self) -> Offer:
        """The offer with only what is shown, as its contributor goes on from it."""
        return replace(
            self.offer,
            display_name=self.shown_name,
            facets=tuple(self.shown_facets),
            diagnosed=self.shown_diagnosed,
            picture=self.picture if self.shown_photo else None,
        )

    @property
    def in_grace(self) -> bool:
        """Decided, but with no effect yet that anyone outside the desk can see."""
        return self.state in DECIDED and self.settled_at is None

    @property
    def undoable(self) -> bool:
        """Whether the last decision may be taken back as if it had not been made."""
        return self.in_grace or self.state == State.SECOND_REVIEW

    @property
    def decider_id(self) -> int | None:
        """Who made the decision that counts now: of two approvals the first, while it is alone."""
        return self.first_by_id if self.state == State.SECOND_REVIEW else self.decided_by_id

    def due(self, now: datetime) -> bool:
        """Whether what was approved may be public: the grace is over, and a chosen day has come."""
        if self.settles_at is None:
            return False
        return now >= max(self.settles_at, self.publish_at or self.settles_at)

    @property
    def scheduled(self) -> bool:
        """Approved for a moment that was chosen, and not public before it."""
        return self.state == State.APPROVED and self.publish_at is not None

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
        """The state as its contributor may know it: an alarm of ours is none of theirs.

        Nor is how many of us read it.
        """
        within = self.in_grace or self.state in WAITING
        return State.IN_REVIEW if within else State(self.state)
