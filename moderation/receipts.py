"""Receipt codes: the one thing a person without an account needs to keep.

A code is derived from the contribution's id under the secret key, so that sending the same story
again shows the same code. Only its digest is stored. 20 letters of 32 are 100 bits.
"""

import base64
import hashlib
import hmac
import uuid

from django.conf import settings

from accounts import limits
from moderation.models import Contribution

LETTERS = 20
LOOK_ALIKES = str.maketrans("01", "OI")  # base32 has neither 0 nor 1


def receipt_for(contribution: uuid.UUID, *, secret: str | None = None) -> str:
    """The code as shown, in groups of four."""
    mac = hmac.new(
        (secret or settings.SECRET_KEY).encode(), b"receipt:" + contribution.bytes, hashlib.sha256
    )
    code = base64.b32encode(mac.digest()).decode()[:LETTERS]
    return "-".join(code[start : start + 4] for start in range(0, LETTERS, 4))


def kept_receipt_for(contribution: uuid.UUID, kept: str) -> str:
    """The code whose digest is kept, also after the secret key was changed."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = receipt_for(contribution, secret=secret)
        if hmac.compare_digest(receipt_digest(code), kept):
            return code
    return ""


def receipt_digest(code: str) -> str:
    """The digest of a code as a person typed it: case, spaces and dashes do not matter."""
    letters = "".join(code.upper().split()).replace("-", "").translate(LOOK_ALIKES)
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()


def shown(digest: str, *, network: str, **which: object) -> tuple[Contribution | None, int]:
    """The story that this receipt opens, among `which`; or how many seconds to wait.

    Only misses count. When they are used up nothing is compared any more, or else a guesser would
    learn of a hit after all.
    """
    if wait := limits.peek("receipt", network):
        return None, wait
    found = Contribution.objects.filter(receipt_digest=digest, **which).first()
    return found, 0 if found else limits.take("receipt", network)
