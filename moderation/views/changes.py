"""What changed between two texts, word by word, in a form that can be read aloud."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+|\s+|[^\w\s]")
BREAK = re.compile(r"\n\s*\n")
ALIKE = 0.3  # below this two paragraphs are different ones, and are shown one after the other
CROWD = 500  # paragraphs; with more, repeated ones are not matched, which could take minutes


@dataclass(frozen=True)
class Piece:
    """Words that stayed (""), were taken out ("del") or put in ("ins")."""

    how: str
    words: str


@dataclass(frozen=True)
class Change:
    """One paragraph with its pieces, or `same`: how many paragraphs in a row did not change."""

    pieces: tuple[Piece, ...] = ()
    same: int = 0


def changes(before: str, after: str) -> list[Change]:
    """The changed paragraphs in order, with a count in place of each run that stayed."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Change] = []
    crowded = max(len(old), len(new)) > CROWD
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=crowded).get_opcodes():
        if tag == "equal":
            found.append(Change(same=b - a))
        else:
            found.extend(_replaced(old[a:b], new[c:d]))
    return found


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """One line word by word; joined without what was put in, it is `before` again."""
    old, new = WORD.findall(before), WORD.findall(after)
    if not _alike(old, new):
        return tuple(_whole(before, after))
    return tuple(_joined(SequenceMatcher(None, old, new).get_opcodes(), old, new))


def _alike(old: list[str], new: list[str]) -> bool:
    """Whether they share enough words; any two texts share their spaces and stops."""
    before, after = ([word for word in text if word[0].isalnum()] for text in (old, new))
    return SequenceMatcher(None, before, after).ratio() >= ALIKE


def _paragraphs(text: str) -> list[str]:
    return [part for part in BREAK.split(text.strip("\n")) if part.strip()]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for before, after in zip(old, new, strict=False):
        yield Change(pieces(before, after))
    both = min(len(old), len(new))
    for before in old[both:]:
        yield Change((Piece("del", before),))
    for after in new[both:]:
        yield Change((Piece("ins", after),))


def _whole(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("del", before)
    if after:
        yield Piece("ins", after)


def _joined(opcodes, old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in opcodes:
        if tag == "equal":
            yield Piece("", "".join(old[a:b]))
        else:
            yield from _whole("".join(old[a:b]), "".join(new[c:d]))
