"""Wishes for after somebody's death, and what follows when a person they trust tells us.

What only hides happens at once; all else waits for a lead and for some days, in which a mail to
the contributor's own address can undo it: people play tricks, and links get into wrong hands.
"""

import uuid
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.dispatch import receiver
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import holders
from contributors.models import Wish
from jobs import work
from jobs.work import Lease, handler
from mail import outbox
from moderation import consents, ledger, notifications, receipts, workflow
from moderation.actors import SYSTEM, Actor, contributor
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Message, Submission
from moderation.reasons import WISH
from moderation.receipts import receipt_digest
from moderation.signals import acted, called_off, erased, put_back, restored
from moderation.states import Party, State
from moderation.transition import locked

DESK = "desk/in-memory/"
WORDS: dict[str, Promise] = {
    Wish.What.KEEP: _("Leave it as it is"),
    Wish.What.MEMORY: _("Leave it, and write “In memory” beside my name"),
    Wish.What.REMOVE: _("Take it off the site, and erase it"),
}


def of(contribution: Contribution) -> Wish | None:
    return Wish.objects.filter(contribution=contribution).first()


def choose(contribution_id: uuid.UUID, what: str) -> Wish:
    """Keep what somebody wishes; the link that they may have handed on goes on working.

    Whoever wishes anew has not died.
    """
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        undo(contribution_id)
        wish = of(contribution) or new(contribution)
        if wish.what not in ("", what):
            ledger.note(contribution_id, [ledger.FORGOTTEN])
        wish.what = what
        wish.save()
    return wish


def new(contribution: Contribution) -> Wish:
    wish = Wish(contribution=contribution)
    wish.contact_digest = receipt_digest(receipts.contact_token(wish.pk))
    wish.alive_digest = receipt_digest(receipts.alive_token(wish.pk))
    return wish


def forget(contribution_id: uuid.UUID) -> None:
    """Keep no wish any more; a link that was handed on leads nowhere from now on."""
    with transaction.atomic():
        locked(pk=contribution_id)
        undo(contribution_id)
        if Wish.objects.filter(contribution=contribution_id).delete()[0]:
            ledger.note(contribution_id, [ledger.FORGOTTEN])


def link(wish: Wish) -> str:
    """The address that the contributor may hand on."""
    root = outbox.root_of(wish.contribution.language)
    token = receipts.kept_contact_for(number(wish), wish.contact_digest)
    return f"{settings.SITE_URL}{root}in-memory/{token}/"


def number(wish: Wish) -> uuid.UUID:
    """What the link to hand on is made of: another one each time that it was spent."""
    return uuid.uuid5(wish.pk, str(wish.spent)) if wish.spent else wish.pk


def tell(contribution_id: uuid.UUID) -> Wish:
    """Somebody with the link says that this person has died; said again, it changes nothing."""
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        wish = Wish.objects.select_for_update().get(contribution=contribution_id)
        if wish.told_at is not None:
            return wish
        wish.told_at = timezone.now()
        live = contribution.submissions.filter(state=State.PUBLISHED).exists()
        if wish.what == Wish.What.REMOVE and live:
            workflow.pause(contribution_id, by=SYSTEM, reason=WISH)
            wish.paused = True
        wish.save()
        about = f"{wish.told_at:%Y%m%dT%H%M%S}"
        root = outbox.root_of(contribution.language)
        token = receipts.kept_alive_for(wish.pk, wish.alive_digest)
        alive = f"{root}in-memory/not/{token}/"
        notifications.owe("somebody_told", contribution, about=about, alive=alive)
        for lead in holders("lead"):
            outbox.owe_template(
                "wish",
                to=lead.email,
                key=f"wish:{wish.pk}:{about}:{lead.pk}",
                language=lead.language,
                context={"path": f"{outbox.root_of(lead.language)}{DESK}"},
            )
    return wish


def undo(contribution_id: uuid.UUID, *, spend: bool = True) -> None:
    """It was not so: put everything back as it was before somebody told us.

    `spend`: the link that was used leads nowhere any more; another one can be handed on.
    """
    with transaction.atomic():
        locked(pk=contribution_id)
        wish = Wish.objects.select_for_update().filter(contribution=contribution_id).first()
        if wish is None or wish.told_at is None:
            return
        paused = wish.paused
        clear(wish, spend=spend)
        ledger.note(contribution_id, [ledger.UNDONE])
        # Nobody agrees in the contributor's name to what has run out meanwhile.
        if paused and consents.publishable(consents.live(contribution_id)):
            with suppress(Conflict):
                workflow.resume(contribution_id, by=SYSTEM, reason=WISH)


def clear(wish: Wish, *, spend: bool) -> None:
    """Forget that somebody told us, and what followed; it makes nothing public."""
    if wish.done_at is not None:
        workflow.mark_in_memory(wish.contribution_id, False)
    wish.told_at = wish.confirmed_at = wish.confirmed_by = wish.done_at = None
    wish.paused = False
    if spend:
        wish.spent += 1
        wish.contact_digest = receipt_digest(receipts.contact_token(number(wish)))
    wish.save()


