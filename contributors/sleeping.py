"""Sleep on it: a story that goes out by itself a day later, unless its person changes their mind.

What goes out is what was shown when they said so, by the same way as a press of the button, and
once. Where something stands in its way it stays a draft, and they are told.
"""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.dispatch import receiver
from django.utils import timezone

from contributors import drafts
from contributors.models import Draft
from jobs import work
from jobs.work import Lease, handler
from mail import outbox
from moderation import ledger
from moderation.actors import contributor
from moderation.signals import restored

NIGHT = timedelta(days=1)  # the same time of day: then they know when


def sleep(draft: Draft) -> None:
    """Owe the sending of exactly this, a day from now.

    Its number is given now, so that its code is its receipt: who leaves no address can come back
    before and after.
    """
    with transaction.atomic():
        now = Draft.objects.select_for_update().get(pk=draft.pk)
        if now.sent_at or now.send_at:
            return
        number, then = now.contribution or uuid.uuid4(), timezone.now() + NIGHT
        Draft.objects.filter(pk=now.pk).update(
            send_at=then,
            promised=drafts.fingerprint(now.answers),
            contribution=number,
            updated_at=Now(),
            reminders=0,
        )
        key = f"send-draft:{now.pk}:{then.isoformat()}"
        work.owe("send-draft", now.pk, key=key, not_before=then)


def wake(draft: Draft) -> None:
    """Send nothing by itself any more; the words stay."""
    with transaction.atomic():
        asleep = Draft.objects.filter(pk=draft.pk, sent_at=None).exclude(send_at=None)
        if asleep.update(send_at=None, promised=""):
            ledger.note(draft.pk, [ledger.WOKEN])


def held(draft: Draft) -> bool:
    """Whether it cannot go out by itself: it is no longer what was promised, or lacks something."""
    changed = draft.promised != drafts.fingerprint(draft.answers)
    return changed or bool(drafts.problems(draft))


@handler("send-draft")
def send(lease: Lease) -> None:
    """Send one story whose night is over, unless it was changed, sent, deleted or woken since."""
    mine = Draft.objects.filter(pk=uuid.UUID(lease.subject), sent_at=None, send_at__lte=Now())
    draft = mine.select_for_update().first()
    if draft is None:
        return
    if held(draft):
        tell(draft)
        return
    try:
        with transaction.atomic():
            drafts.send(draft, by=contributor(draft.owner))
    except ValidationError:
        tell(draft)


def tell(draft: Draft) -> None:
    """Owe a mail that it did not go out, where we know whose it is; the page says it anyway."""
    if draft.owner is None or draft.send_at is None:
        return
    language = draft.owner.language
    outbox.owe_template(
        "draft_held",
        to=draft.owner.email,
        key=f"draft_held:{draft.pk}:{draft.send_at.isoformat()}",
        language=language,
        context={"path": f"{outbox.root_of(language)}share/"},
    )


@receiver(restored)
def wake_all(**_signal: object) -> dict[str, int]:
    """Send nothing by itself after an older copy came back; who has an address is told."""
    asleep = Draft.objects.select_for_update(of=("self",)).select_related("owner")
    rows = list(asleep.filter(sent_at=None).exclude(send_at=None))
    for draft in rows:
        tell(draft)
    Draft.objects.filter(pk__in=[draft.pk for draft in rows]).update(send_at=None, promised="")
    return {"kept from going out by themselves": len(rows)} if rows else {}
