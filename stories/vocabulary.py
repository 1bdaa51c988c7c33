"""Every diagnosis, every word for one, and every facet, kept in the process until they change."""

from __future__ import annotations

import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from stories.diagnoses import Diagnosis, DiagnosisTerm, Facet
from stories.editions import PUBLIC
from stories.ordinary import LITTLE
from stories.sounds import bones, sound
from stories.text import fold

SHORTEST = 3  # letters of a word that is not guessed by its sound
Phrase = tuple[str, ...]
WORD = re.compile(r"[^\W_]+")


def phrase(text: str) -> Phrase:
    """The words of a term without accents, case and punctuation: "B-cell" is ("b", "cell")."""
    return tuple(WORD.findall(fold(text)))


def core(words: Phrase) -> Phrase:
    """The words of a name without those that only hold it together: nobody must type them."""
    return tuple(word for word in words if word not in LITTLE and word != "s")


@dataclass
class Vocabulary:
    """What Marrow knows of diagnoses and facets; rows here are for reading only."""

    diagnoses: dict[int, Diagnosis]
    facets: dict[str, Facet]
    terms: dict[Phrase, int] = field(default_factory=dict)
    facet_terms: dict[Phrase, str] = field(default_factory=dict)  # what people call a treatment
    facet_words: dict[Phrase, list[str]] = field(default_factory=dict)  # and what is near to any
    others: dict[Phrase, str] = field(default_factory=dict)  # of the terms: names unlike its own
    by_slug: dict[str, Diagnosis] = field(default_factory=dict)
    above: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    below: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # of all terms
    longest: int = 0  # words of the longest term
    names: set[Phrase] = field(default_factory=set)  # of the terms: those we call them by
    # Of rightly spelt terms: those with a word, those run together, by their length, and the words
    # by how they sound.
    holding: dict[str, set[Phrase]] = field(default_factory=lambda: defaultdict(set))
    joined: dict[int, dict[str, Phrase]] = field(default_factory=lambda: defaultdict(dict))
    heard: dict[str, set[str]] = field(default_factory=dict)
    bare: dict[str, set[str]] = field(default_factory=dict)

    def named(self, words: str) -> Diagnosis | None:
        """The diagnosis with this slug, or with this abbreviation, synonym or older name."""
        if words in self.by_slug:
            return self.by_slug[words]
        known = self.terms.get(phrase(words))
        return None if known is None else self.diagnoses[known]

    def parents(self, diagnosis: Diagnosis) -> list[Diagnosis]:
        return self.rows(self.above[diagnosis.pk])

    def children(self, diagnosis: Diagnosis) -> list[Diagnosis]:
        return self.rows(self.below[diagnosis.pk])

    def over(self, diagnosis: Diagnosis) -> set[int]:
        """Every group that it belongs to, up to the roots, by number."""
        higher = set(self.above[diagnosis.pk])
        for parent in self.parents(diagnosis):
            higher |= self.over(parent)
        return higher

    def shared(self, rows: Iterable[Diagnosis]) -> list[Diagnosis]:
        """The lowest group that all of these belong to, where there is one."""
        above = set.intersection(*(self.over(row) for row in rows))
        return self.rows(sorted(above, key=lambda key: -len(self.over(self.diagnoses[key])))[:1])

    def up(self, diagnosis: Diagnosis) -> list[str]:
        """Its slug, and those of all groups that it belongs to."""
        higher = (self.diagnoses[key].slug for key in self.over(diagnosis))
        return [diagnosis.slug, *higher]

    def relatives(self, diagnosis: Diagnosis) -> list[Diagnosis]:
        """Those that share a parent with it."""
        beside = {one for parent in self.above[diagnosis.pk] for one in self.below[parent]}
        return self.rows(beside - {diagnosis.pk})

    @property
    def roots(self) -> list[Diagnosis]:
        return [row for row in self.diagnoses.values() if not self.above[row.pk]]

    @property
    def by_name(self) -> list[Diagnosis]:
        """All of them, as people look through a list."""
        return sorted(self.diagnoses.values(), key=lambda row: fold(row.name))

    def facets_of(self, kind: str) -> list[Facet]:
        return [facet for facet in self.facets.values() if facet.kind == kind]

    def facets_called(self, words: str) -> list[Facet]:
        """The treatment or topic that is called so, and nothing else beside it."""
        slug = self.facet_terms.get(core(phrase(words)))
        return [self.facets[slug]] if slug in self.facets and '"' not in words else []

    def facets_among(self, words: str) -> list[Facet]:
        """What the words touch on, in their order: a name for it, a medicine, a word of every day.

        One word may touch on several, as "transplant" does.
        """
        typed, found, at = core(phrase(words)), dict[str, Facet](), 0
        longest = max(map(len, self.facet_words), default=0)
        while at < len(typed):
            sizes = range(min(longest, len(typed) - at), 0, -1)
            size = next((one for one in sizes if typed[at : at + one] in self.facet_words), 0)
            meant = self.facet_words[typed[at : at + size]] if size else []
            found |= {slug: self.facets[slug] for slug in meant if slug in self.facets}
            at += size or 1
        return list(found.values())

    def covers(self, place: str) -> list[str]:
        """This place, and the countries in it where it is a part of the world."""
        return [place, *(one.slug for one in self.facets_of("place") if one.within == place)]

    def learn(self, row: DiagnosisTerm) -> None:
        """Add a term. What is misspelt on the list must be met exactly: no slips upon slips."""
        term = phrase(row.folded)
        self.longest = max(self.longest, len(term))
        if self.terms.setdefault(term, row.diagnosis_id) != row.diagnosis_id:
            return
        for word in term:
            self.words[word].add(row.diagnosis_id)
        if row.kind != DiagnosisTerm.Kind.MISSPELLING:
            self._spell(term)
            if row.kind == DiagnosisTerm.Kind.NAME:
                self.names.add(term)
            diagnosis = self.diagnoses[row.diagnosis_id]
            own = f"{diagnosis.name_en} {diagnosis.name_es} {diagnosis.abbreviation}"
            if not _bare(term) <= _bare(phrase(own)):
                self.others.setdefault(term, row.text)

    def _spell(self, term: Phrase) -> None:
        for words in (term, core(term)):
            written = "".join(words)
            self.joined[len(written)].setdefault(written, term)
        for word in term:
            self.holding[word].add(term)
            if len(word) > SHORTEST and word.isalpha():
                self.heard.setdefault(sound(word), set()).add(word)
                self.bare.setdefault(bones(word), set()).add(word)

    def rows(self, keys: Iterable[int]) -> list[Diagnosis]:
        return sorted((self.diagnoses[key] for key in keys), key=lambda row: row.position)


