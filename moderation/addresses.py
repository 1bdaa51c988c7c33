"""A contributor's address: asked to prove itself by a code before it gets or grants anything."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import codes
from accounts.models import User
from mail import outbox
from mail.models import Mail
from moderation import ledger, notifications
from moderation.errors import Forbidden
from moderation.models import Contribution

LIFE = timedelta(hours=1)
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
    code = codes.new(contribution)
    outbox.owe_template(
        "confirm",
        to=contribution.email,
        key=f"confirm:{contribution.pk}:{contribution.code_digest[:16]}",
        language=contribution.language,
        context={"code": code},
    )


def confirm(contribution_id: uuid.UUID, code: str) -> bool:
    """Take the mailed code as proof of the address. False when it is wrong, old or worn out."""
    with transaction.atomic():
        contribution = Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
        if contribution.email_confirmed_at is not None:
            return True
        if not codes.fits(contribution, code, life=LIFE):
            return False
        _confirmed(contribution, User.objects.at(contribution.email))
    return True


def ask_again(contribution_id: uuid.UUID, *, email: str = "", proven: bool = False) -> bool:
    """Mail a new code; the one before is worthless from now on. False when enough were mailed.

    `email`: the address in place of one that was mistyped, or where there was none. Whoever proves
    it owns the story from then on, so it is taken only from somebody who has `proven` that the
    story is theirs. Raises Forbidden.
    """
    if email and not proven:
        raise Forbidden(_("Please show first that this is yours."))
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
    """Make the address's account the owner; one that owned the story before is told."""
    before, contribution.contributor = contribution.contributor, owner
    contribution.email_confirmed_at = timezone.now()
    contribution.code_digest, contribution.code_sent_at = "", None
    contribution.save(
        update_fields=["contributor", "email_confirmed_at", "code_digest", "code_sent_at"]
    )
    notifications.owe("receipt", contribution, about=1)
    if before is not None and before != owner:
        about = f"moved-{contribution.email_confirmed_at:%Y%m%dT%H%M%S}"
        notifications.owe("address", contribution, about=about, to=before.email, moved="1")


def stop(contribution_id: uuid.UUID) -> None:
    """Stop the mail about a story, with a last one that says so: it may be somebody else's wish."""
    with transaction.atomic():
        contribution = Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
        if contribution.email_confirmed_at is not None:
            about = f"stopped-{contribution.email_confirmed_at:%Y%m%dT%H%M%S}"
            notifications.owe("address", contribution, about=about)
        silence(contribution_id)


def silence(contribution_id: uuid.UUID) -> None:
    """Forget the address of a story and write no more; the receipt and the account go on."""
    with transaction.atomic():
        Contribution.objects.filter(pk=contribution_id).update(
            email="", email_confirmed_at=None, code_digest="", code_sent_at=None
        )
        ledger.note(contribution_id, [ledger.ADDRESS])


def forget(contribution: Contribution) -> None:
    """Blank the address, and send it no code any more."""
    # A code that has not left yet has nothing to confirm any more, and may go to a stranger. Mails
    # that were sent hold no address.
    unsent = Mail.objects.exclude(state=Mail.State.SENT)
    theirs = Q(key__startswith=f"confirm:{contribution.pk}:")
    unsent.filter(theirs | Q(key__startswith=f"erase:{contribution.pk}:")).delete()
    Contribution.objects.filter(pk=contribution.pk).update(
        email="",
        email_confirmed_at=None,
        contributor=None,
        in_memory=False,
        code_digest="",
        code_sent_at=None,
        erased_at=Now(),
    )


def forget_unconfirmed() -> None:
    """Blank addresses that nobody proved within a week; they may be a stranger's."""
    Contribution.objects.filter(
        ~Q(email=""), email_confirmed_at=None, created_at__lt=Now() - FORGET_UNCONFIRMED
    ).update(email="", code_digest="", code_sent_at=None)
