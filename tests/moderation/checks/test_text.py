"""Folding: the letters become plain, the places stay those of the text as it was sent."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks import Draft
from moderation.checks._text import Numbered, Phrases, _known, any_of, fold, folded, pattern


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Núñez", "Nunez"),
        ("Nu\u0301n\u0303ez", "Nunez"),
        ("O’Brien", "O'Brien"),
        ("ruth＠example", "ruth@example"),
        ("٠٧٧", "077"),
        ("ru\u200bth", "ruth"),
        ("Łódź", "Lodz"),
        ("ﬁn", "fin"),
        ("a  \n b", "a\nb"),
        ("a\u00a0b", "a b"),
        ("1–2", "1-2"),
    ],
)
def test_letters_become_plain(text: str, plain: str) -> None:
    assert fold(text).plain == plain


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("🙂 Núñez!", "Nunez", "Núñez"),
        ("🙂 Nu\u0301n\u0303ez!", "Nunez", "Nu\u0301n\u0303ez"),
        ("e\u0301\u0301te\u0301\u0301!", "ete", "e\u0301\u0301te\u0301\u0301"),
        ("a  ﬁn  b", "i", "ﬁ"),
        ("say   a   b", "a b", "a   b"),
        ("👩‍🦲 ruth", "ruth", "ruth"),
    ],
)
def test_places_are_those_of_the_text(text: str, pattern: str, found: str) -> None:
    folded = fold(text)
    match = re.search(pattern, folded.plain)
    assert match
    start, end = folded.span(*match.span())
    assert text[start:end] == found


@given(st.text())
def test_every_place_lies_in_the_text_and_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(place, place + 1) for place in range(len(folded.plain))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


def test_phrases_are_whole_words_with_any_space() -> None:
    phrases = Phrases(r"""
        (end|take)
            my life
        brackets \(too\)
    """)
    assert [m[0] for m in phrases.finditer("END\nmy life, bend my life, take my lifeboat")] == [
        "end\nmy life"
    ]
    assert phrases.search("Brackets (too)")


def test_a_phrase_meets_no_text_of_another_length() -> None:
    """Places are those of the text, which is made small to be read: no letter may become two."""
    letters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    assert [c for c in letters if len(fold(c).plain.lower()) != len(fold(c).plain)] == []


def test_a_draft_is_folded_once_and_forgotten_with_it() -> None:
    draft = Draft(body="Ya no quiero más")
    known = folded(draft, "body")
    assert folded(draft, "body") is known
    before = len(_known)
    del draft
    assert len(_known) == before - 1


@given(st.sets(st.sampled_from(["a", "an", "ann", "be", "may", "o'b"]), min_size=1), st.text())
def test_any_of_some_words_is_each_of_them_and_no_other(listed: set[str], other: str) -> None:
    pattern = re.compile(any_of(listed))
    assert all(pattern.fullmatch(word.capitalize()) for word in listed)
    assert bool(pattern.fullmatch(other)) == (other.lower() in listed and other.isascii())


def test_a_numbered_pattern_is_found_wherever_it_would_be_without_the_short_cut() -> None:
    plain = pattern(r"(?<!\w)no\.?\s\d{2,4}(?!\w)")
    near = Numbered(plain, before=6, after=4)
    text = "no 12 and then nothing for a long while, no. 345, no 6789, no one, no 1; at last no 77"
    spans = [match.span() for match in plain.finditer(text)]
    assert len(spans) == 4
    assert [match.span() for match in near.finditer(text)] == spans


def test_loose_phrases_do_without_apostrophes() -> None:
    typed = ["I don't", "i dont"]
    assert [bool(Phrases("I don't", loose=True).search(one)) for one in typed] == [True, True]
    assert [bool(Phrases("I don't").search(one)) for one in typed] == [True, False]


PATTERNS = """
import gc, sys, django
django.setup()
from importlib import import_module
from celery.signals import worker_init
from config import celery, urls
from moderation.checks import CHECKS
from moderation.checks._patterns import Pattern
for path in CHECKS:
    import_module(path.rpartition(".")[0])
if sys.argv[1:]:
    worker_init.send(sender=None)
made = ["made" in vars(one) for one in gc.get_objects() if isinstance(one, Pattern)]
print(len(made) > 50, {*made})
"""


@pytest.mark.parametrize(("words", "made"), [([], "{False}"), (["worker"], "{True}")])
def test_patterns_are_made_before_a_worker_forks_and_in_no_other_process(words, made) -> None:
    """Making them takes more than half of the time in which a process starts."""
    argv = [sys.executable, "-c", PATTERNS, *words]
    assert subprocess.run(argv, capture_output=True, text=True).stdout == f"True {made}\n"
