"""A whole story, and a decision about it, with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import WORDS
from tests.journeys.person import STORY

pytestmark = pytest.mark.browser

MOST = 120  # presses of Tab until something is reached
# What shows where one is: a ring of at least 2 pixels, on the thing itself or around its label.
SHOWN = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 20);
    const top = document.elementFromPoint(x, y);
    return {
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        uncovered: Boolean(top && (top === one || one.contains(top) || top.contains(one)
            || top.closest("label")?.control === one)),
    };
}"""


class Keys:
    """Somebody who has a keyboard only."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str, *, back: bool = False) -> None:
        """Presses Tab until this has the focus; each stop on the way is to be seen."""
        for _ in range(MOST):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                continue
            shown = self.page.evaluate(SHOWN)
            here = self.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
            assert shown == {"ring": True, "inside": True, "uncovered": True}, here
            if self.page.evaluate("(one) => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"{MOST} presses of Tab do not lead to {selector}.")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def enter(self, selector: str) -> None:
        """Goes there and presses Enter, and waits for what comes."""
        self.to(selector)
        with self.page.expect_navigation():
            self.press("Enter")


def test_the_skip_link_leads_to_the_text(someone):
    reader = someone(phone=False)
    reader.go("/diagnoses/")
    keys = Keys(reader.page)
    keys.press("Tab")
    expect(reader.page.locator(".skip")).to_be_focused()
    expect(reader.page.locator(".skip")).to_be_in_viewport()
    keys.press("Enter")
    keys.to("main a")


def test_a_story_is_told_with_the_keyboard(house, someone):
    teller = someone(phone=False)
    keys = Keys(teller.page)
    teller.go("/share/")
    keys.enter("main form .button")
    keys.to("#looked-for")
    keys.type("mantel cell")
    with teller.page.expect_navigation():
        keys.press("Enter")
    keys.to("input[value=mcl]")
    keys.press("Space")
    keys.enter("button[value=add]")
    keys.enter("main button.button:not([name])")
    keys.to("[name=relation]")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.enter("main button:not([name])")
    keys.to("[name=body]")
    keys.type(WORDS)
    keys.to("[name=title]")
    keys.type("Told with the keyboard")
    keys.enter("main button:not([name])")
    keys.enter("button[value=skip]")
    keys.to("[name=named]")
    keys.press("Space")
    keys.to("[name=name]")
    keys.type(STORY["name"])
    keys.enter("main button:not([name])")
    for _about_more_photo_address in range(4):
        keys.enter("button[value=skip]")
    keys.to("[name=consents][value=website]")
    keys.press("Space")
    keys.enter("main button:not([name])")
    teller.sees("Check your story")
    keys.enter("main button:not([name])")
    teller.sees("Thank you. We have your story.")
    teller.sent()


def test_an_error_takes_the_focus_to_what_is_missing(someone):
    teller = someone(phone=False)
    teller.begin()
    teller.answer("diagnosis")
    keys = Keys(teller.page)
    keys.enter("main button:not([name])")
    expect(teller.page.locator(".errors")).to_be_focused()
    keys.to(".errors a")
    keys.press("Enter")
    keys.press("Space")
    assert teller.page.evaluate("document.activeElement.name") == "relation"


def test_a_key_opens_the_choices_of_the_desk(moderator):
    moderator.go("/desk/")
    moderator.page.keyboard.press("/")
    expect(moderator.page.get_by_label("Diagnosis")).to_be_focused()


def test_a_decision_is_made_with_the_keyboard(house, moderator):
    contribution, _ = house.submit(
        title="Decided by keys", body=f"My doctor was Dr Example. {WORDS}"
    )
    moderator.open(contribution)
    keys = Keys(moderator.page)
    keys.press("j")
    expect(moderator.page.locator(".finding__number").first).to_be_focused()
    keys.press("c")  # this decision needs a message first
    expect(moderator.page.locator("[name=message]")).to_be_focused()
    keys.type("Would you leave out the name of your doctor?")
    moderator.page.locator("[name=reason]").select_option("staff")
    keys.to("[name=note]")
    keys.enter(".decision__bar button[value=request_changes]")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Asked for changes.")
    assert house.state(contribution) == "changes_requested"


def test_a_decision_is_written_and_sent_with_the_keyboard(house, moderator):
    contribution, _ = house.submit(title="Sent from the field")
    moderator.open(contribution)
    page, keys = moderator.page, Keys(moderator.page)
    keys.press("d")
    expect(page.locator("[name=message]")).to_be_focused()
    line = page.locator(".decision__missing")
    expect(line).to_have_text("For this, write a message to the contributor first")
    keys.type("We cannot carry advice about roots.")
    keys.press("Control+Enter")
    expect(page.locator("[name=reason]")).to_be_focused()
    expect(line).to_have_text("For this, choose a reason first")
    keys.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.locator("[name=reason]").select_option("treatment")
    page.locator("[name=reason]").focus()
    with page.expect_navigation():
        keys.press("Control+Enter")
    assert house.state(contribution) == "declined"
    with page.expect_navigation():
        keys.press("u")
    assert house.state(contribution) == "in_review"
    expect(page.locator("[name=message]")).to_have_value("We cannot carry advice about roots.")
    expect(page.locator("[name=reason]")).to_have_value("treatment")
    keys.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    keys.press("Escape")
    keys.press("z")
    expect(page.locator(".decision")).to_be_hidden()
    expect(page.locator(".reviewed__words").first).to_be_visible()
    keys.press("z")
    expect(page.locator(".decision")).to_be_visible()


def test_a_second_press_adds_nothing(house, moderator):
    contribution, _ = house.submit(title="Pressed twice at the desk")
    moderator.open(contribution)
    with moderator.page.expect_navigation():
        sent = moderator.page.evaluate("""() => {
            let sent = 0;
            document.addEventListener("submit", () => { sent += 1; });
            const button = document.querySelector("button[value=approve]");
            button.click();
            button.click();
            return sent;
        }""")
    assert sent == 1
    expect(moderator.page.locator(".notice--success")).to_contain_text("Approved.")
    assert house.state(contribution) == "approved"


def test_no_key_approves_over_a_grave_note(house, moderator):
    contribution, _ = house.submit(title="Grave", body=f"Ring me on 01632 960 077. {WORDS}")
    # Crisis is the one grave note that we ship, and its case keeps approving away altogether.
    house.write(
        "UPDATE moderation_finding SET severity = 'severe' WHERE submission_id ="
        " (SELECT id FROM moderation_submission WHERE contribution_id = %s)",
        contribution,
    )
    moderator.open(contribution)
    approve = moderator.page.locator("button[value=approve]")
    expect(approve.locator("kbd")).to_have_count(0)
    moderator.page.keyboard.press("a")
    approve.click()
    expect(moderator.page.locator(".finding.is-severe .finding__number").first).to_be_focused()
    expect(moderator.page.locator(".decision__missing")).to_contain_text("grave note")
    assert house.state(contribution) == "in_review"


def test_letters_are_shown_only_where_they_do_something(house, someone, moderator):
    contribution, _ = house.submit(title="Without letters")
    plain = someone(phone=False, scripts=False)
    plain.sign_in("moderator2@example.org")
    for person, times in ((plain, 0), (moderator, 4)):
        person.open(contribution)
        shown = person.page.locator(".decision__bar .key").filter(visible=True)
        expect(shown).to_have_count(times)
    moderator.press("Keys")
    moderator.page.get_by_label("Keys on.").uncheck()
    moderator.press("Close")
    expect(shown).to_have_count(0)
    moderator.page.keyboard.press("d")
    expect(moderator.page.locator("[name=message]")).not_to_be_focused()
    moderator.open(contribution)
    expect(shown).to_have_count(0)
    moderator.press("Keys")
    moderator.page.get_by_label("Keys on.").check()
    expect(shown).to_have_count(4)


def test_letters_press_the_buttons_of_the_desk(house, moderator):
    house.submit(title="Read by letter")
    moderator.go("/desk/")
    with moderator.page.expect_navigation():
        moderator.page.keyboard.press("n")
    contribution = moderator.page.url.strip("/").split("/")[-1]
    expect(moderator.page.locator(".reviewed__words")).to_have_count(0)
    moderator.page.keyboard.press("a")  # nobody decides on what they have not read
    with moderator.page.expect_navigation():
        moderator.page.keyboard.press("r")
    expect(moderator.page.locator(".claim--mine")).to_be_visible()
    with moderator.page.expect_navigation():
        moderator.page.keyboard.press("a")
    assert house.state(contribution) == "approved"
    moderator.go("/desk/")
    with moderator.page.expect_navigation():
        moderator.page.keyboard.press("2")
    expect(moderator.page.locator(".tabs a").nth(1)).to_have_attribute("aria-current", "page")
