"""What was begun and not sent: coming back to it with a code, reminders, and its end.

A draft's code opens its words on another device, for people who give no address. It opens nothing
else: changes to a story that was sent are opened by that story's receipt. Once its draft was sent,
the code only tells that, for as long as the draft's row lives.
"""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from contributors import drafts
from contributors.models import Draft
from jobs import work
from jobs.work import Lease, handler
from mail import outbox
from moderation import album
from moderation.models import Contribution
from moderation.receipts import draft_code, receipt_digest, receipt_for
from stories import retention

REMIND = timedelta(days=7)  # after the last word
ANNOUNCE = timedelta(days=7)  # before the end
KINDS = ("draft_waits", "draft_ends")


def code_of(draft: Draft) -> str:
    """The code with which its writer comes back; from now on it opens the draft.

    What was to go out by itself has the receipt that was promised with it. A code that was given
    before opens it as well until it is out: whoever has that one may have no other.
    """
    mine = Draft.objects.filter(pk=draft.pk)
    if draft.contribution:
        code = receipt_for(draft.contribution)
        mine.update(receipt_digest=receipt_digest(code))
    else:
        code = draft_code(draft.pk)
        mine.update(code_digest=receipt_digest(code))
    return code


def by_code(digest: str) -> Draft | None:
    """The draft that this code opens."""
    its = Q(code_digest=digest) | Q(receipt_digest=digest)
    return Draft.objects.filter(its, sent_at=None, version=None).first()


def sent_since(digest: str) -> Draft | None:
    """The draft that this code opened until it was sent."""
    return Draft.objects.filter(code_digest=digest).exclude(sent_at=None).first()


def replaced(contribution: Contribution) -> bool:
    """Whether somebody was given a code before they had this story's receipt."""
    return Draft.objects.filter(
        contribution=contribution.pk, version=None, code_digest__isnull=False
    ).exists()


def due(step: int) -> QuerySet[Draft]:
    """Drafts of people whose address we know that want this mail: 0 reminds, 1 tells of the end."""
    ending = retention.over("drafts", since="updated_at", less=ANNOUNCE)
    waited = Q(updated_at__lt=Now() - REMIND) if step == 0 else ending
    return Draft.objects.filter(waited, sent_at=None, owner__isnull=False, reminders=step)


@handler("remind-drafts", every=timedelta(hours=12))
def remind(lease: Lease) -> None:
    """Owe each reminder that is due, one a draft."""
    for step in (0, 1):
        rows = due(step).order_by("updated_at").values_list("pk", "updated_at")[:500]
        work.owe_all(
            ("remind-draft", pk, f"remind:{pk}:{step}:{at.isoformat()}", None) for pk, at in rows
        )


@handler("remind-draft")
def remind_one(lease: Lease) -> None:
    """Owe the mail about one draft that still waits; it names nothing that was written."""
    draft = Draft.objects.select_for_update().filter(pk=uuid.UUID(lease.subject)).first()
    if (
        draft is None
        or draft.owner is None
        or not due(draft.reminders).filter(pk=draft.pk).exists()
    ):
        return
    if drafts.begun(draft):
        language = draft.owner.language
        outbox.owe_template(
            KINDS[draft.reminders],
            to=draft.owner.email,
            key=f"{KINDS[draft.reminders]}:{draft.pk}:{draft.updated_at.isoformat()}",
            language=language,
            context={"path": f"{outbox.root_of(language)}share/", "days": ANNOUNCE.days},
        )
    Draft.objects.filter(pk=draft.pk).update(reminders=F("reminders") + 1)


@handler("forget-drafts", every=timedelta(hours=6))
def forget(lease: Lease) -> None:
    """Delete what nobody touched for so long, and whose end was told where there is an address.

    The photo of somebody who gave none goes sooner: photos are what fills a disk.
    """
    told = Q(owner=None) | Q(reminders=len(KINDS)) | ~Q(sent_at=None)
    with transaction.atomic():
        old = Draft.objects.filter(told, retention.over("drafts", since="updated_at"))
        old.delete()
        unknown = Draft.objects.filter(owner=None, sent_at=None, send_at=None, version=None)
        ended = retention.over("unsent_photos", since="updated_at")
        album.discard_all(unknown.filter(ended).values("pk"))
