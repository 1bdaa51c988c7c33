"""Mail about new stories: asked for, confirmed by its address, weekly at most, stopped at a press.

That an address and an illness belong together is known to nobody but the row that says so. So no
mail waits with either: it is owed by number, and written as it leaves (`mail.outbox.writes`). Then
it tells what is true at that moment, and whoever has stopped it gets nothing.
"""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Now
from django.dispatch import receiver
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import ngettext, override

from accounts import limits
from jobs.work import Lease, handler
from mail import outbox
from mail.models import Mail
from moderation import ledger
from moderation.receipts import alert_token, kept_stop_for, receipt_digest, stop_token
from moderation.signals import restored, stopped
from readers.models import Alert, Follower
from readers.weighing import mailbox
from stories.models import Diagnosis, StoryTopic

WEEK = timedelta(days=7)
TO_CONFIRM = timedelta(days=7)
ENDS = timedelta(days=365)  # after the last yes; each mail says the day
# A story has its time before others see it: what is committed so late is left for the next mail.
SETTLED = timedelta(minutes=10)
BATCH = 500

LASTS = Q(confirmed_at__gt=Now() - ENDS)
ASKED = Q(asked_at__gt=Now() - TO_CONFIRM)
WAITS = ASKED & (Q(confirmed_at=None) | Q(confirmed_at__lt=F("asked_at")))


def ask(email: str, diagnosis: Diagnosis, *, language: str) -> None:
    """Owe one mail that asks this address whether it wants to hear of new stories.

    It does the same for every address, also for one that hears of them already: nobody shall learn
    here whose is known. A stranger's mailbox is not filled.
    """
    if limits.take("alert-mail", mailbox(email)):
        return
    with transaction.atomic():
        follower = follower_at(email, language=language)
        alert, _new = Alert.objects.get_or_create(follower=follower, diagnosis=diagnosis)
        token = alert_token(alert.pk)
        asked = {"link_digest": receipt_digest(token), "asked_at": Now()}
        Alert.objects.filter(pk=alert.pk).update(**asked)
        outbox.owe_template(
            "alert_confirm",
            to=follower.email,
            key=f"alert_confirm:{alert.pk}:{timezone.now():%Y-%m-%dT%H}",
            language=language,
            context={"path": f"{outbox.root_of(language)}alerts/{token}/"},
        )


def follower_at(email: str, *, language: str) -> Follower:
    """Whoever has this address, locked, so that nothing deletes them meanwhile."""
    known = Follower.objects.select_for_update().alias(lower=Lower("email"))
    known = known.filter(lower=Lower(Value(email)))
    if (found := known.first()) is None:
        new = Follower(email=email, language=language)
        new.stop_digest = receipt_digest(stop_token(new.pk))
        Follower.objects.bulk_create([new], ignore_conflicts=True)  # or another asks just now
        found = known.get()
    return found


def by_link(token: str) -> Alert | None:
    """The alert that this link confirms, or has confirmed; `waits` says which."""
    known = Alert.objects.filter(LASTS | WAITS, link_digest=receipt_digest(token))
    return known.annotate(waits=Q(WAITS)).select_related("diagnosis").first()


def confirm(token: str, *, language: str) -> None:
    """Begin to tell an address of what is new from now on, or go on for another year.

    Pressed again, also at once in two windows, it changes nothing.
    """
    theirs = Q(alerts__link_digest=receipt_digest(token))
    with transaction.atomic():
        locked = Follower.objects.select_for_update(of=("self",)).filter(theirs)
        if (follower := locked.first()) is None:
            return
        waiting = Alert.objects.filter(WAITS, link_digest=receipt_digest(token))
        first = waiting.filter(confirmed_at=None)
        if first.update(confirmed_at=Now(), counted_from=Now(), counted_to=Now()) or (
            waiting.update(confirmed_at=Now())
        ):
            Follower.objects.filter(pk=follower.pk).update(language=language)


def stop(token: str) -> None:
    """Erase an address and all that it asked for, for good: no backup brings it back."""
    with transaction.atomic():
        if (follower := _locked(token)) is not None:
            _erase(follower)


def stop_one(token: str, slug: str) -> None:
    """Tell an address no more of this diagnosis; with the last of them the address is erased."""
    with transaction.atomic():
        if (follower := _locked(token)) is None:
            return
        for alert in follower.alerts.filter(diagnosis__slug=slug):
            ledger.note(alert.pk, [ledger.STOPPED])
            alert.delete()
        if not follower.alerts.filter(LASTS | WAITS).exists():
            _erase(follower)


def _locked(token: str) -> Follower | None:
    known = Follower.objects.select_for_update().filter(stop_digest=receipt_digest(token))
    return known.first()


def _erase(follower: Follower) -> None:
    ledger.note(follower.pk, [ledger.STOPPED])
    follower.delete()


def followed(token: str) -> list[Alert]:
    """What the address of this link hears of, or was asked about and has not said yes to."""
    mine = Alert.objects.filter(LASTS | WAITS, follower__stop_digest=receipt_digest(token))
    return list(mine.select_related("diagnosis").order_by("asked_at", "pk"))


