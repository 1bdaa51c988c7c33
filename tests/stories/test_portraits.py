"""Portraits: the same for the same story, different for each, small, safe."""

from uuid import UUID

import pytest

from stories.portraits import initials, portrait

ONE = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")


def test_the_same_story_always_has_the_same_portrait():
    assert portrait(ONE, "RO") == portrait(UUID(str(ONE)), "RO")


def test_a_portrait_never_changes_between_releases():
    """Shared links and caches show it beside a name: a new drawing would look like a new person."""
    assert portrait(ONE, "").split('d="', 1)[1][:14] == "M66 83q 1 17-1"


def test_no_two_of_a_thousand_are_alike():
    assert len({portrait(UUID(int=number * 7919), "") for number in range(1000)}) == 1000


def test_every_portrait_is_under_three_kilobytes():
    sizes = [len(portrait(UUID(int=number * 104729), "RO").encode()) for number in range(1000)]
    assert max(sizes) < 3000


def test_it_is_decorative_and_takes_its_colours_from_classes():
    svg = portrait(ONE, "RO")
    assert 'aria-hidden="true"' in svg
    assert [word for word in ("style=", "<title", "fill=", "role=", "id=") if word in svg] == []


def test_letters_are_escaped():
    assert '<text class="letters" x="48" y="59" text-anchor="middle">&lt;&amp;</text>' in portrait(
        ONE, "<&"
    )


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ruth Okafor", "RO"),
        ("ruth", "R"),
        ("Ana María de la Cruz", "AC"),
        ("J.", "J"),
        ("Élodie Ørsted", "ÉØ"),
        ("Anonymous", ""),
        ("  anónimo ", ""),
        ("", ""),
        ("<b>", ""),
        ("😀 Sam", "S"),
        ("“Sam”", "S"),
        ("王 小明", "王小"),
    ],
)
def test_initials(name: str, letters: str):
    assert initials(name) == letters


def test_without_letters_there_are_only_cells():
    assert "<text" not in portrait(ONE, initials("Anonymous"))
