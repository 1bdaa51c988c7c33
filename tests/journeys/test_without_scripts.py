"""The share form and the desk in a browser without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EMAIL = "plain@example.org"


def test_a_story_is_shared_followed_and_taken_back(house, someone):
    teller = someone(scripts=False)
    contribution = teller.share(title="Without scripts", email=EMAIL)
    teller.page.get_by_label("The code from the mail").fill(house.code(EMAIL))
    teller.press("Confirm")
    teller.follow("See where it is")
    teller.sees("We are reading your story")
    teller.follow("Take it back")
    teller.press("Take it back now")
    teller.sees("You took your story back")
    assert house.state(contribution) == "withdrawn"


def test_a_story_is_read_noted_and_decided(house, someone):
    contribution, _ = house.submit(
        body="Write to ruth.garlic@example.org. " * 4 + "So it was. " * 40
    )
    moderator = someone(phone=False, scripts=False)
    moderator.sign_in("moderator@example.org")
    moderator.go(f"/desk/{contribution}/")
    expect(moderator.page.locator(".reviewed__words")).to_have_count(0)
    moderator.press("Read the story")
    expect(moderator.page.locator(".claim--mine")).to_be_visible()
    expect(moderator.page.locator(".keys-line")).to_be_hidden()
    finding = moderator.page.locator(".finding.is-severe, .finding.is-warn").first
    finding.get_by_text("Guideline").click()
    expect(finding).to_contain_text("Please leave out phone numbers")
    finding.get_by_text("Not a problem").click()
    finding.locator("button").first.click()
    expect(moderator.page.locator(".finding.is-dismissed")).to_have_count(1)
    moderator.decide("Approve")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Approved.")
    assert house.state(contribution) == "approved"
    moderator.press("Take back")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Taken back.")
    assert house.state(contribution) == "in_review"
