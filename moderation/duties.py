"""Whose day it is, and the one mail a day to those of the team who want it."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import holders
from jobs import work
from mail import outbox
from moderation import actors, hours, offering
from moderation.actors import Actor
from moderation.errors import Forbidden
from moderation.models import DeskSettings, Duty, Submission
from moderation.states import Party

AHEAD = timedelta(days=28)  # how far a lead plans


def of(day: date) -> User | None:
    """Whose day it is; None where no lead has said, or they have left the team."""
    found = Duty.objects.select_related("user").filter(day=day, user__is_active=True).first()
    return found.user if found else None


def coming() -> list[Duty]:
    """The days that are given, from today on."""
    return list(
        Duty.objects.filter(day__gte=timezone.localdate()).select_related("user").order_by("day")
    )


def give(day: date, *, to: User | None, by: Actor) -> None:
    """Give a day to one of the team, or to nobody. Raises Forbidden for whoever is no lead."""
    if by.party is not Party.LEAD:
        raise Forbidden(_("This needs somebody with another role."))
    with transaction.atomic():
        if to is None:
            Duty.objects.filter(day=day).delete()
        else:
            actors.team(to)
            Duty.objects.update_or_create(day=day, defaults={"user": to})
        audit.note("day-given", by=by.id, about=day.isoformat(), to=to.pk if to else None)


def owe_mails() -> None:
    """Owe today's mail to each of the team who wants it, from that hour on and once."""
    now = timezone.localtime()
    today = now.date()
    if now.hour < settings.MARROW_DESK_MAIL_HOUR:
        return
    wanted = set(DeskSettings.objects.filter(daily_mail=True).values_list("pk", flat=True))
    mine = of(today)
    reading = hours.current().reads_on(today)
    people = [one.pk for one in holders("moderate") if one.pk in wanted]
    work.owe_all(
        ("tell-desk-one", pk, f"tell-desk:{pk}:{today}", None)
        for pk in people
        if reading or (mine is not None and mine.pk == pk)
    )


def tell(user_id: int) -> None:
    """Owe one of the team today's mail: how many wait for them now, and since when.

    What is counted is what they would be offered at this moment: never what is done already.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    chosen = DeskSettings.of(user_id)
    if user is None or not chosen.daily_mail or not user.has_perm("accounts.moderate"):
        return
    by = actors.team(user)
    now = timezone.localtime()
    mine = of(now.date())
    found = (
        Submission.objects.waiting()
        .filter(offering.takes(user_id, by.party, chosen))
        .editorial()
        .order_by()
        .aggregate(waiting=Count("id"), since=Min("created_at"))
    )
    my_day = mine is not None and mine.pk == user_id
    if not found["waiting"] and not my_day:
        return
    outbox.owe_template(
        "desk_day",
        to=user.email,
        key=f"desk_day:{user_id}:{now.date()}",
        language=user.language,
        context={
            "my_day": my_day,
            "now": now,
            **found,
            "path": f"{outbox.root_of(user.language)}desk/",
        },
    )
