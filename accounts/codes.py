"""Codes that we mail: 8 figures, few tries, a short life; only a digest of them is kept."""

import hmac
import secrets
from datetime import timedelta

from django.utils import timezone

from accounts.limits import nameless
from accounts.models import Coded

DIGITS, TRIES = 8, 5
FIELDS = ["code_digest", "code_sent_at", "code_tries"]


def new(row: Coded) -> str:
    """Make a code for this row, as it is shown; the one before is worthless from now on."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row.code_digest, row.code_sent_at, row.code_tries = _digest(row, code), timezone.now(), 0
    row.save(update_fields=FIELDS)
    return f"{code[:4]}-{code[4:]}"


def fits(row: Coded, code: str, *, life: timedelta) -> bool:
    """Whether this code was mailed lately for this row, which is locked; a wrong one is counted."""
    sent = row.code_sent_at
    if sent is None or timezone.now() - sent > life or row.code_tries >= TRIES:
        return False
    digits = "".join(character for character in code if character.isdecimal())
    if hmac.compare_digest(_digest(row, digits), row.code_digest):
        return True
    row.code_tries += 1
    row.save(update_fields=["code_tries"])
    return False


def spend(row: Coded) -> None:
    """Let the code that was mailed open nothing any more."""
    row.code_digest, row.code_sent_at = "", None
    row.save(update_fields=FIELDS)


def _digest(row: Coded, digits: str) -> str:
    return nameless(f"{row._meta.label}|{row.pk}|{digits}")
