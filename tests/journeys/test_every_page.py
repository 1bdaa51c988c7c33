"""Every page in every state: for every eye, hand and ear, on a phone, at a desk and at 400 %.

Nothing may be wrong for axe, wider than 320 pixels, asked of another host, or said in the console.
"""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
import uuid
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from moderation.receipts import alive_token, stop_token
from tests.journeys.house import CODE, WORDS
from tests.journeys.person import STEPS
from tests.journeys.test_decisions import CRISIS
from tests.snapshots import snapshot

pytestmark = pytest.mark.browser

PUBLIC = {
    "/": 200,
    "/diagnoses/": 200,
    "/diagnoses/?q=mantel+cell": 200,
    "/diagnoses/mcl/": 200,
    "/diagnoses/polycythemia-vera/": 200,  # without a story
    "/stories/": 200,
    "/stories/?q=mantel+cell&relation=survivor": 200,
    "/stories/?q=mantle+celll": 200,  # we ask whether it is that
    "/es/stories/?q=leucemia+mieloide": 200,  # one of two
    "/stories/?q=xylophone&relation=donor": 200,  # found nothing
    "/stories/?diagnosis=sunburn": 200,  # a choice that we do not know
    "/information/": 200,
    "/information/bone-marrow-tests/": 200,
    "/information/models/": 200,
    "/about/": 200,
    "/about/figures/": 200,
    "/about/embed/?diagnosis=mcl": 200,
    "/about/embed/?n=0": 200,  # a number that we do not show
    "/embed/?diagnosis=mcl": 200,
    "/embed/?diagnosis=aml&layout=list&ink=102030&paper=fff4e0&accent=7a0040": 200,
    "/embed/?diagnosis=sunburn&theme=dark": 404,
    "/help/": 200,
    "/privacy/": 200,
    "/guidelines/": 200,
    "/accessibility/": 200,
    "/es/": 200,
    "/es/diagnoses/": 200,  # the longest words
    "/es/diagnoses/mds-mpn/": 200,
    "/es/stories/?q=ajo": 200,
    "/es/help/": 200,
    "/stories/?veil=on": 200,
    "/es/?veil=on": 200,
    "/es/embed/": 200,
    "/es/information/bone-marrow-tests/": 200,
    "/nowhere/": 404,
    "/dev/components/": 200,
    "/dev/mail/": 200,
}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(live, someone, path):
    visitor = someone()
    assert visitor.go(path) == PUBLIC[path]
    visitor.look()
    if not path.startswith("/dev/"):
        assert visitor.page.context.cookies() == []


def test_a_story(live, someone):
    visitor = someone()
    visitor.go(live[0])
    visitor.look("Seen by everybody")
    visitor.go(live[1])
    visitor.look("El ajo y el teléfono")
    assert visitor.page.context.cookies() == []


def test_the_page_of_the_api(someone):
    """Swagger's own page: it must work within our content policy; how it looks is theirs."""
    builder = someone(phone=False)
    builder.go("/api/v1/docs/")
    expect(builder.page.get_by_text("/api/v1/stories/", exact=True)).to_be_visible()
    builder.page.wait_for_load_state("networkidle")


def test_a_report(live, house, someone):
    visitor = someone()
    visitor.go(f"/report/?page={live[0]}")
    visitor.look()
    visitor.press("Send")
    expect(visitor.page.locator(".errors")).to_be_visible()
    visitor.look()
    visitor.page.locator("[name=reason]").first.check()
    visitor.page.locator("[name=words]").fill("The second line hurts.")
    visitor.page.locator("[name=page]").fill("/help/")
    visitor.press("Send")
    expect(visitor.page.locator(".errors")).to_have_count(0)
    visitor.look()
    reference = visitor.page.locator("main strong").inner_text()
    visitor.follow("Here you can see what came of it")
    visitor.look("We have it")
    visitor.go("/report/none/")
    visitor.look("We do not know this reference")
    lead = someone()
    lead.sign_in("lead@example.org")
    lead.go("/desk/reports/")
    lead.look("Reports")
    lead.page.get_by_role("button", name="Look at this report").first.click()
    lead.look()
    lead.press("Show what they will read")
    expect(lead.page.locator(".errors")).to_be_visible()
    lead.look()
    lead.page.locator("[name=outcome][value=mended]").check()
    lead.page.locator("[name=reason]").select_option("other")
    lead.press("Show what they will read")
    lead.look()
    lead.press("Answer and close")
    lead.look("Reports")
    visitor.go(f"/report/{reference}/")
    visitor.look("Somebody has looked")
    assert visitor.page.context.cookies() == []


