"""Two windows on one draft: nothing written in either is lost, and nobody is asked twice."""

import pytest
from django.test import Client

from contributors import windows
from contributors.models import Draft
from tests.contributors.walking import ANSWERS, answer, fill, opened, said, send, start, title

pytestmark = pytest.mark.django_db
STORY = ANSWERS["story"]


def write(client: Client, page: dict, *, go: str = "", turn: int = 0, **changes):
    """Send a page that was opened before, as it is but for these changes."""
    page = {**page, "page": page["page"].replace("-0", f"-{turn}")}
    return client.post("/share/story/", {**STORY, **page, **changes, **({"go": go} if go else {})})


def answers() -> dict:
    return Draft.objects.get().answers


@pytest.fixture
def old(client):
    """A page that stays open while another window writes on."""
    fill(client)
    page = opened(client, "story")
    write(client, opened(client, "story"), body="Newer words")
    return page


def test_an_old_page_without_a_change_changes_nothing(client, old):
    assert write(client, old).url == "/share/others/"
    assert answers()["body"] == "Newer words"
    assert windows.others(answers(), ["body"]) == []


def test_an_old_page_changes_what_the_other_window_did_not(client, old):
    assert write(client, old, title="Another title").url == "/share/others/"
    assert (answers()["body"], answers()["title"]) == ("Newer words", "Another title")


@pytest.mark.parametrize("go", ["", "back", "stop", "keep"])
def test_a_text_that_both_changed_is_kept_twice_and_its_person_chooses(client, old, go):
    response = write(client, old, go=go, body="Older words, gone on")
    assert response.status_code == (409 if go == "keep" else 302)
    assert answers()["body"] == "Newer words"
    if not go:
        assert response.url == "/share/story/?again"
    assert client.get("/share/check/").url == "/share/story/?change&again"
    page = client.get("/share/story/?again")
    assert title(page).startswith("Error: ")
    assert "You wrote this in another window" in said(page)
    for words in ("Newer words", "Older words, gone on"):
        assert words in said(page)


def test_the_other_is_put_into_the_field_and_the_first_left_out(client, old):
    write(client, old, body="Older words, gone on")
    [(name, key, _text)] = windows.others(answers(), ["body"])
    now = opened(client, "story")
    write(client, now, body="Newer words", use=f"{name}:{key}")
    assert answers()["body"] == "Older words, gone on"
    assert windows.others(answers(), ["body"]) == [(name, key, "Newer words")]
    now = opened(client, "story")
    write(client, now, body="Older words, gone on", drop=f"{name}:{key}")
    assert windows.others(answers(), ["body"]) == []
    assert write(client, opened(client, "story"), body=answers()["body"]).url == "/share/others/"
    assert send(client).url == "/share/sent/"


def test_a_change_of_the_field_while_choosing_is_kept_too(client, old):
    write(client, old, body="Older words, gone on")
    [(name, key, _text)] = windows.others(answers(), ["body"])
    now = opened(client, "story")
    write(client, now, body="Both together", drop=f"{name}:{key}")
    assert answers()["body"] == "Both together"


def test_the_old_window_may_write_on_and_is_kept_once(client, old):
    for turn, words in enumerate(("Older", "Older words", "Older words, gone on"), start=1):
        assert write(client, old, go="keep", turn=turn, body=words).status_code == 409
    assert [text for *_, text in windows.others(answers(), ["body"])] == ["Older words, gone on"]


def test_an_emptied_field_is_no_other_text(client, old):
    write(client, old, go="keep", body=" ")
    assert answers()["body"] == "Newer words"
    assert windows.others(answers(), ["body"]) == []


def test_three_windows(client, old):
    third = {**old, "page": windows.new_page()}
    write(client, old, go="keep", body="Second")
    write(client, third, go="keep", body="Third")
    assert {text for *_, text in windows.others(answers(), ["body"])} == {"Second", "Third"}


def test_ticks_and_choices_are_never_asked_about(client):
    fill(client)
    page = opened(client, "who")
    answer(client, "who", relation="family")
    assert client.post("/share/who/", {**page, "relation": "survivor"}).status_code == 302
    assert answers()["relation"] == "family"  # that page said survivor all the time
    client.post("/share/who/", {**page, "relation": "donor"})
    assert answers()["relation"] == "donor"


class TestOnePage:
    """A page whose words are kept while somebody writes is no second window."""

    def test_goes_on_with_what_it_was_told(self, client):
        start(client)
        page = opened(client, "story")
        for turn, words in enumerate(("One", "One two"), start=1):
            told = write(client, page, go="keep", turn=turn, body=words)
            assert told.status_code == 200
            page["built"] = told.content.decode()
        assert write(client, page, turn=3, body="One two three").url == "/share/others/"
        assert answers()["body"] == "One two three"

    def test_whose_answer_was_lost_goes_on_all_the_same(self, client):
        start(client)
        page = opened(client, "story")
        write(client, page, go="keep", turn=1, body="One")
        assert write(client, page, turn=2, body="One two").url == "/share/others/"
        assert answers()["body"] == "One two"

    def test_what_arrives_late_is_too_late(self, client):
        start(client)
        page = opened(client, "story")
        write(client, page, turn=2, body="One two")
        write(client, page, go="keep", turn=1, body="One")
        assert answers()["body"] == "One two"
        assert windows.others(answers(), ["body"]) == []

    def test_that_was_left_behind_does_not_take_the_others_words_for_its_own(self, client, old):
        told = write(client, old, go="keep", turn=1, title="Another title")
        assert told.status_code == 409
        old["built"] = told.content.decode()
        write(client, old, go="keep", turn=2, title="Another title")
        assert (answers()["body"], answers()["title"]) == ("Newer words", "Another title")


def test_what_no_page_of_ours_says_of_itself_breaks_nothing(client):
    start(client)
    for page in ("", "x", "0123456789abcdef-9999999", "\0" * 9):
        odd = {"page": page, "built": "= body title=x=y"}
        assert client.post("/share/story/", {**STORY, **odd}).status_code == 302
    odd = {**opened(client, "story"), "built": "= body title=x=y", "use": "body", "drop": "x:y"}
    assert client.post("/share/story/", {**STORY, **odd}).status_code == 302
    assert answers()["body"] == STORY["body"]


def test_what_was_skipped_is_not_asked_for_again(client):
    start(client)
    for step in ("diagnosis", "who", "story"):
        answer(client, step)
    client.post("/share/others/", {**opened(client, "others"), "go": "skip"})
    for step in ("you", "about", "more", "photo"):
        answer(client, step)
    for step in ("photo", "address"):
        client.post(f"/share/{step}/", {**opened(client, step), "go": "skip"})
    draft = str(Draft.objects.get().pk)
    assert client.post("/share/", {"draft": draft}).url == "/share/consent/"
