"""What was begun and not sent: a code to come back, reminders, and its end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.test import Client

from contributors import drafts, unsent
from contributors.models import Draft
from jobs import work
from mail.models import Mail
from moderation.models import Photo
from moderation.receipts import receipt_for
from moderation.signals import erased
from moderation.states import State
from tests.contributors.walking import fill, said, send
from tests.factories import person, run_jobs, submission_in
from tests.snapshots import kept

pytestmark = pytest.mark.django_db


def time_passes(**how: int) -> list[str]:
    """So long ago somebody wrote last; the kinds of mail that were owed until now, in order."""
    Draft.objects.update(updated_at=Now() - timedelta(**how))
    for kind in ("remind-drafts", "forget-drafts"):
        with transaction.atomic():
            work.KINDS[kind].do(None)
    run_jobs()
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


class TestCode:
    def test_goes_on_in_another_browser(self):
        here, there = Client(), Client()
        fill(here, story={"title": "Half a story"})
        code = here.get("/share/stopped/").context["code"]
        assert there.post("/your-stories/", {"code": code.lower()}).url == "/share/"
        assert "Half a story" in said(there.get("/share/"))
        assert 'value="Half a story"' in there.get("/share/story/").content.decode()

    def test_a_wrong_one_opens_nothing_and_is_counted(self, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (1, 3600)}
        here, there = Client(), Client()
        fill(here)
        code = here.get("/share/stopped/").context["code"]
        answers = [there.post("/your-stories/", {"code": "A" * 20}).status_code for _ in range(2)]
        assert answers == [200, 429]
        assert there.post("/your-stories/", {"code": code}).status_code == 302

    def test_changes_to_a_story_are_opened_by_its_receipt_alone(self, client):
        kept = submission_in(State.PUBLISHED).contribution
        client.post("/your-stories/", {"code": receipt_for(kept.pk)})
        client.post(f"/your-stories/{kept.pk}/change/")
        assert client.get("/share/stopped/").context["code"] == ""

    def test_opens_nothing_once_it_was_sent(self):
        here, there = Client(), Client()
        fill(here)
        code = here.get("/share/stopped/").context["code"]
        shown = here.get("/share/check/").context["shown"]
        assert here.post("/share/check/", {"shown": shown}).url == "/share/sent/"
        assert there.post("/your-stories/", {"code": code}).status_code == 200
        assert "Half" not in said(there.get("/your-stories/"))


class TestCodeOfWhatWasSent:
    def told(self, client: Client) -> str:
        """Stop with a code, and send it all the same on the next day; that code."""
        fill(client)
        code = client.get("/share/stopped/").context["code"]
        assert send(client).url == "/share/sent/"
        Draft.objects.update(sent_at=datetime(2026, 11, 26, 12, tzinfo=UTC))
        return code

    def test_tells_when_and_what_opens_it_now(self, client):
        code, there = self.told(client), Client()
        page = there.post("/your-stories/", {"code": code})
        assert "This was sent on November 26. Use the receipt code" in said(page)
        assert "We do not know this code" not in said(page)
        assert [name for name in ("stories", "drafts") if name in there.session] == []
        page = there.post("/es/your-stories/", {"code": code})
        assert "26 de noviembre" in said(page)

    def test_wrong_codes_are_counted_as_before_and_this_one_is_none(self, client, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (1, 3600)}
        code, there = self.told(client), Client()
        tries = [code, "A" * 20, "A" * 20, code]
        answers = [there.post("/your-stories/", {"code": one}).status_code for one in tries]
        assert answers == [200, 200, 429, 200]

    def test_is_forgotten_with_the_story(self, client):
        code = self.told(client)
        erased.send(None, contribution_id=Draft.objects.get().contribution)
        assert "We do not know this code" in said(client.post("/your-stories/", {"code": code}))

    def test_is_forgotten_with_the_row(self, client):
        code = self.told(client)
        time_passes(days=31)
        assert "We do not know this code" in said(client.post("/your-stories/", {"code": code}))

    def test_the_receipt_says_that_it_replaces_it_where_there_was_one(self, client):
        self.told(client)
        line = "This replaces the code you had before."
        assert line in said(client.get("/share/sent/"))
        there = Client()
        fill(there, story={"title": "Never stopped"})
        send(there)
        assert line not in said(there.get("/share/sent/"))


class TestReminders:
    def begun(self, **answers) -> Draft:
        return drafts.begin(person("ruth@example.org"), language="en", **answers)

    def test_after_a_week_and_before_the_end_once_each(self):
        draft = self.begun(title="Half a story")
        assert time_passes(days=6) == []
        assert time_passes(days=8) == ["draft_waits"]
        assert time_passes(days=9) == ["draft_waits"]
        assert time_passes(days=24) == ["draft_waits", "draft_ends"]
        assert Draft.objects.filter(pk=draft.pk).exists()
        assert time_passes(days=31) == ["draft_waits", "draft_ends"]
        assert not Draft.objects.exists()

    def test_writing_begins_it_anew(self):
        draft = self.begun(title="Half a story")
        time_passes(days=8)
        drafts.keep(draft, {"body": "More."})
        assert Draft.objects.get().reminders == 0
        assert time_passes(days=8) == ["draft_waits", "draft_waits"]

    def test_the_end_is_told_before_it_comes(self):
        """Where nothing could be mailed in time, the draft waits for its announcement."""
        self.begun(title="Half a story")
        Draft.objects.update(updated_at=Now() - timedelta(days=40))
        unsent.forget(None)
        assert Draft.objects.exists()

    def test_no_mail_about_what_holds_nothing(self):
        self.begun()
        assert time_passes(days=24) == []

    def test_no_mail_to_an_address_that_nobody_proved(self):
        drafts.begin(language="en", email="stranger@example.org", title="Half a story")
        assert time_passes(days=24) == []
        assert time_passes(days=31) == []
        assert not Draft.objects.exists()

    def test_names_nothing_that_was_written(self):
        self.begun(title="Half a story", diagnoses=["mcl"])
        Draft.objects.update(updated_at=Now() - timedelta(days=8))
        with transaction.atomic():
            unsent.remind(None)
        for job in work.Job.objects.filter(kind="remind-draft"):
            work.run(job.pk, by="worker")
        mail = Mail.objects.get()
        assert "Half a story" not in mail.subject + mail.text + mail.html
        assert "/share/" in mail.text


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_forgotten_after_the_hosts_own_time(days, left):
    drafts.begin(title="Half a story")
    time_passes(days=days)
    assert Draft.objects.count() == left


def photo_of(**changes) -> Draft:
    draft = drafts.begin(title="Half a story", **changes)
    kept(draft=draft.pk)
    return draft


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_the_photo_of_somebody_unknown_goes_sooner_than_the_words(days, left):
    photo_of()
    time_passes(days=days)
    assert (Draft.objects.count(), Photo.objects.count()) == (1, left)


def test_the_photo_of_who_signed_in_stays_as_long_as_the_words():
    photo_of(owner=person("ruth@example.org"))
    time_passes(days=8)
    assert Photo.objects.count() == 1


def test_how_long_a_photo_is_kept_is_told_with_the_code(client):
    fill(client)
    assert "We keep your photo" not in said(client.get("/share/stopped/"))
    drafts.answer(Draft.objects.get(), photo=str(kept(draft=Draft.objects.get().pk).pk))
    assert "We keep your photo for 7 days." in said(client.get("/share/stopped/"))


def test_the_time_is_a_setting(settings):
    settings.MARROW_KEEP_DRAFTS = timedelta(days=10)
    drafts.begin(title="Half a story")
    time_passes(days=11)
    assert not Draft.objects.exists()
