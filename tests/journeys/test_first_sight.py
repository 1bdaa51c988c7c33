"""The first sight of a page on a slow phone: little is waited for, and then nothing moves."""

import re
import time

import pytest
from playwright.sync_api import CDPSession, Page, Route

pytestmark = pytest.mark.browser

# As far away and as slow as a phone at the edge of a village, and as old as many are.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4  # times this machine
HEAVIEST = 60_000  # bytes of a first page, with all that belongs to it
ALWAYS = ["css/marrow.css", "js/reading.js"]  # both asked for at once, beside each other
NAME = re.compile(r"^.*/static/(.+)\.[0-9a-f]{12}(\.\w+)$")
SEEN = """() => new Promise((done) => {
    const seen = { shift: 0, waited: performance.getEntriesByType("resource")
        .filter((one) => one.renderBlockingStatus === "blocking").map((one) => one.name) };
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) seen.shift += one.value;
    }).observe({ type: "layout-shift", buffered: true });
    scrollTo(0, document.documentElement.scrollHeight);
    setTimeout(() => done(seen), 600);
})"""
# Every colour that the page had behind it in a frame that was drawn.
PAPER = """
window.papers = [];
requestAnimationFrame(function look() {
    if (document.body) papers.push(getComputedStyle(document.body).backgroundColor);
    requestAnimationFrame(look);
});
"""
DARK = "rgb(25, 23, 21)"


@pytest.fixture(scope="module")
def pages(live):
    """Each page by its name, with what it waits for before it is seen."""
    return {
        "home": ("/", ALWAYS),
        "diagnosis": ("/diagnoses/mcl/", ALWAYS),
        "listing": ("/stories/", ALWAYS),
        "story": (live[0], ALWAYS),
        "article": ("/information/bone-marrow-tests/", ["css/library.css", *ALWAYS]),
    }


@pytest.mark.parametrize("name", ["home", "diagnosis", "listing", "story", "article"])
def test_little_is_waited_for_and_nothing_moves(pages, someone, name):
    path, waited = pages[name]
    visitor = someone()
    weight = slowly(visitor.page)
    assert visitor.go(path) == 200
    visitor.page.wait_for_load_state("networkidle")
    seen = visitor.page.evaluate(SEEN)
    assert sorted(map(plain, seen["waited"])) == sorted(waited)
    assert seen["shift"] == 0
    visitor.page.wait_for_load_state("networkidle")
    assert 10_000 < sum(weight) < HEAVIEST


def slowly(page: Page) -> list[int]:
    """From now on the page loads as on a slow phone; answers the bytes of all that it loads."""
    session: CDPSession = page.context.new_cdp_session(page)
    weight: list[int] = []
    session.on("Network.loadingFinished", lambda one: weight.append(one["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return weight


def plain(address: str) -> str:
    """A static file's own name."""
    return NAME.sub(r"\1\2", address)


def test_what_was_chosen_holds_before_anything_is_seen(live, someone):
    """However late the script comes."""
    reader = someone()
    page = reader.page
    reader.go(live[0])
    page.evaluate("localStorage.setItem('marrow-reading', '{\"colours\": \"dark\"}')")

    def late(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    page.route("**/js/reading*", late)
    page.add_init_script(PAPER)
    for path in (live[0], "/stories/"):
        reader.go(path)
        page.wait_for_timeout(300)
        assert set(page.evaluate("papers")) == {DARK}
