"""Reads a draft for the checks: letters made plain, places in the text kept.

A pattern should not need to know that "Núñez" can be written in several ways, that an
apostrophe may be curly, or that someone typed a full-width ＠. So patterns meet a folded copy,
and every place found there is carried back to code points of the text as it was sent.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from textwrap import dedent
from weakref import WeakKeyDictionary

from moderation.checks import FIELDS, Draft, Remark, Severity
from moderation.checks._letters import by_letter
from moderation.checks._patterns import Pattern

# What Unicode's own decomposition does not do for us.
_LETTERS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2012\u2013\u2212", "-"),
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
}  # fmt: skip

_UNEVEN = re.compile(r"`|\s\s")

# Marks above letters, emoji variants and invisible characters say nothing to a pattern.
_SILENT = {"Mn", "Me", "Cf"}


class _Plain(dict[str, str]):
    def __missing__(self, char: str) -> str:
        digit = unicodedata.decimal(char, None)
        parts = unicodedata.normalize("NFKD", char) if digit is None else str(digit)
        kept = (p for p in parts if unicodedata.category(p) not in _SILENT)
        plain = self[char] = "".join(_LETTERS.get(part, part) for part in kept)
        return plain


_plain = _Plain()


@dataclass(frozen=True)
class Folded:
    """A plain copy of a text; `span` carries a place in it back to the text."""

    plain: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The text in plain letters and digits: no accents, and one space where there were several."""
    if text.isascii() and not _UNEVEN.search(text):
        return Folded(text)
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, char in enumerate(text):
        letters = _plain[char]
        if letters.isspace() and plain and plain[-1].isspace():
            if char == "\n":
                plain[-1] = char
        elif letters:
            plain.extend(letters)
            starts.extend([place] * len(letters))
            ends.extend([place + 1] * len(letters))
        elif ends and unicodedata.category(char) != "Cf":
            ends[-1] = place + 1  # an accent belongs to the letter that it stands on
    return Folded("".join(plain), starts, ends)


class Phrases(Pattern):
    """Any of some phrases, one a line, blind to case; meets texts as a pattern does.

    A space is any white space and a bracket only groups, so that a person who knows people
    rather than patterns can read and mend the list; what stands further in goes on with the line
    above, after a space, or without one where a backslash ends it. The text is made small instead
    of the pattern blind, and the phrases stand by their first letters: ten times as quick. `loose`
    ones do without apostrophes too, as people type on a telephone.
    """

    def __init__(self, lines: str, *, loose: bool = False) -> None:
        super().__init__(lines)
        self._loose = loose

    @cached_property
    def made(self) -> re.Pattern[str]:
        whole = re.sub(r"\n +(?=\S)", " ", re.sub(r"\\\n +", "", dedent(self._words)))
        listed = (line.strip().replace(" ", r"\s") for line in whole.splitlines() if line.strip())
        grouped = (re.sub(r"(?<!\\)\((?![?])", "(?:", line) for line in listed)
        small = [re.sub(r"(?<!\\)[A-Z]", lambda letter: letter[0].lower(), one) for one in grouped]
        if self._loose:
            small = [re.sub(r"(?<!\(\?<!\w)(?<=\w)'(?=\w)", "'?", one) for one in small]
        return re.compile(rf"\b(?:{by_letter(small)})(?!\w)")

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match]:
        return super().finditer(text.lower(), start, end)

    def search(self, text: str) -> re.Match[str] | None:
        return super().search(text.lower())

    def match(self, text: str) -> re.Match[str] | None:
        return super().match(text.lower())

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return super().fullmatch(text.lower())


_DIGIT = re.compile(r"\d+")


class Numbered:
    """A pattern with a digit in it, looked for around digits only: most of a story has none.

    `before` and `after`: at least how many letters may stand there in what it matches or looks at.
    """

    def __init__(self, pattern: Pattern, *, before: int, after: int) -> None:
        self._pattern, self._before, self._after = pattern, before, after

    @property
    def groupindex(self) -> Mapping[str, int]:
        return self._pattern.groupindex

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        start = end = -1
        for digits in _DIGIT.finditer(text):
            if digits.start() - self._before > end:
                if end >= 0:
                    yield from self._pattern.finditer(text, start, end)
                start = max(0, digits.start() - self._before)
            end = digits.end() + self._after
        if end >= 0:
            yield from self._pattern.finditer(text, start, end)


