"""Reason codes are promised to the record, and each points to a guideline that exists."""

import re

from django.template.loader import render_to_string

from moderation.models import Event, Finding
from moderation.reasons import WORDING, WORDING_DIED, Dismissal, Reason, about
from stories.guidelines import GUIDELINES


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
        "other",
    ]


def test_each_points_to_a_guideline_that_exists():
    page = render_to_string("about/guidelines.html", {"guidelines": GUIDELINES})
    anchors = re.findall(r'<h2 id="([a-z-]+)"', page)
    assert anchors == [*GUIDELINES, "declined"]
    assert {about(reason) for reason in Reason} == {*GUIDELINES, ""}
    assert about(Reason.OTHER) == ""


def test_each_has_words_to_begin_with():
    assert list(WORDING) == list(Reason)
    assert [reason for reason, words in WORDING.items() if not words] == [Reason.OTHER]


def test_nobody_is_to_ask_the_dead():
    assert set(WORDING_DIED) <= set(WORDING)
    assert "ask them" in WORDING[Reason.OTHERS]
    assert "ask them" not in WORDING_DIED[Reason.OTHERS]


def test_codes_fit_their_columns():
    assert max(map(len, Reason.values)) <= Event._meta.get_field("reason").max_length
    assert (
        max(map(len, Dismissal.values)) <= Finding._meta.get_field("dismissed_because").max_length
    )