def test_mail_about_new_stories(house, someone):
    visitor, ruth = someone(), "new-stories@example.org"
    visitor.go("/alerts/")
    visitor.look("New stories by mail")
    visitor.go("/diagnoses/mcl/")
    visitor.follow("By mail, once a week at most")
    visitor.look("New stories by mail")
    visitor.press("Send me the link")
    expect(visitor.page.locator(".errors")).to_be_visible()
    visitor.look()
    visitor.page.locator("[name=email]").fill(ruth)
    visitor.press("Send me the link")
    visitor.look("Please look at your mail")
    house.until(lambda: house.mails(ruth), "the mail that asks")
    visitor.go(house.link(ruth, "/alerts/"))
    visitor.look("Do you want mail about new stories?")
    visitor.press("Yes, write to me")
    visitor.look("We write to you when there are new stories")
    [[follower]] = house.rows("SELECT id FROM readers_follower WHERE email = %s", ruth)
    visitor.go(f"/alerts/stop/{stop_token(follower, secret='journeys')}/")
    visitor.look("Your mail about new stories")
    visitor.press("Stop all, and erase my address")
    visitor.look("You get no more of these mails")
    visitor.go("/alerts/stop/abc/")
    visitor.look("This link does not work")
    assert visitor.page.context.cookies() == []


def test_a_story_that_rests(house, someone):
    contribution = house.submit(title="It is told in the garden")[0]
    house.decide(contribution, "approve")
    address = house.story(contribution)
    visitor = someone()
    visitor.go(f"/report/?page={address}")
    visitor.page.locator("[name=reason][value=me]").check()
    visitor.page.locator("[name=words]").fill("That is my garden.")
    visitor.press("Send")
    assert visitor.go(address) == 410
    visitor.look()
    lead = someone(phone=False)
    lead.sign_in("lead@example.org")
    lead.go("/desk/reports/")
    lead.look("Reports")
    lead.go("/desk/?lane=reported")
    lead.look("The desk")
    lead.follow("It is told in the garden")
    lead.look()


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
    expect(line).to_contain_text("45 to 59 at the diagnosis ·\u00a0Portugal")
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


def test_a_story_that_goes_on(house, someone, moderator):
    """An update, a change of a story with two parts, and an answer to the team."""
    contribution, receipt = house.submit(title="It goes on")
    teller = someone()
    teller.return_with(receipt)
    house.decide(contribution, "approve")
    teller.waits_for("Your story is on the site")
    teller.press("Add an update")
    teller.look("What has happened since?")
    teller.press("Continue")
    expect(teller.page.locator(".errors")).to_be_focused()
    teller.look("What has happened since?")
    teller.page.locator("[name=body]").fill("A year on, the garlic is in again.")
    teller.press("Continue")
    teller.look("Check your story")
    expect(teller.page.locator(".preview .passage__date")).to_have_count(1)
    teller.press("Send my update")
    teller.look("We are reading your new words")
    house.checked(contribution)
    moderator.open(contribution)
    expect(moderator.page.locator(".reviewed .passage__date")).to_have_count(1)
    moderator.look()
    house.decide(contribution, "request_changes", message="Which garden?")
    teller.waits_for("We would like to publish it, with a change")
    teller.press("Send my answer")
    expect(teller.page.locator(".errors")).to_be_focused()
    teller.look()
    teller.page.get_by_label("Your answer").fill("Mine.")
    teller.press("Send my answer")
    expect(teller.page.locator(".letters blockquote")).to_have_text(["Which garden?", "Mine."])
    teller.look()
    moderator.go("/desk/?lane=contributor")
    expect(moderator.page.get_by_text("wrote to us")).to_have_count(1)
    moderator.look()
    teller.press("Change my story")
    expect(teller.page.locator("textarea")).to_have_count(2)
    teller.look("Your story")


