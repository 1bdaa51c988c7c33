"""What else may become of a story, seen by everybody it concerns."""

import pytest
from playwright.sync_api import expect

from tests.journeys.house import GRACE, WORDS

pytestmark = pytest.mark.browser

READING = "We are reading your story"
CRISIS = "I sit here with the pills and I want to end my life tonight."
CHANGED = WORDS.replace("I let it ring", "I let it ring twice", 1)


def test_a_story_is_declined_with_words_to_its_person(house, someone, moderator):
    contribution, receipt = house.submit(title="Buy the miracle root")
    moderator.open(contribution)
    moderator.decide("Decline")
    expect(moderator.page.locator("[name=message]")).to_be_focused()
    moderator.decide("Decline", message="We cannot carry advice about roots.", reason="treatment")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Declined.")
    house.until(lambda: settled(house, contribution), "the grace is over")

    teller = someone()
    teller.return_with(receipt)
    teller.sees("We will not publish this story as it is")
    expect(teller.page.locator(".letters blockquote")).to_have_text(
        "We cannot carry advice about roots."
    )


def test_changes_are_asked_for_made_and_published(house, someone, moderator):
    contribution, receipt = house.submit(title="The garlic and the telephone")
    moderator.open(contribution)
    moderator.decide("Ask for changes", message="How often did it ring?", reason="other")
    teller = someone()
    teller.return_with(receipt)
    teller.waits_for("We would like to publish it, with a change")
    expect(teller.page.locator(".letters blockquote")).to_have_text("How often did it ring?")

    teller.press("Change my story")
    assert teller.page.locator("[name=body]").input_value() == WORDS
    teller.page.locator("[name=body]").fill(CHANGED)
    for step in ("Continue", "Skip this", "Continue", "Skip this", "Skip this", "Skip this"):
        teller.press(step)
    teller.sees("Check your story")
    teller.press("Send my changes")
    teller.sees(READING)
    house.checked(contribution)

    moderator.open(contribution)
    expect(moderator.page.locator("#changes ins").first).to_contain_text("twice")
    moderator.decide("Approve")
    reader = someone(scripts=False)
    reader.go(house.story(contribution))
    expect(reader.page.locator(".prose p").first).to_contain_text("I let it ring twice.")


def test_an_approval_is_taken_back_in_time(house, someone, moderator):
    contribution, receipt = house.submit(title="Approved too soon")
    moderator.open(contribution)
    moderator.decide("Approve")
    moderator.press("Take back")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Taken back.")
    moderator.page.wait_for_timeout((GRACE + 1) * 1000)
    assert house.state(contribution) == "in_review"
    assert "Approved too soon" not in house.get("/stories/")[1]
    teller = someone()
    teller.return_with(receipt)
    teller.sees(READING)


def test_words_of_danger_go_to_a_lead(house, someone, moderator):
    teller, lead = someone(), someone(phone=False)
    teller.tell(body=f"{CRISIS}\n\n{WORDS}", title="Tonight")
    expect(teller.page.get_by_role("heading", name="Is it very hard right now?")).to_be_visible()
    assert teller.page.locator("a[href^='tel:']").count() > 0
    teller.press("Send my story")
    contribution = teller.sent()
    assert house.state(contribution) == "escalated"
    teller.follow("See where it is")
    teller.sees(READING)

    moderator.open(contribution)
    expect(moderator.page.locator("main")).to_contain_text("A lead decides on this one.")
    expect(moderator.page.locator(".decision")).to_have_count(0)

    lead.sign_in("lead@example.org")
    lead.go("/desk/?lane=safeguarding")
    lead.follow("Tonight")
    lead.page.locator("[name=message]").fill("I am thinking of you. Please call somebody now.")
    lead.press("Send this message")
    teller.page.reload()
    teller.sees(READING)
    expect(teller.page.locator(".letters")).to_contain_text("I am thinking of you.")
    moderator.follow("Go to the case")
    moderator.page.locator("[name=outcome]").select_option("reached")
    moderator.press("Ask a second person to close it")
    lead.page.reload()
    lead.press("I agree: close it")
    lead.go("/desk/?lane=escalated")
    lead.follow("Tonight")
    lead.press("Read the story")
    lead.decide("Ask for changes", message="Thank you. There is one thing first.", reason="staff")
    teller.waits_for("We would like to publish it, with a change")


def test_no_button_of_the_bar_breaks_its_words_on_a_phone(house, someone):
    phone = someone()
    phone.sign_in("moderator@example.org")
    contribution, _ = house.submit(title="Seis palabras en una barra")
    assert phone.go(f"/es/desk/{contribution}/?open=1") == 200
    buttons = phone.page.locator(".decision__bar .button")
    assert "Pasar a responsable" in [words.strip() for words in buttons.all_inner_texts()]
    assert set(buttons.evaluate_all("(all) => all.map((one) => one.offsetHeight)")) == {44}


