"""Erasing a story, or everything of somebody: a fresh proof first, then all of it at once."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributors import leaving
from contributors.models import Draft, Wish
from mail.models import Mail
from moderation import actors, findings, suggestions, thanks, workflow
from moderation.errors import Conflict
from moderation.models import Contribution, Deed, Message, Photo, Thanks
from moderation.reasons import Dismissal
from moderation.receipts import receipt_for
from moderation.states import State
from stories.models import Story
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import said
from tests.factories import contribution, person, run_jobs, submission_in
from tests.moderation.test_album import contribution_with_photo, in_state

pytestmark = pytest.mark.django_db
EMAIL = "ruth@example.org"


def erase(kept: Contribution) -> str:
    return f"/your-stories/{kept.pk}/erase/"


def confirmed(state: State = State.PUBLISHED) -> Contribution:
    kept = submission_in(state, email=EMAIL).contribution
    Contribution.objects.filter(pk=kept.pk).update(
        email_confirmed_at=timezone.now(), code_digest="", code_sent_at=None
    )
    return kept


def code() -> str:
    mail = Mail.objects.filter(kind="erase").latest("pk")
    return re.search(r"\d{4}-\d{4}", mail.text)[0]


@pytest.mark.parametrize(
    "state", [state for state in State if state is not State.SUPERSEDED], ids=str
)
def test_by_the_receipt_typed_again_from_every_state(state):
    kept = submission_in(state).contribution
    client = opened(kept)
    workflow.want_thanks(kept.pk, True)
    client.post(f"/your-stories/{kept.pk}/change/")
    client.post(f"/your-stories/{kept.pk}/wish/", {"what": "keep"})
    answer = client.post(erase(kept), {"code": receipt_for(kept.pk).lower()})
    assert answer.url == "/your-stories/erased/"
    left = list(kept.submissions.values_list("title", "passages", "display_name"))
    assert left == [("", [], "")]
    assert set(kept.submissions.values_list("state", flat=True)) <= {"withdrawn", "superseded"}
    assert not Message.objects.exclude(body="").exists()
    assert [Story.objects.count(), Draft.objects.count()] == [0, 0]
    assert [Wish.objects.count(), Thanks.objects.count()] == [0, 0]
    told = said(client.get("/your-stories/erased/"))
    assert "Your words: 1 text" in told
    was_public = kept.submissions.exclude(published_at=None).exists()
    assert ("The search of this site" in told) == was_public
    assert "This story is erased" in said(page_of(kept, client))
    assert client.get(erase(kept)).url == f"/your-stories/{kept.pk}/"


def test_what_is_open_in_a_browser_is_no_proof():
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    for wrong in ("", "AAAA-BBBB-CCCC-DDDD-EEEE", receipt_for(contribution().pk)):
        page = client.post(erase(kept), {"code": wrong})
        assert (page.status_code, "Error:" in page.content.decode()) == (200, True)
    assert Story.objects.count() == 1


def test_whoever_types_the_receipt_is_never_locked_out(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "code": (1, 3600)}
    kept = confirmed()
    client = opened(kept)
    answers = [client.post(erase(kept), {"code": "0000-0000"}).status_code for _ in range(2)]
    assert answers == [200, 429]
    done = client.post(erase(kept), {"code": receipt_for(kept.pk)})
    assert (done.url, Story.objects.count()) == ("/your-stories/erased/", 0)


def test_where_there_is_an_address_a_code_is_mailed():
    kept = confirmed()
    client = opened(kept)
    assert "r…@example.org" in said(client.get(erase(kept)))
    assert client.post(erase(kept), {"mail": "1"}).url == f"{erase(kept)}?mailed"
    assert Mail.objects.get(kind="erase").to == EMAIL
    assert client.post(erase(kept), {"code": code()}).url == "/your-stories/erased/"
    kept.refresh_from_db()
    assert (kept.email, kept.erased_at is None, Story.objects.count()) == ("", False, 0)
    assert "The e-mail address that we" in said(client.get("/your-stories/erased/"))


def test_a_code_lives_for_fifteen_minutes_and_opens_once():
    kept = confirmed()
    client = opened(kept)
    client.post(erase(kept), {"mail": "1"})
    old = code()
    Contribution.objects.update(code_sent_at=F("code_sent_at") - timedelta(minutes=16))
    client.post(erase(kept), {"code": old})
    assert Story.objects.count() == 1
    client.post(erase(kept), {"mail": "1"})
    client.post(erase(kept), {"code": old})
    assert Story.objects.count() == 1
    client.post(erase(kept), {"code": code()})
    assert Story.objects.count() == 0


def test_five_wrong_codes_wear_it_out_and_ten_wait(settings):
    kept = confirmed()
    client = opened(kept)
    client.post(erase(kept), {"mail": "1"})
    right = code()
    for _ in range(5):
        client.post(erase(kept), {"code": "0000-0000"})
    client.post(erase(kept), {"code": right})
    assert Story.objects.count() == 1
    statuses = [client.post(erase(kept), {"code": "0000-0000"}).status_code for _ in range(5)]
    assert statuses[-1] == 429


def test_a_photo_goes_with_the_words():
    kept = contribution_with_photo().contribution
    client = opened(kept)
    client.post(erase(kept), {"code": receipt_for(kept.pk)})
    assert not Photo.objects.exists()
    assert "Your photo, and all that was made from it" in said(client.get("/your-stories/erased/"))


def test_the_receipt_names_all_that_is_gone():
    kept = in_state(State.PUBLISHED).contribution
    workflow.want_thanks(kept.pk, True)
    thanks.count(kept.story_id)
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/wish/", {"what": "keep"})
    assert "Your photo is deleted" in said(client.get(erase(kept)))
    client.post(erase(kept), {"code": receipt_for(kept.pk)})
    told = said(client.get("/your-stories/erased/"))
    for gone in (
        "Your wish for after your death",
        "The count of readers whom it helped: 1 person",
        "The files of its photo",
        "The search of this site",
    ):
        assert gone in told, gone
    assert "wording" not in told


def test_a_wording_that_was_suggested_is_named_too(moderator):
    kept = submission_in(State.IN_REVIEW).contribution
    words = suggestions.reworded(kept.submissions.get().shown_offer, title="Another title")
    by = actors.team(moderator)
    workflow.request_changes(kept.pk, by=by, message="Like so?", suggested=words)
    run_jobs()
    client = opened(kept)
    client.post(erase(kept), {"code": receipt_for(kept.pk)})
    assert "1 wording that we suggested" in said(client.get("/your-stories/erased/"))


def test_an_account_that_stays_is_named_with_the_way_to_erase_it():
    ruth = person(EMAIL)
    kept = confirmed()
    Contribution.objects.update(contributor=ruth)
    client = opened(kept)
    assert "Your account with r…@example.org stays" in said(client.get(erase(kept)))
    client.post(erase(kept), {"code": receipt_for(kept.pk)})
    page = client.get("/your-stories/erased/")
    assert User.objects.filter(pk=ruth.pk).exists()
    assert "Your account with r…@example.org, with which you sign in." in said(page)
    assert 'href="/your-stories/account/"' in page.content.decode()
    assert "your address" not in said(page).lower()
    assert "your address" not in said(page_of(kept, client)).lower()


def test_without_an_account_none_is_named():
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    assert "Your account with" not in said(client.get(erase(kept)))
    client.post(erase(kept), {"code": receipt_for(kept.pk)})
    assert "Erase the account too" not in said(client.get("/your-stories/erased/"))


def test_codes_are_not_mailed_without_end():
    kept = confirmed()
    client = opened(kept)
    answers = [client.post(erase(kept), {"mail": "1"}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert Mail.objects.filter(kind="erase").count() == 10


def test_who_is_signed_in_and_gets_no_mail_gets_this_one():
    ruth = person(EMAIL)
    kept = submission_in(State.PUBLISHED, by=actors.contributor(ruth)).contribution
    client = Client()
    client.force_login(ruth)
    client.post(erase(kept), {"mail": "1"})
    assert client.post(erase(kept), {"code": code()}).url == "/your-stories/erased/"
    assert Story.objects.count() == 0
    assert User.objects.filter(pk=ruth.pk).exists()


def test_so_does_a_browser_with_the_receipt_where_an_account_owns_it():
    ruth = person(EMAIL)
    kept = submission_in(State.PUBLISHED, by=actors.contributor(ruth)).contribution
    client = opened(kept)
    client.post(erase(kept), {"mail": "1"})
    assert Mail.objects.get(kind="erase").to == EMAIL


def test_an_unsent_code_goes_with_the_address():
    kept = confirmed()
    opened(kept).post(erase(kept), {"mail": "1"})
    workflow.erase_all(kept.pk, by=actors.contributor())
    assert not Mail.objects.filter(kind="erase").exists()


def test_it_fails_as_a_whole(monkeypatch):
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    client.raise_request_exception = False

    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr("moderation.addresses.forget", broken)
    assert client.post(erase(kept), {"code": receipt_for(kept.pk)}).status_code == 500
    assert Story.objects.count() == 1
    assert not Deed.objects.exists()


class TestAccount:
    PAGE = "/your-stories/account/"

    @pytest.fixture
    def ruth(self):
        return person(EMAIL)

    def signed_in(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def test_everything_of_hers_and_nothing_of_anybody_elses(self, ruth):
        by = actors.contributor(ruth)
        for _ in range(2):
            submission_in(State.PUBLISHED, by=by, email=EMAIL)
        other = submission_in(State.PUBLISHED)
        client = self.signed_in(ruth)
        assert "Erase all my stories and my account" in said(client.get("/your-stories/"))
        assert "Your 2 stories" in said(client.get(self.PAGE))
        client.post(self.PAGE, {"mail": "1"})
        assert client.post(self.PAGE, {"code": "0000-0000"}).status_code == 200
        assert client.post(self.PAGE, {"code": code()}).url == "/your-stories/erased/"
        assert not User.objects.filter(pk=ruth.pk).exists()
        assert [story.pk for story in Story.objects.all()] == [other.contribution.story_id]
        assert not Contribution.objects.filter(email=EMAIL).exists()
        told = said(client.get("/your-stories/erased/"))
        assert ("2 stories" in told, "Your account" in told) == (True, True)
        assert client.get(self.PAGE).url.startswith("/accounts/login/")
        assert not Mail.objects.filter(kind="erase", state="owed").exists()

    def test_a_code_for_a_story_is_none_for_the_account(self, ruth):
        kept = confirmed()
        Contribution.objects.update(contributor=ruth)
        client = self.signed_in(ruth)
        client.post(erase(kept), {"mail": "1"})
        client.post(self.PAGE, {"code": code()})
        assert User.objects.filter(pk=ruth.pk).exists()

    def test_not_for_visitors_nor_the_team(self, client, moderator, settings):
        settings.MARROW_MFA = False
        assert client.get(self.PAGE).url == f"/accounts/login/?next={self.PAGE}"
        assert self.signed_in(moderator).post(self.PAGE, {"mail": "1"}).status_code == 403
        assert Mail.objects.count() == 0


def test_what_was_blanked_is_told_to_this_browser_alone():
    assert "What is gone" not in said(Client().get("/your-stories/erased/"))


def test_whoever_only_approved_first_or_dismissed_a_note_is_kept_as_a_decider():
    submission = submission_in(State.SECOND_REVIEW)
    note = submission.findings.get()
    helper = person("helper@example.org", "moderator")
    findings.dismiss(
        submission.contribution_id, note.pk, by=actors.team(helper), because=Dismissal.HARMLESS
    )
    for one in (submission.first_by, helper):
        with pytest.raises(Conflict):
            leaving.remove(one)
        assert User.objects.filter(pk=one.pk).exists()
