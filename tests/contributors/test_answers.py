"""Answering the team on one's own page."""

import pytest
from django.test import Client

from moderation import actors, workflow
from moderation.models import Contribution, Message
from moderation.states import State
from tests.contributors.test_stories import opened, page_of
from tests.contributors.walking import said, title
from tests.factories import person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
WORDS = "Twice, I think.\n\nOr <three> times."


@pytest.fixture
def asked() -> Contribution:
    kept = submission_in(State.CHANGES_REQUESTED).contribution
    run_jobs()
    return kept


def post(client: Client, kept: Contribution, words: str):
    return client.post(f"/your-stories/{kept.pk}/answer/", {"answer": words})


def thread(page) -> list[tuple[str, str]]:
    return [(one.party, one.body) for one in page.context["letters"]]


def test_an_answer_stands_in_the_thread_by_role(asked):
    client = opened(asked)
    assert post(client, asked, WORDS).url == f"/your-stories/{asked.pk}/?done=answered"
    page = client.get(f"/your-stories/{asked.pk}/?done=answered")
    assert "We have your answer." in said(page)
    assert thread(page) == [("moderator", "With thanks."), ("contributor", WORDS)]
    assert "With thanks. The team," in said(page)
    assert "Or <three> times. You," in said(page)
    assert "factory-moderator" not in said(page)
    assert "We have your answer." not in said(page_of(asked, client))


def test_signed_in_it_is_theirs(asked, client):
    owner = person("owner@example.org")
    Contribution.objects.filter(pk=asked.pk).update(contributor=owner)
    client.force_login(owner)
    post(client, asked, WORDS)
    assert Message.objects.answers().get().author == owner


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (" \n ", "Please write something here."),
        ("x" * 4001, "This is longer than we can take"),
        ("Twice\0.", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_stays_in_its_field(asked, words, problem):
    page = post(opened(asked), asked, words)
    assert page.status_code == 200
    assert title(page).startswith("Error: ")
    assert problem in said(page)
    assert page.context["answer_form"]["answer"].value() == words
    assert Message.objects.answers().count() == 0


def test_too_many_wait_and_lose_nothing(asked, settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "answer": (1, 3600)}
    client = opened(asked)
    post(client, asked, "One.")
    assert post(client, asked, "").status_code == 200  # an empty one counts for nothing
    page = post(client, asked, WORDS)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert title(page).startswith("Error: ")
    assert "Yours is still in its field below" in said(page)
    assert page.context["answer_form"]["answer"].value() == WORDS
    assert Message.objects.answers().count() == 1


def test_there_is_something_to_answer_first(asked):
    fresh = submission_in(State.IN_REVIEW).contribution
    assert "Send my answer" not in said(page_of(fresh))
    assert "Send my answer" in said(page_of(asked))


def test_a_story_that_is_taken_back_takes_no_answer_and_gives_the_words_back(asked):
    client = opened(asked)
    workflow.withdraw(asked.pk, by=actors.contributor())
    assert "Send my answer" not in said(page_of(asked, client))
    page = post(client, asked, WORDS)
    assert "This story is taken back already." in said(page)
    assert page.context["answer_form"]["answer"].value() == WORDS
    assert Message.objects.answers().count() == 0


def test_where_the_page_is_closed_meanwhile_the_words_are_given_back(asked):
    page = post(Client(), asked, WORDS)
    assert page.status_code == 404
    assert "What you wrote, to copy" in said(page)
    assert "Or <three> times." in said(page)
    assert Client().get(f"/your-stories/{asked.pk}/answer/").status_code == 405


def test_in_spanish(asked):
    client = opened(asked)
    assert "Enviar mi respuesta" in said(client.get(f"/es/your-stories/{asked.pk}/"))
    sent = client.post(f"/es/your-stories/{asked.pk}/answer/", {"answer": WORDS})
    assert "Tenemos tu respuesta." in said(client.get(sent.url))
