"""Readers who tell us about a page, and leads who answer."""

import re

from django.test import Client

from readers.models import Report
from tests.contributors.walking import said

WORDS = "The third sentence names my aunt Ottoline."


FORM = {"page": "/stories/x/", "reason": "others", "words": WORDS, "email": "niece@example.org"}


ANSWER = {"outcome": "changed", "reason": "others"}


def send(client: Client, **changes: str):
    return client.post("/report/", {**FORM, **changes})


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(client: Client, **changes: str) -> Report:
    """What somebody told us, as it is kept."""
    before = set(Report.objects.values_list("pk", flat=True))
    send(client, **changes)
    return Report.objects.exclude(pk__in=before).get()


def answered(reader: Client, report: Report, **changes):
    """Show what would be answered, then answer exactly that."""
    page = reader.post(f"/desk/reports/{report.pk}/", {**ANSWER, **changes})
    shown = re.search(r'name="shown" value="(\w+)"', page.content.decode())
    assert shown, said(page)
    sent = {**ANSWER, **changes, "answer": page.context["preview"], "shown": shown[1], "send": "1"}
    return reader.post(f"/desk/reports/{report.pk}/", sent)


def outcome(report: Report, client: Client | None = None):
    return (client or Client()).get(f"/report/{report.reference}/")
