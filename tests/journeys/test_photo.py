"""A photo's whole way: out of a telephone, with a position in it, onto the site and off again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.person import ON_THE_PHOTO, STEPS
from tests.snapshots import WHERE, snapshot

pytestmark = pytest.mark.browser
LOADED = "(one) => one.complete && one.naturalWidth > 0"
NAME = "maria-hernandez"  # of the file
VEILS = (("[name=blurred]", "grayscale(1) blur(0px)"), ("[name=grey]", "grayscale(0) blur(0px)"))


def addresses(page) -> list[str]:
    """Every file that the page offers for its photo."""
    sets = page.locator(".photograph source, .photograph img").evaluate_all(
        "(all) => all.map((one) => one.srcset)"
    )
    return [one.split()[0] for many in sets for one in many.split(",")]


def tell(teller, *, scripts: bool) -> str:
    teller.begin()
    before, after = STEPS[: STEPS.index("photo")], STEPS[STEPS.index("photo") + 1 :]
    for step in before:
        teller.answer(step, title="The garlic, with a photo")
    teller.choose_photo(snapshot(width=1600, height=1200))
    if scripts:
        expect(teller.page.locator(".cut")).to_have_count(5)
    else:
        teller.house.until(lambda: looked_again(teller), "the photo can be seen")
    teller.page.locator("#cut-first").check()
    teller.describe_photo()
    teller.press("Continue")
    for step in after:
        teller.answer(step)
    teller.sees("Check your story")
    teller.house.until(lambda: developed(teller), "the part can be seen")
    assert teller.page.locator(".photograph img").evaluate(LOADED)
    if scripts:
        teller.look()
    teller.press("Send my story")
    return teller.sent()


def looked_again(teller) -> bool:
    again = teller.page.get_by_role("link", name="Look again")
    if again.count():
        again.click()
    return teller.page.locator(".cut").count() == 5


def developed(teller) -> bool:
    teller.page.reload()
    return teller.page.locator(".photograph").count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_a_telephone_to_the_site_and_off_again(house, someone, moderator, scripts):
    teller = someone(scripts=scripts)
    contribution = tell(teller, scripts=scripts)
    moderator.open(contribution)
    assert moderator.page.locator(".photograph img").evaluate(LOADED)
    expect(moderator.page.locator(".photograph img")).to_have_attribute("alt", ON_THE_PHOTO)
    if scripts:
        moderator.look()
        for box, seen in VEILS:
            moderator.page.locator(box).uncheck()
            expect(moderator.page.locator(".photograph img")).to_have_css("filter", seen)
    moderator.decide("Approve")

    reader, story = someone(), house.story(contribution)
    reader.go(story)
    picture = reader.page.locator(".photograph img")
    assert picture.evaluate(LOADED)
    box = picture.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1)  # it was cut to a square
    reader.look()
    files = addresses(reader.page)
    assert len(files) == 9
    for address in files:
        answer = reader.page.request.get(address)
        body = answer.body()
        assert (answer.status, WHERE in body, b"Exif" in body, b"GPS" in body) == (
            200,
            False,
            False,
            False,
        )
    assert reader.page.context.cookies() == []
    reader.go("/stories/")
    expect(reader.page.locator("img.portrait").first).to_be_visible()

    teller.go(f"/your-stories/{contribution}/")
    if scripts:
        teller.look()
    teller.follow("Take it off the site")
    teller.press("Take it back now")
    assert someone().go(story) == 410  # whose browser keeps nothing from the minute before
    assert {reader.page.request.get(address).status for address in files} == {404}
    for log in house.folder.glob("*.log"):
        text = log.read_bytes()
        assert NAME.encode() not in text
        assert WHERE not in text
