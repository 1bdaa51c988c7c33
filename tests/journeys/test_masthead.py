"""What stands at the head of every page: one row for help, one for the ways in, also on a phone."""

import pytest

pytestmark = pytest.mark.browser

ROWS = (
    """(one) => new Set([...document.querySelectorAll(one)].map((link) => link.offsetTop)).size"""
)
LEADING = """() => [...document.querySelectorAll(".dots > *")].filter((one) => {
    const line = one.parentElement.getBoundingClientRect(), box = one.getBoundingClientRect();
    const dot = parseFloat(getComputedStyle(one, "::before").width);
    return box.left < line.left && box.left + dot > line.left + 1;
}).length"""


@pytest.mark.parametrize("root", ["/", "/es/"])
def test_two_rows_on_a_phone(live, someone, root):
    reader = someone()
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.go(root)
    rows = [reader.page.evaluate(ROWS, one) for one in (".brand, .aids a", ".nav a")]
    assert rows == [1, 1]
    names = [
        link.inner_text() for link in reader.page.get_by_role("banner").get_by_role("link").all()
    ]
    assert len(names) == 7
    assert reader.page.evaluate(LEADING) == 0


def test_the_short_word_is_heard_whole(live, someone):
    reader = someone()
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.go("/")
    link = reader.page.get_by_role("banner").get_by_role(
        "link", name="Share your story", exact=True
    )
    assert link.bounding_box()["width"] < 60
    link.click()
    assert reader.page.url.endswith("/share/")


LARGE = ((390, 844, "200%"), (390, 844, "145%"), (320, 256, "100%"))


@pytest.mark.parametrize(("wide", "high", "letters"), LARGE)
def test_where_letters_are_large_the_ways_in_stand_behind_one_word(
    live, someone, wide, high, letters
):
    reader = someone(scripts=letters != "100%")
    reader.page.set_viewport_size({"width": wide, "height": high})
    reader.go("/")
    if letters != "100%":
        reader.page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
    head = reader.page.get_by_role("banner")
    assert head.locator("> .wrap").bounding_box()["height"] <= 150
    assert head.get_by_role("link").all_inner_texts() == [
        *("Marrow", "Menu", "Español", "Help and helplines"),
    ]
    reader.page.get_by_role("link", name="Menu").focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    ways = head.get_by_role("navigation", name="Main").get_by_role("link")
    assert len(ways.all()) == 4
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/stories/")
