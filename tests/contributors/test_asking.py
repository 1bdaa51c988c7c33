"""What somebody answers to a decision on their own page."""

import re

import pytest
from django.test import Client

from contributors import tracker
from contributors.models import Draft
from contributors.my_data import everything
from moderation import actors, quotes, suggestions, workflow
from moderation.models import Contribution, Message, Submission
from moderation.states import State
from tests import factories
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import answer, hidden, said, send, title
from tests.factories import contribution, person, run_jobs

pytestmark = pytest.mark.django_db
C = actors.contributor()
BODY = "I was planting garlic.\n\nMy doctor was Dr Ama, and she was kind to me.\n\nThen I slept."
BETTER = BODY.replace("Dr Ama, and she was kind to me", "kind to me")


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


@pytest.fixture
def kept(by) -> Contribution:
    """A story whose person was asked for changes, with a quote, a guideline and a wording."""
    kept = contribution(body=BODY)
    run_jobs()
    words = newest(kept).offer
    workflow.request_changes(
        kept.pk,
        by=by,
        message="Without the name?",
        reason="staff",
        quotes=[quotes.find("My doctor was Dr Ama", words)],
        suggested=suggestions.reworded(words, title="The garlic", passages=[BETTER]),
    )
    run_jobs()
    return kept


def newest(kept: Contribution) -> Submission:
    return kept.submissions.order_by("-number")[0]


def post(client: Client, kept: Contribution, place: str, **data: str):
    return client.post(f"/your-stories/{kept.pk}/{place}/", data)


# --- what is shown ------------------------------------------------------------------------------


def test_the_message_says_what_it_is_about(kept):
    page = page_of(kept)
    html = page.content.decode()
    quoted = re.findall(r'<blockquote class="quoted".*?</blockquote>', html, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", one).split() for one in quoted] == [
        ["From", "your", "story:", "My", "doctor", "was", "Dr", "Ama"]
    ]
    assert '<a href="/guidelines/#staff">Doctors, nurses and hospitals</a>' in html


def test_the_suggestion_is_read_as_what_is_taken_out_and_put_in(kept):
    html = page_of(kept).content.decode().partition('id="suggestion"')[2]
    html = html.partition("<dl")[2]
    silent = re.sub(r'<span class="hidden-text"[^>]*>.*?</span>', "", html)
    assert re.findall(r"<del>(.*?)</del>", silent) == [" was in by noon", " was Dr Ama, and she"]
    assert re.findall(r"<ins>(.*?)</ins>", silent) == []
    assert '<p class="quiet">I was planting garlic.</p>' in html
    assert '<span class="hidden-text" lang="en">taken out: </span>' in html


def test_within_the_grace_nothing_shows(by):
    fresh = contribution(body=BODY)
    run_jobs()
    before = said(page_of(fresh))
    words = suggestions.reworded(newest(fresh).offer, title="The garlic")
    workflow.request_changes(fresh.pk, by=by, message="Hm.", suggested=words, reason="staff")
    assert said(page_of(fresh)) == before


def test_all_of_it_is_in_the_copy_that_people_take_with_them(kept):
    workflow.use_suggestion(kept.pk, by=C, agreed=suggestions.open_for(newest(kept)).offer.hash)
    letter = everything(kept)["messages"][0]
    assert letter["guideline_in_words"] == "Doctors, nurses and hospitals"
    assert letter["quoted"] == ["My doctor was Dr Ama"]
    assert (letter["suggested"]["title"], letter["suggested"]["sent_as"]) == ("The garlic", 2)
    page = opened(kept).get(f"/your-stories/{kept.pk}/my-data.zip")
    assert page.status_code == 200


# --- the three ways -----------------------------------------------------------------------------


def test_use_it_with_one_press(kept):
    client = opened(kept)
    agreed = hidden(page_of(kept, client), "agreed")
    sent = post(client, kept, "suggestion", agreed=agreed)
    assert sent.url == f"/your-stories/{kept.pk}/?done=used"
    assert newest(kept).content_hash == agreed
    assert newest(kept).offer.body == BETTER
    assert "exactly these words" in said(client.get(sent.url))
    assert 'id="suggestion"' not in page_of(kept, client).content.decode()


