"""Every page of the team, in every state, held to the same as `test_every_page`."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.house import WORDS
from tests.journeys.test_decisions import CRISIS

pytestmark = pytest.mark.browser


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
