"""What the world may read, and nothing else: no private field, no state, no address."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from stories import veil
from stories.diagnoses import (
    LANGUAGES,
    PUBLIC_RELATION,
    Diagnosis,
    DiagnosisPath,
    DiagnosisTerm,
    Facet,
    Relation,
)
from stories.editions import Edition
from stories.photographs import KINDS, Light, Photograph, new_name
from stories.search import Understood, holding, understood
from stories.stretches import FOUND_BY, Meets, marked, stretched
from stories.text import minutes

__all__ = [
    "LANGUAGES",
    "PUBLIC_RELATION",
    "Diagnosis",
    "DiagnosisPath",
    "DiagnosisTerm",
    "Facet",
    "Figure",
    "Pick",
    "Portrait",
    "PublicEdition",
    "Relation",
    "Story",
    "StoryQuerySet",
    "StoryTopic",
    "Tally",
    "Tombstone",
]


class StoryQuerySet(QuerySet["Story"]):
    def newest(self) -> "StoryQuerySet":
        """Newest first; the id breaks ties, so that pages by key neither repeat nor skip."""
        at, key = self._order
        return self.order_by(f"-{at}", f"-{key}")

    def oldest(self) -> "StoryQuerySet":
        return self.order_by(*self._order)

    def about(self, diagnosis: Diagnosis) -> "StoryQuerySet":
        """Stories of a diagnosis and of all below it, each once.

        From here the order is that of the topics, so that one index gives diagnosis and order.
        """
        return self.filter(topics__diagnosis=diagnosis).annotate(
            listed_at=F("topics__published_at"), listed_as=F("topics__story_id")
        )

    @property
    def _order(self) -> tuple[str, str]:
        if self.in_stretches:
            return "gathered_at", "id"
        listed = "listed_at" in self.query.annotations
        return ("listed_at", "listed_as") if listed else ("published_at", "id")

    def tagged(self, tags: Iterable[str]) -> "StoryQuerySet":
        """Stories that have every one of these tags."""
        wanted = list(tags)
        return self.filter(tags__contains=wanted) if wanted else self

    def meeting(self, marks: Iterable[str] = (), words: str = "") -> "StoryQuerySet":
        """Stories that have every one of these tags and hold these words, each in its language.

        Found by the index that is asked in stretches.
        """
        wanted = list(marks)
        asked = [*([marked(wanted)] if wanted else []), *([holding(words)] if words else [])]
        if not asked:
            return self
        return self.filter(Meets(FOUND_BY, reduce(and_, asked)))._gathered()

    def _gathered(self) -> "StoryQuerySet":
        """Found first, then put in order.

        The database guesses badly how few have two tags that hardly meet, and would go through
        all in their order until it had a page of them. No index has this order, so it cannot.
        """
        at = ExpressionWrapper(F("published_at") + timedelta(0), models.DateTimeField())
        return self.annotate(gathered_at=at)

    @property
    def in_stretches(self) -> bool:
        """Whether an index must be asked for them, which has no order: see `stretches`."""
        return "gathered_at" in self.query.annotations

    def newest_of(self, many: int, **way: Any) -> "StoryQuerySet":
        """The newest so many of them, without a look at many more; still to be cut.

        `start`, `stop`: times between which all of them are, where such are known. `back`: the
        oldest, from `start` on, in their order.
        """
        if not self.in_stretches:
            return self.oldest() if way.get("back") else self.newest()
        keys = Story.objects.filter(pk__in=RawSQL(*self.sql_of(many, "pk", **way)))  # noqa: S611
        return keys.oldest() if way.get("back") else keys.newest()

    def sql_of(
        self,
        many: int,
        *columns: str,
        start: datetime | None = None,
        stop: datetime | None = None,
        back: bool = False,
    ) -> tuple[str, Sequence[Any]]:
        """The query for these columns of `newest_of`, and its values."""
        rows = (self.oldest() if back else self.newest()).values_list(*columns)
        if self.in_stretches:
            return stretched(rows, many, start=start, stop=stop, back=back)
        return rows[:many].query.sql_with_params()

    def open(self) -> "StoryQuerySet":
        """Those that may stand on a page which search engines list, and examples, where none do."""
        return self.filter(Q(searchable=True) | Q(example=True))

    def search(self, words: str) -> "StoryQuerySet":
        """Stories that answer what someone typed, synonyms and misspellings resolved.

        They hold all of it; `StoryFilter` goes on to what is near it where no story does.
        """
        return self.meaning(understood(words))

    def meaning(self, meant: Understood) -> "StoryQuerySet":
        """Stories about the diagnoses that someone meant, and that hold their other words."""
        return self.meeting(meant.tags, meant.rest)

    def after(self, published_at: datetime, story_id: uuid.UUID) -> "StoryQuerySet":
        """Those that come after this place in `newest` order."""
        return self._beyond("lt", published_at, story_id)

    def before(self, published_at: datetime, story_id: uuid.UUID) -> "StoryQuerySet":
        """Those that come before this place in `newest` order."""
        return self._beyond("gt", published_at, story_id)

    def not_before(self, published_at: datetime, story_id: uuid.UUID) -> "StoryQuerySet":
        """Those as new as this place, or newer."""
        at, key = self._order
        same = Q(**{at: published_at, f"{key}__gte": story_id})
        return self.filter(Q(**{f"{at}__gt": published_at}) | same, **{f"{at}__gte": published_at})

    def _beyond(self, side: str, published_at: datetime, story_id: uuid.UUID) -> "StoryQuerySet":
        at, key = self._order
        later = Q(**{f"{at}__{side}": published_at})
        same = Q(**{at: published_at, f"{key}__{side}": story_id})
        return self.filter(later | same, **{f"{at}__{side}e": published_at})

    def with_diagnoses(self) -> "StoryQuerySet":
        return self.prefetch_related(
            models.Prefetch(
                "topics",
                StoryTopic.objects.filter(direct=True)
                .select_related("diagnosis")
                .order_by("position"),
                to_attr="direct_topics",
            )
        )

    def with_direct(self) -> "StoryQuerySet":
        """With the numbers of its diagnoses in the same query, for `Story.introduce`."""
        own = StoryTopic.objects.filter(story=OuterRef("pk"), direct=True).order_by("position")
        return self.annotate(direct_keys=ArraySubquery(own.values("diagnosis")))

    def introduced(self, known: Mapping[int, Diagnosis], *, text: bool = False) -> "list[Story]":
        """What a list shows, each with its diagnoses, in one query."""
        kept = self.defer("search") if text else self.defer("search", "passages")
        rows = list(kept.with_direct())
        for row in rows:
            row.introduce(known)
        return rows

    def in_list(self, *, text: bool = False) -> "StoryQuerySet":
        """What a list shows: without the index, and without the text unless it is asked for."""
        kept = self.defer("search") if text else self.defer("search", "passages")
        return kept.with_diagnoses()


class Story(models.Model):
    """The published copy of words that a moderator approved and their contributor agreed to."""

    id = models.UUIDField(primary_key=True)
    slug = models.SlugField(max_length=80)
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=140)
    passages = models.JSONField()  # [{"text": …, "dated": "2026-11-22"}, …]
    lead = models.CharField(max_length=400)  # the first words, for lists
    words = models.PositiveIntegerField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    relation = models.CharField(max_length=20, choices=Relation)
    display_name = models.CharField(max_length=80)
    facets = ArrayField(models.CharField(max_length=50), default=list)
    diagnosed = models.CharField(max_length=12, blank=True, db_default="")  # see stories/told.py
    # What it is about that may weigh on its reader, as the team sees it.
    labels = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    tags = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    group = models.CharField(max_length=30)
    # {"alt": …, "credit": …, "files": [{"name": …, "format": "avif", "width": 320, …}, …]}, so
    # that a list asks no more than without photos; what is in the files, only `Portrait` holds.
    photo = models.JSONField(null=True)
    searchable = models.BooleanField(default=False)  # its person lets search engines list it
    embeddable = models.BooleanField(db_default=False)  # that others show it on their pages
    social = models.BooleanField(db_default=False)  # that its words stand in a link's preview
    example = models.BooleanField(default=False)
    in_memory = models.BooleanField(db_default=False)  # its person died, and wished that it be said
    thanks = models.BooleanField(db_default=False)  # its person wants to know whom it helped
    published_at = models.DateTimeField()
    revised_at = models.DateTimeField()
    search = SearchVectorField()
    direct_keys: list[int]  # of its diagnoses, where `with_direct` asked for them
    excerpt = ""  # where a search found its words; no column

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        indexes = [
            models.Index(F("published_at").desc(), F("id").desc(), name="stories_newest"),
            # Without a list of what is still to be filed: each of many looks would read it anew.
            GinIndex(FOUND_BY, name="stories_found", fastupdate=False),
            GinIndex(fields=["tags"], name="stories_tags"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def body(self) -> str:
        return "\n\n".join(passage["text"] for passage in self.passages)

    @property
    def told(self) -> list[tuple[date, str]]:
        """Its passages, each with the day it was written."""
        return [(date.fromisoformat(one["dated"]), one["text"]) for one in self.passages]

    @property
    def diagnoses(self) -> list[Diagnosis]:
        """What the story is tagged with, first chosen first."""
        if hasattr(self, "direct_topics"):
            return [topic.diagnosis for topic in self.direct_topics]
        topics = self.topics.filter(direct=True).select_related("diagnosis").order_by("position")
        return [topic.diagnosis for topic in topics]

    def introduce(self, known: Mapping[int, Diagnosis]) -> None:
        """Take the diagnoses that it is tagged with from what is known already."""
        self.direct_topics = [
            StoryTopic(story=self, diagnosis=known[key]) for key in self.direct_keys
        ]

    @property
    def photograph(self) -> Photograph | None:
        """Its photo, where it has one, as a page shows it."""
        return Photograph.of(**self.photo) if self.photo else None

    @property
    def notes(self) -> list[str]:
        """What it tells of that a reader may want to know before, as codes."""
        return veil.notes(
            labels=self.labels,
            relation=self.relation,
            facets=self.facets,
            in_memory=self.in_memory,
        )

    @property
    def outcomes(self) -> list[str]:
        """Those of its notes that somebody may have asked not to meet."""
        return veil.outcomes(self.notes)

    @property
    def minutes(self) -> int:
        return minutes(self.words)


class StoryTopicQuerySet(QuerySet["StoryTopic"]):
    def newest_of(self, diagnosis: int) -> "StoryTopicQuerySet":
        """Those of one diagnosis, newest first, as their index has them."""
        return self.filter(diagnosis=diagnosis).order_by("-published_at", "-story_id")


class StoryTopic(models.Model):
    """A story under one diagnosis, or under one above it, in the order that lists show."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="topics")
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="topics")
    direct = models.BooleanField()
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField()

    objects = StoryTopicQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "diagnosis"], name="each_once")]
        indexes = [
            models.Index(
                F("diagnosis"), F("published_at").desc(), F("story").desc(), name="topics_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.diagnosis_id}"


class Tally(models.Model):
    """How many stories have both of two tags, in the order of their letters.

    "" is in every story, so that a tag beside it is counted alone. A trigger counts at the end of
    whatever changes a story (see docs/adr/0032-what-a-list-counts.md).
    """

    one = models.CharField(max_length=80, blank=True, db_collation="C")
    other = models.CharField(max_length=80, blank=True, db_collation="C")
    stories = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="tallied_once")]
        indexes = [models.Index(fields=["other"], name="tallies_other")]

    def __str__(self) -> str:
        return f"{self.one} {self.other} {self.stories}".strip()