def test_ones_own_story_at_any_time(house, someone):
    """Each use on its own, less of a name, a pause, and the link in the mail."""
    email = "any-time@example.org"
    told = {"facets": ["45-59", "pt"], "diagnosed": "2021-spring"}
    contribution, receipt = house.submit(title="At any time", email=email, **told)
    teller = someone()
    teller.return_with(receipt)
    teller.page.get_by_label("The code from the mail").fill(house.code(email))
    teller.press("Confirm")
    house.decide(contribution, "approve")
    teller.waits_for("Your story is on the site")
    teller.follow("What you agree to")
    teller.look("What you agree to")
    teller.press("Save")
    teller.page.get_by_text("Kept.").wait_for()
    teller.look("What you agree to")
    teller.follow("Back to my story")
    teller.follow("Hide more about you")
    teller.press("Hide it now")
    teller.page.get_by_text("Please choose what should be hidden").first.wait_for()
    teller.look("Hide more about you")
    teller.page.get_by_text("Anonymous", exact=True).click()
    teller.press("Hide it now")
    teller.follow("Pause it")
    teller.look("Pause your story")
    teller.press("Pause it now")
    teller.look("Your story is paused")
    teller.follow("Put it back on the site")
    teller.look("Put your story back")
    teller.press("I agree: put it back")
    teller.look("Your story is on the site")
    teller.press("Forget my address, and write no more")
    teller.follow("Have us write to you when there is news")
    teller.look("May we write to you?")
    link = house.link(email, "/take-down/")
    stranger = someone()
    assert stranger.go("/take-down/aaaabbbbccccddddeeee/") == 404
    stranger.look("We do not know this link")
    stranger.go(f"{link}still/")
    stranger.look("Is it still right for you?")
    stranger.press("Keep it as it is")
    stranger.page.get_by_text("It stays as it is.").wait_for()
    stranger.look("Is it still right for you?")
    stranger.follow("Take it off")
    stranger.look("Take your story off the site")
    stranger.press("Take it off now")
    stranger.look("Your story is off the site")
    teller.go(f"/your-stories/{contribution}/withdrawn/")
    teller.look("Your story is off the site")


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


def test_your_stories(house, someone):
    teller = someone()
    teller.go("/your-stories/")
    teller.look("Your stories")
    teller.page.get_by_label("Your receipt code").fill("AAAA-BBBB")
    teller.press("Open my story")
    teller.look("Your stories")
    contribution, receipt = house.submit(title="My own", email="own@example.org")
    assert teller.go(f"/your-stories/{contribution}/") == 404
    teller.look("This page is closed")
    teller.return_with(receipt)
    teller.look("We are reading your story")
    teller.go("/your-stories/")
    teller.look("Your stories")
    house.decide(contribution, "request_changes", message="How often did it ring?")
    teller.go(f"/your-stories/{contribution}/")
    teller.waits_for("We would like to publish it, with a change")
    teller.look()
    teller.press("Change my story")
    teller.look("Your story")
    changed_meanwhile(house, teller, contribution)
    teller.go(f"/your-stories/{contribution}/withdraw/")
    teller.look("Take your story back")
    teller.press("Take it back now")
    teller.look("You took your story back")
    teller.follow("To my story's page")
    teller.look("You took your story back")
    teller.follow("Erase it for good")
    teller.look("Erase your story for good")
    teller.press("Erase it for good")
    expect(teller.page.locator(".errors")).to_be_visible()
    teller.look("Erase your story for good")
    teller.page.get_by_label("Your receipt code").fill(receipt)
    teller.press("Erase it for good")
    teller.look("It is erased")
    teller.go(f"/your-stories/{contribution}/")
    teller.look("This story is erased")


