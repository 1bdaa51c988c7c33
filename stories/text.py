"""Small readings of a text: folding, first words, address words."""

import re
import unicodedata

from django.utils.text import slugify

ENDING = re.compile(r"ion\b")
CONFIGURATIONS = {"en": "english", "es": "spanish"}  # PostgreSQL's names for our languages
WORDS_A_MINUTE = 200  # a slow adult reader's pace


class Folds(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, place: int) -> str:
        character = chr(place)
        base = unicodedata.normalize("NFKD", character)[:1] or character
        lower = base.lower()
        folded = lower if len(lower) == 1 else character
        if place < KEPT:
            self[place] = folded
        return folded


KEPT = 0x3000  # characters below are met again: all alphabets but those of East Asia
FOLDS = Folds()


def fold(text: str) -> str:
    """The text without accents and case, one character for one, so that places stay the same."""
    return text.lower() if text.isascii() else text.translate(FOLDS)


def indexed(text: str, language: str) -> str:
    """The text as search reads it: folded, except an ending that PostgreSQL's stemmer asks for.

    In Spanish "habitación" meets "habitaciones" only with its accent, whoever leaves it out.
    """
    folded = fold(text)
    return ENDING.sub("ión", folded) if language == "es" else folded


def first_words(text: str, *, limit: int = 240) -> str:
    """The beginning of a text, cut at a word, with an ellipsis where it goes on."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    return flat[:limit].rsplit(" ", 1)[0].rstrip(",;:–— ") + " …"


def minutes(words: int) -> int:
    """How long so many words take to read; one minute at the least."""
    return max(1, round(words / WORDS_A_MINUTE))


def address_words(title: str) -> str:
    """A title as the last part of an address; never empty."""
    return slugify(title)[:80].strip("-") or "story"
