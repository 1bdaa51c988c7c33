"""Notices e-mail addresses, also those dressed up to escape notice."""

from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Rule, pattern, scan

_ENDING = (
    r"(?:com|org|net|info|edu|gov|io|me|eu|cat|(?:co|org|ac|nhs|com|gob|gov)\s?(?:\.|dot|punto)\s?"
    r"(?:uk|mx|ar|au|es|nz|za)|uk|ie|es|mx|ar|ca|au|nz|us|de|fr|it|pt|cl|pe|uy)\b"
)
_START = r"(?<![\w.+-])"
_LOCAL = r"[\w.+-]{1,64}"
_LABEL = r"(?!(?:a|an|the|any|un|el|la)\b)[\w-]{1,63}"
_BRACKETED_AT = r"\s{0,2}[\[({<]\s?(?:at|arroba|@|a)\s?[\])}>]\s{0,2}"
_STRONG_AT = rf"(?:{_BRACKETED_AT}|\s{{1,2}}arroba\s{{1,2}}|\s{{0,2}}@\s{{0,2}}|[_-]at[_-])"
_WORD_AT = r"\s{1,2}at\s{1,2}"
_DOT = (
    r"(?:\s{0,2}[\[({<]\s?(?:dot|punto|\.)\s?[\])}>]\s{0,2}|\s{1,2}(?:dot|punto)\s{1,2}|"
    r"[_-]dot[_-])"
)
_JOINT = rf"(?:{_DOT}|\s(?:underscore|dash|hyphen|guion(?:\sbajo)?)\s)"
_ANY_DOT = rf"(?:{_DOT}|\s?\.\s?)"

_PLAIN = pattern(rf"{_START} [\w.%+-]{{1,64}} @ (?:[\w-]{{1,63}}\.){{1,5}} [a-z]{{2,24}}")
_DISGUISED = pattern(
    rf"""{_START} {_LOCAL} (?:{_JOINT}{_LOCAL}){{0,3}}
    (?: {_STRONG_AT} {_LABEL} (?:{_ANY_DOT}{_LABEL}){{0,3}} {_ANY_DOT}
      | {_WORD_AT} {_LABEL} (?:{_ANY_DOT}{_LABEL}){{0,3}} {_DOT} )
    {_ENDING}"""
)
# "ruth at example.org" alone reads like "I found it at example.org", so it needs a word before.
_CUED = pattern(
    rf"""\b(?:e-?mails?|mail|write|correo|contact|reach)\b [^.\n]{{0,30}}? \s
    (?P<it> (?!(?:us|me|them|him|her|it|team|found|look|out)\b) {_LOCAL} {_WORD_AT}
    (?:[\w-]{{1,63}}\.){{1,4}} {_ENDING})"""
)
_PROVIDER = pattern(
    rf"""{_START} (?: {_LOCAL} \s{{0,2}} @ \s{{0,2}}
    (?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|aol|live)
    | (?=[a-z._-]{{0,30}}[\d._]) {_LOCAL} (?:{_WORD_AT}|{_STRONG_AT})
    (?:gmail|hotmail|icloud|protonmail) )\b"""
)

_REASON = gettext_noop("This looks like an e-mail address, which lets strangers write to someone.")

_RULES = [
    Rule(pattern, Severity.WARN, _REASON) for pattern in (_PLAIN, _DISGUISED, _CUED, _PROVIDER)
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each e-mail address."""
    return scan(draft, "email", _RULES)
