"""Every page of those who tell a story, in every state, held to the same as `test_every_page`."""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys.house import WORDS
from tests.journeys.person import STEPS
from tests.journeys.test_decisions import CRISIS
from tests.snapshots import snapshot

pytestmark = pytest.mark.browser


def show_a_photo(teller):
    """Sends a photo that cannot be opened, then one that can, in every state of that page."""
    page, preview = teller.page, "**/share/photo/preview/"
    teller.look("A photo, if you like")
    teller.choose_photo(b"These are words.")
    expect(page.locator(".errors")).to_be_focused()
    teller.look()
    page.route(preview, lambda route: route.abort())
    teller.choose_photo(snapshot())
    teller.look()  # while it is prepared
    page.unroute(preview)
    expect(page.locator(".cut")).to_have_count(5)
    teller.look()
    teller.press("Continue")
    expect(page.locator(".errors")).to_be_focused()
    page.get_by_text("Another photo, or none").click()
    teller.look()
    teller.describe_photo()
    teller.press("Continue")


def test_the_share_form(someone):
    teller = someone()
    teller.go("/share/")
    teller.look("Share your story")
    teller.begin()
    teller.look()
    teller.press("Continue")
    expect(teller.page.locator(".errors")).to_be_visible()
    teller.look()
    teller.page.locator("#looked-for").fill("lukemia")
    teller.page.keyboard.press("Enter")
    expect(teller.page.get_by_role("group", name="What “lukemia” may be")).to_be_visible()
    teller.look()
    teller.page.get_by_text("Show more", exact=True).click()
    teller.page.get_by_text("See the whole list").click()
    teller.look()
    teller.answer("diagnosis")
    for step in ("who", "story", "others", "you"):
        teller.look()
        if step != "others":
            teller.press("Continue")
            expect(teller.page.locator(".errors")).to_be_focused()
            teller.look()
        changes = {"body": f"{CRISIS} My doctor was Dr Example.\n\n{WORDS}"}
        teller.answer(step, **changes)
    dials(teller)
    teller.look("Help people like you to find it")
    teller.answer("more")
    show_a_photo(teller)
    teller.page.locator("[name=email]").fill("nobody")
    teller.press("Continue")
    teller.look()
    teller.answer("address", email="looked@example.org")
    teller.look()
    teller.press("Continue")
    teller.look()
    teller.press("Stop for now")
    teller.look("You can stop here")
    teller.follow("Delete what I wrote")
    teller.look("Delete what you began?")
    teller.go("/share/")
    teller.look("Share your story")
    teller.page.get_by_role("button", name="Go on").click()
    teller.answer("consent")
    teller.look("Check your story")
    teller.press("Send my story")
    teller.look("Thank you. We have your story.")
    teller.page.get_by_label("The code from the mail").fill("1234-0000")
    teller.press("Confirm")
    teller.look("Confirm your address")
    teller.press("Send a new code")
    teller.look("Confirm your address")


def dials(teller):
    """What else readers may know: seen at once, warned of, left out, and what is wrong with it."""
    teller.look("What else readers may know")
    expect(teller.page.locator("[name=year]")).to_be_hidden()
    teller.page.locator("[name=age][value='45-59']").check()
    teller.page.locator("[name=place]").select_option("pt")
    teller.page.locator("[name=when][value=season]").check()
    teller.page.locator("[name=season]").select_option("spring")
    teller.page.locator("[name=year]").fill("21")
    line = teller.page.locator("#line")
    expect(line).to_contain_text("45 to 59 at the diagnosis Portugal")
    expect(line).to_contain_text("Only a few stories here share this illness, age and place.")
    teller.look("What else readers may know")
    teller.press("Leave out the age")
    expect(line).not_to_contain_text("45 to 59")
    teller.press("Continue")
    expect(teller.page.locator(".errors")).to_be_focused()
    teller.look("What else readers may know")
    teller.page.locator("[name=year]").fill("2021")
    teller.press("Show me")
    expect(line).to_contain_text("diagnosed spring 2021")
    teller.press("Continue")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_story_along_questions(someone, scripts):
    """Five boxes become one text; the way back and forth keeps every word, with and without JS."""
    teller = someone(scripts=scripts)
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who", relation="bereaved")
    teller.page.locator("[name=about]").first.check()
    teller.press("Continue")
    body = teller.page.locator("[name=body]")
    body.fill("So it was.")
    teller.press("With questions")
    expect(teller.page.locator("textarea")).to_have_count(6)
    expect(body).to_have_value("So it was.")
    if scripts:
        teller.look("Your story")
    teller.page.get_by_label("What you carry with you").fill("His garlic.")
    teller.page.get_by_label("Before").fill("He dug.")
    teller.press("In my own way")
    expect(body).to_have_value("So it was.\n\nHe dug.\n\nHis garlic.")
    teller.press("With questions")
    teller.page.get_by_label("Before").fill("x" * 19_500)
    if scripts:
        left = teller.page.locator(".field__count").nth(1)
        expect(left).to_have_text("Characters left: 466")
    teller.press("Continue")
    expect(teller.page.locator(".errors")).to_be_visible()
    if scripts:
        teller.look("Your story")


def test_the_characters_that_are_left(someone):
    """Said in words, near the end, and when the writer pauses: not at every key."""
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who")
    body, left = teller.page.locator("[name=body]"), teller.page.locator(".field__count")
    said = "new MutationObserver(() => said += 1).observe(document.querySelector('.field__count'),"
    teller.page.evaluate(f"() => {{ window.said = 0; {said} {{ childList: true }}) }}")
    body.fill("x" * 18_999)
    body.press_sequentially("yz")
    assert left.text_content() == ""
    expect(left).to_have_text("Characters left: 999")
    assert teller.page.evaluate("said") == 1
    teller.look("Your story")
    body.fill("x" * 20_001)
    expect(left).to_have_text("Characters too many: 1")
    body.fill("x" * 9_000)
    expect(left).to_have_text("")


