"""Notices writing that is hard to read: passages in capitals, very short or very long stories."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Rule, pattern, scan

SHORT = 40  # words
LONG = 1_500  # words; Care Opinion asks for at most 1,000

# Six words in a row: a list of regimens (ABVD, BEACOPP, R-CHOP) is shorter.
_CAPITALS = pattern(
    r"\b[A-Z][A-Z',;:-]*+(?:[\s.!?]{1,3}[A-Z\d][A-Z\d',;:-]*+(?![a-z])){5,}", case=True
)
_TITLE_CAPITALS = pattern(r"\A[^a-z]{16,}\Z", case=True)


def _is_list(match: re.Match[str]) -> bool:
    """Names of illnesses and medicines one after another."""
    commas = match[0].count(",")
    return sum(letter.isalpha() for letter in match[0]) < 25 or 2 * commas > len(match[0].split())


def _is_short(match: re.Match[str]) -> bool:
    return sum(letter.isalpha() for letter in match[0]) < 12


_SHOUT = gettext_noop("These words are in capitals, which many people find hard to read.")
_TOO_SHORT = gettext_noop("This story is very short. Perhaps the person would like to say more.")
_TOO_LONG = gettext_noop("This story is very long. Perhaps it could be shortened or told in parts.")


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for passages in capitals, and one for a story of unusual length."""
    capitals = [Rule(_CAPITALS, Severity.NOTE, _SHOUT, unless=_is_list)]
    title = [Rule(_TITLE_CAPITALS, Severity.NOTE, _SHOUT, unless=_is_short)]
    yield from scan(draft, "writing", title, fields=("title",))
    yield from scan(draft, "writing", capitals, fields=("body",))
    length = len(draft.body.split())
    if length < SHORT:
        yield Remark("writing", Severity.NOTE, "body", 0, len(draft.body), _TOO_SHORT)
    elif length > LONG:
        yield Remark("writing", Severity.NOTE, "body", 0, len(draft.body), _TOO_LONG)
