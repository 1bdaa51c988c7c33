"""Once a year: is it still right?"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs import work
from mail.models import Mail
from moderation import actors, checkins, consents, workflow
from moderation.models import Consent, Contribution
from moderation.states import State
from tests.factories import run_jobs, submission_in

pytestmark = pytest.mark.django_db


def published(days: int, **changes) -> Contribution:
    """A story whose contributor was last asked so many days ago."""
    kept = submission_in(State.PUBLISHED, email="ruth@example.org", **changes).contribution
    asked = timezone.now() - timedelta(days=days)
    Contribution.objects.update(email_confirmed_at=asked, asked_at=asked)
    return kept


def a_day_passes() -> int:
    """How many were asked until now."""
    with transaction.atomic():
        work.KINDS["check-in"].do(None)
    run_jobs()
    return Mail.objects.filter(kind="check_in").count()


@pytest.mark.parametrize(("days", "asked"), [(364, 0), (366, 1)])
def test_a_year_after_the_last_time_and_once(days, asked):
    published(days)
    assert [a_day_passes(), a_day_passes()] == [asked, asked]


def test_before_a_time_runs_out():
    published(40)
    Consent.objects.update(expires_at=timezone.now() + timedelta(days=29))
    assert [a_day_passes(), a_day_passes()] == [1, 1]


def test_keeping_it_gives_a_new_year_and_a_new_time(settings):
    settings.MARROW_CONSENT = timedelta(days=400)
    kept = published(366, uses=("website", "press"))
    checkins.keep(kept.pk)
    assert a_day_passes() == 0
    assert consents.live(kept.pk) == {"website", "press"}
    left = [row.expires_at - timezone.now() for row in kept.consents.filter(withdrawn_at=None)]
    assert all(timedelta(days=399) < one < timedelta(days=401) for one in left)
    assert kept.consents.count() == 4


def test_nobody_is_asked_about_what_is_gone():
    kept = published(366)
    workflow.withdraw(kept.pk, by=actors.contributor())
    assert a_day_passes() == 0


def test_nobody_is_asked_at_an_address_that_is_not_theirs():
    published(366)
    Contribution.objects.update(email_confirmed_at=None)
    assert a_day_passes() == 0
