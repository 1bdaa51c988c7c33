"""Wishes for after somebody's death: what a look does, what a press does, and what undoes it."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from contributors import wishes
from contributors.models import Wish
from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution
from moderation.states import State
from stories.models import Story, Tombstone
from tests.contributors.test_stories import opened
from tests.contributors.walking import said
from tests.factories import contribution, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
EMAIL = "ruth@example.org"
TELL = "Tell us that Ruth has died"


@pytest.fixture(autouse=True)
def _without_a_second_key(settings):
    settings.MARROW_MFA = False


@pytest.fixture(autouse=True)
def leads(lead):
    return lead


def wished(what: str, **changes) -> Contribution:
    kept = submission_in(State.PUBLISHED, email=EMAIL, **changes).contribution
    Contribution.objects.filter(pk=kept.pk).update(email_confirmed_at=timezone.now())
    wishes.choose(kept.pk, what)
    Mail.objects.all().delete()
    return kept


def path(kept: Contribution) -> str:
    link = wishes.link(wishes.of(kept))
    return link[link.index("/", 8) :]


def mailed(kind: str) -> Mail:
    return Mail.objects.get(kind=kind)


def alive() -> str:
    return re.search(r"/(es/)?in-memory/not/\w+/", mailed("somebody_told").text)[0]


def days_pass() -> None:
    """The days to undo it are over, and what is owed is done."""
    Wish.objects.update(told_at=F("told_at") - timedelta(days=15))
    Job.objects.filter(kind="carry-out-wish", done_at=None).update(
        not_before=timezone.now() - timedelta(seconds=1)
    )
    for job in Job.objects.filter(kind="carry-out-wish").order_by("id"):
        work.run(job.pk, by="worker")


def confirm(kept: Contribution, lead) -> None:
    wishes.confirm(kept.pk, by=actors.team(lead))


class TestChoosing:
    def test_a_wish_and_the_link_to_hand_on(self):
        kept = contribution()
        client = opened(kept)
        page = f"/your-stories/{kept.pk}/wish/"
        assert "Somebody you trust" not in said(client.get(page))
        assert "Please choose one of these." in said(client.post(page, {}))
        told = said(client.post(page, {"what": "memory"}, follow=True))
        assert "We have noted what you wish." in told
        first = wishes.link(Wish.objects.get())
        assert first in told
        client.post(page, {"what": "remove"})
        assert wishes.link(Wish.objects.get()) == first
        assert Wish.objects.get().what == "remove"

    def test_forgotten_and_the_link_leads_nowhere(self):
        kept = wished("keep")
        link = path(kept)
        opened(kept).post(f"/your-stories/{kept.pk}/wish/", {"forget": "1"})
        assert not Wish.objects.exists()
        assert Client().get(link).status_code == 404
        wishes.choose(kept.pk, "keep")
        assert path(kept) != link

    def test_the_link_is_kept_as_a_digest_only(self):
        wish = wishes.of(wished("keep"))
        token = path(wish.contribution).split("/")[-2]
        assert token not in (wish.contact_digest, wish.alive_digest)
        assert token not in repr(list(Wish.objects.values()))

    def test_the_link_outlives_a_change_of_the_secret_key(self, settings):
        kept = wished("memory")
        link = path(kept)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"
        assert path(kept) == link
        Client().post(link)
        assert Client().get(alive()).status_code == 200

    def test_not_for_what_is_taken_back(self):
        kept = submission_in(State.WITHDRAWN).contribution
        answer = opened(kept).get(f"/your-stories/{kept.pk}/wish/")
        assert answer.url == f"/your-stories/{kept.pk}/"

    def test_in_the_language_of_the_story(self):
        assert path(wished("keep", language="es")).startswith("/es/in-memory/")


class TestTelling:
    def test_a_look_does_nothing(self):
        kept = wished("remove")
        page = Client().get(path(kept))
        assert ("Ruth" in said(page), TELL in said(page)) == (True, True)
        assert "garlic" not in said(page)
        assert (Story.objects.count(), Mail.objects.count()) == (1, 0)
        assert wishes.of(kept).told_at is None

    def test_remove_hides_at_once_and_tells_those_who_must_know(self, lead):
        kept = wished("remove")
        page = Client().post(path(kept))
        assert "The story is off the site already." in said(page)
        assert kept.submissions.get().state == State.PAUSED
        assert (Story.objects.count(), Tombstone.objects.count()) == (0, 1)
        told = sorted(Mail.objects.values_list("kind", "to"))
        assert told == [
            ("somebody_told", EMAIL),
            ("wish", "factory-lead@example.org"),
            ("wish", lead.email),
        ]
        letter = Mail.objects.filter(kind="wish")[0].text
        assert [word in letter for word in ("/desk/in-memory/", "Ruth", "garlic")] == [
            *(True, False, False)
        ]

    @pytest.mark.parametrize("what", ["keep", "memory"])
    def test_the_others_change_nothing_yet(self, what):
        kept = wished(what)
        Client().post(path(kept))
        assert kept.submissions.get().state == State.PUBLISHED
        assert not Story.objects.get().in_memory

    def test_twice_is_once(self):
        kept = wished("remove")
        for _ in range(2):
            Client().post(path(kept))
        assert Mail.objects.filter(kind="wish").count() == 2  # there are two leads
        assert Mail.objects.filter(kind="somebody_told").count() == 1

    def test_wrong_links_are_one_page_and_wait(self, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (2, 3600)}
        found = [Client().get(f"/in-memory/{token}/").status_code for token in ("a", "b", "c")]
        assert found == [404, 404, 429]
        assert Client().get(path(wished("keep"))).status_code == 200
        assert Client().get("/in-memory/not/aaaa/").status_code == 429

    def test_a_press_needs_the_page(self):
        kept = wished("remove")
        client = Client(enforce_csrf_checks=True)
        assert client.post(path(kept)).status_code == 403
        assert Story.objects.count() == 1


class TestUndoing:
    def test_by_the_link_in_the_mail(self):
        kept = wished("remove")
        Client().post(path(kept))
        link = alive()
        assert "I am here: undo this" in said(Client().get(link))
        assert Story.objects.count() == 0
        assert "All is as it was." in said(Client().post(link))
        assert Story.objects.count() == 1
        wish = wishes.of(kept)
        assert (wish.told_at, wish.paused) == (None, False)
        days_pass()
        assert Story.objects.count() == 1
        assert "nothing to undo" in said(Client().get(link))

    def test_on_ones_own_page(self):
        kept = wished("remove")
        Client().post(path(kept))
        client = opened(kept)
        assert "Somebody told us that you have died" in said(
            client.get(f"/your-stories/{kept.pk}/")
        )
        done = client.post(f"/your-stories/{kept.pk}/wish/", {"alive": "1"}, follow=True)
        assert "Good that you are here." in said(done)
        assert Story.objects.count() == 1

    def test_who_puts_the_story_back_has_not_died(self, lead):
        kept = wished("remove")
        Client().post(path(kept))
        opened(kept).post(f"/your-stories/{kept.pk}/resume/")
        assert wishes.of(kept).told_at is None
        with pytest.raises(Conflict):
            confirm(kept, lead)

    def test_what_was_paused_before_stays_paused(self):
        kept = wished("remove")
        workflow.pause(kept.pk, by=actors.contributor())
        wishes.tell(kept.pk)
        wishes.undo(kept.pk)
        assert kept.submissions.get().state == State.PAUSED

    def test_nobody_agrees_for_them_to_what_ran_out(self):
        kept = wished("remove")
        wishes.tell(kept.pk)
        kept.consents.update(expires_at=timezone.now() - timedelta(days=1))
        wishes.undo(kept.pk)
        assert kept.submissions.get().state == State.PAUSED
        assert wishes.of(kept).told_at is None

    def test_told_again_after_it_was_undone_waits_anew(self, lead):
        kept = wished("remove")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        Wish.objects.update(told_at=F("told_at") - timedelta(days=15))
        wishes.undo(kept.pk)
        wishes.tell(kept.pk)
        confirm(kept, lead)
        run_jobs()  # also those whose time has not come
        assert kept.submissions.get().state == State.PAUSED

    def test_in_memory_is_undone_even_later(self, lead):
        kept = wished("memory")
        Client().post(path(kept))
        link = alive()
        confirm(kept, lead)
        days_pass()
        assert Story.objects.get().in_memory
        Client().post(link)
        assert not Story.objects.get().in_memory
        assert not Contribution.objects.get().in_memory


class TestCarryingOut:
    def test_nothing_without_a_lead(self):
        kept = wished("remove")
        wishes.tell(kept.pk)
        days_pass()
        assert kept.submissions.get().state == State.PAUSED

    def test_nothing_before_the_days_are_over(self, lead):
        kept = wished("memory")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        job = Job.objects.get(kind="carry-out-wish")
        assert timedelta(days=13) < job.not_before - timezone.now() < timedelta(days=14)
        Job.objects.update(not_before=timezone.now() - timedelta(seconds=1))
        work.run(job.pk, by="worker")
        assert not Story.objects.get().in_memory

    def test_remove_erases(self, lead):
        kept = wished("remove")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        days_pass()
        kept.refresh_from_db()
        assert kept.erased_at is not None
        assert kept.submissions.get().title == ""
        assert not Wish.objects.exists()

    def test_in_memory_stands_beside_the_name_also_when_published_anew(self, lead):
        kept = wished("memory")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        days_pass()
        story = Story.objects.get()
        page = f"/stories/{story.pk}/{story.slug}/"
        assert "Ruth In memory" in said(Client().get(page))
        by = actors.team(lead)
        workflow.take_down(kept.pk, by=by, reason="other", message="Why.")
        workflow.restore(kept.pk, by=by, reason="other")
        assert "Ruth In memory" in said(Client().get(page))

    def test_keep_is_only_noted(self, lead):
        kept = wished("keep")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        before = Story.objects.values().get()
        days_pass()
        assert Story.objects.values().get() == before
        assert wishes.of(kept).done_at is not None


class TestDesk:
    def test_leads_alone_look_after_it(self, lead, moderator):
        kept = wished("remove")
        wishes.tell(kept.pk)
        for user in (moderator, person("ana@example.org")):
            client = Client()
            client.force_login(user)
            assert client.get("/desk/in-memory/").status_code == 403
            assert client.post(f"/desk/in-memory/{kept.pk}/", {"confirm": "1"}).status_code == 403
        with pytest.raises(Forbidden):
            wishes.confirm(kept.pk, by=actors.team(moderator))
        with pytest.raises(Forbidden):
            wishes.set_aside(kept.pk, by=actors.team(moderator))
        assert Client().get("/desk/in-memory/").status_code == 302
        client = Client()
        client.force_login(lead)
        listed = said(client.get("/desk/in-memory/"))
        assert "The garlic was in by noon" in listed
        assert "wished that it be taken off and erased" in listed
        assert EMAIL not in listed
        client.post(f"/desk/in-memory/{kept.pk}/", {"confirm": "1"})
        wish = wishes.of(kept)
        assert (wish.confirmed_by, wish.confirmed_at is None) == (lead.pk, False)
        assert "Confirmed." in said(client.get("/desk/in-memory/"))
        again = client.post(f"/desk/in-memory/{kept.pk}/", {"confirm": "1"})
        assert again.status_code == 409

    def test_set_aside_puts_the_story_back(self, lead):
        kept = wished("remove")
        wishes.tell(kept.pk)
        client = Client()
        client.force_login(lead)
        client.post(f"/desk/in-memory/{kept.pk}/", {"aside": "1"})
        assert Story.objects.count() == 1
        assert "Nobody told us of a death" in said(client.get("/desk/in-memory/"))

    def test_nobody_confirms_for_their_own_story(self, lead):
        kept = wished("remove")
        Contribution.objects.update(contributor=lead)
        wishes.tell(kept.pk)
        with pytest.raises(Forbidden):
            confirm(kept, lead)


def test_an_example_writes_to_nobody(lead):
    kept = submission_in(State.PUBLISHED, example=True).contribution
    wishes.choose(kept.pk, "keep")
    wishes.tell(kept.pk)
    assert not Mail.objects.filter(kind="somebody_told").exists()
