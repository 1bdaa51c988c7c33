"""The only writer of Story. Only `moderation.workflow` may import it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from stories.models import Diagnosis, DiagnosisPath, Portrait, Story, StoryTopic, Tombstone
from stories.photographs import new_name
from stories.tags import tags
from stories.text import CONFIGURATIONS, address_words, first_words, indexed
from stories.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True)
class Photograph:
    """A photo made anew from its pixels, in several formats and sizes."""

    alt: str
    credit: str
    files: Sequence[tuple[str, int, int, bytes]]  # format, width, height, what is in it


@dataclass(frozen=True)
class Copy:
    """What is to be public: exactly what was approved and agreed to."""

    story_id: uuid.UUID
    content_hash: str
    title: str
    passages: Sequence[dict[str, str]]
    language: str
    relation: str
    display_name: str
    diagnoses: Sequence[str]
    facets: Sequence[str]
    searchable: bool
    example: bool
    published_at: datetime
    revised_at: datetime
    diagnosed: str = ""
    labels: Sequence[str] = ()
    photo: Photograph | None = None
    in_memory: bool = False
    thanks: bool = False
    embeddable: bool = False
    social: bool = False


def publish(copy: Copy, *, again: bool = False) -> Story:
    """Make these words public; `again` where this id was public before."""
    if again:
        _remove(copy.story_id)
        Tombstone.objects.filter(pk=copy.story_id).delete()
    known = vocabulary()
    direct = [known.by_slug[slug] for slug in copy.diagnoses]
    body = "\n\n".join(passage["text"] for passage in copy.passages)
    words = len(body.split())
    story = Story.objects.create(
        id=copy.story_id,
        slug=address_words(copy.title),
        content_hash=copy.content_hash,
        title=copy.title,
        passages=list(copy.passages),
        lead=first_words(body),
        words=words,
        language=copy.language,
        relation=copy.relation,
        display_name=copy.display_name,
        facets=list(copy.facets),
        diagnosed=copy.diagnosed,
        labels=list(copy.labels),
        tags=tagged(copy, direct, words=words, known=known),
        group=direct[0].group,
        searchable=copy.searchable,
        embeddable=copy.embeddable,
        social=copy.social,
        photo=described(copy.photo) if copy.photo else None,
        example=copy.example,
        published_at=copy.published_at,
        revised_at=copy.revised_at,
        in_memory=copy.in_memory,
        thanks=copy.thanks,
        search=index(copy, body),
    )
    place(story, direct)
    if copy.photo is not None:
        hang(story, copy.photo)
    return story


def described(photo: Photograph) -> dict[str, Any]:
    """What a page says of a photo; each file has a name that nobody can guess from another."""
    files = [
        {"name": new_name(), "format": kind, "width": width, "height": height}
        for kind, width, height, _data in photo.files
    ]
    return {"alt": photo.alt, "credit": photo.credit, "files": files}


def hang(story: Story, photo: Photograph) -> None:
    """Let everyone load the files that the story's page names."""
    assert story.photo is not None
    Portrait.objects.bulk_create(
        [
            Portrait(story=story, name=said["name"], format=kind, data=data)
            for said, (kind, _w, _h, data) in zip(story.photo["files"], photo.files, strict=True)
        ]
    )


def allow(story_id: uuid.UUID, *, searchable: bool, embeddable: bool, social: bool) -> None:
    """Let a story that is public be listed, shown elsewhere and previewed, or no longer."""
    Story.objects.filter(pk=story_id).update(
        searchable=searchable, embeddable=embeddable, social=social
    )


def mark_in_memory(story_id: uuid.UUID, in_memory: bool) -> None:
    """Say beside a story that is public that its person died, or say it no more."""
    story = Story.objects.select_for_update().filter(pk=story_id).first()
    if story is not None:
        story.in_memory = in_memory
        story.tags = _tagged_anew(story)
        story.save(update_fields=["in_memory", "tags"])