def test_everything_erased(house, someone):
    """By a code from a mail: one story of two, then the other with the account."""
    email = "leaves@example.org"
    contribution, receipt = house.submit(title="One to erase", email=email)
    house.submit(title="And another", email=email)
    teller = someone()
    teller.return_with(receipt)
    codes = [one for mail in house.mails(email) for one in CODE.findall(mail)]
    for code in codes:
        if teller.page.get_by_label("The code from the mail").count():
            teller.go(f"/your-stories/{contribution}/")
            teller.page.get_by_label("The code from the mail").fill(code)
            teller.press("Confirm")
    teller.go(f"/your-stories/{contribution}/")
    teller.follow("Erase everything about this story")
    teller.look("Erase your story for good")
    before = len(house.mails(email))
    teller.press("Mail me a code")
    expect(teller.page.get_by_text("The code is on its way.")).to_be_visible()
    teller.look("Erase your story for good")
    teller.page.get_by_label("The code from the mail").fill(house.code(email, after=before))
    teller.press("Erase it for good")
    teller.look("It is erased")
    teller.sign_in(email, then="/your-stories/")
    teller.look("Your stories")
    teller.follow("Erase all my stories and my account")
    teller.look("Erase all my stories and my account")
    before = len(house.mails(email))
    teller.press("Mail me a code")
    expect(teller.page.get_by_text("The code is on its way.")).to_be_visible()
    teller.page.get_by_label("The code from the mail").fill(house.code(email, after=before))
    teller.press("Erase everything")
    teller.look("It is erased")


def test_for_after_ones_death(house, someone):
    """A wish, the link that is handed on, the press of who has it, and what undoes it."""
    contribution, receipt = house.submit(title="For after my death")
    house.decide(contribution, "approve")
    story = house.story(contribution)
    teller, daughter, lead = someone(), someone(), someone()
    lead.sign_in("lead@example.org")
    teller.return_with(receipt)
    teller.follow("For after my death")
    teller.press("Keep this wish")
    expect(teller.page.locator(".errors")).to_be_visible()
    teller.look("For after my death")
    for wish in ("erase it", "In memory"):
        teller.page.get_by_text(wish).first.click()
        teller.press("Keep this wish")
        expect(teller.page.get_by_text("We have noted what you wish.")).to_be_visible()
        teller.look("For after my death")
        link = urlsplit(teller.page.locator("#handed-on").inner_text()).path
        daughter.go(link)
        daughter.look("You were trusted with this")
        daughter.press("Tell us that Ruth has died")
        daughter.look("Thank you for telling us")
        teller.go(f"/your-stories/{contribution}/")
        teller.look()
        teller.press("I am here: undo this")
        teller.look("For after my death")
    daughter.go(link)
    daughter.look("We do not know this link")
    link = urlsplit(teller.page.locator("#handed-on").inner_text()).path  # the old one is spent
    daughter.go(link)
    daughter.press("Tell us that Ruth has died")
    lead.go("/desk/in-memory/")
    lead.look("In memory")
    lead.press("Confirm For after my death")
    expect(lead.page.get_by_text("Confirmed.")).to_be_visible()
    lead.look("In memory")
    house.write("UPDATE stories_story SET in_memory = true WHERE title = 'For after my death'")
    daughter.go(story)
    expect(daughter.page.get_by_text("In memory", exact=True)).to_be_visible()
    daughter.look("For after my death")
    lead.press("Set aside For after my death")
    expect(lead.page.get_by_text("Nobody told us of a death")).to_be_visible()
    lead.look("In memory")
    token = alive_token(uuid.UUID(house.wish(contribution)), secret="journeys")
    teller.go(f"/in-memory/not/{token}/")
    teller.look("Good that you are here")
    daughter.go(link)
    daughter.press("Tell us that Ruth has died")
    teller.go(f"/in-memory/not/{token}/")
    teller.look("Somebody told us that you have died")
    teller.press("I am here: undo this")
    teller.look("Good that you are here")


