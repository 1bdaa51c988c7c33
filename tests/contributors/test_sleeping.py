"""Sleep on it: what was shown goes out a day later, once, unless somebody changes their mind."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from contributors import sleeping, unsent
from contributors.models import Draft
from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation.models import Contribution
from moderation.receipts import kept_receipt_for
from tests.contributors.walking import fill, said, send_form
from tests.factories import person, run_jobs
from tests.moderation.test_races import at_once

pytestmark = pytest.mark.django_db


def sleep_on(client: Client, **changes: dict):
    """A whole story, and the quieter button on the last page; where it leads."""
    fill(client, **changes)
    answer = client.post("/share/sleep/", {**send_form(client), "go": "sleep"})
    assert answer.url == "/share/sleep/", said(answer)
    return client.get("/share/sleep/")


def press(client: Client, go: str):
    page = client.get("/share/sleep/")
    shown = {name: page.context[name] for name in ("shown",)}
    return client.post("/share/sleep/", {**shown, "go": go})


def time_passes(**how: int) -> None:
    """The clock moves; what is due by then is done."""
    gone = timedelta(**how)
    Draft.objects.exclude(send_at=None).update(send_at=F("send_at") - gone)
    Job.objects.open().update(not_before=F("not_before") - gone)
    run_jobs(now=False)


def titles() -> list[str]:
    return [kept.submissions.get().title for kept in Contribution.objects.all()]


GARLIC = ["The garlic was in by noon"]


class TestANight:
    def test_it_goes_out_a_day_later_and_not_before(self, client):
        sleep_on(client)
        left = Draft.objects.get().send_at - timezone.now()
        assert timedelta(hours=23, minutes=59) < left < timedelta(hours=24, minutes=1)
        time_passes(hours=23, minutes=58)
        assert titles() == []
        time_passes(minutes=3)
        assert titles() == GARLIC
        kept = Contribution.objects.get()
        assert set(kept.consents.values_list("use", flat=True)) == {"website", "search-engines"}

    def test_the_page_says_so(self, client):
        page = sleep_on(client)
        then = Draft.objects.get().send_at
        assert f"{then:%H:%M} UTC" in said(page)
        assert client.get("/share/check/").url == "/share/sleep/"
        assert client.get("/share/story/").url == "/share/sleep/"
        assert client.get("/share/stopped/").url == "/share/sleep/"
        assert "to be sent by itself" in said(client.get("/share/"))

    def test_the_code_is_the_receipt(self, client):
        code = sleep_on(client).context["code"]
        there = Client()
        assert there.post("/your-stories/", {"code": code}).url == "/share/"
        assert "Sleep on it" in said(there.get("/share/sleep/"))
        time_passes(days=2)
        kept = Contribution.objects.get()
        assert kept_receipt_for(kept.pk, kept.receipt_digest) == code
        elsewhere = Client()
        assert elsewhere.post("/your-stories/", {"code": code}).url == f"/your-stories/{kept.pk}/"

    def test_a_code_from_before_opens_it_until_it_is_out(self, client):
        line = "Once it is sent, this replaces the code you had before."
        fill(client)
        before = client.get("/share/stopped/").context["code"]
        client.post("/share/sleep/", {**send_form(client), "go": "sleep"})
        page = client.get("/share/sleep/")
        assert line in said(page)
        assert page.context["code"] != before
        for code in (before, page.context["code"]):
            assert Client().post("/your-stories/", {"code": code}).url == "/share/"
        time_passes(days=2)
        assert "This was sent on" in said(Client().post("/your-stories/", {"code": before}))
        assert line not in said(sleep_on(Client()))

    def test_its_browser_finds_the_receipt_afterwards(self, client):
        code = sleep_on(client).context["code"]
        time_passes(days=2)
        assert client.get("/share/sleep/").url == "/share/sent/"
        assert client.get("/share/sent/").context["receipt"] == code

    def test_the_account_that_began_it_has_it(self, client):
        user = person("ruth@example.org")
        client.force_login(user)
        sleep_on(client, address={"email": "ruth@example.org"})
        time_passes(days=2)
        assert Contribution.objects.get().contributor == user

    def test_somebody_elses_story_stays_theirs(self, client):
        fill(client)
        client.post("/share/who/", {"relation": "family"})
        client.post("/share/whose/", {"about": "adult"})
        client.post("/share/sleep/", {**send_form(client), "go": "sleep"})
        time_passes(days=2)
        assert Contribution.objects.get().subject.kind == "adult"


class TestAChangeOfMind:
    def test_send_it_now(self, client):
        code = sleep_on(client).context["code"]
        assert press(client, "now").url == "/share/sent/"
        assert client.get("/share/sent/").context["receipt"] == code
        time_passes(days=2)
        assert titles() == GARLIC

    @pytest.mark.parametrize(
        ("go", "leads"), [("change", "/share/check/"), ("stop", "/share/stopped/")]
    )
    def test_change_it_and_do_not_send_it(self, client, go, leads):
        code = sleep_on(client).context["code"]
        assert press(client, go).url == leads
        assert client.get(leads).status_code == 200
        assert unsent.code_of(Draft.objects.get()) == code
        time_passes(days=2)
        assert (titles(), Draft.objects.get().sent_at) == ([], None)

    def test_asleep_again_it_goes_out_a_day_after_that(self, client):
        sleep_on(client)
        time_passes(hours=20)
        press(client, "change")
        client.post("/share/sleep/", {**send_form(client), "go": "sleep"})
        time_passes(hours=20)
        assert titles() == []
        time_passes(hours=5)
        assert titles() == GARLIC

    def test_pressed_twice_it_sleeps_once(self, client):
        sleep_on(client)
        then = Draft.objects.get().send_at
        client.post(
            "/share/sleep/", {"shown": client.get("/share/sleep/").context["shown"], "go": "sleep"}
        )
        assert (Draft.objects.get().send_at, Job.objects.filter(kind="send-draft").count()) == (
            then,
            1,
        )

    def test_deleted_it_is_gone(self, client):
        sleep_on(client)
        client.post(f"/share/delete/{Draft.objects.get().pk}/")
        time_passes(days=2)
        assert (titles(), Job.objects.open().count()) == ([], 0)

    def test_sent_from_another_window(self, client):
        fill(client)
        form = send_form(client)
        client.post("/share/sleep/", {**form, "go": "sleep"})
        assert client.post("/share/check/", form).url == "/share/sent/"
        time_passes(days=2)
        assert titles() == GARLIC


class TestWhatStandsInItsWay:
    def test_words_from_another_window_hold_it_and_stay(self, client):
        client.force_login(person("ruth@example.org"))
        sleep_on(client)
        client.post("/share/you/", {"named": "first", "name": "Ruth Garlic"})
        page = client.get("/share/sleep/")
        assert "It does not go out by itself" in said(page)
        for _ in range(2):
            time_passes(days=2)
        assert titles() == []
        draft = Draft.objects.get()
        assert (draft.answers["name"], draft.sent_at) == ("Ruth Garlic", None)
        assert list(Mail.objects.values_list("kind", "state")) == [("draft_held", "sent")]
        assert press(client, "change").url == "/share/check/"
        assert client.get("/share/check/").status_code == 200

    def test_what_is_missing_by_then_holds_it(self, client, settings):
        sleep_on(client)
        settings.MARROW_MAX_CHARACTERS = 10
        time_passes(days=2)
        assert titles() == []
        assert "It does not go out by itself" in said(client.get("/share/sleep/"))
        assert Job.objects.open().count() == 0
        assert Mail.objects.count() == 0  # nobody knows whose it is

    def test_sentences_that_read_otherwise_by_then_hold_it(self, client, monkeypatch):
        sleep_on(client)
        monkeypatch.setattr("moderation.consents.VERSION", "2027-01")
        time_passes(days=2)
        assert titles() == []

    def test_what_was_not_shown_does_not_sleep(self, client):
        fill(client)
        answer = client.post("/share/sleep/", {**send_form(client), "shown": "x", "go": "sleep"})
        assert "Something in it changed" in said(answer)
        assert Draft.objects.get().send_at is None

    def test_what_is_not_whole_does_not_sleep(self, client):
        fill(client, consent={"consents": ["website"]})
        form = send_form(client)
        client.post("/share/consent/", {"consents": []})
        assert client.post("/share/sleep/", {**form, "go": "sleep"}).url == "/share/check/"
        assert Draft.objects.get().send_at is None

    def test_too_many_from_here_wait(self, client, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit": (0, 3600)}
        fill(client)
        answer = client.post("/share/sleep/", {**send_form(client), "go": "sleep"})
        assert (answer.status_code, Draft.objects.get().send_at) == (429, None)

    def test_a_revision_has_no_night(self, client):
        from tests.contributors.walking import share

        kept = share(client)
        client.post(f"/your-stories/{kept.pk}/change/")
        assert "Sleep on it" not in said(client.get("/share/check/"))
        client.post("/share/sleep/", {**send_form(client), "go": "sleep"})
        assert Draft.objects.filter(send_at__isnull=False).count() == 0

    def test_without_a_draft_there_is_no_page(self, client):
        assert client.get("/share/sleep/").url == "/share/"
        fill(client)
        assert client.get("/share/sleep/").url == "/share/check/"


class TestOnce:
    def due(self, client) -> int:
        sleep_on(client)
        Draft.objects.update(send_at=Now())
        Job.objects.filter(kind="send-draft").update(not_before=Now())
        return Job.objects.get(kind="send-draft").pk

    def test_after_a_worker_died_over_it(self, client):
        job = self.due(client)
        assert work.claim(job, by="worker") is not None  # and nothing is heard of it again
        assert work.run(job, by="worker") is False
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert work.run(job, by="relay") is True
        assert titles() == GARLIC

    def test_done_twice(self, client):
        self.due(client)
        lease = work.Lease(0, "send-draft", str(Draft.objects.get().pk), None, 1, "worker")
        for _ in range(2):
            sleeping.send(lease)
        assert titles() == GARLIC


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def lease(self) -> work.Lease:
        Draft.objects.update(send_at=Now())
        return work.Lease(0, "send-draft", str(Draft.objects.get().pk), None, 1, "worker")

    def doing(self, lease: work.Lease):
        from django.db import transaction

        def do() -> None:
            with transaction.atomic():
                sleeping.send(lease)

        return do

    def test_two_workers(self, client):
        sleep_on(client)
        lease = self.lease()
        assert at_once(*[self.doing(lease)] * 3) == [None] * 3
        assert titles() == GARLIC

    def test_a_worker_and_a_change_of_mind(self, client):
        sleep_on(client)
        lease, draft = self.lease(), Draft.objects.get()
        assert at_once(self.doing(lease), lambda: sleeping.wake(draft)) == [None, None]
        draft.refresh_from_db()
        assert titles() == (GARLIC if draft.sent_at else [])
        assert draft.sent_at or draft.send_at is None
