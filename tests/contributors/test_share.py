"""The share form: nothing is lost, nothing is sent twice, nothing is sent that was not shown."""

import re
import uuid
from copy import deepcopy
from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from contributors import drafts
from contributors.models import Draft
from contributors.visits import SENT, STORIES
from moderation import consents
from moderation.models import Consent, Contribution, Submission
from moderation.receipts import kept_receipt_for, receipt_digest, receipt_for
from moderation.states import State
from tests.accounts.test_sign_in import sign_in
from tests.contributors.walking import (
    ANSWERS,
    answer,
    fill,
    hidden,
    opened,
    said,
    send,
    send_form,
    share,
    start,
    title,
)
from tests.factories import BODY, person, submission_in

pytestmark = pytest.mark.django_db


def test_the_whole_way(client):
    assert start(client) == "/share/diagnosis/"
    order = ["diagnosis", "who", "story", "others", "you", "about"]
    order += ["more", "photo", "address", "consent", "check"]
    for step, then in pairwise(order):
        assert client.get(f"/share/{step}/").status_code == 200
        assert answer(client, step) == f"/share/{then}/"
    page = client.get("/share/check/")
    for words in ("Mantle cell lymphoma", "The garlic was in by noon", "Ruth", "Chemotherapy"):
        assert words in said(page)
    assert Submission.objects.count() == 0
    assert send(client).url == "/share/sent/"
    kept = Submission.objects.get()
    assert (kept.title, kept.offer.body, kept.display_name) == (
        ANSWERS["story"]["title"],
        BODY,
        "Ruth",
    )
    assert (kept.diagnoses, kept.relation, kept.language) == (["mcl"], "survivor", "en")
    assert kept.facets == ["chemotherapy", "45-59"]
    uses = Consent.objects.values_list("use", flat=True).order_by("use")
    assert list(uses) == ["search-engines", "website"]


def test_the_receipt_opens_the_story_elsewhere(client):
    kept = share(client)
    page = client.get("/share/sent/")
    code = page.context["receipt"]
    assert code in page.content.decode().replace("<wbr>", "")
    assert receipt_digest(code) == kept.receipt_digest
    stranger = Client()
    answer = stranger.post("/your-stories/", {"code": f" {code.lower().replace('-', ' ')} "})
    assert answer.url == f"/your-stories/{kept.pk}/"
    assert "The garlic was in by noon" in said(stranger.get(answer.url))


def test_words_are_blanked_when_they_are_sent(client):
    share(client)
    draft = Draft.objects.get()
    assert draft.answers == {}
    assert draft.sent_at is not None


def test_sent_twice_is_one_story(client):
    fill(client)
    form = send_form(client)
    answers = [client.post("/share/check/", form) for _ in range(3)]
    assert [response.url for response in answers] == ["/share/sent/"] * 3
    assert Submission.objects.count() == Contribution.objects.count() == 1


def test_back_and_send_again_is_one_story(client):
    share(client)
    assert client.get("/share/check/").url == "/share/sent/"
    assert client.post("/share/check/", {"shown": "x"}).url == "/share/sent/"
    assert Contribution.objects.count() == 1


def test_words_typed_after_sending_become_changes(client):
    kept = share(client)
    response = client.post("/share/story/", {**ANSWERS["story"], "title": "It was in by ten"})
    assert response.url == "/share/others/"
    draft = Draft.objects.get(sent_at=None)
    assert (draft.contribution, draft.version, draft.answers["title"]) == (
        kept.pk,
        kept.version,
        "It was in by ten",
    )


def test_words_typed_after_the_cookie_was_lost_are_kept():
    stranger = Client()
    response = stranger.post("/share/story/", ANSWERS["story"])
    assert response.status_code == 302
    assert Draft.objects.get().answers["body"] == BODY


def test_a_story_is_only_sent_as_it_was_shown(client):
    fill(client)
    form = send_form(client)
    answer(client, "story", title="Changed in another window")
    page = client.post("/share/check/", form)
    assert page.status_code == 200
    assert "Something in it changed" in said(page)
    assert Submission.objects.count() == 0


def test_every_byte_arrives(client):
    body = "  One.\r\n\r\n\tTwo \u2014 \U0001f33c  e\u0301\r\n"
    kept = share(client, story={"body": body, "title": " \u201cSpaces\u201d  stay "})
    submission = kept.submissions.get()
    assert submission.offer.body == "  One.\n\n\tTwo \u2014 \U0001f33c  e\u0301\n"
    assert submission.title == " \u201cSpaces\u201d  stay "


