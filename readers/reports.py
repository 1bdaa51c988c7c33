"""A visitor's report: kept, and those who read reports told that there is one."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from mail import outbox
from readers.models import Report

REPORTS = "desk/reports/"


def file(report: Report) -> Report:
    """Keep a report and owe every lead a mail, which holds no word of it.

    A site without a lead still has somebody to tell: its organisers.
    """
    with transaction.atomic():
        report.save(force_insert=True)
        for reader in allowed("lead") or allowed("organise"):
            root = "" if reader.language == settings.LANGUAGE_CODE else f"{reader.language}/"
            outbox.owe_template(
                "report",
                to=reader.email,
                key=f"report:{report.pk}:{reader.pk}",
                language=reader.language,
                context={"path": f"/{root}{REPORTS}"},
            )
    return report


def allowed(codename: str) -> list[User]:
    """Everyone who has this permission and may sign in."""
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    return list(User.objects.filter(may, is_active=True).distinct().order_by("pk"))


def close(report: Report) -> None:
    """Say that somebody has dealt with it; a second time changes nothing."""
    Report.objects.filter(pk=report.pk, closed_at=None).update(closed_at=Now())
