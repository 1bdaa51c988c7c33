"""A visitor's report: kept, and the leads told that there is one."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from mail import outbox
from readers.models import Report

REPORTS = "desk/reports/"


def file(report: Report) -> Report:
    """Keep a report and owe every lead a mail, which holds no word of it."""
    with transaction.atomic():
        report.save(force_insert=True)
        for lead in leads():
            root = "" if lead.language == settings.LANGUAGE_CODE else f"{lead.language}/"
            outbox.owe_template(
                "report",
                to=lead.email,
                key=f"report:{report.pk}:{lead.pk}",
                language=lead.language,
                context={"path": f"/{root}{REPORTS}"},
            )
    return report


def leads() -> list[User]:
    """Everyone who may see reports."""
    may = Q(groups__permissions__codename="lead") | Q(user_permissions__codename="lead")
    return list(User.objects.filter(may, is_active=True).distinct().order_by("pk"))


def close(report: Report) -> None:
    """Say that somebody has dealt with it; a second time changes nothing."""
    Report.objects.filter(pk=report.pk, closed_at=None).update(closed_at=Now())