@receiver(acted)
def is_here(contribution_id: uuid.UUID, withdrew: bool, **_signal: object) -> None:
    """Undo what somebody told us of one who does something with their story themselves.

    Who takes it back has nothing left to wish for: the wish goes, and its links lead nowhere.
    """
    if withdrew:
        Wish.objects.filter(contribution=contribution_id).delete()
    elif Wish.objects.filter(contribution=contribution_id).exclude(told_at=None).exists():
        undo(contribution_id)


def confirm(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """A lead has made sure: the wish is carried out when the days to undo it are over.

    Raises Forbidden for others, and Conflict where nobody told us or it was undone meanwhile.
    """
    only_leads(by)
    with transaction.atomic():
        if locked(pk=contribution_id).contributor_id == by.id:
            raise Forbidden(gettext("This is your own story. Somebody else will decide on it."))
        wish = Wish.objects.select_for_update().filter(contribution=contribution_id).first()
        if wish is None or not wish.open:
            raise Conflict(gettext("This was undone meanwhile, or somebody else confirmed it."))
        wish.confirmed_at, wish.confirmed_by = timezone.now(), by.id
        wish.save()
        work.owe(
            "carry-out-wish",
            wish.pk,
            key=f"carry-out-wish:{wish.pk}:{wish.told_at:%Y%m%dT%H%M%S}",
            not_before=ends(wish),
        )


def set_aside(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """A lead has found that it is not so. Raises Forbidden for others.

    The link stays: who was trusted with it may need it one day, and nobody could hand on another.
    """
    only_leads(by)
    undo(contribution_id, spend=False)


def only_leads(by: Actor) -> None:
    if by.party is not Party.LEAD:
        raise Forbidden(gettext("Only leads look after this."))


def ends(wish: Wish):
    """Until when the contributor can undo what somebody told us."""
    assert wish.told_at is not None
    return wish.told_at + settings.MARROW_MEMORY_WAIT


@handler("carry-out-wish")
def carry_out(lease: Lease) -> None:
    """Do as somebody wished, unless it was undone meanwhile."""
    wish = Wish.objects.filter(pk=lease.subject).first()
    if wish is None:
        return
    locked(pk=wish.contribution_id)
    wish = Wish.objects.select_for_update().filter(pk=lease.subject).first()
    if wish is None or wish.confirmed_at is None or wish.done_at is not None:
        return
    if ends(wish) > timezone.now():
        return  # undone, and told and confirmed anew: that owes its own
    if seen_since(wish):
        clear(wish, spend=True)
        ledger.note(wish.contribution_id, [ledger.UNDONE])
        return
    if wish.what == Wish.What.REMOVE:
        workflow.erase_all(wish.contribution_id, by=contributor())  # the wish goes with it
        return
    if wish.what == Wish.What.MEMORY:
        workflow.mark_in_memory(wish.contribution_id, True)
    Wish.objects.filter(pk=wish.pk).update(done_at=Now())


def seen_since(wish: Wish) -> bool:
    """Whether its person did or said something after we were told, or has the story back.

    Each such act undoes the wish itself; this is the last look before what cannot be undone.
    """
    texts = Submission.objects.filter(contribution=wish.contribution_id)
    mine = {"submission__in": texts, "party": Party.CONTRIBUTOR}
    return (
        Event.objects.filter(at__gt=wish.told_at, **mine).exists()
        or Message.objects.filter(created_at__gt=wish.told_at, **mine).exists()
        or (wish.paused and texts.filter(state=State.PUBLISHED).exists())
    )


def hides(contribution: Contribution) -> bool:
    """Whether this story is off the site because somebody told us that its person died."""
    return Wish.objects.filter(contribution=contribution, paused=True).exists()


def told() -> QuerySet[Wish]:
    """What somebody told us and is not carried out yet, first told first."""
    return Wish.objects.filter(told_at__isnull=False, done_at=None).order_by("told_at")


@receiver(erased)
def forget_wish(contribution_id: uuid.UUID, **_signal: object) -> None:
    """Delete the wish with the words that it was about."""
    Wish.objects.filter(contribution=contribution_id).delete()


@receiver(put_back)
def stays_off(contribution_id: uuid.UUID, **_signal: object) -> bool:
    """Leave a story off, as its person wished, where we were told while it rested off the site."""
    told_us = Wish.objects.filter(contribution=contribution_id, told_at__isnull=False, done_at=None)
    return bool(told_us.filter(what=Wish.What.REMOVE).update(paused=True))


@receiver(restored)
def confirm_anew(**_signal: object) -> dict[str, int]:
    """Carry nothing out that may have been undone: a lead looks again, and the days begin anew."""
    open_ones = Wish.objects.filter(told_at__isnull=False, done_at=None)
    count = open_ones.update(told_at=Now(), confirmed_at=None, confirmed_by=None)
    return {"to be confirmed anew": count} if count else {}


@receiver(called_off)
def call_off(kind: str, contribution_id: uuid.UUID, **_signal: object) -> None:
    """Undo again what was undone, forget again what was forgotten; it puts nothing back."""
    wish = Wish.objects.filter(contribution=contribution_id).first()
    if wish is None:
        return
    if kind == ledger.FORGOTTEN:
        wish.delete()
    else:
        clear(wish, spend=True)
