"""Notices the numbers that offices know people by: hospital, insurance, identity, bank."""

import re
from collections.abc import Iterator

from moderation.checks import Draft, Remark, Severity, gettext_noop
from moderation.checks._text import Numbered, Rule, pattern, scan

_CUED = Numbered(
    pattern(
        r"""\b(?:
      (?!(?<=[a-z],\s)ID\s\d{5}\b) # "Boise, ID 83702" is a state
      (?: mrn | nhc | nuhsa | cipa? | cip-sns | sip | dni | nie | nif | curp | nss | ssn | cuil
        | dui | medicare | medicaid | passport | pasaporte | ni | id ) \b
        (?:\s(?:no|num|number|numero|id)\b\.?)?
    | (?: nhs | chi | hospital | patient | medical\srecord | record | chart | insurance | policy
        | member(?:ship)? | claim | group | national\sinsurance | social\ssecurity | subscriber
        | case | file | account | h&c | unit ) (?:'s)? \s (?:number|num|no|id)\b\.?
    | (?:numero|num|no|n\.o)\.? \s (?:de\s)? (?:(?:la|mi|su)\s)?
      (?: historia(?:\sclinica)? | afiliacion | seguridad\ssocial | poliza | socio | asegurado
        | paciente | tarjeta(?:\ssanitaria)? | expediente | identidad | cuenta | registro
        | obra\ssocial )
    | case | claim | file | (?:patient|hospital|medical)\srecord | account(?=\s(?:with|at)\b)
    | reference | ref | expediente | historia\sclinica
    | poliza | tarjeta\ssanitaria | seguridad\ssocial | obra\ssocial )
    (?:\s(?:is|was|es|era|number|numero|no)\b\.?)? (?:'s)?
    (?:\s(?:with|at|for|con|en)(?:\s\w{2,12}){1,2},?)? \s{0,2} [:\#=,]? \s{0,2}
    (?P<it> (?=(?:[A-Z./-]|\s(?=\d)){0,6}\d(?:[A-Z./-]?\s?\d){3}) [A-Z]{0,4} [\s/-]? \d
      (?:[A-Z\d]|[-./\s](?=[A-Z]{0,2}\d)){3,24} ) (?![\w,]\d)"""
    ),
    before=120,
    after=60,
)
_NHS = Numbered(
    pattern(r"(?<![\w.,/-])(?<!\d\s) \d{3}[\s-]?\d{3}[\s-]?\d{4} (?![\w/]|[.,-]\d|\s\d)"),
    before=12,
    after=30,
)
_NATIONAL_INSURANCE = Numbered(
    pattern(
        r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?(?:\d\d\s?){3}[A-D]\b",
        case=True,
    ),
    before=8,
    after=30,
)
_SSN = Numbered(
    pattern(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])"), before=8, after=30
)
_DNI = Numbered(
    pattern(r"(?<![\w.-])(?:[XYZ][\s-]?\d{7}|\d{8}|\d{2}\.\d{3}\.\d{3})[\s-]?[A-Z](?![\w-])"),
    before=8,
    after=30,
)
_CIP = Numbered(
    pattern(r"\b(?:AN\d{10}|[A-Z]{4}\s?\d{10}|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d)\b", case=True),
    before=12,
    after=40,
)
_MEDICARE = Numbered(
    pattern(
        r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?"
        r"[AC-HJKMNP-RT-Y]{2}\d\d\b",
        case=True,
    ),
    before=8,
    after=40,
)
_CARD = Numbered(
    pattern(r"(?<![\w.,-])(?<!\d\s)[3-6]\d{3}(?:[\s-]?\d){9,15}(?!\w|[\s-]\d)"), before=8, after=60
)
_IBAN = Numbered(
    pattern(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b", case=True),
    before=12,
    after=90,
)


def _digits(match: re.Match[str]) -> list[int]:
    return [int(letter) for letter in match[0] if letter.isdecimal()]


def _is_year_or_sum(match: re.Match[str]) -> bool:
    """Too short to be a number of record: a year, a price, a page."""
    return sum(letter.isdecimal() for letter in match["it"]) < 5


def _is_not_nhs(match: re.Match[str]) -> bool:
    """The last digit is a check on the others, modulo 11 (NHS Data Dictionary, NHS NUMBER)."""
    digits = _digits(match)
    if digits[0] == 0 or len(set(digits)) == 1:
        return True
    total = sum(digit * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 != digits[9]


def _is_not_dni(match: re.Match[str]) -> bool:
    """The letter is a check on the digits, modulo 23; X, Y, Z stand for 0, 1, 2."""
    letters = re.sub(r"[\s.-]", "", match[0]).upper()
    number = letters[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] != letters[-1]


def _is_not_card(match: re.Match[str]) -> bool:
    """The Luhn check (ISO/IEC 7812-1)."""
    digits = _digits(match)[::-1]
    if len(set(digits)) == 1:
        return True
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 != 0


def _is_not_iban(match: re.Match[str]) -> bool:
    """The two digits after the country are a check on the rest, modulo 97 (ISO 13616)."""
    letters = match[0].replace(" ", "")
    if not (15 <= len(letters) <= 34 and letters.isalnum() and letters.isascii()):
        return True
    return int("".join(str(int(c, 36)) for c in letters[4:] + letters[:4])) % 97 != 1


_RECORD = gettext_noop("This looks like a record, insurance or member number.")
_NHS_NUMBER = gettext_noop("This looks like an NHS number.")
_IDENTITY = gettext_noop("This looks like an identity or social security number.")
_BANK = gettext_noop("This looks like a card or bank account number.")

_RULES = [
    Rule(_CUED, Severity.WARN, _RECORD, unless=_is_year_or_sum),
    Rule(_IBAN, Severity.WARN, _BANK, unless=_is_not_iban),
    Rule(_CARD, Severity.WARN, _BANK, unless=_is_not_card),
    Rule(_NHS, Severity.WARN, _NHS_NUMBER, unless=_is_not_nhs),
    Rule(_SSN, Severity.WARN, _IDENTITY),
    Rule(_DNI, Severity.WARN, _IDENTITY, unless=_is_not_dni),
    Rule(_NATIONAL_INSURANCE, Severity.WARN, _IDENTITY),
    Rule(_MEDICARE, Severity.WARN, _IDENTITY),
    Rule(_CIP, Severity.WARN, _IDENTITY),
]


def find(draft: Draft) -> Iterator[Remark]:
    """A remark for each record, insurance, identity, card or account number."""
    return scan(draft, "record_number", _RULES)