@cache
def _facet_words() -> tuple[dict[Phrase, str], dict[Phrase, list[str]]]:
    """What else people call a treatment or a topic; and that with what is near to any."""
    with (Path(__file__).parent / "data" / "facets.toml").open("rb") as file:
        rows = tomllib.load(file)["facet"]
    terms = {
        core(phrase(term)): row["slug"]
        for row in rows
        for language in row.get("terms", {}).values()
        for term in language
    }
    words = defaultdict[Phrase, list[str]](list)
    for row in rows:
        for word in row.get("near", []):
            words[core(phrase(word))].append(row["slug"])
    return terms, {**words, **{term: [slug] for term, slug in terms.items()}}


def vocabulary() -> Vocabulary:
    """The words in force, for one small query: loading the file gives every term a new number.

    It asks for the newest edition as well, which nearly every page wants to know next.
    """
    asked = time.monotonic()
    terms = DiagnosisTerm.objects.annotate(edition=PUBLIC.highest).order_by("-pk")
    newest, edition = terms.values_list("pk", "edition").first() or (None, None)
    if newest:
        PUBLIC.learn(edition or 0, asked=asked)
    return _read(newest)


@lru_cache(maxsize=2)
def _read(newest: int | None) -> Vocabulary:
    rows = Diagnosis.objects.order_by("position")
    known = Vocabulary(
        diagnoses={row.pk: row for row in rows},
        facets={row.slug: row for row in Facet.objects.order_by("position")},
    )
    known.by_slug = {row.slug: row for row in rows}
    known.facet_terms, known.facet_words = _facet_words()
    for above, below in rows.filter(children__isnull=False).values_list("pk", "children"):
        known.below[above].append(below)
        known.above[below].append(above)
    for term in DiagnosisTerm.objects.order_by("pk"):
        known.learn(term)
    return known


def _bare(words: Phrase) -> set[str]:
    """The words as far as they tell names apart: "Hodgkin's" and "Hodgkins" are "Hodgkin"."""
    return {word.rstrip("s") for word in words} | {""}
