"""Small readings of a text."""

import sys
import unicodedata

import pytest

from stories.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mamá LLORÓ", "mama lloro"),
        ("“Früh”, said Óðinn…", "“fruh”, said oðinn."),
        ("ﬁne", "fne"),
        ("ß ẞ İ", "ß ß i"),
        ("漢字 💊", "漢字 💊"),
    ],
)
def test_a_text_is_folded_one_character_for_one(text, folded):
    assert fold(text) == folded


def test_every_character_keeps_its_place_and_loses_what_is_said_over_it():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(every)
    assert len(folded) == len(every)
    assert fold("".join(every)) == folded  # those that were met before, too
    apart = [unicodedata.normalize("NFKD", one)[:1] for one in every]
    assert [
        one for one in zip(folded, apart, strict=True) if one[0] not in (one[1], one[1].lower())
    ] == []
