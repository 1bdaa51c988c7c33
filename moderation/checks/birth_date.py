"""Notices exact dates, above all dates of birth."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import MONTHS, Numbered, Rule, after, before, pattern, scan

_MONTH = rf"(?:{'|'.join(MONTHS.split())}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_UNIT = r"(?!\s?(?:mg|mcg|g|ml|%|hours|days|weeks|months|years|horas|dias|semanas|meses)\b)"

_WRITTEN = (
    pattern(
        rf"(?<![\w/.-]) {_DAY} ([/.-]) {_DAY} \1 (?:{_YEAR}|(?<=/)\d\d) (?![\w/]|[.-]\w) {_UNIT}"
    ),
    pattern(rf"(?<![\w/.-]) {_YEAR} ([/.-]) (?:0[1-9]|1[0-2]) \1 {_DAY} (?![\w/]|[.-]\d)"),
    pattern(
        rf"\b {_DAY} (?:st|nd|rd|th)? (?:\sof)? [\s,-]{{1,2}} {_MONTH} [\s,-]{{1,2}} {_YEAR}\b"
    ),
    pattern(rf"\b {_MONTH} \s {_DAY} (?:st|nd|rd|th)? (?:,\s?|\s|\sde\s|\sdel\s) {_YEAR}\b"),
    pattern(rf"\b {_DAY} \s de \s {_MONTH} ,? (?:\s del? )? \s {_YEAR}\b"),
)
_DATES = [Numbered(date, before=40, after=40) for date in _WRITTEN]

_SHORT_YEAR = Numbered(
    pattern(rf"(?<![\w/.-]) {_DAY} ([/.-]) {_DAY} \1 \d\d (?![\w/]|[.-]\w) {_UNIT}"),
    before=40,
    after=40,
)

_BIRTH = (
    r"(?:\bborn\b|\bbirth(?:\s?day|\s?date)?\b|\bd\.?o\.?b\b|"
    r"\bnaci(?:o|da|do|eron|mos)?\b|\bnacimiento\b|\bcumple(?:anos)?\b|\bf\.?\s?nac\b|"
    r"\bturn(?:ed|s|ing)?\s(?:\d|\w{2,8}teen|twen|thir|for|fif|six|seven|eigh|nine)|"
    r"\bcumpl\w{1,5}\s(?:(?:mis|los|sus)\s)?(?:\d|dieci|veint|trein|cuaren|cincuen|sesen|seten|"
    r"ochen|noven|anos))"
)
_CUE_BEFORE = re.compile(rf"{_BIRTH}[^\n]{{0,40}}$", re.IGNORECASE)
_CUE_AFTER = re.compile(rf"^[^\n.]{{0,25}}{_BIRTH}", re.IGNORECASE)
# The day of a transplant is often kept as a birthday, and is nobody's date of birth.
_NEW_LIFE = re.compile(
    r"\b(?:new|second|re|stem.cell|cell|transplant|marrow|nuevo|segundo)[\s-]{1,2}"
    r"(?:birth\s?day|cumpleanos|nacimiento)|\b(?:born|birthday)\sagain|\breborn|\bvolvi\sa\snacer",
    re.IGNORECASE,
)


def _is_no_birth(match: re.Match[str]) -> bool:
    earlier, later = before(match, letters=60), after(match, letters=40)
    if _NEW_LIFE.search(earlier) or _NEW_LIFE.search(later):
        return True
    return not (_CUE_BEFORE.search(earlier) or _CUE_AFTER.search(later))


_BIRTH_DATE = gettext_noop("This looks like a date of birth. A year or an age is enough.")
_EXACT = gettext_noop("An exact date can help someone recognize a person. A month may be enough.")

_RULES = [
    *(
        Rule(date, Severity.WARN, _BIRTH_DATE, unless=_is_no_birth)
        for date in (*_DATES, _SHORT_YEAR)
    ),
    *(Rule(date, Severity.NOTE, _EXACT) for date in _DATES),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each exact date, graver where it is someone's birth."""
    return scan(draft, "birth_date", _RULES)