@pytest.mark.parametrize(
    ("step", "data", "field"),
    [
        ("who", {}, "relation"),
        ("who", {"relation": "king"}, "relation"),
        ("story", {"language": "en", "title": "", "body": "Kept words"}, "title"),
        ("story", {"language": "en", "title": "x" * 141, "body": "Kept words"}, "title"),
        ("story", {"language": "en", "title": "two\nlines", "body": "Kept words"}, "title"),
        ("story", {"language": "en", "title": "Kept", "body": "  "}, "body"),
        ("story", {"language": "en", "title": "Kept", "body": "y" * 20_001}, "body"),
        ("story", {"language": "xx", "title": "Kept", "body": "Kept words"}, "language"),
        ("you", {"named": "other", "name": ""}, "name"),
        ("you", {"named": "other", "name": "z" * 81}, "name"),
        ("you", {"name": "Kept"}, "named"),
        ("you", {}, "named"),
        ("address", {"email": "kept at example"}, "email"),
        ("consent", {"consents": ["newsletter"]}, "consents"),
        ("consent", {}, "consents"),
    ],
)
def test_an_error_keeps_the_words(client, step, data, field):
    start(client)
    page = client.post(f"/share/{step}/", data, follow=True)
    assert page.redirect_chain == [(f"/share/{step}/?again", 302)]  # so Back has where to go
    assert title(page).startswith("Error: ")
    assert list(page.context["form"].errors) == [field]
    assert "Please look at this again" in said(page)
    for name, value in data.items():
        assert page.context["form"][name].value() == value
        assert Draft.objects.get().answers[name] == value
        if isinstance(value, str) and field != name:
            assert value.strip() in page.content.decode()


@pytest.mark.parametrize("go", ["back", "stop", "keep"])
def test_half_an_answer_is_kept_on_every_way_out(client, go):
    start(client)
    response = client.post("/share/story/", {"title": "", "body": "Half a sent", "go": go})
    assert response.status_code == {"keep": 200}.get(go, 302)
    assert Draft.objects.get().answers["body"] == "Half a sent"
    assert "Half a sent" in client.get("/share/story/").content.decode()


def test_back_leads_back_and_skip_forgets(client):
    start(client)
    assert client.post("/share/who/", {"go": "back"}).url == "/share/diagnosis/"
    assert client.post("/share/diagnosis/", {"go": "back"}).url == "/share/"
    response = client.post("/share/address/", {"email": "r@example.org", "go": "skip"})
    assert response.url == "/share/consent/"
    assert Draft.objects.get().answers["email"] == ""


def test_nothing_that_cannot_be_stored_breaks_the_page(client):
    start(client)
    response = client.post("/share/story/", {"body": "be\0fore", "title": "t", "language": "en"})
    assert response.status_code in (200, 302)
    assert Draft.objects.get().answers["body"] == "before"


def test_the_check_page_leads_to_what_is_missing(client):
    fill(client)
    client.post("/share/story/", {"title": "", "body": BODY, "language": "en", "go": "back"})
    response = client.get("/share/check/")
    assert response.url == "/share/story/?change&again"
    page = client.get(response.url)
    assert title(page).startswith("Error: ")
    fixed = client.post(response.url, ANSWERS["story"])
    assert fixed.url == "/share/check/"


@pytest.mark.parametrize(
    ("words", "slug"),
    [("MCL", "mcl"), ("mantle cell", "mcl"), ("mantel cell", "mcl"), ("linfoma del manto", "mcl")],
)
def test_any_name_finds_the_diagnosis(client, words, slug):
    start(client)
    found = client.post("/share/diagnosis/", {"looked_for": words, "go": "find"})
    assert found.url == "/share/diagnosis/"
    page = client.get(found.url)
    assert page.context["matches"][0].slug == slug
    assert words not in found.url


def test_five_at_once_and_the_rest_folded(client):
    start(client)
    client.post("/share/diagnosis/", {"looked_for": "lymphoma", "go": "find"})
    page = client.get("/share/diagnosis/")
    shown, _folded, rest = page.content.decode().partition("<summary>Show more</summary>")
    assert shown.count('name="diagnoses"') == 5
    assert all(f'value="{row.slug}"' in rest for row in page.context["more"])
    assert client.post("/share/diagnosis/", {"looked_for": "burkits", "go": "find"}).url
    assert "Show more" not in said(client.get("/share/diagnosis/"))


