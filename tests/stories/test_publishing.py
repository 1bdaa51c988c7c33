"""The one writer of what is public."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from stories.models import Diagnosis, DiagnosisPath, Story, StoryTopic, Tombstone
from stories.publishing import Copy, publish, replace_topics, unpublish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, tzinfo=UTC)
COPY = Copy(
    story_id=uuid.UUID(int=7),
    content_hash="0" * 64,
    title="The garlic was in by noon",
    passages=[{"text": "One two.\n\nThree.", "dated": "2026-11-01"}],
    language="en",
    relation="survivor",
    display_name="Ruth",
    diagnoses=["cll-sll", "mcl"],
    facets=["remission"],
    searchable=False,
    example=False,
    published_at=NOW,
    revised_at=NOW,
)


def places(story: Story) -> dict[str, bool]:
    return dict(story.topics.values_list("diagnosis__slug", "direct"))


# The database holds that what is public is backed by an approved submission; these tests are of
# the writer alone, and the deferred constraint is never asked.
@pytest.fixture(autouse=True)
def _no_commit():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_copy_is_exactly_what_was_handed_over():
    story = publish(COPY)
    story.refresh_from_db()
    assert (story.title, story.slug, story.body, story.words) == (
        "The garlic was in by noon",
        "the-garlic-was-in-by-noon",
        "One two.\n\nThree.",
        3,
    )
    assert story.lead == "One two. Three."
    assert story.group == "leukemia"  # of the diagnosis that was chosen first
    assert [diagnosis.slug for diagnosis in story.diagnoses] == ["cll-sll", "mcl"]


def test_it_stands_under_its_diagnoses_and_all_above_each_once():
    assert places(publish(COPY)) == {
        "cll-sll": True,
        "mcl": True,
        "leukemia": False,
        "lymphoma": False,
        "non-hodgkin-lymphoma": False,
        "b-cell-lymphoma": False,
    }
    assert Story.objects.about(Diagnosis.objects.get(slug="lymphoma")).count() == 1


def test_what_is_taken_back_leaves_only_its_number():
    publish(COPY)
    unpublish(COPY.story_id)
    unpublish(COPY.story_id)
    assert (Story.objects.count(), StoryTopic.objects.count()) == (0, 0)
    assert [str(row) for row in Tombstone.objects.all()] == [str(COPY.story_id)]


def test_what_was_never_public_leaves_nothing():
    unpublish(COPY.story_id)
    assert not Tombstone.objects.exists()


def test_the_same_story_cannot_be_written_twice_by_accident():
    publish(COPY)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(COPY)


def test_a_revision_takes_the_place_of_what_was_there():
    publish(COPY)
    publish(replace(COPY, title="Second", diagnoses=["aml"]), again=True)
    story = Story.objects.get()
    assert (story.title, places(story)) == ("Second", {"aml": True, "leukemia": False})
    assert not Story.objects.search("garlic").exists()


def test_a_restored_story_has_no_tombstone():
    publish(COPY)
    unpublish(COPY.story_id)
    publish(COPY, again=True)
    assert not Tombstone.objects.exists()


def test_stories_follow_when_the_tree_changes():
    story = publish(replace(COPY, diagnoses=["mcl"]))
    mds, mcl = Diagnosis.objects.get(slug="mds"), Diagnosis.objects.get(slug="mcl")
    DiagnosisPath.objects.filter(below=mcl).exclude(above=mcl).delete()
    DiagnosisPath.objects.create(above=mds, below=mcl)
    replace_topics()
    assert places(story) == {"mcl": True, "mds": False}
