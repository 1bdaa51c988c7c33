"""Who runs the site hears of pages that nobody has read again in time."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from library.articles import ARTICLES
from mail.models import Mail
from moderation import read_again
from tests.factories import person
from tests.moderation.houses import change

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 12, 1, tzinfo=UTC)
ROOT = "/admin/moderation/edition/"


@pytest.fixture
def user():
    person("moderator@example.org", "moderator")
    return person("organiser@example.org", "organiser")


def told() -> list[Mail]:
    read_again.tell(None)
    return list(Mail.objects.filter(kind="read_again"))


def test_nobody_hears_while_nothing_is_late(user):
    with time_machine.travel(datetime(2027, 11, 20, tzinfo=UTC)):
        assert told() == []


def test_each_organiser_hears_once_a_month(user):
    with time_machine.travel(LATER):
        told()
        (mail,) = told()
    assert mail.to == user.email
    assert f"{ROOT}articles/\n" in mail.text
    with time_machine.travel(datetime(2028, 1, 2, tzinfo=UTC)):
        assert len(told()) == 2


def test_an_article_that_rests_waits_for_nobody(user):
    change(ARTICLES, "bone-marrow-tests", by=user, rests=True)
    with time_machine.travel(LATER):
        assert told() == []


def test_the_admin_says_so_on_its_first_page_and_in_the_list(settings, user):
    settings.MARROW_MFA = False
    with time_machine.travel(LATER):
        client = Client()
        client.force_login(user)
        assert "Past the day to be read again: 1." in client.get("/admin/").content.decode()
        listed = client.get(f"{ROOT}articles/").content.decode()
    assert "it was to be read again by" in listed