def test_nudges_come_while_somebody_writes(someone):
    """From the server, some seconds after the last key; one press leaves the number out."""
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who")
    body = teller.page.locator("[name=body]")
    body.fill("Ring me on 020 7946 0958. I want to kill myself tonight. " + "So it was. " * 40)
    teller.page.get_by_role("heading", name="A second look").wait_for(timeout=15000)
    teller.page.get_by_role("heading", name="Is it very hard right now?").wait_for()
    teller.look("Your story")
    teller.press("Leave it out (020 7946 0958)")
    expect(body).to_have_value("Ring me on …. I want to kill myself tonight. " + "So it was. " * 40)
    teller.look("Your story")


def test_a_story_about_somebody_else(house, someone, moderator):
    """Their yes by their own link, their no, and their taking it down; a child's; the bereaved."""
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who", relation="family")
    teller.look("Whose story is it?")
    teller.page.locator("[name=about][value=child]").check()
    teller.press("Continue")
    expect(teller.page.locator(".errors")).to_be_focused()
    teller.look("Whose story is it?")
    teller.page.get_by_label("In which month was your child born?").select_option("5")
    teller.page.get_by_label("In which year?").fill(str(time.gmtime().tm_year - 9))
    teller.press("Continue")
    teller.answer("story", title="About my sister")
    for step in ("others", "you", "about", "more", "photo", "address"):
        teller.answer(step)
    teller.look("What you agree to")
    teller.press("Back")
    teller.go("/share/whose/?change")
    teller.page.locator("[name=about][value=adult]").check()
    expect(teller.page.get_by_label("In which year?")).to_be_hidden()
    teller.press("Save and go back to the check")
    teller.look("What you agree to")
    teller.page.locator("[name=consents][value=website]").check()
    teller.press("Save and go back to the check")
    teller.look("Check your story")
    teller.press("Send my story")
    teller.look("Thank you. We have your story.")
    contribution = teller.sent()
    teller.follow("See where it is")
    teller.look("We are reading your story")
    link = teller.page.get_by_label("Words that you can send them").input_value().split()[-1]
    moderator.open(contribution)
    moderator.look()
    house.decide(contribution, "approve")
    teller.waits_for("One more yes is needed")
    teller.look()
    theirs = someone()
    assert theirs.go("/about-you/aaaabbbbccccddddeeee/") == 404
    theirs.look("We do not know this link")
    theirs.go(link)
    theirs.look("A story about you")
    theirs.press("No, please not")
    theirs.look("A story about you")
    teller.page.reload()
    teller.look("One more yes is needed")
    theirs.press("Yes, it may be published")
    theirs.look("A story about you")
    teller.page.reload()
    teller.look("Your story is on the site")
    theirs.press("Take it down")
    theirs.look("A story about you")
    teller.page.reload()
    teller.look("Your story is paused")
    theirs.page.locator("[name=words]").evaluate("field => (field.value = 'older')")
    theirs.press("Yes, it may be published")
    theirs.look("A story about you")
    teller.go(f"/your-stories/{contribution}/withdraw/")
    teller.press("Take it back now")
    theirs.go(link)
    theirs.look("There is nothing to decide")


def test_a_story_of_someone_who_has_died(someone):
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who", relation="bereaved")
    teller.look("Whose story is it?")
    teller.page.locator("[name=about][value=died]").check()
    teller.press("Continue")
    for step in STEPS[2:]:
        if step in ("story", "you", "consent"):
            teller.look()
        teller.answer(step)
    teller.press("Send my story")
    teller.look("Thank you. We have your story.")


def test_sleeping_on_it(someone):
    teller = someone()
    teller.tell(title="Slept on", email="sleeper@example.org")
    teller.go("/share/stopped/")
    teller.go("/share/check/")
    teller.press("Sleep on it: send it tomorrow")
    teller.look("Sleep on it")
    teller.go("/share/")
    teller.look("Share your story")
    teller.go("/share/sleep/")
    teller.press("Change it")
    teller.look("Check your story")
    teller.press("Sleep on it: send it tomorrow")
    other = teller.page.context.new_page()
    other.goto("/share/sleep/")
    teller.page.evaluate(
        """() => fetch("/share/you/", {method: "POST", body: new URLSearchParams({named: "first",
        name: "Another", csrfmiddlewaretoken:
        document.querySelector("[name=csrfmiddlewaretoken]").value})})"""
    )
    teller.page.reload()
    teller.look("It does not go out by itself")
    teller.press("Do not send it")
    teller.look("You can stop here")


def test_a_form_that_was_open_too_long(someone):
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who")
    teller.page.locator("[name=body]").fill(WORDS)
    teller.page.context.clear_cookies()
    teller.press("Continue")
    teller.look("Please send this once more")
    assert WORDS.strip() in "".join(
        field.input_value() for field in teller.page.locator("textarea").all()
    )


def test_a_fault_of_ours_gives_the_words_back(house, someone):
    teller = someone()
    teller.begin()
    teller.answer("diagnosis")
    teller.answer("who")
    teller.page.locator("[name=body]").fill(WORDS)
    house.write("ALTER TABLE contributors_draft RENAME TO contributors_lost")
    try:
        teller.press("Continue")
        teller.look("Something broke on our side")
        assert teller.page.get_by_label("Your story").input_value() == WORDS
    finally:
        house.write("ALTER TABLE contributors_lost RENAME TO contributors_draft")
