"""How words sound: what ears do not tell apart, hands write in many ways."""

import re
from functools import lru_cache

SOUNDS = (  # in English or in Spanish
    (re.compile("ph"), "f"),
    (re.compile("qu|[kq]|ch|c(?![eiy])"), "k"),
    (re.compile("[cz]"), "s"),
    (re.compile("[vw]"), "b"),
    (re.compile("[ao]e|eu"), "e"),
    (re.compile("y"), "i"),
    (re.compile("h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
VOWELS = re.compile("[aeiou]")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The word as ears hear it."""
    for letters, heard in SOUNDS:
        word = letters.sub(heard, word)
    return word


@lru_cache(maxsize=8192)
def bones(word: str) -> str:
    """Its consonants: whoever half remembers a word still has them."""
    return VOWELS.sub("", sound(word))
