"""Notices telephone numbers, but not blood counts, doses, dates or day counts."""

import re
from collections.abc import Iterator
from itertools import pairwise

import phonenumbers

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Rule, after, before, pattern, scan

REGIONS = ("GB", "US", "ES", "MX", "IE", "AU", "CA", "AR")

_START = r"(?<![\w,./:+-])(?<!\d\s)"
_GAP = r"[\s().-]{0,3}"
_END = r"(?!\w|[,./:-]\d)"
_DIGIT_WORDS = (
    [
        "zero",
        "oh",
        "nought",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
    ],
    ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
)

_FREE = pattern(
    rf"""{_START} (?: 0800 (?:{_GAP}\d){{6,7}} | 0808 (?:{_GAP}\d){{7}}
    | 03[0347]\d (?:{_GAP}\d){{7}} | 1800 (?:{_GAP}\d){{6}}
    | (?:\+?1{_GAP})? \(?8(?:00|33|44|55|66|77|88)\)? (?:{_GAP}\d){{7}}
    | 900 (?:{_GAP}\d){{6}} ) {_END}"""
)
_SHAPED = pattern(
    rf"""{_START} (?: \+ \d (?:{_GAP}\d){{8,14}}
    | 00{_GAP}[1-9] (?:{_GAP}\d){{9,13}}
    | \(?0[1-9] (?:{_GAP}\d){{8,9}}
    | o7 (?:{_GAP}[\do]){{9}}
    | (?:1{_GAP})? \(?[2-9]\d\d\)?[\s.-]{{0,2}} [2-9]\d\d [\s.-] \d{{4}}
    | 555[\s.-]01\d\d ) {_END}"""
)
_CUED = pattern(
    rf"""\b(?: call|ring|phone|text|dial|tel|telephone|mobile|cell|whatsapp|
    llam\w{{1,5}}|telefono|tfno|movil|celular|my\snumber\sis|mi\snumero\ses )\b [^.\n\d+]{{0,25}}
    (?P<it> \+?\(?\d (?:{_GAP}\d){{6,14}} ) {_END} (?!{_GAP}\d)"""
)
_RUN = pattern(rf"{_START} \(?\d (?:{_GAP}\d){{8,12}} {_END} (?!{_GAP}\d)")

_DIGIT_WORD = rf"(?:{'|'.join(_DIGIT_WORDS[0] + _DIGIT_WORDS[1])}|double|treble|triple|doble)"
_SPOKEN = pattern(rf"\b{_DIGIT_WORD} (?:[\s,-]{{1,3}}{_DIGIT_WORD}){{8,20}}\b")

_COUNTS = re.compile(
    r"\b(?:platelet|plaqueta|neutro|leucocit|white|blancos|hemoglob|haemoglob|count|recuento|"
    r"wbc|anc|ldh|ferritin|dose|dosis|creatinin|nhs|mrn|hospital|patient|record|policy|poliza|"
    r"historia|member|insurance|medicare|paciente|expediente|case|claim|file|account|cuenta)\w{0,9}\b[^.\n]{0,24}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s{0,2}(?:mg|mcg|ug|ml|g/|k/|x\s?10|/|%|platelet|plaqueta|cell|celula|unit|euros|pounds|"
    r"dollars)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)\d\d)\b")


def _is_list(match: re.Match[str]) -> bool:
    """Numbers one after another, as on a results sheet or a list of years."""
    groups = re.findall(r"\d+", match["it"] if "it" in match.re.groupindex else match[0])
    if _DATE.search(match[0]) or len(groups) > 6 or list(map(len, groups)) == [3, 2, 4]:
        return True
    if all(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups):
        return True
    return sum(len(group) == 1 for group in groups) > 2


def _is_measured(match: re.Match[str]) -> bool:
    counted = _COUNTS.search(before(match, letters=60))
    return bool(counted or _UNIT.match(after(match, letters=12)))


def _is_unlikely(match: re.Match[str]) -> bool:
    return _is_list(match) or (not match[0].startswith("+") and _is_measured(match))


def _is_not_valid(match: re.Match[str]) -> bool:
    groups = re.findall(r"\d+", match[0])
    if max(map(len, groups)) < 3 or _is_unlikely(match):
        return True
    for region in REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(match[0], region)):
                return False
        except phonenumbers.NumberParseException:
            continue
    return True


def _is_counting(match: re.Match[str]) -> bool:
    """Somebody counts aloud, up or down: each number is one more (or less) than the last."""
    spoken = re.findall(r"[a-z]+", match[0].lower())
    for language in _DIGIT_WORDS:
        values = [language.index(word) for word in spoken if word in language]
        steps = [later - earlier for earlier, later in pairwise(values)]
        if len(values) == len(spoken) and steps.count(steps[0]) >= len(steps) - 1:
            return True
    return False


_REASON = gettext_noop("This looks like a telephone number, which lets strangers reach someone.")
_HELPLINE = gettext_noop(
    "This looks like a free telephone number, perhaps a helpline. Please check that it is right."
)

_RULES = [
    Rule(_FREE, Severity.NOTE, _HELPLINE, unless=_is_unlikely),
    Rule(_SHAPED, Severity.WARN, _REASON, unless=_is_unlikely),
    Rule(_CUED, Severity.WARN, _REASON, unless=_is_list),
    Rule(_RUN, Severity.WARN, _REASON, unless=_is_not_valid),
    Rule(_SPOKEN, Severity.WARN, _REASON, unless=_is_counting),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each telephone number."""
    return scan(draft, "phone", _RULES)
