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
    keys.to("[name=named]")
    keys.press("Space")
    keys.to("[name=name]")
    keys.type(STORY["name"])
    keys.enter("main button:not([name])")
    keys.enter("button[value=skip]")
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
    keys.to("[name=note]")
    keys.enter(".decision__bar button[value=request_changes]")
    expect(moderator.page.locator(".notice--success")).to_contain_text("Asked for changes.")
    assert house.state(contribution) == "changes_requested"


def test_letters_press_the_buttons_of_the_desk(house, moderator):
    house.submit(title="Read by letter")
    moderator.go("/desk/")
    with moderator.page.expect_navigation():
        moderator.page.keyboard.press("n")
    contribution = moderator.page.url.strip("/").split("/")[-1]
    with moderator.page.expect_navigation():
        moderator.page.keyboard.press("a")
    assert house.state(contribution) == "approved"