@handler("owe-alerts", every=timedelta(hours=1))
def owe_alerts(lease: Lease) -> None:
    """Owe a mail to each address that got none for a week and has something new to hear of."""
    if ledger.pending():
        return  # a backup came back, and some of them have stopped it since
    rested = Q(mailed_at=None) | Q(mailed_at__lte=Now() - WEEK)
    due = Follower.objects.select_for_update(skip_locked=True).filter(
        rested, pk__in=with_news().values("follower")
    )
    for follower in due.order_by(F("mailed_at").asc(nulls_first=True), "pk")[:BATCH]:
        owe(follower)


def with_news() -> QuerySet[Alert]:
    """Alerts that hold, of whose diagnosis there are stories that no mail has told of."""
    news = StoryTopic.objects.filter(
        diagnosis=OuterRef("diagnosis"),
        published_at__gt=OuterRef("counted_to"),
        published_at__lte=Now() - SETTLED,
    )
    return Alert.objects.filter(LASTS, Exists(news))


def owe(follower: Follower) -> None:
    """Owe the next mail to an address that is locked.

    One before that never left, as the mail server was away for long, leaves no more: this one tells
    of its stories, too.
    """
    before = Mail.objects.filter(key=key_of(follower)).exclude(state=Mail.State.SENT)
    alerts = follower.alerts.filter(LASTS)
    until = Now() - SETTLED
    # Confirmed some minutes ago, it is counted from later than until here: then there is no news.
    alerts = alerts.filter(counted_to__lt=until)
    if before.exists():
        alerts.update(counted_to=until)
    else:
        alerts.update(counted_from=F("counted_to"), counted_to=until)
    follower.number += 1
    follower.mailed_at = Now()
    follower.save(update_fields=["number", "mailed_at"])
    outbox.owe("alert", to="", key=key_of(follower), subject="", text="")


def key_of(follower: Follower) -> str:
    return f"alert:{follower.pk}:{follower.number}"


@outbox.writes("alert")
def write(mail: Mail) -> bool:
    """Write what is new now, to whoever still wants it; their week begins as it leaves."""
    if ledger.pending():
        raise ledger.Behind
    _alert, pk, number = mail.key.split(":")
    with transaction.atomic():
        known = Follower.objects.select_for_update().filter(pk=pk, number=number)
        if (follower := known.first()) is None:
            return False
        told = news_for(follower)
        if not told:
            return False
        known.update(mailed_at=Now())
        token = link_of(follower)
        first = follower.alerts.filter(LASTS).aggregate(yes=Min("confirmed_at"))["yes"]
    root = outbox.root_of(follower.language)
    with override(follower.language):
        day = formats.date_format(timezone.localtime(first + ENDS), "DATE_FORMAT")
    stop_path = f"{root}alerts/stop/{token}/"
    context = {"news": told, "until": day, "stop": stop_path}
    words = outbox.words_of("alert", language=follower.language, context=context)
    mail.to, mail.stop_url = follower.email, f"{settings.SITE_URL}{stop_path}"
    mail.subject, mail.text, mail.html = words["subject"], words["text"], words["html"]
    return True


def news_for(follower: Follower) -> list[tuple[str, str]]:
    """What to say of each diagnosis of which something is new and public now, and its page."""
    told = []
    alerts = follower.alerts.filter(LASTS).select_related("diagnosis")
    with override(follower.language):
        for alert in alerts.order_by("confirmed_at", "pk"):
            number = StoryTopic.objects.filter(
                diagnosis=alert.diagnosis,
                published_at__gt=alert.counted_from,
                published_at__lte=alert.counted_to,
            ).count()
            if number:
                words = ngettext(
                    "%(number)d new story about %(diagnosis)s",
                    "%(number)d new stories about %(diagnosis)s",
                    number,
                ) % {"number": number, "diagnosis": alert.diagnosis.short}
                told.append((words, reverse("diagnosis", args=[alert.diagnosis.slug])))
    return told


def link_of(follower: Follower) -> str:
    """The end of the link that stops it; a new one where the key of the old one is gone."""
    if token := kept_stop_for(follower.pk, follower.stop_digest):
        return token
    token = stop_token(follower.pk)
    Follower.objects.filter(pk=follower.pk).update(stop_digest=receipt_digest(token))
    return token


@handler("forget-alerts", every=timedelta(hours=24))
def forget_alerts(lease: Lease) -> None:
    """Delete what nobody confirmed in time, or not again for a year, and addresses without any."""
    Alert.objects.exclude(ASKED).filter(Q(confirmed_at=None) | ~LASTS).delete()
    theirs = Alert.objects.filter(follower=OuterRef("pk"))
    alone = Follower.objects.filter(~Exists(theirs))
    # Locked first, then looked at again: somebody may just ask for more.
    held = list(alone.select_for_update(skip_locked=True).values_list("pk", flat=True))
    alone.filter(pk__in=held).delete()


@receiver(stopped)
def stop_again(subject: str, **_signal: object) -> bool:
    """Erase the address again that a backup brought back, or the one thing that it followed."""
    rows = (model.objects.filter(pk=subject) for model in (Follower, Alert))
    return sum(row.delete()[0] for row in rows) > 0


@receiver(restored)
def rest(**_signal: object) -> Counter[str]:
    """Owe nobody a mail for a week: the backup does not know who got one since."""
    return +Counter(alerts=Follower.objects.update(mailed_at=Now()))  # none are not told of
