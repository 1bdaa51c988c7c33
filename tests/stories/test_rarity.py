"""Who could be known among the public stories; counted in one query, over those alone."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.states import State
from stories import rarity
from stories.vocabulary import vocabulary
from tests.factories import submission_in
from tests.stories.pages import story

pytestmark = pytest.mark.django_db
ASKED = {"age": "45-59", "place": "pt"}


def alike(**changes):
    return story(**{"diagnoses": ["mcl"], "facets": ["45-59", "pt"], **changes})


def test_few_are_fewer_than_the_setting(settings):
    settings.MARROW_RARE = 2
    assert rarity.few(["mcl"], **ASKED)
    alike()
    assert rarity.few(["mcl"], **ASKED)
    alike()
    assert not rarity.few(["mcl"], **ASKED)


@pytest.mark.parametrize(
    ("other", "few"),
    [
        ({"diagnoses": ["aml"]}, True),
        ({"facets": ["60-74", "pt"]}, True),
        ({"facets": ["45-59", "es"]}, True),
        ({"facets": ["45-59"]}, True),
        ({"diagnoses": ["aml", "mcl"], "facets": ["remission", "45-59", "pt"]}, False),
    ],
)
def test_all_of_it_counts(settings, other, few):
    settings.MARROW_RARE = 2
    alike()
    alike(**other)
    assert rarity.few(["mcl"], **ASKED) is few


def test_a_group_holds_all_below_it_and_a_part_of_the_world_its_countries(settings):
    settings.MARROW_RARE = 2
    alike()
    alike(diagnoses=["dlbcl"], facets=["45-59", "es"])
    assert rarity.few(["lymphoma"], **ASKED)
    assert not rarity.few(["lymphoma"], age="45-59", place="europe")
    assert not rarity.few(["lymphoma"], age="", place="europe")
    assert rarity.few(["lymphoma"], age="", place="africa")


def test_what_is_not_public_hides_nobody(settings):
    settings.MARROW_RARE = 1
    submission_in(State.IN_REVIEW, facets=["45-59", "pt"])
    assert rarity.few(["mcl"], **ASKED)


def test_ones_own_story_hides_nobody(settings):
    settings.MARROW_RARE = 1
    mine = alike()
    assert not rarity.few(["mcl"], **ASKED, but=uuid.uuid4())
    assert rarity.few(["mcl"], **ASKED, but=mine.pk)


def test_it_is_one_query_that_finds_by_index():
    vocabulary()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rarity.few(["mcl"], **ASKED)
    newest, count = (one["sql"] for one in asked)
    assert "diagnosisterm" in newest  # whether the vocabulary is still the one in force
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {count}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert ("Index" in plan, "Seq Scan" in plan) == (True, False)