class Pick(models.Model):
    """A story that the organisation puts on the first page. It is gone with its story."""

    story = models.OneToOneField(
        Story,
        models.CASCADE,
        related_name="pick",
        help_text="What stands behind /stories/ in its address. Choose none that is hard to meet "
        "unprepared: somebody who was told yesterday reads it.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="The lowest comes first; the newest, where two have the same."
    )

    class Meta:
        ordering = ["position", "-pk"]

    def __str__(self) -> str:
        return self.story.title


class Portrait(models.Model):
    """One file of a story's photo. It is gone with its story."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="portraits")
    name = models.CharField(max_length=30, unique=True, default=new_name)
    format = models.CharField(max_length=4, choices=[(kind, kind) for kind in KINDS])
    data = models.BinaryField()

    objects = Light()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name


class Tombstone(models.Model):
    """Where a story was. Its page answers 410 and a kind sentence."""

    story_id = models.UUIDField(primary_key=True)
    gone_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.story_id)


class PublicEdition(Edition):
    """What the organisation set and everybody may read; who set it is kept elsewhere."""

    class Meta(Edition.Meta):
        pass


class Figure(models.Model):
    """One figure of one quarter, as everybody may read it. Counted once, when the quarter is over.

    Counted anew, two of them would tell what became of one story in between.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received"
        PUBLISHED = "published"
        DECLINED = "declined"  # in all, and by the guideline that was the reason
        WAITED = "waited"  # hours, which half of the people waited at most
        REPORTED = "reported"
        ANSWERED = "answered"  # reports, in all and by what came of them

    quarter = models.DateField()  # its first day
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=20, blank=True)  # a reason or outcome; "" for all
    number = models.PositiveIntegerField(null=True)  # None where there are too few to tell

    class Meta:
        ordering = ["-quarter", "kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "kind", "code"], name="counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.kind} {self.code}".strip()
