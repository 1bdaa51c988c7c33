"""Every page about a story that was sent, for its person, held to the same as `test_every_page`."""

import uuid
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from moderation.receipts import alive_token
from tests.journeys.house import CODE

pytestmark = pytest.mark.browser


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


def changed_meanwhile(house, teller, contribution):
    """The story moves on while its person has it open."""
    teller.go("/share/check/")
    older = "UPDATE contributors_draft SET version = version - 1 WHERE contribution = %s"
    house.write(older, contribution)
    teller.press("Send my changes")
    teller.look("Something changed meanwhile")
