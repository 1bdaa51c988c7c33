"""Stories on somebody else's page: another host, with a strict policy and colours of its own."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESKTOP, PHONE

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A charity</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"></head><body><h1>Mantle cell lymphoma</h1>
<p>Words of the charity itself.</p>
<div data-marrow data-diagnosis="{diagnosis}"><a href="{marrow}/diagnoses/mcl/">Stories</a></div>
<p id="after">And more of them.</p>
<script src="{marrow}/embed/marrow.js" async></script></body></html>"""
STYLE = """body { margin: 1rem; } [data-marrow] { --marrow-ink: navy; --marrow-radius: 12px;
--marrow-paper: rgb(255 250 240); --marrow-accent: url(evil); }"""


@pytest.fixture(scope="module")
def charity(house):
    """A page of somebody else that allows nothing but what it needs."""
    policy = f"default-src 'none'; style-src 'self'; script-src {house.url}; frame-src {house.url}"

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            style = self.path == "/style.css"
            if style:
                time.sleep(1)  # the script is there before it
            diagnosis = self.path.strip("/") or "mcl"
            body = STYLE if style else PAGE.format(marrow=house.url, diagnosis=diagnosis)
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if style else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def told(house):
    """Three stories of one rare illness, which may be shown elsewhere: number and receipt."""
    made = [
        house.submit(title=f"The {day} letter", diagnoses=["hcl"], consents=["website", "embed"])
        for day in ("first", "second", "third")
    ]
    for contribution, _receipt in made:
        house.decide(contribution, "approve")
        house.story(contribution)
    return made


@pytest.fixture
def visitor(browser):
    """A page of somebody's browser, and all that it complains of."""
    contexts, complaints = [], []

    def make(size) -> Page:
        context = browser.new_context(viewport=size, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [one for one in complaints if "favicon" not in one] == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_whole_row_is_there_on_a_page_with_a_strict_policy(charity, told, house, visitor, size):
    page = visitor(size)
    page.goto(f"{charity}/hcl")
    frame = page.frame_locator("iframe")
    titles = frame.get_by_role("heading", level=2)
    expect(titles).to_have_text(["The third letter", "The second letter", "The first letter"])
    expect(page.locator("iframe")).to_have_attribute("title", "Stories")
    expect(page.locator("iframe")).not_to_have_attribute("height", "420")
    html = frame.locator("html")
    assert html.evaluate("() => document.documentElement.scrollHeight <= innerHeight + 1")
    body = frame.locator("body")
    expect(body).to_have_css("color", "rgb(0, 0, 128)")
    expect(body).to_have_css("background-color", "rgb(255, 250, 240)")
    expect(frame.locator("article").first).to_have_css("border-radius", "12px")
    before, after = (frame.get_by_role("button", name=name) for name in ("before", "More"))
    if size is PHONE:
        expect(before).to_have_attribute("aria-disabled", "true")
        after.press("Enter")
        expect(frame.get_by_text("The second letter")).to_be_in_viewport(ratio=0.9)
        expect(before).to_have_attribute("aria-disabled", "false")
    frame.get_by_role("link", name="The third letter").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.url}/stories/**")


def test_a_story_that_is_taken_back_is_gone_at_the_next_load(charity, told, house, visitor):
    page = visitor(PHONE)
    page.goto(f"{charity}/hcl")
    titles = page.frame_locator("iframe").get_by_role("heading", level=2)
    expect(titles).to_have_count(3)
    house.withdraw(*told[1])
    page.reload()
    expect(titles).to_have_text(["The third letter", "The first letter"])


def test_without_scripts_there_is_a_link(charity, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(charity)
    expect(page.get_by_role("link", name="Stories")).to_be_visible()
    context.close()