def test_several_diagnoses_and_one_removed(client):
    start(client)
    for slug in ("mcl", "aml"):
        client.post("/share/diagnosis/", {"diagnoses": [slug], "go": "add"})
    assert [row.slug for row in client.get("/share/diagnosis/").context["chosen"]] == ["mcl", "aml"]
    client.post("/share/diagnosis/", {"without": "mcl"})
    assert Draft.objects.get().answers["diagnoses"] == ["aml"]


def test_no_diagnosis_is_one_kind_sentence(client):
    start(client)
    page = client.post("/share/diagnosis/", {"looked_for": ""}, follow=True)
    assert page.redirect_chain == [("/share/diagnosis/?again", 302)]
    assert title(page).startswith("Error: ")
    assert "choose at least one diagnosis" in said(page)
    looking = client.post("/share/diagnosis/?again", {"looked_for": "mcl", "go": "find"})
    assert looking.url == "/share/diagnosis/"


def test_going_on_begins_where_one_stopped(client):
    start(client)
    for step in ("diagnosis", "who", "story", "others", "you", "about"):
        answer(client, step)
    draft = str(Draft.objects.get().pk)
    assert client.post("/share/", {"draft": draft}).url == "/share/more/"
    answer(client, "more")
    assert client.post("/share/", {"draft": draft}).url == "/share/photo/"
    answer(client, "photo")
    assert client.post("/share/", {"draft": draft}).url == "/share/address/"
    answer(client, "address")
    assert client.post("/share/", {"draft": draft}).url == "/share/consent/"


def test_typing_and_continuing_finds_first(client):
    start(client)
    assert client.post("/share/diagnosis/", {"looked_for": "myeloma"}).url == "/share/diagnosis/"
    page = client.get("/share/diagnosis/")
    assert "myeloma" in said(page)


def test_no_consent_is_ticked(client):
    start(client)
    assert "checked" not in client.get("/share/consent/").content.decode()


def test_consent_is_shown_in_the_language_it_is_stored_in(client):
    fill(client, story={"language": "es"})
    assert "Acepto que guarden mi historia" in said(client.get("/share/consent/"))
    send(client)
    assert set(Consent.objects.values_list("language", flat=True)) == {"es"}


def test_anonymous_in_both_languages(client):
    kept = share(client, you={"named": "anonymous", "name": ""}, story={"language": "es"})
    assert kept.submissions.get().display_name == "Sin nombre"


def test_a_second_look_quotes_the_place_and_does_not_insist(client):
    fill(client, story={"body": BODY + " Please ring me on 020 7946 0958. Thank you."})
    page = client.get("/share/check/")
    nudge = next(n for n in page.context["nudges"] if "7946" in n.words)
    assert nudge.words == "020 7946 0958"
    assert nudge.before.endswith("ring me on ")
    assert nudge.url == "/share/story/?change"
    assert "telephone number" in nudge.reason
    assert send(client).url == "/share/sent/"


def test_the_room_that_there_is_for_a_story_is_named(client, settings):
    client.post("/share/")
    fill(client)
    room = f"There is room for {settings.MARROW_MAX_CHARACTERS:,} characters"
    assert room in said(client.get("/share/story/"))


def test_somebody_in_danger_finds_people_to_talk_to_and_may_go_on(client):
    fill(client, story={"body": BODY + " I want to kill myself tonight."})
    page = client.get("/share/check/")
    assert "Is it very hard right now?" in said(page)
    assert "Samaritans" in said(page)
    assert "Someone may be thinking" not in said(page)
    assert send(client).url == "/share/sent/"


def test_nobody_else_is_sent_to_a_helpline(client):
    fill(client)
    assert "Is it very hard right now?" not in said(client.get("/share/check/"))


