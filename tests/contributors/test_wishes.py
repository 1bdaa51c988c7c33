"""Wishes for after somebody's death: what a look does, what a press does, and what undoes it."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client, override_settings
from django.utils import timezone

from contributors import my_data, wishes
from contributors.models import Wish
from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, checkins, threads, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution
from moderation.receipts import kept_receipt_for
from moderation.states import State
from stories.models import Story, Tombstone
from tests.contributors.test_stories import opened
from tests.contributors.walking import said
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
EMAIL = "ruth@example.org"
TELL = "Tell us that Ruth has died"


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
    Job.objects.filter(kind="carry-out-wish", done_at=None).update(
        not_before=timezone.now() - timedelta(seconds=1)
    )
    with override_settings(MARROW_MEMORY_WAIT=timedelta(0)):
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

    def test_a_press_needs_no_cookie(self):
        kept = wished("remove")
        client = Client(enforce_csrf_checks=True)
        assert client.post(path(kept)).status_code == 200
        assert Story.objects.count() == 0


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

    @pytest.mark.parametrize(("what", "public"), [("remove", 0), ("memory", 1)])
    def test_told_while_it_rested_it_stays_off_when_a_lead_puts_it_back(self, lead, what, public):
        kept = wished(what)
        by = actors.team(lead)
        workflow.hold(kept.pk, by=by, reason="other")
        Client().post(path(kept))
        workflow.restore(kept.pk, by=by, reason="other")
        assert Story.objects.count() == public
        assert not Mail.objects.filter(kind="paused").exists()
        wishes.undo(kept.pk)
        assert Story.objects.count() == 1

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


def resumed_by_the_api(kept, lead) -> None:
    path = f"/api/v1/submissions/{kept.pk}/decisions/"
    code = kept_receipt_for(kept.pk, kept.receipt_digest)
    how = {"content_type": "application/json", "headers": {"Authorization": f"Receipt {code}"}}
    answer = Client().post(path, {"action": "resume"}, **how)
    assert answer.status_code == 200, answer.content


C = actors.contributor()
ACTS = {
    "resumes": lambda kept, _lead: workflow.resume(kept.pk, by=C),
    "resumes by the api": resumed_by_the_api,
    "sends new words": lambda kept, _lead: workflow.replace(kept.pk, offer(title="New"), by=C),
    "sends the same words": lambda kept, _lead: workflow.replace(kept.pk, offer(), by=C),
    "answers": lambda kept, _lead: threads.answer(kept.pk, "I am here.", by=C),
    "keeps it for a year": lambda kept, _lead: checkins.keep(kept.pk),
    "wishes anew": lambda kept, _lead: wishes.choose(kept.pk, "keep"),
    "wishes the same": lambda kept, _lead: wishes.choose(kept.pk, "remove"),
    "agrees": lambda kept, _lead: workflow.agree(kept.pk, ["press"], by=C),
    "hides": lambda kept, _lead: workflow.hide_name(kept.pk, by=C, how="initial"),
    "asks for thanks": lambda kept, _lead: workflow.want_thanks(kept.pk, True),
}


class TestActsOfOnesOwn:
    """Whoever does something with their story has not died, wherever they do it."""

    @pytest.mark.parametrize("act", ACTS)
    def test_each_undoes_it(self, lead, act):
        kept = wished("remove")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        ACTS[act](kept, lead)
        wish = wishes.of(kept)
        assert (wish.told_at, wish.confirmed_at, wish.paused) == (None, None, False)
        assert Story.objects.count() == 1
        days_pass()
        assert Story.objects.count() == 1

    @pytest.mark.parametrize("act", list(ACTS)[2:])  # nothing is paused to resume
    def test_also_in_memory(self, lead, act):
        kept = wished("memory")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        ACTS[act](kept, lead)
        days_pass()
        assert not Story.objects.get().in_memory

    def test_what_fails_undoes_nothing(self, lead):
        kept = wished("keep")
        wishes.tell(kept.pk)
        with pytest.raises(Conflict):
            workflow.resume(kept.pk, by=C)
        assert wishes.of(kept).told_at is not None

    def test_the_team_is_not_its_person(self, lead):
        kept = wished("memory")
        wishes.tell(kept.pk)
        workflow.take_down(kept.pk, by=actors.team(lead), reason="other", message="Why.")
        assert wishes.of(kept).told_at is not None

    def test_taking_it_back_ends_the_wish_and_its_links(self, lead):
        kept = wished("remove")
        link = path(kept)
        wishes.tell(kept.pk)
        workflow.withdraw(kept.pk, by=C)
        assert not Wish.objects.exists()
        assert [Client().get(one).status_code for one in (link, alive())] == [404, 404]
        days_pass()
        kept.refresh_from_db()
        assert kept.erased_at is None

    @pytest.mark.parametrize("seen", ["act", "word", "back"])
    def test_a_last_look_before_it_is_carried_out(self, lead, seen, monkeypatch):
        kept = wished("remove")
        wishes.tell(kept.pk)
        confirm(kept, lead)
        monkeypatch.setattr("contributors.wishes.undo", lambda *_args, **_how: None)
        if seen == "act":
            workflow.agree(kept.pk, [], by=C)
            workflow.hide_name(kept.pk, by=C, how="initial")
        elif seen == "word":
            threads.answer(kept.pk, "I am here.", by=C)
        else:
            workflow.resume(kept.pk, by=actors.SYSTEM)
        days_pass()
        kept.refresh_from_db()
        assert (kept.erased_at, wishes.of(kept).told_at) == (None, None)


class TestLinks:
    def test_who_undoes_it_gets_a_new_link(self):
        kept = wished("remove")
        links = [path(kept)]
        for _ in range(2):
            wishes.tell(kept.pk)
            wishes.undo(kept.pk)
            assert Client().get(links[-1]).status_code == 404
            links.append(path(kept))
        assert len(set(links)) == 3
        assert Client().get(links[-1]).status_code == 200
        page = said(opened(kept).get(f"/your-stories/{kept.pk}/wish/"))
        assert "The link that was used is spent." in page
        assert links[-1] in page

    def test_what_a_lead_sets_aside_leaves_the_link(self, lead):
        kept = wished("keep")
        link = path(kept)
        wishes.tell(kept.pk)
        wishes.set_aside(kept.pk, by=actors.team(lead))
        assert path(kept) == link

    def test_told_again_and_again_waits(self, lead):
        kept = wished("keep")
        found = []
        for _ in range(4):
            found.append(Client().post(path(kept)).status_code)
            wishes.set_aside(kept.pk, by=actors.team(lead))
        assert found == [200, 200, 200, 429]

    def test_that_it_hides_at_once_is_said_before(self):
        hides = "The story is hidden as soon as you press."
        assert hides in said(Client().get(path(wished("remove"))))
        assert hides not in said(Client().get(path(wished("keep"))))
        kept = wished("memory")
        page = said(opened(kept).get(f"/your-stories/{kept.pk}/wish/"))
        assert "it is hidden the moment they tell us" in page


def test_nobody_says_that_its_person_did_it():
    kept = wished("remove")
    wishes.tell(kept.pk)
    page = said(opened(kept).get(f"/your-stories/{kept.pk}/"))
    assert "Somebody with your link told us that you have died, and you wished" in page
    wishes.undo(kept.pk)
    told = [(one["in_words"], one["by"]) for one in my_data.everything(kept)["happened"]]
    assert told[-2:] == [
        ("Somebody with your link told us that you have died, so we paused the story", "system"),
        ("That was not so, so we put the story back on the site", "system"),
    ]


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