def test_where_the_story_moved_on_it_says_why_and_sends_nothing(kept):
    client = opened(kept)
    agreed = hidden(page_of(kept, client), "agreed")
    workflow.keep(kept.pk, by=C)
    page = post(client, kept, "suggestion", agreed=agreed)
    assert page.status_code == 409
    assert title(page).startswith("Error: ")
    assert "not open any more, because your story has changed since." in said(page)
    assert kept.submissions.count() == 2
    assert post(client, kept, "suggestion/change").status_code == 409
    assert post(client, kept, "suggestion").status_code == 409


def test_keep_my_own_words(kept):
    client = opened(kept)
    assert client.get(f"/your-stories/{kept.pk}/keep/").status_code == 200
    sent = post(client, kept, "keep", answer="She said I may name her.")
    assert sent.url == f"/your-stories/{kept.pk}/?done=kept"
    assert newest(kept).offer.body == BODY
    page = client.get(sent.url)
    assert "We read your words again" in said(page)
    assert [one.body for one in page.context["letters"]] == [
        "Without the name?",
        "She said I may name her.",
    ]


def test_kept_too_late_the_words_stay_in_a_field(kept):
    client = opened(kept)
    workflow.keep(kept.pk, by=C)
    page = post(client, kept, "keep", answer="She said I may name her.")
    assert page.status_code == 409
    assert page.context["answer_form"]["answer"].value() == "She said I may name her."
    assert "She said I may name her." in said(page)


def test_change_the_suggested_words(kept):
    client = opened(kept)
    assert post(client, kept, "suggestion/change").url == "/share/story/"
    page = client.get("/share/story/")
    assert page.context["form"]["body"].value() == BETTER
    begun = Draft.objects.get()
    Draft.objects.update(answers={**begun.answers, "body": "Changed further."})
    post(client, kept, "suggestion/change")
    assert Draft.objects.count() == 1  # pressed again, they go on with it
    assert client.get("/share/story/").context["form"]["body"].value() == "Changed further."
    post(client, kept, "change")
    assert client.get("/share/story/").context["form"]["body"].value() == BODY
    assert Draft.objects.count() == 2


def test_a_newer_suggestion_begins_with_its_own_words(kept, by):
    client = opened(kept)
    post(client, kept, "suggestion/change")
    workflow.keep(kept.pk, by=C)
    run_jobs(now=False)
    words = suggestions.reworded(newest(kept).offer, passages=["Only this."])
    workflow.request_changes(kept.pk, by=by, message="Or so?", suggested=words)
    run_jobs()
    post(client, kept, "suggestion/change")
    assert client.get("/share/story/").context["form"]["body"].value() == "Only this."


def test_changed_further_it_is_sent_as_ones_own(kept):
    client = opened(kept)
    post(client, kept, "suggestion/change")
    answer(client, "story", title="The garlic", body="Changed further.")
    send(client)
    assert newest(kept).offer.body == "Changed further."
    assert not hasattr(newest(kept), "came_of")


def test_changes_that_were_begun_stay_beside_the_suggested_words(kept):
    client = opened(kept)
    post(client, kept, "change")
    begun = Draft.objects.get()
    post(client, kept, "suggestion/change")
    begun.refresh_from_db()
    assert begun.answers["body"] == BODY
    assert sorted(one.answers["body"] for one in Draft.objects.all()) == sorted([BODY, BETTER])


# --- an appeal ----------------------------------------------------------------------------------


@pytest.fixture
def declined(by) -> Contribution:
    kept = contribution(body=BODY)
    run_jobs()
    workflow.decline(kept.pk, by=by, message="We cannot.", reason="selling")
    run_jobs()
    return kept


