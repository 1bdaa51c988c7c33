"""What changed between two texts, word by word, in a form that can be read aloud."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+|\s+|[^\w\s]")
BREAK = re.compile(r"\n\s*\n")
ALIKE = 0.3  # below this two paragraphs are different ones, and are shown one after the other
MOST_PAIRS = 10_000  # with more, paragraphs are compared in the order they stand in
CROWD = 500  # paragraphs; with more, repeated ones are not matched, which could take minutes


@dataclass(frozen=True)
class Piece:
    """Words that stayed (""), were taken out ("del") or put in ("ins")."""

    how: str
    words: str


@dataclass(frozen=True)
class Change:
    """One paragraph with its pieces, or the paragraphs in a row that did not change."""

    pieces: tuple[Piece, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def same(self) -> int:
        """How many paragraphs in a row did not change."""
        return len(self.kept)

    @property
    def old(self) -> tuple[Piece, ...]:
        """The paragraph as it was, with what was taken out."""
        return tuple(one for one in self.pieces if one.how != "ins")

    @property
    def new(self) -> tuple[Piece, ...]:
        """The paragraph as it is now, with what was put in."""
        return tuple(one for one in self.pieces if one.how != "del")

    @property
    def another(self) -> bool:
        """Whether one took the place of another that it shares no words with."""
        return [one.how for one in self.pieces] == ["del", "ins"]


def changes(before: str, after: str) -> list[Change]:
    """The paragraphs in order: each that changed by itself, and those that stayed together."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Change] = []
    crowded = max(len(old), len(new)) > CROWD
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=crowded).get_opcodes():
        if tag == "equal":
            found.append(Change(kept=tuple(old[a:b])))
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
    """Each old paragraph beside the new one most like it; the rest was taken out or put in."""
    a = b = 0
    for c, d in [*_pairs(old, new), (len(old), len(new))]:
        yield from (Change((Piece("del", before),)) for before in old[a:c])
        yield from (Change((Piece("ins", after),)) for after in new[b:d])
        if c < len(old):
            yield Change(pieces(old[c], new[d]))
        a, b = c + 1, d + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the old belong to which of the new, in order, so that most words are shared."""
    if len(old) * len(new) > MOST_PAIRS:
        return [(at, at) for at in range(min(len(old), len(new)))]
    words = [[Counter(re.findall(r"\w+", one.lower())) for one in text] for text in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # of what is from here to the end
    like = [[_shared(before, after) for after in words[1]] for before in words[0]]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            both = like[a][b] + best[a + 1][b + 1] if like[a][b] >= ALIKE else 0
            best[a][b] = max(both, best[a + 1][b], best[a][b + 1])
    found, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            found.append((a, b))
            a, b = a + 1, b + 1
    return found


def _shared(before: Counter[str], after: Counter[str]) -> float:
    """The part of the words that two paragraphs have in common: 0 to 1."""
    return 2 * (before & after).total() / max(1, before.total() + after.total())


def _whole(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("del", before)
    if after:
        yield Piece("ins", after)


def _joined(opcodes, old: list[str], new: list[str]) -> Iterator[Piece]:
    """The pieces in order; where only blanks or stops stayed between two changes, they are one."""
    out = put = stayed = ""
    for tag, a, b, c, d in opcodes:
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if tag != "equal":
            out, put, stayed = out + stayed + before, put + stayed + after, ""
        elif (out or put) and not any(map(str.isalnum, before)):
            stayed = before
        else:
            yield from _whole(out, put)
            yield Piece("", before)
            out = put = ""
    yield from _whole(out, put)
    if stayed:
        yield Piece("", stayed)
