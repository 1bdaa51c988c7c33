"""A visitor's report: kept, and those who read reports told that there is one."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.roles import holders
from mail import outbox
from readers.models import Report

REPORTS = "desk/reports/"


def file(report: Report) -> Report:
    """Keep a report and owe every lead a mail, which holds no word of it.

    A site without a lead still has somebody to tell: its organisers.
    """
    with transaction.atomic():
        report.save(force_insert=True)
        for reader in holders("lead") or holders("organise"):
            outbox.owe_template(
                "report",
                to=reader.email,
                key=f"report:{report.pk}:{reader.pk}",
                language=reader.language,
                context={"path": f"{outbox.root_of(reader.language)}{REPORTS}"},
            )
    return report


def close(report: Report) -> None:
    """Say that somebody has dealt with it; a second time changes nothing."""
    Report.objects.filter(pk=report.pk, closed_at=None).update(closed_at=Now())
