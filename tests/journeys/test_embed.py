"""Stories on somebody else's page: another host, with a strict policy and colours of its own."""

import re
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
# Waits until all of a frame is seen, and fails where it never is.
WHOLE = """() => new Promise((done, fail) => {
    const look = () => document.documentElement.scrollHeight <= innerHeight + 1
        ? done() : setTimeout(look, 50);
    look();
    setTimeout(fail, 10_000);
})"""
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
    for title in ("The first letter", "The third letter"):
        link = frame.get_by_role("link", name=title)
        link.focus()
        expect(frame.get_by_role("article").filter(has=link)).to_be_in_viewport(ratio=0.98)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.url}/stories/**")


def test_what_is_pressed_at_the_edge_stays_under_the_finger(charity, told, house, visitor):
    page = visitor(PHONE)
    page.goto(f"{charity}/hcl")
    row = page.frame_locator("iframe").get_by_role("list")
    expect(page.locator("iframe")).not_to_have_attribute("height", "420")
    box = row.get_by_role("article").nth(1).bounding_box()  # the second card is cut off there
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    assert row.evaluate("(row) => row.scrollLeft") == 0
    page.mouse.up()
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


def test_where_the_frame_does_not_come_the_link_stays_and_nothing_is_broken(charity, told, browser):
    """Marrow answers with the script, and then no more."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.clock.install()
    page.route("**/embed/?*", lambda route: route.abort())
    page.goto(charity)
    place = page.locator("[data-marrow]")
    expect(place.locator("iframe")).to_be_attached()
    link = page.get_by_role("link", name="Stories")
    expect(link).to_be_visible()
    expect(place.locator("iframe")).not_to_be_visible()
    page.clock.run_for(20_000)
    expect(place).not_to_have_css("min-height", "420px")
    expect(link).to_be_visible()
    context.close()


def test_several_on_one_page_each_say_how_tall_they_are(house, told, charity, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{charity}/hcl")
    page.evaluate(
        """() => {
            const other = document.querySelector("[data-marrow]").cloneNode(false);
            other.dataset.layout = "list";
            other.lang = "es";
            other.removeAttribute("style");
            document.body.append(other, Object.assign(document.createElement("script"),
                { src: document.querySelector("script[src]").src }));
        }"""
    )
    frames = page.locator("iframe")
    expect(frames).to_have_count(2)
    frames.nth(1).scroll_into_view_if_needed()
    expect(frames.nth(1)).to_be_visible()  # though there is no link in its place
    spanish = page.frame_locator("iframe >> nth=1").locator("html")
    assert spanish.get_attribute("lang") == "es"
    for at in (0, 1):
        inner = page.frame_locator(f"iframe >> nth={at}").locator("html")
        inner.evaluate(WHOLE)
    context.close()


def test_a_choice_is_shown_at_once_and_without_scripts_by_a_button(house, told, visitor, browser):
    page = visitor(DESKTOP)
    page.goto(f"{house.url}/about/embed/")
    page.get_by_label("Diagnosis").select_option("hcl")
    tag = page.locator("#tag")
    expect(tag).to_contain_text('data-diagnosis="hcl"')
    expect(page.get_by_text(re.compile(r"[23] stories are shown just now\."))).to_be_visible()
    frame = page.frame_locator(".embedding__frame")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("hairy cell leukemia")
    page.get_by_label("One story instead").fill("nonsense")
    page.get_by_label("One story instead").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("cannot be shown elsewhere")
    page.get_by_role("button", name="Phone").click()
    expect(page.locator(".embedding__frame")).to_have_css("max-width", "360px")
    plain = browser.new_context(java_script_enabled=False)
    without = plain.new_page()
    without.goto(f"{house.url}/about/embed/")
    without.get_by_label("Diagnosis").select_option("hcl")
    without.get_by_role("button", name="Show it").click()
    expect(without.locator("#tag")).to_contain_text('data-diagnosis="hcl"')
    plain.close()
