"""Ending sessions."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.test import Client

from jobs import work
from jobs.models import Job
from tests.factories import person

pytestmark = pytest.mark.django_db


def test_what_is_over_is_deleted_and_what_is_not_stays():
    for name in ("one", "two"):
        Client().force_login(person(f"{name}@example.org"))
    old = Session.objects.first()
    Session.objects.filter(pk=old.pk).update(expire_date=Now() - timedelta(seconds=1))
    work.owe("forget-sessions", "", key="now")
    assert work.run(Job.objects.get(key="now").pk, by="worker")
    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=old.pk).exists()
