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
    assert len([url for url in asked if any(name in url for name in LARGE)]) == 2
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
