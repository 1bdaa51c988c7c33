"""Ending sessions."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client

from accounts.middleware import Sessions
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


def test_whose_session_was_begun_anew_meanwhile_is_led_on(rf):
    """The second of two presses, whose session the first one began anew under another key."""

    def view(request):
        request.session["typed"] = "words"
        Session.objects.all().delete()
        return HttpResponse("kept")

    store = SessionStore()
    store.create()
    request = rf.post("/share/story/?from=check")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = store.session_key
    answer = Sessions(view)(request)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/share/story/?from=check")
