"""A fresh proof, asked for before what nobody can undo.

A browser that is signed in, or that once showed a receipt, may be in a stranger's hands by now. So
whoever wants everything erased types a code that we mailed just then; where we have no address,
the receipt code does it.
"""

from datetime import timedelta

from django.db import transaction

from accounts import codes
from accounts.models import Coded, User
from mail import outbox
from moderation.models import Contribution
from moderation.receipts import receipt_digest

LIFE = timedelta(minutes=15)


def proven_by(contribution: Contribution, user: User | None) -> Contribution | User | None:
    """Whose address a code goes to; None where the receipt is the proof."""
    if contribution.email_confirmed_at is not None:
        return contribution
    return user if user is not None and contribution.contributor_id == user.pk else None


def mail(row: Contribution | User) -> None:
    """Mail a code; the one before is worthless from now on."""
    with transaction.atomic():
        kept = locked(row)
        code = codes.new(kept)
        kind = "erase" if isinstance(row, Contribution) else "leave"
        outbox.owe_template(
            "erase",
            to=row.email,
            key=f"{kind}:{row.pk}:{kept.code_digest[:16]}",
            language=row.language,
            context={"code": code},
        )


def proves(row: Contribution | User, code: str) -> bool:
    """Take the mailed code as proof; it opens nothing a second time."""
    with transaction.atomic():
        kept = locked(row)
        fits = codes.fits(kept, code, life=LIFE)
        if fits:
            codes.spend(kept)
    return fits


def is_receipt(contribution: Contribution, code: str) -> bool:
    return receipt_digest(code) == contribution.receipt_digest


def locked(row: Contribution | User) -> Coded:
    if isinstance(row, User):
        return User.objects.select_for_update(no_key=True).get(pk=row.pk)
    return Contribution.objects.select_for_update(no_key=True).get(pk=row.pk)
