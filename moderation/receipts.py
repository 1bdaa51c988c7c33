"""Receipt codes: the one thing a person without an account needs to keep.

And the link in every mail, which can do one thing: take the story off. Each is of its own secret,
so that neither tells the other.

A code is derived from the contribution's id under the secret key, so that sending the same story
again shows the same code. Only its digest is stored. 20 letters of 32 are 100 bits.
"""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Callable

from django.conf import settings

from accounts import limits
from moderation.models import Contribution

LETTERS = 20
LOOK_ALIKES = str.maketrans("01", "OI")  # base32 has neither 0 nor 1


def receipt_for(contribution: uuid.UUID, *, secret: str | None = None) -> str:
    """The code as shown, in groups of four."""
    return _grouped(_letters(b"receipt:", contribution, secret))


def draft_code(draft: uuid.UUID, *, secret: str | None = None) -> str:
    """The code that opens what was begun and not sent, in groups of four."""
    return _grouped(_letters(b"draft:", draft, secret))


def take_down_token(contribution: uuid.UUID, *, secret: str | None = None) -> str:
    """What the link in every mail ends with."""
    return _letters(b"take-down:", contribution, secret).lower()


def contact_token(wish: uuid.UUID, *, secret: str | None = None) -> str:
    """What the link ends with that somebody hands on, for the day when they have died."""
    return _letters(b"in-memory:", wish, secret).lower()


def alive_token(wish: uuid.UUID, *, secret: str | None = None) -> str:
    """What the link ends with that says that they have not."""
    return _letters(b"alive:", wish, secret).lower()


def alert_token(alert: uuid.UUID, *, secret: str | None = None) -> str:
    """What the link ends with that says yes to mail about new stories."""
    return _letters(b"alert:", alert, secret).lower()


def stop_token(follower: uuid.UUID, *, secret: str | None = None) -> str:
    """What the link ends with that stops all of it."""
    return _letters(b"stop:", follower, secret).lower()


def subject_token(contribution: uuid.UUID, *, secret: str | None = None) -> str:
    """What the link for the person whom a story is about ends with."""
    return _letters(b"subject:", contribution, secret).lower()


def kept_subject_token_for(contribution: uuid.UUID, kept: str) -> str:
    """That link's end whose digest is kept, also after the secret key was changed."""
    return _kept(subject_token, contribution, kept)


def kept_receipt_for(contribution: uuid.UUID, kept: str) -> str:
    """The code whose digest is kept, also after the secret key was changed."""
    return _kept(receipt_for, contribution, kept)


def kept_token_for(contribution: uuid.UUID, kept: str) -> str:
    """The link's end whose digest is kept, also after the secret key was changed."""
    return _kept(take_down_token, contribution, kept)


def kept_contact_for(wish: uuid.UUID, kept: str) -> str:
    """The same of the link that is handed on."""
    return _kept(contact_token, wish, kept)


def kept_alive_for(wish: uuid.UUID, kept: str) -> str:
    """The same of the link that undoes it."""
    return _kept(alive_token, wish, kept)


def kept_stop_for(follower: uuid.UUID, kept: str) -> str:
    """The same of the link that stops mail about new stories."""
    return _kept(stop_token, follower, kept)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, LETTERS, 4))


def _letters(purpose: bytes, number: uuid.UUID, secret: str | None) -> str:
    key = (secret or settings.SECRET_KEY).encode()
    mac = hmac.new(key, purpose + number.bytes, hashlib.sha256)
    return base64.b32encode(mac.digest()).decode()[:LETTERS]


def _kept(code_for: Callable[..., str], contribution: uuid.UUID, kept: str) -> str:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = code_for(contribution, secret=secret)
        if hmac.compare_digest(receipt_digest(code), kept):
            return code
    return ""


def receipt_digest(code: str) -> str:
    """The digest of a code as a person typed it: case, spaces and dashes do not matter."""
    letters = "".join(code.upper().split()).replace("-", "").translate(LOOK_ALIKES)
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()


def opened_by(*, network: str, **which: object) -> tuple[Contribution | None, int]:
    """The story whose code or link somebody shows; or how many seconds to wait.

    Only misses count, and a right code never waits: whoever wants their story off the site shall
    not wait for others on the same network. 100 bits are beyond guessing at any pace.
    """
    found = Contribution.objects.filter(**which).first()
    return found, 0 if found else limits.take("receipt", network)
