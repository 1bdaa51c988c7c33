"""Which diagnosis somebody means who spells it their own way.

Each word is forgiven its own slips, so that a long name may have several. A name is met whole
("mantel celll"), in any order, with its words run together or torn apart ("mantelcell"), or in part
where the part is medical enough to mean nothing else ("polycythemia").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stories.ordinary import ALSO_WORDS, ORDINARY
from stories.sounds import bones, sound
from stories.vocabulary import Phrase, Vocabulary, core

SHORT = 4  # letters of a word in a name that is forgiven at all: one letter parts AML from APL
LONG = 8  # letters of a word that is forgiven two slips
TORN = 9  # words that may be one name, run together or torn apart
JOINED, WIDE = 7, 14  # letters of what may be several words run together; with two slips in it
PART = 6  # letters of a word that may stand for a whole name; two more where it is misspelt
CLOSE = 1  # words more than the shortest name has that is meant in part
CHOICES = 4  # diagnoses among which somebody can choose


@dataclass(frozen=True)
class Reading:
    """What some words may mean: one diagnosis, or a few that are as near."""

    diagnoses: tuple[int, ...]
    term: Phrase
    sure: bool
    whole: bool = True  # they are all of a name, or enough of it to look for nothing else
    beside: tuple[int, ...] = ()  # others that have the same word in their names


@dataclass
class Near:
    """How near each word that somebody typed is to the words of all names."""

    known: Vocabulary
    _words: dict[str, dict[str, int]] = field(default_factory=dict)

    def to(self, word: str) -> dict[str, int]:
        """The words of names that this may be, with the slips in it."""
        if word not in self._words:
            self._words[word] = dict(slips(word, self.known))
        return self._words[word]

    def read(self, typed: Sequence[str], missed: Iterable[str]) -> Reading | None:
        """What these words mean together; `missed`: those of them that are no name as they are."""
        words = list(typed) if spelt_out(typed) else list(core(tuple(typed)))
        if not words:
            return None
        found = self._by_words(words)
        whole = [one for one in found if one.missing == 0 and one.is_likely]
        if best := whole or self._as_one(words):
            return self._reading(best, whole=True)
        parts = [one for one in found if one.missing and one.tells(set(missed))]
        return self._reading(self._shortest(parts), whole=len(words) > 1) if parts else None

    def beside(self, word: str, diagnosis: int) -> list[int]:
        """This one and those under the same parent that have this word in their name as well."""
        parents = set(self.known.above[diagnosis])
        names = self.known.holding[word] & self.known.names
        rows = {diagnosis, *(self.known.terms[term] for term in names)}
        return [
            key
            for key in sorted(rows, key=lambda key: self.known.diagnoses[key].position)
            if key == diagnosis or parents & set(self.known.above[key])
        ]

    def _by_words(self, words: Sequence[str]) -> list[Fit]:
        """Every name that has all the words, in whatever order."""
        near = [self.to(word) for word in words]
        if not all(near):
            return []
        having = [set().union(*(self.known.holding[own] for own in one)) for one in near]
        fits = (Fit.of(words, near, term) for term in set.intersection(*having))
        return [one for one in fits if one is not None]

    def _as_one(self, words: Sequence[str]) -> list[Fit]:
        """Every name that is the same without its spaces, or nearly so."""
        written = "".join(words)
        if len(words) > TORN:
            return []
        if spelt_out(words):
            term = self.known.joined[len(written)].get(written)
            return [Fit(term, 0, 0, ())] if term else []
        if len(written) < JOINED or all(word in ORDINARY for word in words):
            return []
        side = {word for word in words if word in ("b", "t")}
        most = 0 if len(written) < LONG else 1 if len(written) < WIDE else 2
        lengths = range(len(written) - most, len(written) + most + 1)
        return [
            Fit(term, cost + 1, 0, ())
            for length in lengths
            for right, cost, _ in like(written, self.known.joined[length], most)
            if (term := self.known.joined[length][right])
            and (cost == 0 or len(core(term)) != len(words))
            and side <= {*term}
            and (len(words) == 1 or right not in words)
            and sound(written)[:2] == sound(right)[:2]
        ]

    def _shortest(self, parts: list[Fit]) -> list[Fit]:
        """Those that leave least unsaid; a narrower name of what is there already is no more."""
        least = min(one.missing for one in parts)
        close = [one for one in parts if one.missing <= least + CLOSE]
        return [
            one
            for one in close
            if not any({*other.term} < {*one.term} and self._apart(other, one) for other in close)
        ]

    def _apart(self, one: Fit, other: Fit) -> bool:
        return self.known.terms[one.term] != self.known.terms[other.term]

    def _reading(self, fits: list[Fit], *, whole: bool) -> Reading | None:
        known = self.known
        least = min(one.cost for one in fits)
        best = sorted((one for one in fits if one.cost == least), key=lambda one: one.missing)
        keys = {known.terms[one.term] for one in best}
        higher = {key for key in keys if known.over(known.diagnoses[key]) & keys}
        rows = sorted(keys - higher, key=lambda key: known.diagnoses[key].position)
        if len(rows) > CHOICES:
            return None
        term = next(one.term for one in best if known.terms[one.term] in rows)
        sure = all(one.is_sure for one in best) and len(rows) == 1
        return Reading(tuple(rows), term, sure, whole)


@dataclass(frozen=True)
class Fit:
    """A name that has all the words: the slips in them, and how many of its own nobody typed."""

    term: Phrase
    cost: int
    missing: int
    met: tuple[tuple[str, str, int], ...]  # each word, the name's own, and the slips

    @classmethod
    def of(cls, words: Sequence[str], near: Sequence[dict[str, int]], term: Phrase) -> Fit | None:
        left, met = list(core(term)), []
        for word, own in sorted(
            zip(words, near, strict=True), key=lambda one: min(one[1].values(), default=0)
        ):
            here = [part for part in left if part in own]
            if not here:
                return None
            best = min(here, key=lambda part: own[part])
            left.remove(best)
            met.append((word, best, own[best]))
        return cls(term, sum(one[2] for one in met), len(left), tuple(met))

    @property
    def is_likely(self) -> bool:
        """Whether so many slips are still a name: none in a word that is one of every day."""
        wrong = [(own, cost) for _, own, cost in self.met if cost]
        if len(self.met) == 1:
            own, cost = self.met[0][1:]
            return not cost or (len(own) > SHORT + 5 * (cost - 1) and own not in ALSO_WORDS)
        good = sum(len(own) for _, own, cost in self.met if cost <= 1)
        short = sum(len(own) for own, cost in wrong if cost > 1 or len(own) == SHORT)
        return good > short or not wrong

    def tells(self, missed: set[str]) -> bool:
        """Whether a word that is no name by itself is one of medicine, and nearly right."""
        alone = len(self.met) == 1
        return any(
            word in missed
            and own not in ORDINARY
            and len(own) > SHORT
            and (not alone or (len(own) >= PART + 2 * cost and word[0] == own[0]))
            and cost <= 1
            for word, own, cost in self.met
        )

    @property
    def is_sure(self) -> bool:
        costs = [(len(own), cost) for _, own, cost in self.met if cost]
        slight = not costs or (len(costs) == 1 and costs[0][1] == 1 and costs[0][0] > SHORT)
        return self.missing == 0 and slight and (bool(self.met) or self.cost == 0)


def spelt_out(words: Sequence[str]) -> bool:
    """Whether these are letters one by one: "M.C.L."."""
    return len(words) > 1 and all(len(word) == 1 for word in words)


def like(word: str, among: Iterable[str], most: int) -> list[tuple[str, int, Any]]:
    """Those of the words that differ by so many letters at most, with how many."""
    return process.extract(word, [*among], scorer=OSA.distance, score_cutoff=most, limit=None)


def slips(word: str, known: Vocabulary) -> Iterator[tuple[str, int]]:
    """The words of names that are like this one, and how many slips there are between them."""
    found: dict[str, int] = {}
    if word in known.holding:
        found[word] = 0
    if len(word) >= SHORT - 1 and word.isalpha():
        for own, cost, _ in like(word, known.holding, 2):
            if own != word and _forgiven(word, own, cost):
                found[own] = 0 if {word, own} == {f"{own}s", own} else cost
        for own in known.heard.get(sound(word), ()):
            found[own] = min(found.get(own, 1), 1)
        bare = bones(word)
        for own in known.bare.get(bare, ()) if len(bare) >= SHORT else ():
            if word[0] == own[0] and OSA.distance(word, own, score_cutoff=3) <= 3:
                found.setdefault(own, 2)
    yield from found.items()


def _forgiven(word: str, own: str, cost: int) -> bool:
    length = max(len(word), len(own))
    if len(own) < SHORT or not own.isalpha() or cost > (1 if length < LONG else 2):
        return False
    same = word[0] == own[0] or sound(word)[:1] == sound(own)[:1]
    return same or (cost == 1 and length > SHORT + 1)