def test_a_story_that_helped(house, someone):
    contribution, receipt = house.submit(title="A story that helped")
    house.decide(contribution, "approve")
    story = house.story(contribution)
    teller, reader = someone(), someone()
    teller.return_with(receipt)
    teller.follow("Did my story help?")
    teller.look("Did my story help?")
    teller.page.get_by_label("Ask readers whether my story helped them").check()
    teller.press("Save")
    expect(teller.page.get_by_text("Kept.")).to_be_visible()
    reader.go(story)
    reader.look("A story that helped")
    kind = reader.page.get_by_text("Thank you for saying so.")
    expect(kind).to_be_hidden()
    reader.press("This helped me")
    expect(kind).to_be_in_viewport()
    reader.look("A story that helped")
    assert reader.page.context.cookies() == []
    teller.page.reload()
    expect(
        teller.page.get_by_text("One person told us that your story helped them.")
    ).to_be_visible()
    teller.look("Did my story help?")
    teller.follow("Back to my story")
    teller.look("Your story is on the site")


def test_while_a_backup_is_put_right(house, someone):
    """Everything waits while the database has forgotten what was taken back."""
    file = house.folder / "erasures.jsonl"
    before = file.read_text() if file.exists() else ""
    line = {"id": str(uuid.uuid4()), "kind": "erased", "subject": str(uuid.uuid4())}
    file.write_text(before + json.dumps({**line, "at": "2026-11-25T12:00:00+00:00"}) + "\n")
    try:
        house.web.stop()
        house.open()
        visitor = someone()
        for path in ("/", "/es/stories/"):
            assert visitor.go(path) == 503
            visitor.look()
    finally:
        file.write_text(before)
    assert visitor.go("/") == 200


def changed_meanwhile(house, teller, contribution):
    """The story moves on while its person has it open."""
    teller.go("/share/check/")
    older = "UPDATE contributors_draft SET version = version - 1 WHERE contribution = %s"
    house.write(older, contribution)
    teller.press("Send my changes")
    teller.look("Something changed meanwhile")


def test_a_story_that_is_gone(house, someone):
    contribution, receipt = house.submit(title="Here and gone")
    house.decide(contribution, "approve")
    story = house.story(contribution)
    teller = someone()
    teller.return_with(receipt)
    teller.look("Your story is on the site")
    teller.follow("Take it off the site")
    teller.press("Take it back now")
    assert teller.go(story) == 410
    teller.look("This story is no longer here")


