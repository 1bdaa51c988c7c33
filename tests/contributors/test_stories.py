"""Your stories: who may open them, what they tell, and what can be done."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from accounts import codes
from accounts.models import User
from contributors import tracker
from contributors.models import Draft
from mail.models import Mail
from moderation import actors, addresses, receipts, waits, workflow
from moderation.models import Contribution, Event
from moderation.states import Action, State
from moderation.waits import Wait
from stories.models import Story, Tombstone
from tests.contributors.walking import ANSWERS, answer, said, send, send_form, share, title
from tests.factories import contribution, offer, person, run_jobs, submission_in
from tests.moderation.test_waits import answered

pytestmark = pytest.mark.django_db


def opened(kept: Contribution) -> Client:
    """A browser that has shown the receipt."""
    client = Client()
    code = receipts.receipt_for(kept.pk)
    assert client.post("/your-stories/", {"code": code}).url == f"/your-stories/{kept.pk}/"
    return client


def page_of(kept: Contribution, client: Client | None = None):
    return (client or opened(kept)).get(f"/your-stories/{kept.pk}/")


# --- who may open it -----------------------------------------------------------------------------


def test_everyone_else_gets_the_same_page_as_for_no_story_at_all():
    kept = contribution()
    stranger, other = Client(), Client()
    other.force_login(person("other@example.org"))
    for client in (stranger, other):
        theirs, nobodys = [
            (page.status_code, said(page).replace(str(key), ""))
            for key in (kept.pk, uuid.uuid4())
            for page in [client.get(f"/your-stories/{key}/")]
        ]
        assert theirs == nobodys
        assert theirs[0] == 404
        for place in ("address/", "withdraw/", "erase/", "story.txt", "my-data.zip"):
            assert client.get(f"/your-stories/{kept.pk}/{place}").status_code == 404
        for place in ("withdraw/", "erase/", "change/", "address/", "address/code/"):
            assert client.post(f"/your-stories/{kept.pk}/{place}").status_code == 404
    assert kept.submissions.get().state == State.SUBMITTED


def test_a_moderator_has_no_way_in_here(client, moderator):
    client.force_login(moderator)
    assert page_of(contribution(), client).status_code == 404


def test_the_owner_needs_no_receipt(client):
    user = person("ruth@example.org")
    kept = contribution(by=actors.contributor(user))
    client.force_login(user)
    assert page_of(kept, client).status_code == 200


def test_a_wrong_receipt_says_nothing_and_is_counted(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (3, 3600)}
    kept = contribution()
    right = receipts.receipt_for(kept.pk)
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    client = Client()
    tries = [wrong, "nonsense", "x" * 5000]
    answers = [client.post("/your-stories/", {"code": code}) for code in tries]
    assert [a.status_code for a in answers] == [200] * 3
    assert len({said(a) for a in answers}) == 1
    assert title(answers[0]).startswith("Error: ")
    refused = client.post("/your-stories/", {"code": wrong})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert page_of(kept, client).status_code == 404
    assert client.post("/your-stories/", {"code": right}).status_code == 302  # and never waits


def test_right_receipts_count_for_nothing(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "receipt": (1, 3600)}
    for _ in range(3):
        opened(contribution())


def test_opening_makes_a_new_session_key(client):
    client.post("/share/")
    before = client.session.session_key
    kept = contribution()
    client.post("/your-stories/", {"code": receipts.receipt_for(kept.pk)})
    assert client.session.session_key != before
    assert client.session["draft"]


def test_a_receipt_outlives_a_change_of_the_secret_key(settings, client):
    kept = share(client)
    code = client.get("/share/sent/").context["receipt"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert Client().post("/your-stories/", {"code": code}).url == f"/your-stories/{kept.pk}/"


def test_close_the_stories_on_this_device():
    kept = contribution()
    client = opened(kept)
    assert client.post("/your-stories/leave/").url == "/your-stories/"
    assert page_of(kept, client).status_code == 404


# --- what it tells -------------------------------------------------------------------------------

HEADLINES = {
    State.SUBMITTED: "We are reading your story",
    State.IN_REVIEW: "We are reading your story",
    State.ESCALATED: "We are reading your story",
    State.CHANGES_REQUESTED: "We are reading your story",  # in its grace
    State.APPROVED: "We are reading your story",
    State.DECLINED: "We are reading your story",
    State.PUBLISHED: "Your story is on the site",
    State.PAUSED: "Your story is paused",
    State.WITHDRAWN: "You took your story back",
    State.HELD: "Your story rests while somebody looks",
    State.TAKEN_DOWN: "We took your story off the site",
}
BUTTONS = {
    State.SUBMITTED: ["replace", "hide_name", "withdraw"],
    State.IN_REVIEW: ["replace", "hide_name", "withdraw"],
    State.ESCALATED: ["replace", "hide_name", "withdraw"],
    State.CHANGES_REQUESTED: ["replace", "hide_name", "withdraw"],
    State.APPROVED: ["replace", "hide_name", "withdraw"],
    State.DECLINED: ["replace", "hide_name", "withdraw"],
    State.PUBLISHED: ["pause", "replace", "hide_name", "withdraw"],
    State.PAUSED: ["resume", "replace", "hide_name", "withdraw"],
    State.WITHDRAWN: [],
    State.HELD: ["replace", "hide_name", "withdraw"],
    State.TAKEN_DOWN: ["replace", "appeal", "hide_name", "withdraw"],
}


@pytest.mark.parametrize("state", HEADLINES)
def test_every_state_in_plain_words(state):
    page = page_of(submission_in(state).contribution)
    assert str(page.context["place"].headline) == HEADLINES[state]
    assert page.context["actions"] == BUTTONS[state]
    words = said(page)
    assert ("Change my story" in words) is ("replace" in BUTTONS[state])
    assert ("Erase it for good" in words) is (state is State.WITHDRAWN)


def without_tokens(response) -> str:
    """A page without what differs between any two requests or stories."""
    kept = response.context["contribution"]
    return said(response).replace(str(kept.pk), "")


@pytest.mark.parametrize(
    "state",
    [State.ESCALATED, State.CHANGES_REQUESTED, State.APPROVED, State.DECLINED],
)
def test_a_decision_in_its_grace_and_an_alarm_look_like_waiting(state):
    waiting = page_of(submission_in(State.IN_REVIEW).contribution)
    assert without_tokens(page_of(submission_in(state).contribution)) == without_tokens(waiting)


@pytest.mark.parametrize(
    ("state", "headline"),
    [
        (State.CHANGES_REQUESTED, "We would like to publish it, with a change"),
        (State.DECLINED, "We will not publish this story as it is"),
    ],
)
def test_after_the_grace_the_decision_and_its_message_are_there(state, headline):
    kept = submission_in(state).contribution
    assert "With thanks." not in said(page_of(kept))
    run_jobs()
    words = said(page_of(kept))
    assert headline in words
    assert "With thanks." in words


def test_what_the_team_says_to_itself_stays_there(moderator, lead):
    kept = submission_in(State.IN_REVIEW).contribution
    workflow.escalate(
        kept.pk, by=actors.team(moderator), reason="other", message="Please look, Lea."
    )
    workflow.return_to_queue(
        kept.pk, by=actors.team(lead), reason="other", message="Looks fine to me."
    )
    workflow.request_changes(kept.pk, by=actors.team(moderator), message="Which garden?")
    run_jobs()
    words = said(page_of(kept))
    assert "Which garden?" in words
    assert "Lea" not in words
    assert "Looks fine" not in words


def test_a_live_story_stays_while_its_revision_is_read(client):
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/change/")
    answer(client, "story", title="Another title")
    assert send(client).url == f"/your-stories/{kept.pk}/?done=sent"
    page = page_of(kept, client)
    assert "It stays there as it was" in said(page)
    assert Story.objects.get().title == "The garlic was in by noon"
    assert page.context["submission"].title == "Another title"


def test_waiting_is_honest(settings):
    submission = submission_in(State.IN_REVIEW)
    hope = f"We hope to tell you by {tracker.day(submission.created_at + settings.MARROW_DUE)}."
    assert tracker.waiting(submission) == hope
    submission.created_at = timezone.now() - settings.MARROW_DUE - timedelta(minutes=1)
    assert "longer than we hoped" in tracker.waiting(submission)


def test_waiting_tells_what_it_really_took_of_late(settings):
    answered(*[waits.DAY] * 10, *[4 * waits.DAY - waits.HOUR] * 10)
    submission = submission_in(State.IN_REVIEW)
    by = tracker.day(submission.created_at + 4 * waits.DAY)
    told = f"Most people hear from us within 3 to 4 days. We hope to tell you by {by}."
    assert tracker.waiting(submission) == told
    assert told in said(page_of(submission.contribution))
    submission.created_at = timezone.now() - 4 * waits.DAY + timedelta(minutes=1)
    assert "within 3 to 4 days" in tracker.waiting(submission)
    submission.created_at = timezone.now() - 4 * waits.DAY - timedelta(minutes=1)
    assert "longer than we hoped" in tracker.waiting(submission)


def test_an_alarm_does_not_change_what_waiting_tells():
    answered(*[waits.DAY] * 20)
    waiting = page_of(submission_in(State.IN_REVIEW).contribution)
    for state in (State.ESCALATED, State.DECLINED):
        assert without_tokens(page_of(submission_in(state).contribution)) == without_tokens(waiting)


@pytest.mark.parametrize(
    ("wait", "english", "spanish"),
    [
        (Wait(waits.HOUR, waits.HOUR), "within 1 hour.", "en 1 hora."),
        (Wait(waits.HOUR, 5 * waits.HOUR), "within 1 to 5 hours.", "en 1 a 5 horas."),
        (Wait(5 * waits.HOUR, 5 * waits.HOUR), "within 5 hours.", "en 5 horas."),
        (Wait(2 * waits.DAY, 4 * waits.DAY), "within 2 to 4 days.", "en 2 a 4 días."),
        (Wait(3 * waits.DAY, 3 * waits.DAY), "within 3 days.", "en 3 días."),
    ],
)
def test_a_wait_in_plain_words(wait, english, spanish):
    assert tracker.usual(wait) == f"Most people hear from us {english}"
    with override("es"):
        assert tracker.usual(wait) == f"La mayoría tiene noticias nuestras {spanish}"


def test_download_gives_the_very_words():
    kept = contribution(title="Título", body="Uno.\n\nDos <b>&amp; tres.")
    page = opened(kept).get(f"/your-stories/{kept.pk}/story.txt")
    text = page.content.decode()
    assert "Título\n" in text
    assert "Uno.\n\nDos <b>&amp; tres." in text
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.headers["Content-Disposition"].startswith("attachment")


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_same_number_of_queries_for_one_and_three_stories():
    user = person("ruth@example.org")
    client = Client()
    client.force_login(user)
    contribution(by=actors.contributor(user))
    one = queries(client, "/your-stories/")
    for _ in range(2):
        contribution(by=actors.contributor(user))
    assert queries(client, "/your-stories/") == one
    assert len(client.get("/your-stories/").context["stories"]) == 3


def test_the_same_number_of_queries_for_one_and_three_letters(moderator):
    kept = contribution()
    client = opened(kept)
    counted = []
    for number in range(3):
        workflow.screen(kept.submissions.order_by("-number")[0].pk, [])
        workflow.request_changes(kept.pk, by=actors.team(moderator), message=f"Letter {number}.")
        run_jobs()
        counted.append(queries(client, f"/your-stories/{kept.pk}/"))
        workflow.replace(kept.pk, offer(title=f"Again {number}"), by=actors.contributor())
    assert len(set(counted)) == 1
    letters = page_of(kept, client).context["letters"]
    assert [one.body for one in letters] == ["Letter 0.", "Letter 1.", "Letter 2."]


# --- what can be done ----------------------------------------------------------------------------


def test_withdrawing_takes_no_more_steps_than_agreeing():
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    assert Story.objects.count() == 1
    page = client.get(f"/your-stories/{kept.pk}/withdraw/")
    assert "<textarea" not in page.content.decode()
    assert Story.objects.count() == 1
    assert client.post(f"/your-stories/{kept.pk}/withdraw/").status_code == 302
    assert Story.objects.count() == 0
    assert Tombstone.objects.get().story_id == kept.story_id
    assert kept.consents.filter(withdrawn_at=None).count() == 0
    assert client.post(f"/your-stories/{kept.pk}/withdraw/").status_code == 302  # again: no harm
    assert Event.objects.filter(action=Action.WITHDRAW).count() == 1


def test_withdrawing_covers_the_revision_too(client):
    kept = submission_in(State.PUBLISHED).contribution
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/change/")
    answer(client, "story", title="Another title")
    send(client)
    client.post(f"/your-stories/{kept.pk}/withdraw/")
    assert set(kept.submissions.values_list("state", flat=True)) == {State.WITHDRAWN}
    assert "You took your story back" in said(page_of(kept, client))


def test_after_leaving_no_draft_leads_back_to_the_story():
    client = Client()
    kept = share(client)
    client.post("/your-stories/leave/")
    client.post("/share/story/", {"go": "keep"})
    assert ANSWERS["story"]["title"] not in client.get("/share/story/").content.decode()
    assert client.get(f"/your-stories/{kept.pk}/").status_code == 404


def test_leaving_keeps_what_is_begun_and_not_yet_a_story():
    client = Client()
    client.post("/share/")
    answer(client, "diagnosis")
    answer(client, "story")
    client.post("/your-stories/leave/")
    assert ANSWERS["story"]["title"] in client.get("/share/story/").content.decode()


def test_changes_start_from_the_words_as_sent_and_keep_the_rest():
    kept = submission_in(State.DECLINED, facets=["chemotherapy"]).contribution
    client = opened(kept)
    assert client.post(f"/your-stories/{kept.pk}/change/").url == "/share/story/"
    form = client.get("/share/story/").context["form"]
    assert form["title"].value() == "The garlic was in by noon"
    assert client.get("/share/consent/").status_code == 404
    assert client.get("/share/address/").status_code == 404
    answer(client, "story", title="The garlic was in by ten")
    assert send(client).url == f"/your-stories/{kept.pk}/?done=sent"
    first, second = kept.submissions.order_by("number")
    assert second.offer == first.offer.__class__(
        **{
            **first.offer.__dict__,
            "title": "The garlic was in by ten",
            "passages": second.offer.passages,
        }
    )
    assert second.offer.body == ANSWERS["story"]["body"]
    assert second.passages[0]["dated"] == first.passages[0]["dated"]


def test_sending_without_a_change_changes_nothing():
    kept = submission_in(State.IN_REVIEW).contribution
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/change/")
    assert send(client).url == f"/your-stories/{kept.pk}/?done=sent"
    assert kept.submissions.count() == 1


def test_a_decision_in_its_grace_is_not_betrayed_by_a_conflict(moderator):
    kept = submission_in(State.IN_REVIEW).contribution
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/change/")
    answer(client, "story", title="Another title")
    workflow.decline(kept.pk, by=actors.team(moderator), message="No.", reason="other")
    assert send(client).url == f"/your-stories/{kept.pk}/?done=sent"
    run_jobs()
    assert "We are reading your story" in said(page_of(kept, client))
    assert "No." not in said(page_of(kept, client)).split()


def test_changes_sent_twice_are_one(client):
    kept = submission_in(State.IN_REVIEW).contribution
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/change/")
    answer(client, "story", title="Another title")
    form = send_form(client)
    assert client.post("/share/check/", form).status_code == 302
    assert client.post("/share/check/", form).status_code == 302
    assert kept.submissions.count() == 2


def test_a_story_that_moved_on_is_not_overwritten_and_no_word_is_lost(moderator):
    kept = submission_in(State.IN_REVIEW).contribution
    client = opened(kept)
    client.post(f"/your-stories/{kept.pk}/change/")
    answer(client, "story", title="Another title")
    form = send_form(client)
    workflow.request_changes(kept.pk, by=actors.team(moderator), message="Which garden?")
    run_jobs()
    page = client.post("/share/check/", form)
    assert page.status_code == 409
    assert "Your new words are kept" in said(page)
    assert kept.submissions.count() == 1
    assert client.post(f"/your-stories/{kept.pk}/change/").url == "/share/story/"
    assert Draft.objects.get().answers["title"] == "Another title"
    assert send(client).url == f"/your-stories/{kept.pk}/?done=sent"
    assert kept.submissions.count() == 2


def test_changes_of_a_withdrawn_story_lead_back_to_it():
    kept = submission_in(State.WITHDRAWN).contribution
    client = opened(kept)
    assert client.post(f"/your-stories/{kept.pk}/change/").url == f"/your-stories/{kept.pk}/"
    assert Draft.objects.count() == 0


# --- the address ---------------------------------------------------------------------------------


def code_in(mail: Mail) -> str:
    return next(line.strip() for line in mail.text.splitlines() if line.strip()[4:5] == "-")


def test_an_unconfirmed_address_gets_one_mail_and_grants_nothing(client):
    kept = share(client, address={"email": "ruth@example.org"})
    assert list(Mail.objects.values_list("kind", "to")) == [("confirm", "ruth@example.org")]
    run_jobs()
    assert kept.contributor is None
    assert not User.objects.filter(email="ruth@example.org").exists()
    moderator = actors.team(person("moderator@example.org", "moderator"))
    workflow.request_changes(kept.pk, by=moderator, message="Which garden?")
    run_jobs()
    assert Mail.objects.count() == 1


def test_the_mailed_code_confirms_it(client):
    kept = share(client, address={"email": "Ruth@example.org"})
    code = code_in(Mail.objects.get(kind="confirm"))
    wrong = client.post(f"/your-stories/{kept.pk}/address/", {"code": "0000-0000", "sent": "1"})
    assert title(wrong).startswith("Error: ")
    done = client.post(f"/your-stories/{kept.pk}/address/", {"code": code, "sent": "1"})
    assert done.url == "/share/sent/"
    assert "Your address is confirmed" in said(client.get("/share/sent/"))
    kept.refresh_from_db()
    assert kept.contributor == User.objects.get(email__iexact="ruth@example.org")
    assert Mail.objects.filter(kind="receipt").count() == 1
    owner = Client()
    owner.force_login(kept.contributor)
    assert page_of(kept, owner).status_code == 200


def test_five_wrong_codes_wear_it_out(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "code": (100, 3600)}
    kept = share(client, address={"email": "ruth@example.org"})
    code = code_in(Mail.objects.get(kind="confirm"))
    for _ in range(codes.TRIES):
        client.post(f"/your-stories/{kept.pk}/address/", {"code": "00000000"})
    client.post(f"/your-stories/{kept.pk}/address/", {"code": code})
    kept.refresh_from_db()
    assert kept.email_confirmed_at is None


def test_a_new_code_works_and_the_old_one_does_not(client):
    kept = share(client, address={"email": "ruth@example.org"})
    old = code_in(Mail.objects.get(kind="confirm"))
    page = client.post(f"/your-stories/{kept.pk}/address/code/", {"sent": "1"}, follow=True)
    assert page.redirect_chain == [(f"/your-stories/{kept.pk}/address/?sent&mailed", 302)]
    assert "We sent a new code" in said(page)
    assert "Back to the receipt" in said(page)
    again = client.get(f"/your-stories/{kept.pk}/address/code/")
    assert again.url == f"/your-stories/{kept.pk}/address/"
    assert Mail.objects.filter(kind="confirm").count() == 2
    new = code_in(Mail.objects.order_by("-pk")[0])
    client.post(f"/your-stories/{kept.pk}/address/", {"code": old})
    kept.refresh_from_db()
    assert kept.email_confirmed_at is None
    client.post(f"/your-stories/{kept.pk}/address/", {"code": new})
    kept.refresh_from_db()
    assert kept.email_confirmed_at is not None


def test_a_stranger_is_not_mailed_without_end(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "code": (100, 3600)}
    kept = share(client, address={"email": "stranger@example.org"})
    for _ in range(6):
        page = client.post(f"/your-stories/{kept.pk}/address/code/", follow=True)
    assert Mail.objects.filter(to="stranger@example.org").count() == addresses.CODES
    assert "as many codes as we may" in said(page)


def test_codes_are_limited(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "code": (1, 3600)}
    kept = share(client, address={"email": "ruth@example.org"})
    client.post(f"/your-stories/{kept.pk}/address/", {"code": "1"})
    page = client.post(f"/your-stories/{kept.pk}/address/", {"code": "1"})
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0


def test_the_address_is_shown_in_part(client):
    kept = share(client, address={"email": "ruth@example.org"})
    words = said(page_of(kept, client))
    assert "r…@example.org" in words
    assert "ruth@example.org" not in words


def test_the_cookie_of_a_form_lives_no_longer_than_a_session(client, settings):
    client.get("/your-stories/")
    assert client.cookies["csrf"]["max-age"] == settings.SESSION_COOKIE_AGE == 14 * 86400
