"""A change or an update that was begun and not sent is not hidden from its person."""

import pytest
from django.test import Client

from contributors.models import Draft
from moderation import actors, receipts, workflow
from moderation.states import State
from tests.contributors.test_asking import BODY, by, kept, newest, post  # noqa: F401
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import hidden, said, send
from tests.factories import run_jobs, submission_in

pytestmark = pytest.mark.django_db
STORY = "/share/story/"


def go_on(client: Client, kept, draft: Draft):  # noqa: F811
    return post(client, kept, "go-on", draft=str(draft.pk))


@pytest.fixture
def live():
    return submission_in(State.PUBLISHED, body=BODY).contribution


@pytest.mark.parametrize(
    ("place", "words"),
    [("change", "You began a change."), ("update", "You began an update.")],
)
def test_it_is_on_the_storys_page_and_in_the_list(live, place, words):
    client = opened(live)
    assert "You began" not in said(page_of(live, client)) + said(client.get("/your-stories/"))
    post(client, live, place)
    client.post(STORY, {"language": "en", "title": "Now", "body": "Rain.", "go": "stop"})
    page = page_of(live, client)
    actions = said(page).partition("What you can do")[2]
    assert actions.startswith(f" {words} Last kept: ")
    assert "“Rain.” Go on with it Delete it" in actions
    assert f"{words} Last kept: " in said(client.get("/your-stories/"))
    assert go_on(client, live, Draft.objects.get()).url == STORY
    assert client.get(STORY).context["form"]["body"].value() == "Rain."


def test_deleted_it_leads_back_to_the_story(live):
    client = opened(live)
    post(client, live, "change")
    draft = Draft.objects.get()
    page = f"/your-stories/{live.pk}/"
    assert client.post(f"/share/delete/{draft.pk}/").url == page
    assert "You began" not in said(client.get(page))
    assert go_on(client, live, draft).url == page


def test_after_other_words_were_sent_it_is_still_there_and_can_be_sent(kept):  # noqa: F811
    client = opened(kept)
    post(client, kept, "change")
    client.post(STORY, {"language": "en", "title": "Mine", "body": "My own.", "go": "stop"})
    post(client, kept, "suggestion", agreed=hidden(page_of(kept, client), "agreed"))
    page = page_of(kept, client)
    assert "You began a change. You sent other words after that. These are still" in said(page)
    assert go_on(client, kept, Draft.objects.get()).url == STORY
    send(client)
    assert newest(kept).title == "Mine"


def test_only_this_storys_change_and_only_by_who_may_open_it(live):
    client, stranger = opened(live), Client()
    post(client, live, "change")
    draft = Draft.objects.get()
    assert go_on(stranger, live, draft).status_code == 404
    assert "You began" not in said(page_of(live))
    other = submission_in(State.PUBLISHED).contribution
    for one in (opened(other), client):
        one.post("/your-stories/", {"code": receipts.receipt_for(other.pk)})
        assert go_on(one, other, draft).url == f"/your-stories/{other.pk}/"


def test_of_a_story_that_was_taken_back_it_can_only_be_deleted(live):
    client = opened(live)
    post(client, live, "change")
    workflow.withdraw(live.pk, by=actors.contributor())
    words = said(page_of(live, client))
    assert "You began a change." in words
    assert "Go on with it" not in words
    assert go_on(client, live, Draft.objects.get()).url == f"/your-stories/{live.pk}/"


def test_two_with_one_title_are_told_apart(client):
    for body in ("Rain on the allotment.", "Snow in the ward."):
        client.post("/share/")
        client.post(STORY, {"language": "en", "title": "Winter", "body": body, "go": "stop"})
        client.session.pop("draft")
    words = said(client.get("/share/"))
    assert words.count("“Winter” Last kept: ") == 2
    assert "UTC · “Rain on the allotment.” Go on" in words
    assert "UTC · “Snow in the ward.” Go on" in words


# --- while changing -------------------------------------------------------------------------------


def test_what_was_asked_is_in_sight_above_the_box(kept):  # noqa: F811
    client = opened(kept)
    post(client, kept, "change")
    page = client.get(STORY)
    words = said(page).partition('<form class="form')[0]
    assert "What we wrote to you From your story: My doctor was Dr Ama About our" in words
    assert "Without the name?" in words
    assert "<details><summary id" not in page.content.decode()
    assert "starts with the wording" not in words
    post(client, kept, "suggestion/change")
    assert "The box starts with the wording that we suggested." in said(client.get(STORY))


def test_a_long_message_is_folded(moderator):
    long = submission_in(State.IN_REVIEW).contribution
    workflow.request_changes(long.pk, by=actors.team(moderator), message="Please. " * 80)
    run_jobs()
    client = opened(long)
    post(client, long, "change")
    assert '<details><summary><h2 id="asked">' in client.get(STORY).content.decode()


def test_nothing_was_asked_of_a_story_that_is_read_or_live(live):
    client = opened(live)
    post(client, live, "change")
    assert client.get(STORY).context["asked"] is None
