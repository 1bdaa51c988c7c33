"""Reason codes are promised to the record, and each points to a guideline that exists."""

import re

import pytest
from django.utils.translation import override

from moderation import house
from moderation.forms import DecisionForm
from moderation.models import Event, Finding
from moderation.reasons import REASONS, Dismissal, Reason, about, choices
from stories.guidelines import GUIDELINES, SECTIONS
from tests.factories import person
from tests.moderation.houses import change


def test_the_codes_are_these():
    assert Reason.values == [
        "names",
        "contact",
        "staff",
        "others",
        "treatment",
        "selling",
        "crisis",
        "own-words",
        "respect",
        "legal",
        "other",
    ]


def test_each_points_to_a_guideline_that_exists(client, db):
    page = client.get("/guidelines/").content.decode()
    assert re.findall(r'<h2 id="([a-z-]+)"', page.partition('class="support"')[0]) == [
        *GUIDELINES,
        "declined",
    ]
    assert {about(reason) for reason in Reason} == {*GUIDELINES, ""}
    assert about(Reason.OTHER) == ""


def test_codes_fit_their_columns():
    assert max(map(len, Reason.values)) <= Event._meta.get_field("reason").max_length
    assert (
        max(map(len, Dismissal.values)) <= Finding._meta.get_field("dismissed_because").max_length
    )


# ---- In the words of the organisation


@pytest.fixture
def organiser(db):
    return person("organiser@example.org", "organiser")


def test_the_words_order_and_guideline_are_the_organisations(organiser):
    staff = {"words_en": "Who treats you", "words_es": "Quien te trata", "position": 1}
    change(REASONS, "staff", by=organiser, guideline="names", **staff)
    change(REASONS, "selling", by=organiser, rests=True)
    assert [code for code, _words in choices()][:2] == ["", "staff"]
    assert "selling" not in [code for code, _words in choices()]
    assert (str(Reason.STAFF.label), about(Reason.STAFF)) == ("Who treats you", "names")
    with override("es"):
        assert str(Reason.STAFF.label) == "Quien te trata"
    offered = dict(DecisionForm(found={}).fields["reason"].choices)
    assert offered["staff"] == "Who treats you"
    assert "selling" not in offered


def test_a_reason_about_a_guideline_that_rests_is_whole_and_points_nowhere(organiser):
    change(SECTIONS, "staff", by=organiser, rests=True)
    assert about(Reason.STAFF) == ""
    change(REASONS, "staff", by=organiser, words_en="Who treats you")
    change(SECTIONS, "staff", by=organiser, rests=False)
    assert about(Reason.STAFF) == "staff"
    assert house.broken() == []


@pytest.mark.parametrize(
    "wrong",
    [{"words_es": ""}, {"guideline": "declined"}, {"guideline": "x"}, {"rests": True}],
    ids=str,
)
def test_what_would_lead_nowhere_is_refused(organiser, wrong):
    with pytest.raises(ValueError):
        change(REASONS, "other", by=organiser, **wrong)
