"""Five questions to write along: no word is ever out of sight, and together they are one story."""

import pytest

from contributors import drafts, prompts, windows
from contributors.models import Draft
from stories.models import Relation
from tests.contributors.test_windows import write
from tests.contributors.walking import ANSWERS, answer, fill, hidden, opened, said, send, start
from tests.factories import BODY

pytestmark = pytest.mark.django_db
STORY = ANSWERS["story"]
BOXES = {
    "told_before": "I grew garlic.",
    "told_hearing": "The telephone rang.\r\n\r\nI let it ring.",
    "told_treatment": "",
    "told_now": "  The garlic is in.\n",
    "told_today": "Write down what they say.",
}
ONE = (
    "I grew garlic.\n\nThe telephone rang.\n\nI let it ring.\n\n  The garlic is in.\n\n"
    "Write down what they say."
)


def answers() -> dict:
    return Draft.objects.get(sent_at=None).answers


def along(client) -> None:
    """Begin a story and choose to write it along the questions."""
    start(client)
    answer(client, "diagnosis")
    answer(client, "who")
    assert client.post("/share/story/", {"way": "questions"}).url == "/share/story/"


def boxes(client) -> list[str]:
    """The long fields of the page, in their order."""
    form = client.get("/share/story/").context["form"]
    return [name for name in form.fields if name not in ("language", "title")]


def test_one_box_is_where_it_begins_and_the_other_way_is_offered(client):
    start(client)
    assert boxes(client) == ["body"]
    page = client.get("/share/story/")
    assert '<button class="button button--quiet" type="submit" name="way" value="questions">' in (
        page.content.decode()
    )


def test_the_boxes_become_one_story(client):
    along(client)
    assert boxes(client) == list(prompts.BOXES)
    told = {"language": "en", "title": "Garlic", **BOXES}
    assert client.post("/share/story/", told).url == "/share/others/"
    for step in list(ANSWERS)[3:]:
        answer(client, step)
    check = client.get("/share/check/")
    assert [text for _day, text in check.context["story"].told] == [ONE]
    assert "14 words" in said(check) or "words" in said(check)
    assert send(client).url == "/share/sent/"
    kept = Draft.objects.get()
    assert drafts.story_of(kept).submissions.get().offer.body == ONE


def test_one_box_alone_is_kept_to_the_byte(client):
    along(client)
    client.post("/share/story/", {"told_now": "  One.\r\n\r\n\tTwo \n\n"})
    assert drafts.as_offer(answers()).body == "  One.\n\n\tTwo \n\n"


def test_changing_ones_mind_keeps_every_word(client):
    start(client)
    page = {**opened(client, "story"), "language": "en", "title": "Garlic", "body": "So it was."}
    client.post("/share/story/", {**page, "way": "questions"})
    assert boxes(client) == ["body", *prompts.BOXES]
    page = {**opened(client, "story"), "title": "Garlic", "body": "So it was.", **BOXES}
    assert client.post("/share/story/", {**page, "way": "own"}).url == "/share/story/"
    assert boxes(client) == ["body"]
    assert answers()["body"] == "So it was.\n\n" + ONE
    assert answers()["title"] == "Garlic"
    client.post("/share/story/", {"way": "questions"})
    assert boxes(client) == ["body", *prompts.BOXES]
    assert drafts.as_offer(answers()).body == "So it was.\n\n" + ONE


def test_an_empty_story_is_said_at_the_first_question(client):
    along(client)
    page = client.post("/share/story/", {"language": "en", "title": "Garlic"}, follow=True)
    assert list(page.context["form"].errors) == ["told_before"]
    client.post("/share/story/", {"language": "en", "title": "Garlic", **BOXES})
    assert client.get("/share/story/?again").context["form"].errors == {}


def test_too_much_is_counted_over_all_boxes_and_nothing_is_cut(client, settings):
    settings.MARROW_MAX_CHARACTERS = len(ONE) - 1
    along(client)
    page = client.post("/share/story/", {"title": "Garlic", "language": "en", **BOXES}, follow=True)
    assert list(page.context["form"].errors) == ["told_before"]
    assert drafts.as_offer(answers()).body == ONE
    shown = page.content.decode()
    assert shown.count("data-together") == shown.count(f'data-limit="{len(ONE) - 1}"') == 5


