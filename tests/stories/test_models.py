"""What the public rows can tell of themselves."""

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import translation

from stories import paging
from stories.models import Diagnosis, Relation, Story
from stories.templatetags.marrow import relation_word
from stories.vocabulary import vocabulary


def test_a_relation_has_a_word_for_the_page():
    assert {relation.value: relation_word(relation.value) for relation in Relation} == {
        "patient": "Patient",
        "survivor": "Survivor",
        "caregiver": "Caregiver",
        "family": "Family",
        "bereaved": "Bereaved",
        "donor": "Donor",
        "researcher": "Researcher",
        "advocate": "Advocate",
        "fundraiser": "Fundraiser",
        "health-professional": "Health professional",
    }


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (500, 2), (700, 4)])
def test_reading_time(words, minutes):
    assert Story(words=words).minutes == minutes


@pytest.mark.django_db
def test_a_diagnosis_speaks_the_readers_language():
    row = Diagnosis.objects.get(slug="mcl")
    assert (row.name, row.label, row.short) == (
        "Mantle cell lymphoma",
        "Mantle cell lymphoma (MCL)",
        "MCL",
    )
    with translation.override("es"):
        assert row.name == "Linfoma de células del manto"


@pytest.mark.django_db
def test_the_vocabulary_knows_families():
    known = vocabulary()
    row = known.named("CLL")
    assert row.slug == "cll-sll"
    assert [parent.slug for parent in known.parents(row)] == ["leukemia", "b-cell-lymphoma"]
    assert [child.slug for child in known.children(row)] == ["richter-transformation"]
    assert row not in known.relatives(row)
    assert known.named("mcl") in known.relatives(row)


@pytest.mark.django_db
def test_the_vocabulary_is_read_once_and_again_after_a_change(django_assert_num_queries):
    vocabulary()
    with django_assert_num_queries(1):
        before = vocabulary()
    mcl = Diagnosis.objects.get(slug="mcl")
    mcl.terms.create(language="en", kind="synonym", text="Coat cell", folded="coat cell")
    assert before.named("coat cell") is None
    assert vocabulary().named("Coat-cell") == mcl


def test_a_place_survives_the_journey():
    story = Story(pk=uuid.uuid4(), published_at=datetime(2026, 11, 22, 8, 1, 2, 345678, tzinfo=UTC))
    text = paging.write(story)
    assert len(text) == 32
    assert paging.read(text) == (story.published_at, story.pk)


@pytest.mark.parametrize("text", ["", "x", "é" * 32, "A" * 31, "A" * 33, "_" * 32, "=" * 32, "\0"])
def test_a_place_that_we_did_not_write_is_none(text):
    assert paging.read(text) is None
