"""What changed between two texts: nothing of either is lost, and it can be read as sentences."""

import random
import time

import pytest

from moderation.changes import Piece, changes, pieces


def told(before: str, after: str) -> str:
    signs = {"": "{}", "del": "[-{}]", "ins": "[+{}]"}
    return "".join(signs[one.how].format(one.words) for one in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "My doctor was Dr Example, and she was kind.",
            "My doctor was kind to me.",
            "My doctor was [-Dr Example, and she was kind][+kind to me].",
        ),
        ("It rang, and I let it.", "It rang. I let it.", "It rang[-, and][+.] I let it."),
        ("One two three four.", "One 2 3 four.", "One [-two three][+2 3] four."),
        ("I was ill in May.", "I was very ill in May.", "I was[+ very] ill in May."),
        ("The end", "The end.", "The end[+.]"),
    ],
)
def test_a_change_is_told_in_one_piece(before, after, expected):
    assert told(before, after) == expected


def test_each_text_comes_back_from_its_pieces():
    chance = random.Random(7)
    words = ["garlic", "rang", "the", ",", ".", "\n", "  ", "é", "😀", "Dr"]
    for _ in range(300):
        before, after = (
            " ".join(chance.choices(words, k=chance.randrange(40))) for _text in range(2)
        )
        found = pieces(before, after)
        assert "".join(one.words for one in found if one.how != "ins") == before
        assert "".join(one.words for one in found if one.how != "del") == after
        assert Piece("", "") not in found


def test_each_paragraph_comes_back_in_its_order():
    before = "One.\n\nTwo is long.\n\nThree.\n\nFour."
    after = "One.\n\nNew.\n\nTwo is longer.\n\nFour."
    for how, text in (("ins", before), ("del", after)):
        parts = [
            paragraph
            for one in changes(before, after)
            for paragraph in (
                one.kept or ["".join(piece.words for piece in one.pieces if piece.how != how)]
            )
        ]
        assert [part for part in parts if part] == text.split("\n\n")


@pytest.mark.parametrize(("different", "times"), [(60, 80), (99, 50), (1000, 8), (20, 250)])
def test_twenty_thousand_shuffled_characters_are_compared_while_somebody_waits(different, times):
    chance = random.Random(7)
    words = [f"{number:x}" for number in range(different)] * times
    half = len(words) // 2
    before, after = words[half:], words[half:]
    chance.shuffle(before)
    chance.shuffle(after)
    texts = [" ".join(words[:half] + rest)[:20_000] for rest in (before, after)]
    started = time.monotonic()
    pieces(*texts)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "new"),
        ("old", ""),
        ("The same.", "The same."),
        ("I was ill in May.", "I was very ill in spring."),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.\n\nFour."),
        ("a " * 3000, "b " * 3000),
        ("x y\n\n" * 400, "y x\n\n" * 400),
    ],
)
def test_each_text_can_be_read_back_from_the_pieces(before, after):
    found = pieces(before, after)
    assert "".join(one.words for one in found if one.how != "ins") == before
    assert "".join(one.words for one in found if one.how != "del") == after
    parts = changes(before, after)
    same = sum(one.same for one in parts)
    old = [one for one in parts if any(piece.how != "ins" for piece in one.pieces)]
    assert same + len(old) == len([part for part in before.split("\n\n") if part.strip()])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b c d", "a b c x", ["= a b c d"]),
        # A paragraph put in before a changed one does not take its place.
        ("a b c d", "n e w\n\na b c x", ["+ n e w", "= a b c d"]),
        ("o l d\n\na b c d", "a b c x", ["- o l d", "= a b c d"]),
        ("a b c d\n\np q r s", "p q r t\n\na b c x", ["- a b c d", "= p q r s", "+ a b c x"]),
        ("a b c d", "p q r s", ["- a b c d", "+ p q r s"]),
        (
            "a b c d\n\np q r s",
            "a b c x\n\nn e w\n\np q r t",
            ["= a b c d", "+ n e w", "= p q r s"],
        ),
    ],
)
def test_a_changed_paragraph_stands_beside_the_one_it_was(before, after, expected):
    found = []
    for one in changes(before, after):
        hows = {piece.how for piece in one.pieces}
        sign = {frozenset({"del"}): "-", frozenset({"ins"}): "+"}.get(frozenset(hows), "=")
        kept = [piece.words for piece in one.pieces if sign == "+" or piece.how != "ins"]
        found.append(f"{sign} {''.join(kept)}")
    assert found == expected


def test_different_paragraphs_are_not_mixed():
    before = "The old house on the hill was cold, and the roof let in the rain."
    after = "My sister drove us to a new town by the sea, where nobody knew me."
    assert pieces(before, after) == (Piece("del", before), Piece("ins", after))


def test_thousands_of_paragraphs_are_compared_while_somebody_waits():
    started = time.monotonic()
    assert changes("a\n\n" * 6600, "a\n\n" * 6500 + "b\n\n" * 100)
    assert time.monotonic() - started < 2  # it took 6 s where every repetition was tried
