"""Search: which diagnoses someone means, which stories hold the other words, and how well.

The best of the newest come first (`paging.best`): to rank every story that holds a common word
would take seconds among a million, and the thousandth best helps nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import Any, Protocol

from django.contrib.postgres.search import (
    SearchConfig,
    SearchQuery,
    SearchQueryCombinable,
    SearchQueryField,
    SearchRank,
)
from django.db import connection
from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Cast, NullIf
from django.db.models.lookups import Exact
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from stories.diagnoses import Diagnosis, Facet, Relation
from stories.ordinary import ALSO_WORDS, LITTLE, READING, RELATIVES
from stories.spelling import CHOICES, TORN, Near, Reading, spelt_out
from stories.stretches import marked
from stories.tags import tag
from stories.text import CONFIGURATIONS, fold, indexed
from stories.vocabulary import WORD, Vocabulary, vocabulary

LONGEST = 200  # characters of a query; the field takes 120
MOST_WORDS = 30
MOST_TRIED = 3  # of the things that words touch on, each by itself
BY_CLOSENESS: dict[str, Any] = {"cover_density": True, "normalization": 1}
UNWRITTEN = frozenset({"Cc", "Cs"})  # control characters, and halves of one that has two
ENDING = re.compile(r"(?<=\w)['’]$")
QUOTED_OR_EXCLUDED = re.compile(r'"[^"]*"?|(?<!\S)-\S+')
# Said of all illnesses here.
ANY_ILLNESS = re.compile(
    r"\b(?:blood cancers?|cancers? of the blood|cancer(?:es)? (?:de|en) (?:la )?sangre"
    r"|cancer(?:es)? sanguineos?)\b"
)
EXCLUDED = re.compile(r'(?<!\S)-(?:"[^"]*"?|\S+)')
# Said by somebody whose person died. "Lost my hair" is not, nor is a fear of death.
GRIEF = re.compile(
    r"\b(?:grief|griev\w+|bereave\w+|mourning|widow\w*|funeral|died|passed away"
    rf"|(?:lost|losing|loss of) (?:my|our) {RELATIVES}"
    r"|duelo|luto|viud[oa]s?|murio|fallecio|perdi(?:mos)? a)\b"
)


@dataclass(frozen=True)
class Understood:
    """What someone typed, the diagnoses in it, and the words left over for the text."""

    words: str
    diagnoses: list[Diagnosis] = field(default_factory=list)
    rest: str = ""
    guessed: set[int] = field(default_factory=set)  # of the diagnoses: it may be another word
    choices: list[Diagnosis] = field(default_factory=list)  # of these it may be any
    facets: list[Facet] = field(default_factory=list)  # a treatment or a topic that is meant
    called: dict[int, str] = field(default_factory=dict)  # other names that led to a diagnosis
    relation: str = ""  # who tells, where the words are of grief and no story holds them
    facet_words: str = ""  # what was typed for the facets
    beside: list[Facet] = field(default_factory=list)  # what the words left over touch on
    any_illness: bool = False  # "blood cancer": all of them are
    widened: bool = False  # no story held all the words

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def tags(self) -> list[str]:
        """What stories are found by that are about all this, whatever words they hold."""
        told = [tag("relation", self.relation)] if self.relation else []
        facets = (tag(one.kind, one.slug) for one in self.facets)
        return [*(tag("diagnosis", one.slug) for one in self.diagnoses), *facets, *told]

    @property
    def wider(self) -> Iterator[Understood]:
        """What else may answer: the words of a treatment, where no story is marked with it.

        Then, without the words, those who lost someone, what is marked with all or one of the
        things that the words touch on ("ibrutinib", "my hair"), and the diagnoses. What is excluded
        stays out.
        """
        if self.facets:
            yield replace(self, facets=[], rest=self.facet_words)
        pieces = QUOTED_OR_EXCLUDED.findall(self.rest)
        excluded = " ".join(piece for piece in pieces if piece.startswith("-"))
        meant = replace(self, rest=excluded, facets=[], widened=True)
        if GRIEF.search(fold(QUOTED_OR_EXCLUDED.sub(" ", self.words))):
            yield replace(meant, relation=Relation.BEREAVED)
        if self.beside:
            yield replace(meant, facets=self.beside)
        if len(self.beside) > 1:
            yield from (replace(meant, facets=[one]) for one in self.beside[:MOST_TRIED])
        if (self.rest or self.facets) and self.diagnoses:
            yield meant


@dataclass(frozen=True)
class Token:
    written: str
    folded: str
    start: int
    end: int
    ending: bool  # what stands after an apostrophe, as in "don't"


def tidy(words: str) -> str:
    """What may go to the database: no control characters, one space between words, not endless."""
    plain = (" " if unicodedata.category(c) in UNWRITTEN else c for c in words[: LONGEST * 4])
    return " ".join("".join(plain).split())[:LONGEST].strip()


def understood(words: str, known: Vocabulary | None = None) -> Understood:
    """Find the diagnoses in what someone typed; longest words first, misspelt ones included."""
    words = tidy(words)
    if not words:
        return Understood("")
    known = known or vocabulary()
    found = Understood(words)
    rest, place = [], 0
    for start, end, reading in _mentions(_tokens(words), known):
        if _take(found, reading, known):
            rest.append(words[place:start])
            place = end
    rest.append(words[place:])
    left, any_illness = _narrowing(" ".join(rest))
    left = _left_over(left) if found.diagnoses or any_illness else left
    found = replace(found, diagnoses=_lowest(found, known), any_illness=any_illness)
    if facets := known.facets_called(left):
        return replace(found, rest="", facets=facets, facet_words=left)
    beside = known.facets_among(QUOTED_OR_EXCLUDED.sub(" ", left))
    return replace(found, rest=left, beside=beside)


def _narrowing(words: str) -> tuple[str, bool]:
    """The words without what is true of every story here, and whether that was among them.

    Signs alone ("%", an emoji) narrow nothing either.
    """
    if not WORD.search(words):
        return "", False
    if '"' in words or not (said := ANY_ILLNESS.search(fold(words))):
        return words, False
    return f"{words[: said.start()]}{words[said.end() :]}", True


def _lowest(found: Understood, known: Vocabulary) -> list[Diagnosis]:
    """The diagnoses without those that another one, which is sure, belongs to."""
    sure = (one for one in found.diagnoses if one.pk not in found.guessed)
    higher = set().union(*(known.over(one) for one in sure))
    return [one for one in found.diagnoses if one.pk not in higher]


def _take(found: Understood, reading: Reading, known: Vocabulary) -> bool:
    """Add what some words mean; whether they are then not looked for in the text as well.

    Where they fit several, those are to choose from, and until then what is above them all is
    meant: of "myeloid leukemia" the leukemias.
    """
    meant = known.rows(reading.diagnoses)
    several = meant if len(meant) > 1 else known.rows(reading.beside)
    if len(several) > 1:
        found.choices.extend(one for one in several if one not in found.choices)
    if len(meant) > 1:
        meant = known.shared(meant) if reading.whole else []
    for one in meant:
        if one not in found.diagnoses:
            found.diagnoses.append(one)
        if len(reading.diagnoses) == 1 and not reading.sure:
            found.guessed.add(one.pk)
        if reading.term in known.others and known.terms[reading.term] == one.pk:
            found.called.setdefault(one.pk, known.others[reading.term])
    return bool(meant)


class InEach(SearchQueryCombinable, Case):  # type: ignore[misc]  # as Django itself has it
    """A query that depends on the language."""

    config = None
    output_field = SearchQueryField()


def holding(rest: str) -> SearchQueryCombinable:
    """The words in the story's own language. One query a language, for "not" must stay "not".

    Where all of them ask the same, the index need not go along with the languages. Nothing but
    little words ("and me") narrows nothing: only the language is left of it.
    """
    queries = {one: _query(rest, one) for one in CONFIGURATIONS}
    first, *others = (Cast(query, TextField()) for query in queries.values())
    same = [Exact(NullIf(first, Value("", TextField())), other) for other in others]
    own = (query & marked([tag("language", one)]) for one, query in queries.items())
    return InEach(When(reduce(and_, same), then=queries["en"]), default=reduce(or_, own))


def fit(rest: str) -> Case:
    """How well a story answers the words: in its title before its name before its text, and the
    closer together the better; a long text has no advantage of its length."""
    ranks = (
        (language, SearchRank(F("search"), _query(rest, language), **BY_CLOSENESS))
        for language in CONFIGURATIONS
    )
    return Case(*(When(language=language, then=rank) for language, rank in ranks), default=0.0)


def _query(rest: str, language: str) -> SearchQuery:
    config = SearchConfig(CONFIGURATIONS[language])
    return SearchQuery(indexed(rest, language), config=config, search_type="websearch")


def _tokens(words: str) -> list[Token]:
    """The words in which diagnoses are looked for: none that are quoted or excluded."""
    folded = QUOTED_OR_EXCLUDED.sub(lambda match: " " * len(match[0]), fold(words))
    found = []
    for match in islice(WORD.finditer(folded), MOST_WORDS):
        start, end = match.span()
        ending = ENDING.search(folded, 0, start) is not None
        found.append(Token(words[start:end], match[0], start, end, ending))
    return found


def _mentions(tokens: Sequence[Token], known: Vocabulary) -> Iterator[tuple[int, int, Reading]]:
    """Where words mean a diagnosis: names as they are written, and what is nearly one.

    What is nearly one must hold a word that is none as it is: "leukemia lymphoma" are two.
    """
    exact = dict(_exact(tokens, known))
    named = {at: start for start, size in exact.items() for at in range(start, start + size)}
    near, at = Near(known), 0
    found: Reading | None
    while at < len(tokens):
        for size in range(min(known.longest + TORN, len(tokens) - at), 0, -1):
            end = at + size
            if exact.get(at) == size:
                found = _as_written(tokens[at:end], known, near)
            elif _is_cut(named, exact, at, end) or all(one in named for one in range(at, end)):
                continue
            else:
                found = _nearly(
                    tokens[at:end], near, [one - at for one in named if at <= one < end]
                )
            if found:
                yield tokens[at].start, tokens[end - 1].end, found
                at = end
                break
        else:
            at += 1


def _exact(tokens: Sequence[Token], known: Vocabulary) -> Iterator[tuple[int, int]]:
    """Where names stand as they are written, and how many words they have."""
    at = 0
    while at < len(tokens):
        for size in range(min(known.longest, len(tokens) - at), 0, -1):
            if _is_name(tokens, at, size, known):
                yield at, size
                at += size
                break
        else:
            at += 1


def _is_name(tokens: Sequence[Token], at: int, size: int, known: Vocabulary) -> bool:
    """No name begins in the middle of a word ("don't all")."""
    words = tuple(token.folded for token in tokens[at : at + size])
    if tokens[at].ending or words not in known.terms:
        return False
    in_capitals = size > 1 or len(tokens) == 1 or tokens[at].written.isupper()
    return in_capitals or words[0] not in ALSO_WORDS


def _is_cut(named: dict[int, int], exact: dict[int, int], start: int, end: int) -> bool:
    """Whether only a part of a name would be among these words."""
    first = named.get(start, start)
    last = named.get(end - 1, end - 1)
    return first < start or last + exact.get(last, 1) > end


def _as_written(tokens: Sequence[Token], known: Vocabulary, near: Near) -> Reading:
    """A name; where it is one word of several names ("hodgkin"), those beside it as well."""
    term = tuple(token.folded for token in tokens)
    meant = known.terms[term]
    several = near.beside(term[0], meant) if len(term) == 1 and term not in known.names else []
    return Reading((meant,), term, sure=True, beside=tuple(several[:CHOICES]))


def _nearly(tokens: Sequence[Token], near: Near, named: Sequence[int]) -> Reading | None:
    words = [token.folded for token in tokens]
    little = LITTLE | READING
    if tokens[0].ending:
        return None
    if not spelt_out(words) and (words[0] in little or words[-1] in little):
        return None
    if len(words) == 1 and words[0] in ALSO_WORDS:
        return None
    return near.read(words, [word for at, word in enumerate(words) if at not in named])


def _left_over(words: str) -> str:
    rest = " ".join(words.split())
    if '"' in rest:  # what is quoted is looked for as it stands
        return rest
    wanted = [word for word in rest.split(" ") if fold(word) not in READING | LITTLE]
    return " ".join(wanted) if WORD.search("".join(wanted)) else ""


# ---- Where the words were found


class Told(Protocol):
    """A text to look into."""

    pk: Any
    language: str

    @property
    def body(self) -> str: ...


AROUND = 90  # characters shown on each side of the first word found
MEETING = """
    WITH asked AS MATERIALIZED (
        SELECT config, (config || '_stem')::regdictionary AS stems,
               tsvector_to_array(to_tsvector(config::regconfig, words)) AS wanted
          FROM unnest(%s::text[], %s::text[]) AS given (config, words)
    )
    SELECT config, word FROM asked JOIN unnest(%s::text[], %s::text[]) AS met (config, word)
     USING (config) WHERE ts_lexize(stems, word) && wanted
