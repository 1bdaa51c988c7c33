"""Two browsers' worth of haste: a double click really is two requests at once."""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from contributors.models import Draft
from moderation.models import Contribution, Submission
from tests.contributors.walking import fill, send_form

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Do these at the same moment, each on a connection of its own."""
    answers: list = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act) -> None:
        start.wait()
        try:
            answers[place] = act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def twin(client: Client) -> Client:
    """Another request of the same browser."""
    other = Client()
    other.cookies = client.cookies
    return other


def test_a_double_click_is_one_story(client):
    fill(client)
    form = send_form(client)
    browsers = [twin(client) for _ in range(4)]
    answers = at_once(*(partial(one.post, "/share/check/", form) for one in browsers))
    assert {answer.url for answer in answers} == {"/share/sent/"}
    assert client.get("/share/sent/").status_code == 200
    assert Contribution.objects.count() == Submission.objects.count() == 1
    assert Draft.objects.get().answers == {}


def test_two_windows_keep_each_others_answers(client):
    fill(client)
    one, two = twin(client), twin(client)
    at_once(
        lambda: one.post("/share/who/", {"relation": "family"}),
        lambda: two.post("/share/you/", {"named": "other", "name": "Ottoline"}),
    )
    answers = Draft.objects.get().answers
    assert (answers["relation"], answers["name"]) == ("family", "Ottoline")