@pytest.mark.parametrize("relation", Relation.values)
def test_the_questions_fit_whoever_tells(client, relation):
    start(client)
    answer(client, "who", relation=relation)
    client.post("/share/story/", {"way": "questions"})
    page = said(client.get("/share/story/"))
    asked = prompts.of({"relation": relation})
    assert list(asked) == list(prompts.BOXES)
    for label, help_text in asked.values():
        assert (str(label) in page, str(help_text) in page) == (True, True)
    assert ("What you carry with you" in page) is (relation == "bereaved")


def test_what_a_program_notices_is_left_out_of_its_box(client):
    along(client)
    page = {"title": "Garlic", "language": "en", **BOXES, "told_now": "Ring 020 7946 0958 now."}
    client.post("/share/story/", page)
    (nudge,) = client.get("/share/story/").context["nudges"]
    client.post("/share/story/", {**page, "leave_out": nudge.which})
    assert answers()["told_now"] == "Ring … now."


def test_two_windows_on_the_boxes(client):
    along(client)
    old = opened(client, "story")
    newer = {**opened(client, "story"), **BOXES}
    client.post("/share/story/", {**newer, "title": "", "go": "keep"})
    theirs = {**old, **dict.fromkeys(BOXES, ""), "told_before": "I grew leeks.", "title": ""}
    client.post("/share/story/", {**theirs, "go": "stop"})
    assert answers()["told_before"] == "I grew garlic."
    assert [(name, text) for name, _key, text in windows.others(answers(), prompts.BOXES)] == [
        ("told_before", "I grew leeks.")
    ]
    assert "I grew leeks." in client.get("/share/story/").content.decode()


def test_a_page_left_open_loses_no_word_when_the_boxes_were_put_together(client):
    along(client)
    client.post("/share/story/", {**BOXES, "title": ""})
    old = opened(client, "story")
    client.post("/share/story/", {"way": "own"})
    unchanged = {**old, **BOXES, "title": ""}
    client.post("/share/story/", {**unchanged, "go": "stop"})
    assert (boxes(client), answers()["body"]) == (["body"], ONE)
    client.post("/share/story/", {**unchanged, "told_now": "And one more.", "go": "stop"})
    assert boxes(client) == ["body", "told_now"]
    assert drafts.as_offer(answers()).body == ONE + "\n\nAnd one more."


def test_a_page_of_one_box_left_open_loses_no_word_either(client):
    start(client)
    old = opened(client, "story")
    client.post("/share/story/", {"way": "questions"})
    write(client, old, body=BODY, go="stop")
    assert boxes(client) == ["body", *prompts.BOXES]
    assert drafts.as_offer(answers()).body == BODY


def test_boxes_sent_after_the_story_was_become_changes_to_it(client):
    fill(client)
    client.post("/share/story/", {**STORY, "way": "questions"})
    old = {**opened(client, "story"), **STORY, **dict.fromkeys(BOXES, "")}
    send(client)
    client.post("/share/story/", {**old, "told_now": "One more thing.", "go": "stop"})
    assert drafts.as_offer(answers()).body == BODY.strip("\n") + "\n\nOne more thing."
    assert hidden(client.get("/share/story/"), "draft") != old["draft"]


def test_a_change_of_what_was_sent_is_written_in_one_box(client):
    fill(client)
    send(client)
    kept = client.session["sent"]
    client.post(f"/your-stories/{kept}/change/")
    assert boxes(client) == ["body"]
    assert 'name="way"' not in client.get("/share/story/").content.decode()


def test_what_could_not_be_kept_is_given_back_box_by_box(client):
    along(client)
    page = client.post("/share/story/", {**BOXES, "told_now": "x" * drafts.MOST, "go": "keep"})
    assert page.status_code == 413
    given = [(str(label), words) for label, words in page.context["typed"]]
    assert given == [
        ("Before", BOXES["told_before"]),
        ("Hearing the words", BOXES["told_hearing"]),
        ("Now", "x" * drafts.MOST),
        ("What you would tell someone diagnosed today", BOXES["told_today"]),
    ]
