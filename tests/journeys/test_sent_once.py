"""However often a form is sent, and whatever breaks: one story, and every word of it."""

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.house import WORDS

pytestmark = pytest.mark.browser


def test_a_double_click_sends_one_story(house, someone):
    teller = someone(phone=False)
    teller.tell(title="Pressed twice")
    teller.page.get_by_role("button", name="Send my story").dblclick()
    teller.sees("Thank you. We have your story.")
    assert sent(house, "Pressed twice") == 1


def test_the_back_button_sends_no_second_story(house, someone):
    teller = someone()
    first = teller.share(title="Sent, and back, and sent")
    teller.page.go_back()
    again = teller.page.get_by_role("button", name="Send my story")
    if again.is_visible():  # a browser may show what it has kept of the page
        again.click()
    teller.sees("Thank you. We have your story.")
    assert teller.sent() == first
    assert sent(house, "Sent, and back, and sent") == 1


def test_a_form_that_was_kept_and_is_sent_again_finds_the_same_story(house, someone):
    teller = someone()
    teller.tell(title="Kept and sent again")
    kept = teller.page.context.new_page()  # another window, with the same page
    kept.goto("/share/check/")
    teller.press("Send my story")
    teller.sees("Thank you. We have your story.")
    kept.get_by_role("button", name="Send my story").click()
    expect(kept.locator("main h1")).to_have_text("Thank you. We have your story.")
    assert sent(house, "Kept and sent again") == 1


def test_a_dead_server_loses_no_word(house, someone):
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who")
    body = teller.page.locator("[name=body]")
    kept = teller.page.locator(".saved time")
    before = kept.get_attribute("datetime")
    body.fill(f"{WORDS}Ñandú, and then the line went dead 🪶")
    expect(kept).not_to_have_attribute("datetime", before, timeout=15_000)  # some seconds later
    house.web.kill()
    try:
        with pytest.raises(Error):
            teller.page.goto("/share/story/")
    finally:
        house.open()
    teller.go("/share/story/")
    assert body.input_value() == f"{WORDS}Ñandú, and then the line went dead 🪶"
    teller.page.locator("[name=title]").fill("The line went dead")
    teller.press("Continue")
    teller.sees("The other people in your story")


def sent(house, title: str) -> int:
    query = "SELECT count(DISTINCT contribution_id) FROM moderation_submission WHERE title = %s"
    return house.rows(query, title)[0][0]
