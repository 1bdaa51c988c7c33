"""When reports take a story off the site until a lead has looked, and when they do not.

Hiding a true story is a harm, too. So one source counts once however often it reports, a source
whose reports came to nothing counts less, and what a lead looked at is not hidden again for the
same reason. Whatever weighs nothing here is read all the same.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts import limits
from accounts.limits import nameless
from moderation.models import Contribution, Event
from moderation.states import Action, State
from readers.models import Report

Reason = Report.Reason
NEVER = (Reason.ACCESS, Reason.OTHER)  # about the page, or about nothing that could hurt
MOST = 200  # reports of one story that are weighed


def mark(report: Report, *, network: str) -> None:
    """Write down where a report comes from, as marks that name nobody."""
    report.network_mark = nameless(f"report|{limits.house(network) or network}")
    if report.email:
        report.address_mark = nameless(f"report-address|{mailbox(report.email)}")


def mailbox(email: str) -> str:
    """One mailbox, whatever is written behind a plus."""
    name, _at, domain = email.casefold().partition("@")
    return f"{name.partition('+')[0]}@{domain}"


def hides(report: Report, contribution: Contribution, *, network: str) -> bool:
    """Whether this story, locked, is to rest because of this report, or of this one with others."""
    concerns = report.about_me and report.reason != Reason.ACCESS and weight(report) == 1
    # Anybody can say that they are named. Nobody says so of one story after the other.
    if concerns and not limits.take("hold", network):
        return True
    return report.reason not in NEVER and weighed(report, contribution) >= settings.MARROW_REPORTS


def weighed(report: Report, contribution: Contribution) -> float:
    """How much the open reports about a story weigh together, each source once."""
    since = timezone.now() - settings.MARROW_REPORT_WINDOW
    found = Report.objects.open().filter(story_id=report.story_id, created_at__gte=since)
    found = found.exclude(reason__in=NEVER)
    if looked := last_look(contribution):
        before = Report.objects.filter(story_id=report.story_id, created_at__lte=looked)
        found = found.filter(created_at__gt=looked)
        found = found.exclude(reason__in=list(before.values_list("reason", flat=True)))
    return sum(map(weight, sources(found.order_by("created_at")[:MOST])))


def unseen(story_id: uuid.UUID) -> bool:
    """Whether a grave report is open that came after a lead last put this story back."""
    put_back = Event.objects.filter(
        submission__contribution__story_id=story_id,
        action=Action.RESTORE,
        from_state=State.HELD,
        at__gte=OuterRef("created_at"),
    )
    grave = Report.objects.open().filter(story_id=story_id, grave=True)
    return grave.filter(~Exists(put_back)).exists()


def last_look(contribution: Contribution) -> datetime | None:
    """When a lead last put this story back after reports, if that was lately."""
    done = Event.objects.filter(
        submission__contribution=contribution, action=Action.RESTORE, from_state=State.HELD
    )
    lately = done.filter(at__gt=Now() - settings.MARROW_REPORT_REST)
    return lately.order_by("-id").values_list("at", flat=True).first()


def sources(reports: Iterable[Report]) -> list[Report]:
    """One report of each source: two from one network, or with one address, are of one."""
    seen: set[str] = set()
    first = []
    for report in reports:
        marks = {report.network_mark, report.address_mark} - {""}
        if marks and not marks & seen:
            first.append(report)
        seen |= marks
    return first


def weight(report: Report) -> float:
    """1, and half as much for each report from the same place in which there was nothing."""
    same = Q(network_mark=report.network_mark)
    if report.address_mark:
        same |= Q(address_mark=report.address_mark)
    groundless = Report.objects.filter(same, outcome=Report.Outcome.GROUNDLESS)
    return 0.5 ** groundless.exclude(network_mark="", address_mark="").count()
