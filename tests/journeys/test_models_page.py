"""A 3D model comes when it is asked for, and goes step by step with the keys alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import launched
from tests.journeys.models import SOFTWARE

pytestmark = pytest.mark.browser

MODEL = "/information/models/bone-marrow-test/"
LARGE = ("model-viewer", ".glb")


@pytest.fixture(scope="module")
def browser():
    """One that draws in 3D without a graphics card."""
    with launched(*SOFTWARE) as browser:
        yield browser


def test_a_model_step_by_step(someone):
    visitor = someone(phone=False)
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.go(MODEL)
    visitor.page.wait_for_load_state("networkidle")
    assert [url for url in asked if any(name in url for name in LARGE)] == []
    visitor.look("A bone marrow test, from behind")
    visitor.page.locator("[data-show]").click()
    expect(visitor.page.locator(".stage.is-shown")).to_be_visible(timeout=60_000)
    assert len({url for url in asked if any(name in url for name in LARGE)}) == 2
    shown = visitor.page.locator(".stage__steps [aria-current=step] h3")
    expect(shown).to_have_text("The place")
    visitor.page.locator("[data-go='1']").focus()
    visitor.page.keyboard.press("Enter")
    expect(shown).to_have_text("Numbing")
    expect(visitor.page.locator(".stage__said")).to_contain_text("2. Numbing.")
    visitor.page.get_by_role("button", name="Inside the bone", exact=True).click()
    expect(visitor.page.locator(".mark:not([hidden])")).to_have_count(3)
    visitor.page.get_by_role("button", name="Nearer").click()
    visitor.look()
    assert visitor.page.context.cookies() == []


@pytest.mark.parametrize("size", [(390, 844), (320, 256)])
def test_on_a_phone_the_model_and_the_words_of_its_step_are_seen_together(someone, size):
    visitor = someone(phone=True)
    page = visitor.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    visitor.go(f"{MODEL}#turn")
    expect(page.locator(".stage.is-shown")).to_be_visible(timeout=60_000)
    before = b""
    for name in ("Numbing", "Drawing the liquid part: aspiration"):
        page.locator("[data-go='1']").click()
        step = page.locator(".stage__steps li:visible")
        expect(step).to_have_count(1)
        expect(step.get_by_role("heading")).to_have_text(name)
        expect(step.get_by_role("heading")).to_be_in_viewport()
        expect(page.locator("model-viewer")).to_be_in_viewport(ratio=0.6)
        shown = page.locator("model-viewer").screenshot()
        assert shown != before
        before = shown
    if size[1] > 300:
        expect(step.locator("p")).to_be_in_viewport()


def test_where_letters_are_large_the_way_to_the_model_is_not_on_its_picture(someone):
    visitor = someone(phone=True)
    page = visitor.page
    page.add_init_script("localStorage.setItem('marrow-reading', '{\"text\": \"larger\"}')")
    visitor.go(MODEL)
    picture, ask = page.locator(".stage__view img"), page.locator("[data-show]")
    above, below = picture.bounding_box(), ask.bounding_box()
    assert above["y"] + above["height"] <= below["y"]


def test_what_comes_slowly_is_told_and_can_be_stopped(someone):
    visitor = someone()
    page = visitor.page
    visitor.go(MODEL)
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    speed = {"offline": False, "latency": 400, "downloadThroughput": 50_000}
    slow.send("Network.emulateNetworkConditions", {**speed, "uploadThroughput": 50_000})
    page.locator("[data-show]").click()
    bar = page.get_by_role("progressbar", name="The model is coming …")
    expect(bar).not_to_have_js_property("value", 0, timeout=20_000)
    expect(page.locator(".stage__view > img")).to_be_visible()
    visitor.look()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(bar).to_be_hidden()
    expect(page.locator("[data-show]")).to_be_focused()
    assert page.locator("model-viewer").count() == 0


def test_without_3d_the_picture_and_every_step_stay(browser, house):
    """A device that cannot draw it says so, and nothing is lost."""
    page = browser.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.route("**/*.glb", lambda route: route.abort())
    page.goto(f"{house.url}{MODEL}")
    page.locator("[data-show]").click()
    expect(page.get_by_text("This device cannot show the model.")).to_be_visible(timeout=70_000)
    expect(page.locator(".stage__view > img")).to_be_visible()
    expect(page.locator(".stage__steps li p:visible")).to_have_count(6)
    page.close()
