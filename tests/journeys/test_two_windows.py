"""The share form open twice: what an older window sends never overwrites what a newer one wrote."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import WORDS

pytestmark = pytest.mark.browser

HERE = f"{WORDS} And then the kettle."
THERE = f"{WORDS} And then the garden."


def at_the_story(teller) -> None:
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who")
    teller.page.locator("[name=title]").fill("Written twice")
    teller.page.locator("[name=body]").fill(WORDS)
    teller.press("Continue")
    teller.go("/share/story/")


def another_window(teller) -> Page:
    page = teller.page.context.new_page()
    teller.witness.watch(page)
    page.goto("/share/story/")
    return page


def write_on(page: Page, words: str) -> None:
    page.locator("[name=body]").fill(words)
    page.get_by_role("button", name="Continue", exact=True).click()
    page.wait_for_url(lambda url: "/share/story/" not in url)


@pytest.mark.parametrize("scripts", [True, False])
def test_both_texts_are_kept_and_the_person_chooses(someone, scripts):
    teller = someone(scripts=scripts)
    at_the_story(teller)
    write_on(another_window(teller), THERE)
    teller.page.locator("[name=body]").fill(HERE)
    teller.press("Continue")
    expect(
        teller.page.get_by_role("heading", name="You wrote this in another window")
    ).to_be_visible()
    assert teller.page.locator("[name=body]").input_value() == THERE
    assert teller.page.get_by_label("Your story · the other text").input_value() == HERE
    if scripts:  # axe is one
        teller.look("Your story")
    teller.press("Put this one into the field")
    assert teller.page.locator("[name=body]").input_value() == HERE
    teller.press("I do not need this one")
    assert teller.page.locator("[name=body]").input_value() == HERE
    teller.press("Continue")
    teller.sees("The other people in your story")


def test_a_window_that_was_left_behind_says_so_and_loses_nothing(someone):
    teller = someone()
    at_the_story(teller)
    write_on(another_window(teller), THERE)
    teller.page.locator("[name=body]").fill(HERE)
    line = teller.page.locator("[data-trouble]")
    expect(line).to_contain_text("You also wrote here in another window", timeout=15_000)
    teller.go("/share/story/")  # and not by its own button
    assert teller.page.locator("[name=body]").input_value() == THERE
    assert teller.page.get_by_label("Your story · the other text").input_value() == HERE


def test_one_window_that_keeps_what_is_typed_is_never_asked(someone):
    teller = someone()
    at_the_story(teller)
    time = teller.page.locator(".saved time")
    body = teller.page.locator("[name=body]")
    for words in (f"{WORDS} One.", f"{WORDS} One, two."):
        before = time.get_attribute("datetime")
        body.fill(words)
        expect(time).not_to_have_attribute("datetime", before, timeout=15_000)
    body.fill(HERE)
    teller.press("Continue")
    teller.sees("The other people in your story")
    teller.go("/share/story/")
    assert body.input_value() == HERE


def test_what_cannot_be_kept_is_said_and_tried_again(someone):
    teller = someone()
    at_the_story(teller)
    teller.page.route("**/share/story/", lambda route: route.abort())
    teller.page.locator("[name=body]").fill(HERE)
    line = teller.page.locator(".saved")
    expect(line).to_have_attribute("role", "status")
    expect(line).to_contain_text("We could not keep your last words yet", timeout=15_000)
    teller.page.unroute("**/share/story/")
    expect(line).not_to_contain_text("We could not keep", timeout=45_000)
    teller.go("/share/story/")
    assert teller.page.locator("[name=body]").input_value() == HERE
