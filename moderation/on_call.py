"""Whom a case is told first: the lead whose day it is, or all of them where the day is nobody's."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.roles import holders
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import OnCall
from moderation.states import Party


def today() -> User | None:
    """The lead who is on call now; None where nobody is, or where they are a lead no more."""
    day = timezone.localdate()
    row = coming().filter(first_day__lte=day).select_related("person").first()
    may = row is not None and row.person.is_active and row.person.has_perm("accounts.lead")
    return row.person if row is not None and may else None


def told_first(*, without: int | None) -> list[User]:
    """Who is told at once; never `without`, whose own story it is."""
    first = today()
    if first is not None and first.pk != without:
        return [first]
    return leads(without=without)


def leads(*, without: int | None) -> list[User]:
    return [one for one in holders("lead") if one.pk != without]


def coming() -> QuerySet[OnCall]:
    """The days from today on, nearest first."""
    return OnCall.objects.filter(last_day__gte=timezone.localdate()).order_by("first_day")


def put(person: User, *, first: date, last: date, by: Actor) -> OnCall:
    """Put a lead on call for these days, both included. Raises Forbidden, Conflict."""
    _only_leads(by)
    if last < first or not person.has_perm("accounts.lead"):
        raise ValueError("A lead, and a last day that is not before the first.")
    try:
        with transaction.atomic():
            row = OnCall.objects.create(person=person, first_day=first, last_day=last)
            audit.note("on-call", by=by.id, about=person.pk, first=str(first), last=str(last))
    except IntegrityError as error:
        raise Conflict(_("Somebody is on call on one of these days already.")) from error
    return row


def remove(number: int, *, by: Actor) -> None:
    """Take one entry out of the rota; again changes nothing. Raises Forbidden."""
    _only_leads(by)
    with transaction.atomic():
        row = OnCall.objects.filter(pk=number).first()
        if row is not None:
            audit.note("on-call-removed", by=by.id, about=row.person_id, first=str(row.first_day))
            row.delete()


def _only_leads(by: Actor) -> None:
    if by.party is not Party.LEAD:
        raise Forbidden(_("This needs somebody with another role."))
