"""The log of what the team does: it can be added to, and nothing else."""

import pytest
from django.db import DatabaseError, transaction

from accounts.audit import note
from accounts.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_deed_is_written_down_in_codes():
    entry = note("claim-broken", by=7, about="a-story", holder=9)
    entry.refresh_from_db()
    kept = (entry.kind, entry.actor, entry.about, entry.facts)
    assert kept == ("claim-broken", 7, "a-story", {"holder": 9})


def test_nobody_changes_or_deletes_what_was_written():
    entry = note("export", by=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(kind="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()
    assert AuditEntry.objects.get() == entry
