import pytest

from moderation.checks import Draft
from moderation.checks.writing import find
from tests.moderation.checks.noticing import noticed

PLAIN = "Steroids wake you. Nobody tells you what to do with the hours. " * 5


def test_a_story_of_usual_length_and_letters_is_left_alone() -> None:
    assert noticed(find, PLAIN) == []


def test_capitals_are_noted_where_they_stand() -> None:
    shout = "NOBODY TOLD ME, NOT ONCE, THAT THE PILLS WOULD DO THIS"
    assert noticed(find, PLAIN + shout + " to me. " + PLAIN) == [(shout, "note")]


def test_accents_do_not_hide_capitals() -> None:
    shout = "NADIE ME DIJO QUE LA MÉDULA DOLÍA ASÍ"
    assert noticed(find, PLAIN + shout) == [(shout, "note")]


@pytest.mark.parametrize(
    "text",
    ["ABVD, BEACOPP, R-CHOP, FLAG-IDA, DLBCL, AML, CLL", "AML MDS MPN CLL NHL ITP", "NHS GP"],
)
def test_names_of_medicines_are_no_shouting(text: str) -> None:
    assert noticed(find, PLAIN + text) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [(0, "very short"), (39, "very short"), (40, ""), (1500, ""), (1501, "very long")],
)
def test_length_is_noted_at_its_edges(words: int, expected: str) -> None:
    body = "word " * words
    remarks = list(find(Draft(body=body)))
    assert [(r.start, r.end, expected in r.reason) for r in remarks] == (
        [(0, len(body), True)] if expected else []
    )


def test_a_title_in_capitals_is_noted() -> None:
    remarks = list(find(Draft(title="MY YEAR WITH AML", body=PLAIN)))
    assert [(r.field, r.start, r.end) for r in remarks] == [("title", 0, 16)]
    assert list(find(Draft(title="AML, MDS and me", body=PLAIN))) == []