def test_too_many_are_asked_to_wait_and_lose_nothing(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit": (1, 3600)}
    share(client)
    fill(client, story={"title": "The second one"})
    page = send(client)
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 3600
    assert "Nothing is lost" in said(page)
    assert Contribution.objects.count() == 1
    assert Draft.objects.get(sent_at=None).answers["title"] == "The second one"


def test_too_many_for_one_address(client, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit-address": (1, 3600)}
    share(client, address={"email": "ruth@example.org"})
    fill(client, address={"email": "Ruth@Example.org"})
    assert send(client).status_code == 429
    assert Contribution.objects.count() == 1


def test_signed_in_the_story_is_theirs(client):
    user = person("ruth@example.org")
    client.force_login(user)
    assert share(client).contributor == user
    assert "The garlic was in by noon" in said(client.get("/your-stories/"))


def test_a_draft_is_only_for_its_browser_and_its_person(client):
    user = person("ruth@example.org")
    client.force_login(user)
    fill(client)
    draft = Draft.objects.get()
    stranger = Client()
    start(stranger)
    theirs = {**ANSWERS["story"], "title": "Another story", "draft": str(draft.pk)}
    response = stranger.post("/share/story/", theirs)
    assert Draft.objects.get(pk=draft.pk).answers["body"] == BODY
    assert response.status_code == 302
    elsewhere = Client()
    elsewhere.force_login(user)
    assert "The garlic was in by noon" in said(elsewhere.get("/share/"))
    assert "The garlic was in by noon" not in said(stranger.get("/share/"))


def test_go_on_or_delete_what_was_begun(client):
    fill(client)
    draft = Draft.objects.get()
    assert client.post("/share/", {"draft": draft.pk, "go": "continue"}).url == "/share/check/"
    page = client.get("/share/")
    assert f'href="/share/delete/{draft.pk}/"' in page.content.decode()
    asked = client.get(f"/share/delete/{draft.pk}/")
    assert "The garlic was in by noon" in said(asked)
    assert Draft.objects.count() == 1
    assert Client().post(f"/share/delete/{draft.pk}/").url == "/share/"
    assert Draft.objects.count() == 1
    assert client.post(f"/share/delete/{draft.pk}/").url == "/share/"
    assert Draft.objects.count() == 0


def test_what_holds_any_words_is_listed(client):
    start(client)
    assert "You have begun something" not in said(client.get("/share/"))
    answer(client, "story")
    assert "The garlic was in by noon" in said(client.get("/share/"))


# --- limits, and the session ---------------------------------------------------------------------


def test_an_unknown_draft_gets_one_in_its_place_however_often_its_page_is_kept():
    stranger = Client()
    page = {"draft": str(uuid.uuid4()), "go": "keep"}
    for body in ("One", "One, two", "One, two, three"):
        assert stranger.post("/share/story/", {**page, "body": body}).status_code == 200
    assert Draft.objects.get().answers["body"] == "One, two, three"


def test_a_page_that_goes_on_after_sending_begins_one_change(client):
    fill(client)
    page = {**opened(client, "story"), "go": "keep"}
    send(client)
    for title_ in ("Late", "Later"):
        client.post("/share/story/", {**page, **ANSWERS["story"], "title": title_})
    assert Draft.objects.get(sent_at=None).answers["title"] == "Later"


def test_too_many_drafts_are_refused_and_the_words_given_back(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "draft": (1, 3600)}
    Client().post("/share/")
    page = Client().post("/share/story/", {"body": "Not lost", "title": "Nor this"})
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 3600
    assert page.context["typed"] == [("Your story", "Not lost"), ("A title for it", "Nor this")]
    assert "Not lost" in page.content.decode()
    assert f"in {page.context['minutes']} minute" in said(page)
    assert Draft.objects.count() == 1


def test_more_than_there_is_room_for_is_given_back_and_what_was_kept_stays(client):
    start(client)
    client.post("/share/story/", {"body": "Kept", "go": "keep"})
    page = client.post("/share/story/", {"body": "x" * drafts.MOST, "go": "keep"})
    assert page.status_code == 413
    assert "x" * drafts.MOST in page.content.decode()
    assert "What we kept before is still there" in said(page)
    assert Draft.objects.get().answers["body"] == "Kept"


def session_of(client: Client) -> Session:
    return Session.objects.get(pk=client.session.session_key)


@pytest.mark.parametrize(("role", "days"), [("contributor", 14), ("moderator", 2)])
def test_who_writes_has_two_more_weeks_from_that_day_but_not_the_team(client, role, days):
    client.force_login(person("somebody@example.org", role))
    start(client)
    early = timezone.now() + timedelta(days=2)
    Session.objects.filter(pk=client.session.session_key).update(expire_date=early)
    answer(client, "who")
    left = session_of(client).expire_date - timezone.now()
    assert round(left / timedelta(days=1)) == days


def test_no_more_than_once_a_day(client):
    start(client)
    answer(client, "who")
    before = session_of(client).expire_date
    answer(client, "story")
    assert session_of(client).expire_date == before


def test_a_lost_answer_to_the_last_page_loses_no_receipt(client):
    fill(client)
    form, cookies = send_form(client), deepcopy(client.cookies)
    assert client.post("/share/check/", form).url == "/share/sent/"
    assert client.cookies["sid"].value == cookies["sid"].value
    later = Client()
    later.cookies = cookies
    session = session_of(client)
    session.session_data = Session.objects.encode(
        {key: value for key, value in session.get_decoded().items() if key not in (STORIES, SENT)}
    )
    session.save()  # killed between the story's commit and the session's
    assert later.post("/share/check/", form).url == "/share/sent/"
    kept = Contribution.objects.get()
    page = "".join(said(later.get("/share/sent/")).split())
    assert kept_receipt_for(kept.pk, kept.receipt_digest) in page
    assert said(later.get(f"/your-stories/{kept.pk}/"))


def test_a_planted_session_key_is_not_the_one_that_is_written_under(client):
    planted = client.session
    planted.save()
    client.cookies["sid"] = planted.session_key
    fill(client)
    assert client.session.session_key != planted.session_key


def test_signing_in_makes_what_was_begun_theirs_and_signing_out_keeps_it(client):
    fill(client)
    drafts.begin(title="Of another browser")
    stranger = submission_in(State.PUBLISHED).contribution
    client.post("/your-stories/", {"code": receipt_for(stranger.pk)})
    client.post(f"/your-stories/{stranger.pk}/change/")
    user = person("ruth@example.org")
    before = client.session.session_key
    sign_in(client, user.email)
    assert client.session.session_key != before
    mine = Draft.objects.get(owner=user)
    assert mine.answers["title"] == "The garlic was in by noon"
    assert {draft.owner for draft in Draft.objects.exclude(pk=mine.pk)} == {None}
    client.post("/accounts/logout/")
    assert "You have begun something" not in said(client.get("/share/"))
    sign_in(client, user.email)
    assert "The garlic was in by noon" in said(client.get("/share/"))


# --- the last page -------------------------------------------------------------------------------


def test_the_preview_shows_what_readers_see_and_speaks_two_languages(client):
    fill(client, story={"language": "es"})
    html = client.get("/share/check/").content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    assert "Chemotherapy" in article
    assert re.findall(r'<(\w+)[^>]* lang="es"', article) == ["h3", "div"]
    assert "lang=" not in article.split(">")[0]


def test_a_refusal_and_a_change_are_in_the_title(client, settings):
    fill(client)
    assert not title(client.get("/share/check/")).startswith("Error: ")
    assert title(client.post("/share/check/", {"shown": "x"})).startswith("Error: ")
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "submit": (0, 3600)}
    assert title(send(client)).startswith("Error: ")


def test_a_new_text_of_what_is_agreed_to_is_shown_before_it_is_recorded(client, monkeypatch):
    fill(client)
    form = send_form(client)
    monkeypatch.setattr(consents, "VERSION", "2027-01")
    page = client.post("/share/check/", form)
    assert "Something in it changed" in said(page)
    assert Consent.objects.count() == 0
    assert send(client).url == "/share/sent/"
    assert set(Consent.objects.values_list("text_version", flat=True)) == {"2027-01"}


def test_the_receipt_can_be_closed_where_others_look(client):
    share(client)
    assert "Close my stories here" in said(client.get("/share/sent/"))
    client.post("/your-stories/leave/")
    assert client.get("/share/sent/").url == "/your-stories/"


def test_nothing_private_is_in_an_address(client):
    fill(client, address={"email": "ruth@example.org"})
    page = client.get("/share/check/").content.decode()
    addresses = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert not [a for a in addresses if "ruth" in a.lower() or "garlic" in a or "mcl" in a]


def test_pages_are_private(client):
    start(client)
    page = client.get("/share/story/")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert 'content="noindex, nofollow"' in page.content.decode()


def test_a_page_that_is_none(client):
    start(client)
    assert client.get("/share/nothing/").status_code == 404


def test_without_a_draft_every_page_leads_to_the_start(client):
    for step in ("diagnosis", "who", "story", "check"):
        assert client.get(f"/share/{step}/").url == "/share/"
    assert client.get("/share/stopped/").url == "/share/"
    assert client.get("/share/sent/").url == "/your-stories/"


def test_in_spanish(client):
    response = client.post("/es/share/")
    assert response.url == "/es/share/diagnosis/"
    assert Draft.objects.get().answers["language"] == "es"
    assert hidden(client.get("/es/share/who/"), "draft") == str(Draft.objects.get().pk)


@pytest.mark.parametrize(("step", "ticks"), [("consent", "consents"), ("more", "phase")])
def test_a_tick_that_no_form_sends_is_shown_again_and_breaks_nothing(client, step, ticks):
    start(client)
    page = client.post(f"/share/{step}/", {ticks: "web\0site?"}, follow=True)
    assert page.status_code == 200
