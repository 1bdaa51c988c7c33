"""What was typed comes back from every error, and nothing else of the form does."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from config import errors
from tests.contributors.walking import hidden, said, start

FORM = {
    "csrfmiddlewaretoken": "secret-token",
    "draft": "0f0e0d0c-0000-4000-8000-000000000000",
    "shown": "secret-hash",
    "go": "keep",
    "homepage": "trap",
    "language": "es",
    "title": "  A title ",
    "body": "\nFirst line\n<b>second</b>",
}
TYPED = [("Your story", FORM["body"]), ("A title for it", FORM["title"])]


def posted(data: dict):
    return RequestFactory().post("/share/story/", data)


@pytest.mark.parametrize("view", [errors.server_error, errors.csrf_failure])
def test_only_what_was_typed_comes_back_and_no_database_is_asked(view):
    page = view(posted(FORM)).content.decode()
    assert "\n\nFirst line\n&lt;b&gt;second&lt;/b&gt;</textarea>" in page
    assert page.count("<textarea") == 2
    for name in ("draft", "shown", "csrfmiddlewaretoken", "homepage"):
        assert FORM[name] not in page


def test_each_has_its_label():
    assert errors.given_back(posted(FORM)) == TYPED


def test_without_words_no_word_of_words():
    for view in (errors.server_error, errors.csrf_failure):
        assert "What you wrote" not in view(posted({"draft": "x"})).content.decode()


def test_a_request_that_cannot_be_read_is_no_second_error():
    request = RequestFactory().post(
        "/share/story/", b"--x", content_type="multipart/form-data; boundary="
    )
    assert errors.server_error(request).status_code == 500


@pytest.mark.django_db
def test_the_database_restarts_while_somebody_presses_continue(client, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("the database system is shutting down")

    start(client)
    client.raise_request_exception = False
    monkeypatch.setattr("contributors.drafts.keep", broken)
    page = client.post("/share/story/", {"body": "Not lost", "title": "Nor this"})
    assert page.status_code == 500
    assert "Not lost" in said(page)
    assert "Nor this" in said(page)
    assert "sends them once more" in said(page)


@pytest.mark.django_db
def test_a_token_that_was_changed_by_signing_in_is_no_fault_of_theirs():
    client = Client(enforce_csrf_checks=True)
    client.get("/share/")
    token = hidden(client.get("/share/"), "csrfmiddlewaretoken")
    client.cookies.clear()
    page = client.post("/share/story/", {**FORM, "csrfmiddlewaretoken": token})
    assert page.status_code == 403
    assert page.context["typed"] == TYPED
    assert "signed in or out in another window" in said(page)
