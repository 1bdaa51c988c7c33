"""Stories like this one: which ones, in which order, and the reason that is said."""

import re

import pytest
from django.utils import translation

from moderation.states import State
from stories import alike, veil
from stories.models import Story
from stories.vocabulary import vocabulary
from tests.factories import submission_in

pytestmark = pytest.mark.django_db


def story(**changes) -> Story:
    kept = submission_in(State.PUBLISHED, **changes).contribution
    found = Story.objects.with_direct().get(pk=kept.story_id)
    found.introduce(vocabulary().diagnoses)
    return found


def near(to: Story, **changes) -> list[tuple[str, str]]:
    return [(one.title, reason) for one, reason in alike.alike(to, vocabulary(), **changes)]


def test_a_story_alone_has_nothing_beside_it(client):
    kept = story()
    assert near(kept) == []
    page = client.get(f"/stories/{kept.pk}/{kept.slug}/").content.decode()
    assert "Stories like this one" not in page


def test_the_illness_comes_first_and_what_is_shared_is_said():
    kept = story(diagnoses=["mcl"], relation="family", facets=["car-t-therapy", "work"])
    story(title="far", diagnoses=["aml"], relation="family", facets=["car-t-therapy", "work"])
    story(title="group", diagnoses=["fl"], relation="family", facets=["car-t-therapy", "work"])
    story(title="bare", diagnoses=["mcl"], relation="donor")
    story(title="close", diagnoses=["mcl"], relation="family", facets=["car-t-therapy"])
    assert near(kept) == [
        ("close", "Also MCL, with CAR-T cell therapy, told by family"),
        ("bare", "Also MCL"),
        (
            "group",
            "Also a kind of B-cell lymphoma, with CAR-T cell therapy, told by family",
        ),
    ]


def test_a_kind_that_has_a_persons_name_keeps_its_capital():
    kept = story(diagnoses=["chl"])
    story(title="other", diagnoses=["nlphl"], relation="donor")
    assert near(kept) == [("other", "Also a kind of Hodgkin lymphoma")]


def test_what_can_be_read_comes_before_what_cannot():
    kept = story(diagnoses=["mcl"], relation="patient", language="es", facets=["work"])
    story(title="english", diagnoses=["mcl"], relation="patient", facets=["work"])
    story(title="otra", diagnoses=["mcl"], relation="donor", language="es")
    with translation.override("es"):
        assert near(kept) == [
            ("otra", "También LCM"),
            ("english", "También LCM, contada por quien la tiene, sobre trabajo"),
        ]


def test_the_newer_of_two_as_like_comes_first_and_there_are_four():
    kept = story(diagnoses=["mcl"])
    for number in range(6):
        story(title=f"t{number}", diagnoses=["mcl"])
    assert [title for title, _reason in near(kept)] == ["t5", "t4", "t3", "t2"]


def test_under_the_veil_none_tells_of_a_death(client):
    kept = story(diagnoses=["mcl"])
    story(title="light", diagnoses=["mcl"])
    story(title="heavy", diagnoses=["mcl"], relation="bereaved")
    assert [title for title, _reason in near(kept)] == ["light", "heavy"]
    assert [title for title, _reason in near(kept, having=[veil.TAG])] == ["light"]
    page = client.get(f"/stories/{kept.pk}/{kept.slug}/?veil=on").content.decode()
    assert re.findall(r'class="entry__title"[^>]*><a [^>]*>([^<]*)<', page) == ["light"]
