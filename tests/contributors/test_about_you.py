"""Telling on behalf of someone: the share form, the link to pass on, and the page behind it."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from contributors import my_data
from mail.models import Mail
from moderation import actors, subjects, workflow
from moderation.models import Contribution, Subject, SubjectAnswer
from moderation.receipts import kept_receipt_for
from moderation.replies import WORDING_DIED
from moderation.states import State
from moderation.subjects import About
from stories.models import Story
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import answer, fill, said, send, share, start
from tests.factories import contribution, offer, person, run_jobs
from tests.moderation.test_subjects import approve, months_ago, newest, states, yes
from tests.snapshots import develop, picture
from tests.snapshots import kept as album_kept

pytestmark = pytest.mark.django_db
ME = actors.contributor()


def link(kept: Contribution) -> str:
    """The address on this site of the page for whom the story is about."""
    return urlsplit(subjects.link_of(Contribution.objects.get(pk=kept.pk))).path


def about(kind: str = "adult", **changes) -> Contribution:
    return contribution(about=About(kind), **changes)


def press(kept: Contribution, go: str, client: Client | None = None, **changes):
    words = {"go": go, "words": newest(kept).content_hash, **changes}
    return (client or Client()).post(link(kept), words)


class TestTheForm:
    def whose(self, client, **answers) -> str:
        """As far as the question whose story it is, answered; where that leads."""
        start(client)
        answer(client, "diagnosis")
        assert answer(client, "who", relation="family") == "/share/whose/"
        return client.post("/share/whose/", answers).url

    def test_who_tells_their_own_illness_is_not_asked(self, client):
        start(client)
        answer(client, "diagnosis")
        assert answer(client, "who", relation="patient") == "/share/story/"
        assert client.get("/share/whose/").status_code == 404

    @pytest.mark.parametrize("relation", sorted(subjects.TELLERS))
    def test_who_may_tell_anothers_is_asked_once(self, client, relation):
        start(client)
        answer(client, "diagnosis")
        assert answer(client, "who", relation=relation) == "/share/whose/"
        assert "Whose story is it?" in said(client.get("/share/whose/"))

    def test_it_wants_an_answer(self, client):
        assert self.whose(client) == "/share/whose/?again"
        assert "Please choose one of these." in said(client.get("/share/whose/?again"))

    def test_a_child_has_a_month(self, client):
        assert self.whose(client, about="child") == "/share/whose/?again"
        assert "the month and the year" in said(client.get("/share/whose/?again"))
        answers = {"about": "child", "born_month": "5", "born_year": str(timezone.now().year - 9)}
        assert client.post("/share/whose/", answers).url == "/share/story/"

    def test_a_grown_child_is_an_adult(self, client):
        answers = {"about": "child", "born_month": "1", "born_year": "1990"}
        assert self.whose(client, **answers) == "/share/whose/?again"
        assert "Your child is 18 by now" in said(client.get("/share/whose/?again"))

    def told(self, client, **whose) -> Contribution:
        """A whole story of a family, about somebody."""
        self.whose(client, **whose)
        for step in ("story", "you", "more", "address"):
            answer(client, step)
        ticks = {"consents": ["website"], "guardian": ["yes"]}
        assert client.post("/share/consent/", ticks).url == "/share/check/"
        assert send(client).url == "/share/sent/"
        return Contribution.objects.get(pk=client.session["sent"])

    def test_ones_own(self, client):
        kept = self.told(client, about="me")
        assert (Subject.objects.count(), "to-pass-on" in said(client.get("/share/sent/"))) == (
            0,
            False,
        )
        approve(kept)
        assert Story.objects.count() == 1

    def test_an_adults(self, client):
        kept = self.told(client, about="adult")
        assert Subject.objects.get().kind == "adult"
        for page in (client.get("/share/sent/"), page_of(kept, client)):
            assert "One more yes is needed" in said(page)
            assert link(kept) in page.content.decode()

    def test_a_childs_needs_the_guardians_tick(self, client):
        year = str(timezone.now().year - 9)
        self.whose(client, about="child", born_month="5", born_year=year)
        for step in ("story", "you", "more", "address"):
            answer(client, step)
        assert client.post("/share/consent/", {"consents": ["website"]}).url.endswith("?again")
        page = said(client.get("/share/consent/?again"))
        assert ["yes of a parent or guardian" in page, "first and the last" in page] == [True] * 2
        ticks = {"consents": ["website"], "guardian": ["yes"]}
        assert client.post("/share/consent/", ticks).url == "/share/check/"
        checked = said(client.get("/share/check/"))
        assert f"The story of my child, who is living and under 18 May {year}" in checked
        send(client)
        assert (Subject.objects.get().born.month, SubjectAnswer.objects.get().by) == (5, "guardian")

    def test_the_bereaved_are_met_with_kind_words(self, client):
        start(client)
        answer(client, "diagnosis")
        answer(client, "who", relation="bereaved")
        assert "We are sorry." in said(client.get("/share/whose/"))
        client.post("/share/whose/", {"about": "died"})
        assert "Take all the time you need." in said(client.get("/share/story/"))
        for step in ("story", "you", "more", "address"):
            answer(client, step)
        assert "cannot be asked any more." in said(client.get("/share/consent/"))
        answer(client, "consent")
        send(client)
        assert "Thank you for telling us about them." in said(client.get("/share/sent/"))

    def test_who_lost_someone_is_offered_that_first(self, client):
        start(client)
        answer(client, "diagnosis")
        answer(client, "who", relation="bereaved")
        page = client.get("/share/whose/")
        offered = [value for value, _label in page.context["form"].fields["about"].choices]
        assert offered == ["died", "me", "adult", "child"]
        assert "also a daughter or a son" in said(page)
        answer(client, "who", relation="family")
        page = client.get("/share/whose/")
        offered = [value for value, _label in page.context["form"].fields["about"].choices]
        assert offered == ["me", "adult", "child", "died"]

    def test_who_turns_out_to_tell_their_own_has_told_their_own(self, client):
        self.whose(client, about="adult")
        client.post("/share/who/", {"relation": "patient"})
        for step in ("story", "you", "more", "address", "consent"):
            answer(client, step)
        send(client)
        assert Subject.objects.count() == 0

    def test_a_revision_is_not_asked_again(self, client):
        kept = self.told(client, about="adult")
        client.post(f"/your-stories/{kept.pk}/change/")
        assert client.get("/share/whose/").status_code == 404
        for step in ("story", "check"):
            page = client.get(f"/share/{step}/")
            assert (page.status_code, "says yes to them too" in said(page)) == (200, True)

    def test_another_whose_is_another_story_to_send(self, client):
        """Somebody changes it in another window after the check page was shown."""
        self.whose(client, about="adult")
        for step in ("story", "you", "more", "address", "consent"):
            answer(client, step)
        page = client.get("/share/check/").content.decode()
        shown = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("shown",)}
        client.post("/share/whose/?change", {"about": "died"})
        assert client.post("/share/check/", shown).status_code == 200
        assert Contribution.objects.count() == 0


class TestTheirPage:
    def test_it_shows_the_words_and_a_look_does_nothing(self, client):
        kept = approve(about())
        page = client.get(link(kept))
        assert [word in said(page) for word in ("The garlic was in by noon", "Ruth")] == [True] * 2
        assert 'name="robots" content="noindex' in page.content.decode()
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["Referrer-Policy"] == "same-origin"
        client.get(link(kept), {"go": "yes", "words": newest(kept).content_hash})
        client.head(link(kept))
        assert (SubjectAnswer.objects.count(), Story.objects.count()) == (0, 0)

    def test_who_wrote_it_cannot_answer_for_them(self, client):
        kept = approve(about())
        code = kept_receipt_for(kept.pk, kept.receipt_digest)
        client.post("/your-stories/", {"code": code})
        assert "This link is for somebody else" in said(client.get(link(kept)))
        yes = {"go": "yes", "words": newest(kept).content_hash}
        assert client.post(link(kept), yes).status_code == 403
        assert SubjectAnswer.objects.count() == 0

    def test_yes_no_and_off(self, client):
        kept = approve(about())
        assert press(kept, "yes").url == link(kept)
        assert Story.objects.count() == 1
        assert "They are on the site." in said(client.get(link(kept)))
        press(kept, "off")
        assert (Story.objects.count(), states(kept)) == (0, ["paused"])
        assert "you said no" in said(client.get(link(kept)))
        press(kept, "yes")
        assert Story.objects.count() == 1
        press(kept, "no")
        assert Story.objects.count() == 0

    def test_its_teller_is_told_in_kind_words(self):
        kept = approve(about())
        client = opened(kept)
        assert "One more yes is needed" in said(page_of(kept, client))
        press(kept, "no")
        told = said(page_of(kept, client))
        assert "nobody did anything wrong" in told
        press(kept, "yes")
        assert "said yes to these words" in said(page_of(kept, client))
        press(kept, "off")
        page = page_of(kept, client)
        assert "or took that back" in said(page)
        assert f"/your-stories/{kept.pk}/resume/" not in page.content.decode()
        assert client.get(f"/your-stories/{kept.pk}/resume/").status_code == 302

    def test_new_words_after_a_no_that_ended_are_unanswered_on_both_sides(self):
        kept = approve(about())
        for go in ("yes", "off", "yes"):
            press(kept, go)
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        page = Client().get(link(kept))
        assert 'value="no"' in page.content.decode()
        assert "you said no" not in said(page)
        told = said(page_of(kept, opened(kept)))
        assert ["One more yes is needed" in told, "said no" in told] == [True, False]

    def test_whoever_takes_it_down_hears_of_the_minute(self, client):
        kept = approve(about())
        assert "up to a minute more" not in said(client.get(link(kept)))
        press(kept, "yes")
        assert "up to a minute more" in said(client.get(link(kept)))
        press(kept, "off")
        assert "up to a minute more" in said(client.get(link(kept)))

    def test_words_that_changed_meanwhile_are_shown_and_not_agreed_to(self):
        kept = about()
        before = newest(kept).content_hash
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        answered = press(kept, "yes", words=before)
        assert (answered.status_code, "Other words" in said(answered)) == (409, True)
        assert SubjectAnswer.objects.count() == 0

    def test_earlier_words_stay_until_they_say_yes_to_the_new(self, client):
        kept = approve(about())
        press(kept, "yes")
        workflow.replace(kept.pk, offer(title="Other words"), by=ME)
        told = said(client.get(link(kept)))
        assert ["Other words" in told, "Earlier words about you" in told] == [True, True]
        press(kept, "off")
        assert Story.objects.count() == 0

    @pytest.mark.parametrize("how", ["withdrawn", "declined", "erased"])
    def test_what_is_gone_asks_nothing(self, client, how):
        kept = about()
        if how == "declined":
            workflow.screen(newest(kept).pk, [])
            by = actors.team(person("m@example.org", "moderator"))
            workflow.decline(kept.pk, by=by, reason="other", message="Not here.")
            run_jobs()
        else:
            workflow.withdraw(kept.pk, by=ME)
        if how == "erased":
            workflow.erase(kept.pk, by=ME)
        told = said(client.get(link(kept)))
        assert ["nothing to decide" in told, "garlic" in told] == [True, False]
        assert press(kept, "yes").status_code == 409
        assert press(kept, "off").status_code == 302
        assert Story.objects.count() == 0

    def test_a_wrong_link_reveals_nothing_and_is_counted(self, client, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (2, 3600)}
        kept = about()
        codes = [client.get(f"/about-you/{'a' * 20}/").status_code for _ in range(3)]
        assert codes == [404, 404, 429]
        assert client.get(link(kept)).status_code == 200

    def test_yes_and_no_have_a_limit_and_taking_off_has_none(self, settings):
        settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "answer": (1, 3600)}
        kept = approve(about())
        assert press(kept, "yes").status_code == 302
        assert press(kept, "no").status_code == 429
        assert press(kept, "off").status_code == 302
        assert Story.objects.count() == 0

    def test_no_other_link_opens_it_and_it_opens_nothing_else(self, client):
        from moderation.receipts import receipt_for, take_down_token

        kept = about()
        token = link(kept).rstrip("/").rpartition("/")[2]
        others = (take_down_token(kept.pk), receipt_for(kept.pk).replace("-", "").lower())
        assert [client.get(f"/about-you/{other}/").status_code for other in others] == [404, 404]
        assert client.get(f"/take-down/{token}/").status_code == 404
        assert client.post("/your-stories/", {"code": token}).status_code == 200
        client.get(link(kept))
        assert client.get(f"/your-stories/{kept.pk}/").status_code == 404

    def test_it_outlives_a_change_of_the_secret_key(self, client, settings):
        kept = about()
        address = link(kept)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"
        assert (link(kept), client.get(address).status_code) == (address, 200)

    def test_in_spanish(self, client):
        kept = about(language="es")
        assert link(kept).startswith("/es/about-you/")
        press(kept, "yes")
        assert SubjectAnswer.objects.get().language == "es"

    def test_a_photo_is_seen_before_it_is_agreed_to(self, client):
        kept = contribution(
            offer=replace(offer(), picture=picture(album_kept())), about=About("adult")
        )
        page = client.get(link(kept))
        assert ["still being prepared" in said(page), 'value="yes"' in str(page.content)] == [
            True,
            False,
        ]
        assert (press(kept, "yes").status_code, SubjectAnswer.objects.count()) == (409, 0)
        assert client.get(f"{link(kept)}photo.jpg").status_code == 404
        develop()
        assert f'src="{link(kept)}photo.jpg"' in client.get(link(kept)).content.decode()
        file = client.get(f"{link(kept)}photo.jpg")
        assert (file.status_code, file.headers["Content-Type"]) == (200, "image/jpeg")
        assert file.headers["Cache-Control"] == "private, no-store"
        assert press(kept, "yes").status_code == 302
        workflow.hide_name(kept.pk, by=ME, hide=["photo"])
        assert "photo.jpg" not in client.get(link(kept)).content.decode()
        assert client.get(f"{link(kept)}photo.jpg").status_code == 404
        workflow.withdraw(kept.pk, by=ME)
        assert client.get(f"{link(kept)}photo.jpg").status_code == 404
        assert client.get(f"/about-you/{'a' * 20}/photo.jpg").status_code == 404

    def test_the_dead_and_children_have_no_page(self):
        for kept in (about("died"), contribution(about=About("child", months_ago(90)))):
            assert link(kept) == ""


def test_the_page_of_a_guardian_says_when_and_gives_the_link(settings):
    kept = approve(contribution(about=About("child", months_ago(18 * 12 - 1))))
    client = opened(kept)
    assert "decide themselves" not in said(page_of(kept, client))
    Subject.objects.update(asked_at=timezone.now())
    assert "Soon they decide themselves" in said(page_of(kept, client))
    Subject.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert link(kept) in page_of(kept, client).content.decode()


def test_the_desk_says_whose_it_is_and_goes_on_reading(client, settings):
    settings.MARROW_MFA = False
    reader = person("reader@example.org", "moderator")
    kept = contribution(about=About("child", months_ago(90)))
    workflow.screen(newest(kept).pk, [])
    client.force_login(reader)
    page = said(client.get(f"/desk/{kept.pk}/"))
    assert ["about the teller's child" in page, "waits for the yes" in page] == [True, False]
    assert f"{months_ago(90):%Y-%m}" not in page
    dead = about("died")
    workflow.screen(newest(dead).pk, [])
    offered = {one.code: one.body for one, _ in client.get(f"/desk/{dead.pk}/").context["replies"]}
    assert offered["others"] == WORDING_DIED["others"]
    other = about()
    workflow.screen(newest(other).pk, [])
    assert "it waits for the yes of the person" in said(client.get(f"/desk/{other.pk}/?open=1"))
    workflow.approve(other.pk, by=actors.team(reader))
    run_jobs()
    assert states(other) == [State.APPROVED]
    yes(other)
    assert "they said yes" in said(client.get(f"/desk/{other.pk}/?open=1"))


def test_the_copy_of_all_that_is_kept_tells_it():
    kept = about()
    yes(kept)
    told = my_data.everything(kept)["about"]
    sentence = subjects.Text("subject", "en").text
    assert (told["kind"], told["born"]) == ("adult", None)
    assert [(one["by"], one["said"], one["text"]) for one in told["answers"]] == [
        ("subject", "yes", sentence)
    ]
    assert my_data.everything(contribution())["about"] is None


def test_the_guardians_yes_is_in_every_record(client):
    kept = contribution(about=About("child", months_ago(90)))
    client = opened(kept)
    sentence = subjects.Text("guardian", "en").text
    page = said(page_of(kept, client))
    assert [sentence in page, "The story of my child, who is living" in page] == [True, True]
    assert str(months_ago(90).year) in page
    assert sentence in said(client.get(f"/your-stories/{kept.pk}/agreements/"))
    record = client.get(f"/your-stories/{kept.pk}/agreements.txt").content.decode()
    assert [sentence in record, subjects.Text("guardian", "en").hash in record] == [True, True]
    assert my_data.agreements(kept) == record


class TestTheApi:
    def sent(self, **changes):
        data = {
            "title": "The garlic was in by noon",
            "body": "I let it ring. " * 40,
            "diagnoses": ["mcl"],
            "relation": "family",
            "display_name": "Ruth",
            "language": "en",
            "consents": ["website"],
            **changes,
        }
        url = "/api/v1/submissions/"
        return Client().post(url, json.dumps(data), content_type="application/json")

    def test_an_adult(self, client):
        answered = self.sent(about="adult").json()
        kept = Contribution.objects.get()
        assert answered["subject_link"] == subjects.link_of(kept)
        mine = {"authorization": f"Receipt {answered['receipt']}"}
        url = f"/api/v1/submissions/{kept.pk}/"
        assert client.get(url, headers=mine).json()["subject_link"] == answered["subject_link"]
        approve(kept)
        told = client.get(url, headers=mine).json()
        assert (told["state"], "story_url" in told) == ("approved", False)
        yes(kept)
        assert client.get(url, headers=mine).json()["state"] == "published"

    def test_the_team_gets_no_link(self, client):
        from knox.models import AuthToken

        kept = Contribution.objects.get(pk=self.sent(about="adult").json()["id"])
        key = AuthToken.objects.create(person("m@example.org", "moderator"))[1]
        headers = {"authorization": f"Token {key}"}
        told = client.get(f"/api/v1/submissions/{kept.pk}/", headers=headers).json()
        assert "subject_link" not in told

    def test_a_child_has_a_month(self):
        assert self.sent(about="child").status_code == 400
        assert self.sent(about="child", born="2020-13").status_code == 400
        assert self.sent(about="child", born="May 2020").status_code == 400
        answered = self.sent(about="child", born=f"{months_ago(90):%Y-%m}")
        assert (answered.status_code, "subject_link" in answered.json()) == (201, False)
        assert "born" not in answered.json()
        assert SubjectAnswer.objects.get().by == "guardian"

    @pytest.mark.parametrize("whose", [{}, {"about": "me"}, {"about": "died"}])
    def test_others(self, whose):
        answered = self.sent(**whose)
        assert (answered.status_code, "subject_link" in answered.json()) == (201, False)

    def test_what_we_do_not_know(self):
        assert self.sent(about="cat").status_code == 400


def test_a_share_without_an_address_mails_nobody(client):
    kept = share(client)
    assert (Subject.objects.filter(contribution=kept).count(), Mail.objects.count()) == (0, 0)
    fill(client)