def test_the_desk(house, someone, moderator):
    body = f"My doctor was Dr Example, at ruth.garlic@example.org. {WORDS}"
    contribution, receipt = house.submit(title="On the desk", body=body)
    moderator.go("/desk/")
    moderator.look("The desk")
    for lane in ("attention", "contributor", "appeals", "decided"):
        moderator.go(f"/desk/?lane={lane}&diagnosis=mcl&check=names&older=1")
        moderator.look()
    moderator.go("/desk/settings/")
    moderator.look("How I work")
    moderator.page.get_by_label("The illness comes back").check()
    moderator.press("Keep this")
    moderator.look("How I work")
    moderator.go(f"/desk/{contribution}/")
    moderator.look("On the desk")
    moderator.follow("Somebody may be in danger")
    moderator.look("Is somebody in danger?")
    moderator.follow("No, go back")
    moderator.go(f"/desk/{contribution}/")
    moderator.press("Read the story")
    moderator.look("On the desk")
    for way in ("Ask a colleague", "Hand it over", "I know this person"):
        moderator.page.locator("summary", has_text=way).click()
    moderator.look("On the desk")
    moderator.page.locator(".finding summary").first.click()
    moderator.page.locator(".finding__guideline summary").first.click()
    moderator.press("A child is ill")
    pressed = moderator.page.get_by_role("button", name="A child is ill", pressed=True)
    expect(pressed).to_be_focused()
    moderator.page.get_by_text("Add a note to the team").click()
    moderator.page.get_by_text("Saved replies").click()
    moderator.page.get_by_text("Public on a later day").click()
    moderator.look()
    moderator.page.get_by_role("button", name="Put in (Advice about treatment)").click()
    expect(moderator.page.locator("#decide [name=message]")).to_have_value(re.compile("{quote}"))
    moderator.page.locator("#decide [name=message]").fill("Could you leave out her name?")
    moderator.press("When you ask for changes")
    expect(moderator.page.locator("#as-read")).to_contain_text("Could you leave out her name?")
    moderator.look()
    moderator.page.locator(".finding summary").first.click()
    moderator.page.locator(".finding button").first.click()
    expect(moderator.page.locator(".finding.is-dismissed")).to_have_count(1)
    moderator.page.locator("#decide [name=message]").fill("")
    moderator.decide("Decline")
    moderator.look()
    moderator.page.locator("#decide [name=message]").fill("A long and careful letter.")
    house.withdraw(contribution, receipt)
    moderator.decide("Decline", reason="other")
    moderator.look("Somebody was faster")
    moderator.open(contribution)
    moderator.look("This story was taken back")
    crisis, _ = house.submit(title="Tonight", body=f"{CRISIS}\n\n{WORDS}")
    moderator.open(crisis)
    moderator.look()
    two, _ = house.submit(title="For two", body=body)
    house.decide(two, "approve")
    lead = someone(phone=False)
    lead.sign_in("lead@example.org")
    lead.open(two)
    lead.look("For two")
    lead.go("/desk/?lane=second")
    lead.look("The desk")


def test_looking_after_somebody(house, someone, moderator):
    """A case from the press to its two people; the rota; and practice."""
    lead = someone(phone=False)
    lead.sign_in("lead@example.org")
    lead.go("/desk/on-call/")
    lead.look("Who is on call")
    lead.press("Put on call")
    expect(lead.page.locator(".errors")).to_be_visible()
    lead.look("Who is on call")
    crisis, _ = house.submit(title="On a clear night", body=f"{CRISIS}\n\n{WORDS}")
    lead.go("/desk/?lane=safeguarding")
    lead.look("The desk")
    lead.follow("On a clear night")
    lead.look("Looking after somebody")
    lead.press("I look after this")
    lead.page.locator("[value='tick:together']").click()
    lead.press("Send this message")
    lead.page.locator("[name=outcome]").select_option("reached")
    lead.press("Ask a second person to close it")
    lead.look("Looking after somebody")
    moderator.open(crisis)
    moderator.follow("Go to the case")
    moderator.look("Looking after somebody")
    moderator.press("I agree: close it")
    moderator.look("Looking after somebody")
    moderator.go("/desk/drills/")
    moderator.look("Practice")
    moderator.page.get_by_role("button", name="Decline").click()
    expect(moderator.page.locator(".errors")).to_be_visible()
    moderator.page.locator("[name=guideline]").select_option("names")
    moderator.page.get_by_role("button", name="Decline").click()
    moderator.look()
    lead.go("/desk/drills/agreement/")
    lead.look("How far we agree")


def test_what_looks_like_advertising(house, moderator):
    body = "Play slots and win, sign up today at www.slots-example.com for a 200% bonus."
    house.submit(title="Best casino bonus", body=body)
    moderator.go("/desk/spam/")
    moderator.look("Looks like advertising")
    moderator.page.get_by_role("checkbox").first.check()
    moderator.press("Decline those I chose")
    moderator.look("Decline 1 text as advertising?")
    moderator.press("Decline 1")
    moderator.look("Looks like advertising")