def relabel(story_id: uuid.UUID, labels: Sequence[str]) -> None:
    """Say anew what a story that is public tells of, before its words and in every list."""
    story = Story.objects.select_for_update().filter(pk=story_id).first()
    if story is not None:
        story.labels = list(labels)
        story.tags = _tagged_anew(story)
        story.save(update_fields=["labels", "tags"])


def ask_for_thanks(story_id: uuid.UUID, thanks: bool) -> None:
    """Let readers say that a story that is public helped them, or ask them no more."""
    Story.objects.filter(pk=story_id).update(thanks=thanks)


def hide(
    story_id: uuid.UUID, *, display_name: str, facets: Sequence[str], diagnosed: str, photo: bool
) -> None:
    """Show only this of the person beside a story that is public, in its words for search too."""
    story = Story.objects.select_for_update().filter(pk=story_id).first()
    if story is not None:
        story.display_name, story.facets, story.diagnosed = display_name, list(facets), diagnosed
        story.search = index(story, story.body)
        story.tags = _tagged_anew(story)
        if not photo:
            story.photo = None
            story.portraits.all().delete()
        kept = ["display_name", "facets", "diagnosed", "tags", "photo", "search"]
        story.save(update_fields=kept)


def unpublish(story_id: uuid.UUID) -> None:
    """Take a story off everything that Marrow serves, and remember only that it was there."""
    if _remove(story_id):
        Tombstone.objects.bulk_create(
            [Tombstone(story_id=story_id, gone_at=Now())], ignore_conflicts=True
        )


def _remove(story_id: uuid.UUID) -> bool:
    # Locked first: or a topic that `replace_topics` writes in between keeps the story from going.
    story = Story.objects.select_for_update().only("pk").filter(pk=story_id).first()
    return story is not None and bool(story.delete())


def place(story: Story, direct: Sequence[Diagnosis]) -> None:
    """Put the story under its diagnoses and under all above them, each once."""
    order = {diagnosis.pk: position for position, diagnosis in enumerate(direct)}
    above = DiagnosisPath.objects.filter(below__in=direct).values_list("above", flat=True)
    StoryTopic.objects.bulk_create(
        [
            StoryTopic(
                story=story,
                diagnosis_id=diagnosis,
                direct=diagnosis in order,
                position=order.get(diagnosis, 0),
                published_at=story.published_at,
            )
            for diagnosis in above.distinct()
        ]
    )


def _tagged_anew(story: Story) -> list[str]:
    return tagged(story, story.diagnoses, words=story.words, known=vocabulary())


def tagged(
    copy: Copy | Story, direct: Sequence[Diagnosis], *, words: int, known: Vocabulary
) -> list[str]:
    """Everything that lists find it by."""
    above = {slug for row in direct for slug in known.up(row)}
    return tags(
        diagnoses=above,
        facets=copy.facets,
        relation=copy.relation,
        language=copy.language,
        words=words,
        known=known,
        labels=copy.labels,
        in_memory=copy.in_memory,
    )


def index(copy: Copy | Story, body: str) -> CombinedExpression:
    """What search looks in: the title first, then the name, then the text, all folded."""
    config = CONFIGURATIONS[copy.language]
    return (
        SearchVector(Value(indexed(copy.title, copy.language)), weight="A", config=config)
        + SearchVector(Value(indexed(copy.display_name, copy.language)), weight="B", config=config)
        + SearchVector(Value(indexed(body, copy.language)), weight="C", config=config)
    )


def replace_topics() -> None:
    """Place every story again, after the diagnoses changed."""
    known = vocabulary()
    for pk in Story.objects.values_list("pk", flat=True).iterator(chunk_size=500):
        with transaction.atomic():  # in no list for a moment would be a moment too long
            story = Story.objects.select_for_update().defer("passages", "search").filter(pk=pk)
            if found := story.first():  # and not taken off since
                direct = found.diagnoses
                StoryTopic.objects.filter(story=found).delete()
                place(found, direct)
                found.tags = tagged(found, direct, words=found.words, known=known)
                found.save(update_fields=["tags"])
