"""A contributor's address: asked to prove itself by a code before it gets or grants anything."""

import hmac
import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from mail import outbox
from mail.models import Mail
from moderation import notifications
from moderation.models import Contribution
from moderation.offers import digest

DIGITS, TRIES, LIFE = 8, 5, timedelta(hours=1)
FORGET_UNCONFIRMED = timedelta(days=7)
CODES = 3  # mails to an address that nobody has confirmed: it may be a stranger's


def ask(contribution: Contribution) -> None:
    """Mail a code to the address, unless its owner is the one who sent the story."""
    if not contribution.email:
        return
    owner = contribution.contributor
    if owner is not None and owner.email.casefold() == contribution.email.casefold():
        _confirmed(contribution, owner)
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    contribution.code_digest = digest(str(contribution.pk), code)
    contribution.code_sent_at = timezone.now()
    contribution.code_tries = 0
    contribution.save(update_fields=["code_digest", "code_sent_at", "code_tries"])
    outbox.owe_template(
        "confirm",
        to=contribution.email,
        key=f"confirm:{contribution.pk}:{contribution.code_digest[:16]}",
        language=contribution.language,
        context={"code": f"{code[:4]}-{code[4:]}"},
    )


def confirm(contribution_id: uuid.UUID, code: str) -> bool:
    """Take the mailed code as proof of the address. False when it is wrong, old or worn out."""
    with transaction.atomic():
        contribution = Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
        if contribution.email_confirmed_at is not None:
            return True
        sent = contribution.code_sent_at
        if sent is None or timezone.now() - sent > LIFE or contribution.code_tries >= TRIES:
            return False
        digits = "".join(character for character in code if character.isdecimal())
        if not hmac.compare_digest(digest(str(contribution.pk), digits), contribution.code_digest):
            contribution.code_tries += 1
            contribution.save(update_fields=["code_tries"])
            return False
        _confirmed(contribution, User.objects.at(contribution.email))
    return True


def ask_again(contribution_id: uuid.UUID, *, email: str = "") -> bool:
    """Mail a new code; the one before is worthless from now on. False when enough were mailed.

    `email`: the address in place of one that was mistyped, or where there was none.
    """
    with transaction.atomic():
        contribution = Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
        mailed = Mail.objects.filter(key__startswith=f"confirm:{contribution_id}:").count()
        if contribution.email_confirmed_at is not None or mailed >= CODES:
            return False
        if email and contribution.erased_at is None:
            contribution.email = email
            contribution.save(update_fields=["email"])
        ask(contribution)
    return bool(contribution.email)


def _confirmed(contribution: Contribution, owner: User) -> None:
    contribution.contributor = owner
    contribution.email_confirmed_at = timezone.now()
    contribution.code_digest, contribution.code_sent_at = "", None
    contribution.save(
        update_fields=["contributor", "email_confirmed_at", "code_digest", "code_sent_at"]
    )
    notifications.owe("receipt", contribution, about=1)


def silence(contribution_id: uuid.UUID) -> None:
    """Forget the address of a story and write no more; the receipt and the account go on."""
    Contribution.objects.filter(pk=contribution_id).update(
        email="", email_confirmed_at=None, code_digest="", code_sent_at=None
    )


def forget(contribution: Contribution) -> None:
    """Blank the address, and send it no code any more."""
    # A code that has not left yet has nothing to confirm any more, and may go to a stranger. Mails
    # that were sent hold no address.
    unsent = Mail.objects.exclude(state=Mail.State.SENT)
    unsent.filter(key__startswith=f"confirm:{contribution.pk}:").delete()
    Contribution.objects.filter(pk=contribution.pk).update(
        email="",
        email_confirmed_at=None,
        contributor=None,
        code_digest="",
        code_sent_at=None,
        erased_at=Now(),
    )


def forget_unconfirmed() -> None:
    """Blank addresses that nobody proved within a week; they may be a stranger's."""
    Contribution.objects.filter(
        ~Q(email=""), email_confirmed_at=None, created_at__lt=Now() - FORGET_UNCONFIRMED
    ).update(email="", code_digest="", code_sent_at=None)