def test_a_suggested_wording(house, someone, moderator):
    """Quoted, suggested, read as what is taken out and put in; used, kept, and come too late."""
    body = f"My doctor was Dr Example, and she was kind.\n\n{WORDS}"
    contribution, receipt = house.submit(title="In other words", body=body)
    moderator.open(contribution)
    moderator.press("Keep it for me")
    moderator.page.get_by_label("Quote this").first.check()
    moderator.page.get_by_text("Suggest a wording").click()
    moderator.page.locator("[name=suggested_title]").fill("In kinder words")
    words = moderator.page.locator("[name=suggested_0]")
    words.fill(words.input_value().replace("Dr Example, and she was kind", "kind to me"))
    moderator.look()
    moderator.decide("Approve")
    expect(moderator.page.locator(".errors")).to_be_visible()
    moderator.look()
    moderator.decide("Ask for changes", message="Without her name?", reason="staff")
    teller = someone()
    teller.return_with(receipt)
    teller.waits_for("We would like to publish it, with a change")
    expect(teller.page.locator(".letters .quoted")).to_contain_text("Dr Example")
    teller.look()
    teller.follow("Keep my own words")
    teller.look("Keep your own words")
    teller.page.get_by_label("Is there something that we should know?").fill("x" * 4001)
    teller.press("Keep my words")
    expect(teller.page.locator(".errors")).to_be_focused()
    teller.look("Keep your own words")
    teller.go(f"/your-stories/{contribution}/")
    teller.press("Change the suggested words")
    expect(teller.page.locator("[name=title]")).to_have_value("In kinder words")
    teller.look("Your story")
    teller.go(f"/your-stories/{contribution}/")
    other = someone()
    other.return_with(receipt)
    other.press("Use this wording")
    other.look("We are reading your story")
    house.checked(contribution)
    teller.follow("Keep my own words")
    teller.press("Keep my words")
    expect(teller.page.locator(".errors")).to_be_focused()
    teller.look("We are reading your story")
    moderator.open(contribution)
    expect(moderator.page.get_by_text("These are the words that you suggested.")).to_be_visible()
    moderator.look()
    moderator.go("/desk/")
    moderator.look("The desk")


def test_a_second_look(house, someone, moderator):
    """A decline and a take-down are looked at by somebody else, and the answer is said kindly."""
    contribution, receipt = house.submit(title="Once more, please")
    moderator.open(contribution)
    moderator.press("Keep it for me")
    moderator.decide("Decline", message="It sells something.", reason="selling")
    teller = someone()
    teller.return_with(receipt)
    teller.waits_for("We will not publish this story as it is")
    teller.look()
    teller.follow("Ask somebody else to look")
    teller.look("Ask somebody else to look")
    teller.page.get_by_label("Is there something that we should know?").fill("Nothing is sold.")
    teller.press("Ask somebody else")
    teller.look("We are looking at your story again")
    house.checked(contribution)
    moderator.open(contribution)
    expect(moderator.page.get_by_text("You decided on this before.")).to_be_visible()
    moderator.look()
    house.decide(contribution, "decline", message="I am sorry.", reason="selling")
    teller.waits_for("We looked again, and we still cannot publish it as it is")
    teller.look()
    public, receipt = house.submit(title="Down and asked about")
    house.decide(public, "approve")
    house.story(public)
    house.decide(public, "take_down", message="It must go.", reason="others")
    teller.return_with(receipt)
    teller.follow("Ask somebody else to look")
    teller.press("Ask somebody else")
    teller.look("We are looking at your story again")
    lead = someone(phone=False)
    lead.sign_in("lead@example.org")
    lead.go("/desk/?lane=appeals")
    lead.look("The desk")
    lead.open(public)
    lead.look()
    lead.decide("Leave it off the site", message="I read it too. I am sorry.")
    teller.waits_for("We looked again, and your story stays off the site")
    teller.look()