"""


def excerpts(stories: Sequence[Told], rest: str) -> dict[object, SafeString]:
    """For each story whose text holds the words: the passage around the first, words marked.

    It is looked for in the folded text, where every character has its place in the real one. A
    stem begins as its word does, so that PostgreSQL is asked of few of them: to let it read every
    text anew (`ts_headline`) would cost more than all else that a search asks.
    """
    wanted = EXCLUDED.sub(" ", rest)
    first = {word[0] for word in WORD.findall(fold(wanted))}
    if not (first and stories):
        return {}
    begun = re.compile(rf"(?<![^\W_])[{''.join(first)}][^\W_]*")
    met = {one.pk: [*begun.finditer(indexed(one.body, one.language))] for one in stories}
    configs = {one.pk: CONFIGURATIONS[one.language] for one in stories}
    said = {(configs[pk], match[0]) for pk, matches in met.items() for match in matches}
    with connection.cursor() as cursor:
        cursor.execute(
            MEETING,
            [
                list(CONFIGURATIONS.values()),
                [indexed(wanted, language) for language in CONFIGURATIONS],
                [config for config, _word in said],
                [word for _config, word in said],
            ],
        )
        same = set(cursor.fetchall())
    found = (
        (one, [match.span() for match in met[one.pk] if (configs[one.pk], match[0]) in same])
        for one in stories
    )
    return {one.pk: _excerpt(one.body, spans) for one, spans in found if spans}


def _excerpt(body: str, spans: list[tuple[int, int]]) -> SafeString:
    first, last = spans[0]
    start = body.rfind(" ", 0, max(0, first - AROUND)) + 1 if first > AROUND else 0
    stop = body.find(" ", last + AROUND)
    end = len(body) if stop < 0 else stop
    pieces, place = [], start
    for begin, finish in spans:
        if finish <= end:
            pieces += [format_html("{}<mark>{}</mark>", body[place:begin], body[begin:finish])]
            place = finish
    return format_html(
        "{}{}{}{}",
        "… " if start else "",
        format_html_join("", "{}", ((piece,) for piece in pieces)),
        body[place:end],
        " …" if end < len(body) else "",
    )