def test_of_two_moderators_one_is_faster_and_the_other_reads_who(house, someone, moderator):
    other = someone(phone=False)
    other.sign_in("moderator2@example.org")
    contribution, _ = house.submit(title="Read by two")
    moderator.open(contribution)
    other.open(contribution)
    moderator.decide("Approve")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Approved.")
    other.decide("Decline", message="My long and careful letter.", reason="other")
    other.look("Somebody was faster")
    expect(other.page.locator("main li").first).to_contain_text("moderator")
    assert other.page.locator("textarea").input_value() == "My long and careful letter."
    house.story(contribution)


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_approve_and_decline_are_far_from_each_other(house, moderator, width):
    contribution, _ = house.submit(title=f"Read at {width}")
    moderator.page.set_viewport_size({"width": width, "height": 900})
    moderator.open(contribution)
    box = {
        name: moderator.page.locator(f".decision__bar [value={name}]").bounding_box()
        for name in ("approve", "request_changes", "escalate", "decline")
    }
    down = box["decline"]["y"] - box["approve"]["y"] - box["approve"]["height"]
    across = box["decline"]["x"] - box["approve"]["x"] - box["approve"]["width"]
    assert max(down, across) > 60
    for other in ("request_changes", "escalate"):  # and from what is between them, a gap
        down = box["decline"]["y"] - box[other]["y"] - box[other]["height"]
        across = box["decline"]["x"] - box[other]["x"] - box[other]["width"]
        assert max(down, across) > 15


def test_the_story_is_read_beside_a_note_about_its_title(house, moderator):
    shout = {"title": "MY DOCTOR SAID NO", "body": f"My doctor was Dr Example. {WORDS}"}
    contribution, _ = house.submit(**shout)
    for width, least in ((1280, 480), (1000, 560), (768, 560), (390, 330)):
        moderator.page.set_viewport_size({"width": width, "height": 844})
        moderator.open(contribution)
        expect(moderator.page.locator("header .finding")).not_to_have_count(0)
        assert moderator.page.locator(".reviewed__words").first.bounding_box()["width"] > least


def test_on_a_phone_the_words_begin_on_the_first_screen(house, moderator):
    contribution, _ = house.submit(title="Read on the bus")
    moderator.page.set_viewport_size({"width": 390, "height": 844})
    moderator.open(contribution)
    moderator.press("Keep it for me")
    skip, let_go = (
        moderator.page.locator(f".holding {what}").bounding_box()
        for what in ("[name=skip]", "form:last-of-type button")
    )
    assert abs(skip["y"] - let_go["y"]) <= 2  # one line, and far from one another
    assert let_go["x"] - (skip["x"] + skip["width"]) >= 16
    assert moderator.page.locator(".reviewed__words").first.bounding_box()["y"] < 460


def test_on_a_phone_the_decisions_wait_at_the_end_and_a_way_there_stays_at_hand(house, moderator):
    body = "\n\n".join([WORDS] * 3)
    contribution, _ = house.submit(title="Read with one thumb", body=body)
    page = moderator.page
    page.set_viewport_size({"width": 390, "height": 844})
    moderator.open(contribution)
    assert page.locator(".decision").bounding_box()["y"] > 844  # nothing lies over the words
    way = page.locator(".to-decide").bounding_box()
    assert way["height"] < 60
    assert round(way["y"] + way["height"]) == 844
    page.get_by_role("link", name="Decide", exact=True).click()
    expect(page.locator(".decision [value=approve]")).to_be_in_viewport()
    page.locator(".decision [value=decline]").click()
    line = page.locator(".decision__missing")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("write a message")
    page.keyboard.type("We cannot carry it.")
    expect(line).to_contain_text("choose a reason")
    page.locator("#decide [name=reason]").select_option("other")
    expect(line).to_be_empty()


def test_a_message_is_seen_on_a_phone_as_its_person_will_read_it(house, moderator):
    contribution, _ = house.submit(title="Seen before it goes")
    page = moderator.page
    page.set_viewport_size({"width": 390, "height": 844})
    moderator.open(contribution)
    page.locator("#decide [name=message]").fill("Dear Ruth,\n\nthank you.")
    moderator.press("When you approve")
    first, second = (box.bounding_box() for box in page.locator("#as-read blockquote p").all())
    assert second["y"] - first["y"] - first["height"] < 25  # a gap, and no empty lines
    for part in ("#as-read", ".reviewed__words >> nth=0"):  # side by side fits no phone
        assert page.locator(part).bounding_box()["width"] > 330


def settled(house, contribution: str) -> bool:
    query = "SELECT settled_at FROM moderation_submission WHERE contribution_id = %s"
    return house.rows(query, contribution)[0][0] is not None
