"""A fresh proof, asked for before what nobody can undo.

A browser that is signed in, or that once showed a receipt, may be in a stranger's hands by now. So
whoever wants a story erased, or our mail about it sent elsewhere, types a code that we mailed just
then, or their receipt code: whoever has that is never locked out.
"""

from datetime import timedelta

from django.db import transaction

from accounts import codes, limits
from accounts.models import Coded, User
from mail import outbox
from moderation.models import Contribution
from moderation.receipts import receipt_digest

LIFE = timedelta(minutes=15)


def proven_by(contribution: Contribution) -> Contribution | User | None:
    """Whose address a code goes to; None where the receipt alone is the proof."""
    confirmed = contribution.email_confirmed_at is not None
    return contribution if confirmed else contribution.contributor


def mail(row: Contribution | User, *, moves: bool = False) -> None:
    """Mail a code; the one before is worthless from now on.

    `moves`: it is asked for so that we write to another address, and not to erase.
    """
    with transaction.atomic():
        kept = locked(row)
        code = codes.new(kept)
        kind = "erase" if isinstance(row, Contribution) else "leave"
        outbox.owe_template(
            "erase",
            to=row.email,
            key=f"{kind}:{row.pk}:{kept.code_digest[:16]}",
            language=row.language,
            context={"code": code, "moves": moves},
        )


def shown(contribution: Contribution, code: str) -> tuple[bool, int]:
    """Whether this is a story's receipt or the code just mailed; or how many seconds to wait.

    A right receipt never waits: somebody else who tries codes shall not keep its owner out.
    """
    if receipt_digest(code) == contribution.receipt_digest:
        return True, 0
    if wait := limits.take("code", f"erase:{contribution.pk}"):
        return False, wait
    row = proven_by(contribution)
    return row is not None and proves(row, code), 0


def proves(row: Contribution | User, code: str) -> bool:
    """Take the mailed code as proof; it opens nothing a second time."""
    with transaction.atomic():
        kept = locked(row)
        fits = codes.fits(kept, code, life=LIFE)
        if fits:
            codes.spend(kept)
    return fits


def locked(row: Contribution | User) -> Coded:
    if isinstance(row, User):
        return User.objects.select_for_update(no_key=True).get(pk=row.pk)
    return Contribution.objects.select_for_update(no_key=True).get(pk=row.pk)