@dataclass(frozen=True)
class Rule:
    """A pattern that deserves a remark, `unless` a closer look at the match says otherwise.

    The remark covers the group named `it`, or the whole match where there is none.
    """

    pattern: Pattern | Numbered
    severity: Severity
    reason: str
    unless: Callable[[re.Match[str]], bool] | None = None


# For as long as the draft is there, so that a dozen checks make its letters plain once.
_known: WeakKeyDictionary[Draft, dict[str, Folded]] = WeakKeyDictionary()


def folded(draft: Draft, field: str) -> Folded:
    """One field of a draft in plain letters."""
    known = _known.setdefault(draft, {})
    if field not in known:
        known[field] = fold(getattr(draft, field))
    return known[field]


def scan(
    draft: Draft, check: str, rules: Iterable[Rule], *, fields: Iterable[str] = FIELDS
) -> Iterator[Remark]:
    """One remark for each match; where matches overlap, the earlier rule wins."""
    for field in fields:
        plain = folded(draft, field)
        if not plain.plain:
            continue
        taken = bytearray(len(plain.plain))
        # A pattern may stand in two rules, for what is grave and for what only may be. By its id:
        # Python hashes a pattern by all of its code, which took longer than to search with it.
        found: dict[int, list[re.Match[str]]] = {}
        for rule in rules:
            known = id(rule.pattern)
            if known not in found:
                found[known] = list(rule.pattern.finditer(plain.plain))
            for match in found[known]:
                start, end = match.span("it" if "it" in rule.pattern.groupindex else 0)
                if start >= end or any(taken[start:end]):
                    continue
                if rule.unless and rule.unless(match):
                    continue
                taken[start:end] = b"\1" * (end - start)
                yield Remark(check, rule.severity, field, *plain.span(start, end), rule.reason)


def pattern(verbose: str, *, case: bool = False) -> Pattern:
    """A pattern in the verbose notation, blind to case unless `case`."""
    return Pattern(verbose, re.VERBOSE if case else re.VERBOSE | re.IGNORECASE)


def before(match: re.Match[str], *, letters: int) -> str:
    """Up to so many letters before the match."""
    return match.string[max(0, match.start() - letters) : match.start()]


def after(match: re.Match[str], *, letters: int) -> str:
    """Up to so many letters after the match."""
    return match.string[match.end() : match.end() + letters]


MONTHS = (
    "january february march april may june july august september october november december "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
    "diciembre"
)
DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday christmas easter thanksgiving "
    "lunes martes miercoles jueves viernes sabado domingo navidad"
)
# Words that begin sentences or fill titles, and so wear a capital without being a name.
ORDINARY = (
    "a an and another any are as asked at after all always back be because been before but by "
    "called came can could cried dad day days did do during each even every few finally first "
    "for from gave going had has have he her here him his home how i if in is it its just "
    "knew knows last life like looked mom most mum must my never new next night no nobody not "
    "now of off oh on once one only or our out over said saved saw says second see sent she "
    "should since smiled so some still such than that the their them then there these they "
    "this those though three to today told tomorrow tonight too two under until up us very "
    "visit visits was we were what when where which while who whose why will with would "
    "yes yesterday yet you your "
    "al algo asi aunque aun cada como con cual cuando de del desde despues dijo donde e el "
    "ella ellos en entonces era eran es esa ese eso esta estaba estas este esto fue fueron ha "
    "habia hasta hoy la las le les lo los luego mama mas me mi mientras mis muy nada ni nos "
    "nosotros nunca o otra otro papa para pero por porque pues que quien se segun ser si sin "
    "sobre solo son su sus tambien te tenia tengo todo todos tras tu un una unos y ya yo"
)


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of some words, blind to case, that is quick to tell it is none of them."""
    begun = groupby(sorted(listed), key=lambda word: word[0])
    letters = ((first, "|".join(re.escape(word[1:]) for word in words)) for first, words in begun)
    return "|".join(f"[{first}{first.upper()}](?i:{rest})" for first, rest in letters)


def words(*lists: str) -> frozenset[str]:
    """The words of some lists, in lower case."""
    return frozenset(" ".join(lists).split())