def test_sign_in(house, someone):
    person = someone()
    person.go("/accounts/login/")
    person.look("Sign in")
    person.page.get_by_label("Your e-mail address").fill("nobody")
    person.press("Send me a code")
    person.look("Sign in")
    person.page.get_by_label("Your e-mail address").fill("contributor@example.org")
    person.press("Send me a code")
    person.look("Type the code from the mail")
    person.page.get_by_label("The code").fill("1234-0000")
    person.press("Sign in")
    person.look("Type the code from the mail")
    person.press("Use another address")
    person.sign_in("contributor@example.org")
    assert person.go("/desk/") == 403
    person.look("This is not open to you")
    person.go("/accounts/logout/")
    person.look("Sign out")
    house.code("contributor@example.org")
    person.go("/dev/mail/")
    person.page.locator("main a[href*='.eml']").first.click()
    person.look()


def test_watching_over_the_team(house, someone):
    """The figures, the files, an address, the log, and what a contributor has of it."""
    told, receipt = house.submit(title="Watched over", email="watched@example.org")
    house.decide(told, "approve")
    for role, paths in {
        "lead": {"figures/": "Figures", "export/": "Take decisions out"},
        "organiser": {f"{told}/address/": "The address of a contributor"},
        "auditor": {"audit/": "The log", "audit/?kind=approve": "The log"},
        "moderator2": {"figures/": "Figures"},
    }.items():
        person = someone()
        person.sign_in(f"{role}@example.org")
        for path, heading in paths.items():
            person.go(f"/desk/{path}")
            for summary in person.page.locator("main summary").all():
                summary.click()
            person.look(heading)
        if role == "organiser":
            person.press("Show the address")
            expect(person.page.locator(".errors")).to_be_focused()
            person.look()
            person.page.locator("[name=reason]").first.check()
            person.press("Show the address")
            expect(person.page.get_by_text("watched@example.org")).to_be_visible()
            person.look()
        if role == "lead":
            person.page.locator("[name=since]").fill("2030-01-01")
            person.press("Take the file")
            expect(person.page.locator(".errors")).to_be_focused()
            person.look()
    teller = someone()
    teller.return_with(receipt)
    teller.follow("The record of your story")
    teller.look("The record of your story")


def test_the_second_key(house, someone):
    person = someone()
    person.sign_in("organiser@example.org", then="/accounts/2fa/")
    person.look()
    person.go("/accounts/2fa/totp/activate/")
    person.look("Set up an app that shows codes")
    secret = person.page.get_by_label("The letters for the app").input_value()
    person.page.locator("[name=code]").fill("000000")
    person.press("Done")
    person.look("Set up an app that shows codes")
    person.page.locator("[name=code]").fill(app_code(secret))
    person.press("Done")
    person.page.wait_for_url(lambda url: "activate" not in url)
    person.look()
    for path in ("/accounts/2fa/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/webauthn/add/"):
        person.go(path)
        person.look()
    person.go("/accounts/2fa/totp/deactivate/")
    person.look()
    person.press("Sign out")
    person.go("/accounts/login/")
    person.page.get_by_label("Your e-mail address").fill("organiser@example.org")
    before = len(house.mails("organiser@example.org"))
    person.press("Send me a code")
    person.page.get_by_label("The code").fill(house.code("organiser@example.org", after=before))
    person.press("Sign in")
    person.look("Your second key")
    person.page.get_by_label("The code from your app").fill("000000")
    person.press("Sign in")
    person.look("Your second key")


def app_code(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


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


def test_no_page_to_open(someone):
    visitor = someone()
    assert visitor.go("/your-stories/leave/") == 405
    visitor.look("There is no page here to open")


def test_a_fault_of_ours(house, someone):
    visitor = someone()
    house.write("ALTER TABLE stories_story RENAME TO stories_lost")
    try:
        assert visitor.go("/stories/") == 500
        visitor.look("Something broke on our side")
    finally:
        house.write("ALTER TABLE stories_lost RENAME TO stories_story")
