"""Notices a story that is very hard to read: for the team, never a fault of who wrote it.

English: R. Flesch, "A new readability yardstick", J Appl Psychol 1948;32(3):221-233,
doi:10.1037/h0057532. Spanish: J. Fernández-Huerta, "Medidas sencillas de lecturabilidad", Consigna
1959;214:29-32, read on the INFLESZ scale: I. M. Barrio-Cantalejo et al., An Sist Sanit Navar
2008;31(2):135-152. Syllables are counted as groups of vowels, as readers of neither notice.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import folded

LEAST = 100  # words: the figure is of no use below
VERY_HARD = {"en": 30, "es": 40}  # "very difficult" on both scales

_SENTENCE_END = re.compile(r"[.!?…]+[\s\"')\]]|\n+|[.!?…]+\Z")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_ENGLISH = re.compile(r"[aeiouy]+", re.IGNORECASE)
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeioutdy]ed|[^aeiousxzh]es)\Z", re.IGNORECASE)
# Two strong vowels are two syllables; a weak one goes with its neighbour.
_SPANISH = re.compile(r"[iuy]?[aeo][iuy]?|[iuy]+", re.IGNORECASE)

HARD = gettext_noop("Long words or long sentences: many readers may find this hard to follow.")


@lru_cache(maxsize=4096)  # most of a text is made of the same words
def syllables(word: str, language: str) -> int:
    """About how many syllables a word in plain letters has."""
    if language == "es":
        return max(1, len(_SPANISH.findall(word)))
    count = len(_ENGLISH.findall(word))
    return max(1, count - bool(count > 1 and _SILENT.search(word)))


def ease(text: str, language: str) -> float | None:
    """How easily a text reads, from about 0 (very hard) to 100; None for too few words to tell.

    `text` in plain letters, `language` "en" or "es".
    """
    found = _WORD.findall(text.lower())
    if len(found) < LEAST or language not in VERY_HARD:
        return None
    sentences = max(1, sum(bool(_WORD.search(one)) for one in _SENTENCE_END.split(text)))
    a_word = sum(syllables(word, language) for word in found) / len(found)
    a_sentence = len(found) / sentences
    if language == "es":
        return 206.84 - 60 * a_word - 1.02 * a_sentence
    return 206.835 - 84.6 * a_word - 1.015 * a_sentence


def find(draft: Draft) -> Iterator[Remark]:
    """One remark, for the team, where the whole story is very hard to read."""
    score = ease(folded(draft, "body").plain, draft.language)
    if score is not None and score < VERY_HARD[draft.language]:
        yield Remark("reading", Severity.NOTE, "body", 0, len(draft.body), HARD)
