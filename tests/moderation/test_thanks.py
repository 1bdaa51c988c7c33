"""This helped me: a number for the contributor alone, and nothing about who said so."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, thanks, workflow
from moderation.models import Contribution, Thanks
from moderation.states import State
from stories.models import Story
from tests.contributors.test_stories import opened
from tests.contributors.walking import said
from tests.factories import submission_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    one = submission_in(State.PUBLISHED, email="ruth@example.org").contribution
    Contribution.objects.update(email_confirmed_at=timezone.now())
    Mail.objects.all().delete()
    one.refresh_from_db()
    return one


def page() -> str:
    story = Story.objects.get()
    return f"/stories/{story.pk}/{story.slug}/"


def button() -> str:
    return f"/thanks/{Story.objects.get().pk}/"


def press(network: str = "192.0.2.1"):
    return Client(REMOTE_ADDR=network).post(button())


def want(kept, **ticked: str):
    return opened(kept).post(f"/your-stories/{kept.pk}/helped/", ticked, follow=True)


def mail_owed() -> int:
    """What comes round each day, done now."""
    for kind in ("thanks", "thank-one"):
        if kind == "thanks":
            work.owe_all([(kind, "", f"{kind}@{Job.objects.count()}", None)])
        for job in Job.objects.open().filter(kind=kind):
            assert work.run(job.pk, by="worker")
    return Mail.objects.filter(kind="thanks").count()


def test_nobody_asks_unless_it_is_wanted(kept):
    assert "This helped me" not in said(Client().get(page()))
    assert Client().get(button()).status_code == Client().post(button()).status_code == 404
    assert not Thanks.objects.exists()


def test_wanted_and_counted_for_its_person_alone(kept):
    assert "Kept." in said(want(kept, wanted="on"))
    assert "This helped me" in said(Client().get(page()))
    for number in range(3):
        assert press(f"192.0.2.{number}").url == f"{page()}#thanked"
    assert Thanks.objects.get().readers == 3
    Thanks.objects.update(readers=13749)
    theirs = said(opened(kept).get(f"/your-stories/{kept.pk}/"))
    assert "13749 people told us that your story helped them." in theirs
    for public in (page(), button(), "/stories/", f"/api/v1/stories/{kept.story_id}/"):
        assert "13749" not in said(Client().get(public))


def test_twice_a_day_from_one_network_is_once_and_looks_the_same(kept):
    want(kept, wanted="on")
    first, second = press(), press()
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Thanks.objects.get().readers == 1


def test_a_look_counts_nothing(kept):
    want(kept, wanted="on")
    assert "Thank you for saying so" in said(Client().get(button(), follow=True))
    assert Thanks.objects.get().readers == 0


def test_it_sets_no_cookie_and_asks_for_none(kept):
    want(kept, wanted="on")
    client = Client(enforce_csrf_checks=True)
    assert client.post(button()).status_code == 302
    client.get(page())
    client.get(button())
    assert not client.cookies


def test_nothing_of_the_reader_is_kept(kept):
    want(kept, wanted="on")
    press("203.0.113.77")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            assert "203.0.113" not in "".join(row for (row,) in cursor.fetchall()), table


def test_wanted_no_more_the_button_is_gone_and_the_number_stays(kept):
    want(kept, wanted="on")
    press()
    want(kept)
    assert "This helped me" not in said(Client().get(page()))
    assert Client().post(button()).status_code == 404
    assert Thanks.objects.get().readers == 1


def test_it_comes_back_with_the_story(kept):
    want(kept, wanted="on")
    workflow.pause(kept.pk, by=actors.contributor())
    workflow.resume(kept.pk, by=actors.contributor())
    assert Story.objects.get().thanks


def test_gone_with_the_story(kept):
    want(kept, wanted="on")
    workflow.erase_all(kept.pk, by=actors.contributor())
    assert not Thanks.objects.exists()
    assert thanks.of(kept).readers == 0


class TestMail:
    def test_once_a_week_at_most_and_only_with_news(self, kept):
        want(kept, wanted="on", by_mail="on")
        assert mail_owed() == 0
        press("192.0.2.1")
        assert mail_owed() == 1
        press("192.0.2.2")
        assert mail_owed() == 1
        Thanks.objects.update(told_at=timezone.now() - timedelta(days=8))
        assert mail_owed() == 2
        Thanks.objects.update(told_at=timezone.now() - timedelta(days=8))
        assert mail_owed() == 2
        assert f"/your-stories/{kept.pk}/" in Mail.objects.filter(kind="thanks")[0].text

    def test_not_unasked(self, kept):
        want(kept, wanted="on")
        press()
        assert mail_owed() == 0

    def test_not_without_an_address(self, kept):
        want(kept, wanted="on", by_mail="on")
        press()
        opened(kept).post(f"/your-stories/{kept.pk}/address/stop/")
        assert mail_owed() == 0
        assert "Also write to me" not in said(opened(kept).get(f"/your-stories/{kept.pk}/helped/"))

    def test_no_mail_without_the_question(self, kept):
        want(kept, by_mail="on")
        row = Thanks.objects.get()
        assert (row.wanted, row.by_mail) == (False, False)


def test_not_for_what_is_taken_back():
    gone = submission_in(State.WITHDRAWN).contribution
    answer = opened(gone).get(f"/your-stories/{gone.pk}/helped/")
    assert answer.url == f"/your-stories/{gone.pk}/"