def test_ask_somebody_else(declined, moderator2):
    client = opened(declined)
    assert "Ask somebody else to look" in said(page_of(declined, client))
    page = client.get(f"/your-stories/{declined.pk}/appeal/")
    assert "The person who decided first has no part in it." in said(page)
    sent = post(client, declined, "appeal", answer="Nothing is sold.")
    assert sent.url == f"/your-stories/{declined.pk}/?done=appealed"
    page = client.get(sent.url)
    assert "Thank you. Somebody else will look at it." in said(page)
    assert str(page.context["place"].headline) == "We are looking at your story again"
    assert "Ask somebody else to look" not in said(page)
    run_jobs(now=False)
    workflow.decline(declined.pk, by=actors.team(moderator2), message="I am sorry.", reason="other")
    assert str(page_of(declined, client).context["place"].headline) == (
        "We are looking at your story again"
    )
    run_jobs()
    page = page_of(declined, client)
    assert title(page) == "We looked again, and we still cannot publish it as it is · Marrow"
    assert "Somebody else from our team looked at it, and not the person who" in said(page)
    assert "take your words with you" in said(page)
    assert "Thank you. Somebody else will look at it." not in said(client.get(sent.url))
    assert "Ask somebody else to look" not in said(page)
    refused = post(client, declined, "appeal", answer="Once more.")
    assert refused.status_code == 409
    assert "You have asked already that somebody else looks." in said(refused)
    assert refused.context["answer_form"]["answer"].value() == "Once more."


def test_it_says_so_where_nobody_else_was_there(lead):
    kept = contribution(body=BODY)
    by = actors.team(lead)
    run_jobs()
    workflow.decline(kept.pk, by=by, message="We cannot.", reason="selling")
    run_jobs()
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    workflow.decline(kept.pk, by=by, message="I am sorry.", reason="other")
    run_jobs()
    assert "The same person had to look again" in said(page_of(kept))


@pytest.mark.parametrize(
    ("verb", "headline"),
    [
        (workflow.restore, "Your story is on the site"),
        (workflow.uphold, "We looked again, and your story stays off the site"),
    ],
)
def test_what_was_taken_down(by, lead, verb, headline):
    kept = contribution(body=BODY)
    run_jobs()
    factories.approve(kept, by)
    run_jobs()
    workflow.take_down(kept.pk, by=by, message="It must go.", reason="others")
    client = opened(kept)
    assert post(client, kept, "appeal").url.endswith("?done=appealed")
    waiting = page_of(kept, client).context["place"]
    assert str(waiting.headline) == "We are looking at your story again"
    verb(kept.pk, by=actors.team(lead), message="I read it too.", reason="other")
    page = page_of(kept, client)
    assert str(page.context["place"].headline) == headline
    assert "Somebody else from our team looked at it" in said(page)
    last = newest(kept)
    steps = page.context["place"].steps
    ended = "It is published" if last.state == State.PUBLISHED else "We took it off"
    assert [(str(one.label), one.now) for one in steps] == [
        ("You asked that somebody else looks", "done"),
        ("We looked again", "done"),
        (ended, "now"),
    ]
    assert steps[-1].text == tracker.day(last.settled_at)


def test_after_a_won_appeal_the_refusal_is_folded(declined, moderator2, lead):
    workflow.appeal(declined.pk, by=C, message="Nothing is sold.")
    run_jobs(now=False)
    workflow.approve(declined.pk, by=actors.team(moderator2), message="You were right.")
    workflow.approve(declined.pk, by=actors.team(lead))  # it names a doctor: two say yes
    client = opened(declined)
    assert page_of(declined, client).context["earlier"] == []
    run_jobs()
    page = page_of(declined, client)
    assert [one.body for one in page.context["recent"]] == ["You were right."]
    words = said(page)
    order = [words.index(one) for one in ("You were right.", "Earlier messages", "We cannot.")]
    assert order == sorted(order)
    post(client, declined, "answer", answer="Thank you.")
    recent = page_of(declined, client).context["recent"]
    assert [one.body for one in recent] == ["You were right.", "Thank you."]


def test_too_much_stays_in_its_field(declined):
    page = post(opened(declined), declined, "appeal", answer="x" * 4001)
    assert page.status_code == 200
    assert "This is longer than we can take" in said(page)
    assert Message.objects.answers().count() == 0


def test_nobody_else_comes_near(kept):
    stranger = Client()
    stranger.force_login(person("other@example.org"))
    for place in ("suggestion", "suggestion/change", "keep", "appeal"):
        assert post(stranger, kept, place).status_code == 404
    for place in ("suggestion", "suggestion/change"):
        assert opened(kept).get(f"/your-stories/{kept.pk}/{place}/").status_code == 405
    assert newest(kept).state == State.CHANGES_REQUESTED
