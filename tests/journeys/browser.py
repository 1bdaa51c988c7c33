"""Chromium, and what every page of every journey is held to."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests import markup

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-dev-shm-usage"),
)
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 pixels at 400 %
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")  # the rest is the same in the dark
WIDER = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""
FITS = "() => document.documentElement.scrollWidth <= innerWidth"
# What stays in place while the text moves may not take the text's place.
COVERED = """() => [...document.querySelectorAll("body *")]
    .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position))
    .reduce((sum, one) => sum + one.offsetHeight, 0) / innerHeight"""
MOST_COVERED = 1 / 3
# A thumb needs 44 pixels (DESIGN, 9). As in WCAG 2.5.8, a link inside a sentence is as high as its
# line; a tick is as large as its label; a story's card is as large as the card.
TARGET = 44
SMALL = """(least) => {
    const pressed = "a[href], button, summary, select, textarea, input:not([type=hidden])";
    const inSentence = (one) => {
        if (getComputedStyle(one).display !== "inline") return false;
        let block = one.parentElement;
        while (getComputedStyle(block).display === "inline") block = block.parentElement;
        const around = block.cloneNode(true);
        around.querySelectorAll(pressed + ", .hidden-text").forEach((other) => other.remove());
        return /[\\p{L}\\p{N}]/u.test(around.textContent);
    };
    return [...document.querySelectorAll(pressed)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }))
        .filter((one) => !one.closest(".hidden-text, .skip, .entry__title, .card__title"))
        .filter((one) => !inSentence(one))
        .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
        .filter(([, box]) => box.height < least - 0.5 && box.width > 0)
        .map(([one, box]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 150)}`)
        .slice(0, 8);
}"""
# What readers may do to letters (WCAG 1.4.12), and another machine's fonts do by themselves.
WIDELY_SET = """(on) => {
    const sheet = new CSSStyleSheet();
    if (on) sheet.replaceSync(`* { letter-spacing: .12em !important; word-spacing: .16em !important;
        line-height: 1.5 !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
# What a machine says that draws 3D slowly, without a graphics card.
WITHOUT_A_CARD = ("GL Driver Message", "rAF timed out")
AXE = Axe().axe_script
VIOLATIONS = "(options) => axe.run(options).then((found) => found.violations)"


def chromium() -> str | None:
    """The browser to use: CHROMIUM, or the first on PATH."""
    return shutil.which(os.environ.get("CHROMIUM") or "") or next(
        filter(None, map(shutil.which, NAMES)), None
    )


@contextmanager
def launched(*more: str) -> Iterator[Browser]:
    """A browser for the time of the block, started with `more` words."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, *root, *more]
        )
        try:
            yield browser
        finally:
            browser.close()


class Witness:
    """Notes what no page may do: ask another host, complain, or break its content policy."""

    def __init__(self, origin: str) -> None:
        self.host = urlsplit(origin).netloc
        self.complaints: list[str] = []
        self.sent: dict[Page, Response] = {}  # what came last for each page

    def look(self, page: Page) -> None:
        """Holds the page as it is now to axe, in four looks, and to a width of 320."""
        if answer := self.sent.get(page):
            markup.keep(answer.text(), f"{answer.status} {urlsplit(answer.url).path}")
        self.complaints += [f"{page.url}: {problem}" for problem in problems(page)]

    def watch(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("response", partial(self._answered, page))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != self.host and parts.scheme not in ("data", "blob", "chrome-error"):
            self.complaints.append(f"asks another host: {request.url}")

    def _answered(self, page: Page, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == page.main_frame:
            self.sent[page] = response

    def _said(self, message: ConsoleMessage) -> None:
        # A page that is rightly answered with 404 or 410 says so; its parts may not be missing.
        url = message.location.get("url", "")
        page = message.text.startswith("Failed to load resource") and "/static/" not in url
        driver = any(words in message.text for words in WITHOUT_A_CARD)
        if message.type in ("error", "warning") and not page and not driver:
            self.complaints.append(f"{url}: {message.text}")


def problems(page: Page) -> list[str]:
    """What axe finds on a page as it is now, in four looks; what fits no thumb, or not at 400 %."""
    full, colours = {"type": "tag", "values": STANDARDS}, {"type": "rule", "values": COLOURS}
    found = []
    before = page.viewport_size or DESKTOP
    for size, scheme, rules in (
        (PHONE, "light", full),
        (PHONE, "dark", colours),
        (DESKTOP, "dark", full),
        (DESKTOP, "light", colours),
    ):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        # At its end a bar that stays in place covers nothing, on every page alike.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        found += [f"{size['width']} {scheme}: {problem}" for problem in violations(page, rules)]
    found += [f"smaller than a thumb, {one}" for one in page.evaluate(SMALL, TARGET)]
    page.set_viewport_size(ZOOMED)
    for widely in (False, True):
        page.evaluate(WIDELY_SET, widely)
        if not page.evaluate(FITS):
            how = "letters set widely, " if widely else ""
            found.append(f"{how}wider than 320: {page.evaluate(WIDER)}")
    page.evaluate(WIDELY_SET, False)
    if page.evaluate(COVERED) > MOST_COVERED:
        found.append("at 400 % what stays in place covers more than a third")
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found


def violations(page: Page, rules: dict) -> list[str]:
    """What axe finds, a line for each place."""
    if not page.evaluate("() => 'axe' in window"):  # once for each page that was loaded
        page.evaluate(AXE)
    options = {"runOnly": rules, "resultTypes": ["violations"], "selectors": False}
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in page.evaluate(VIOLATIONS, options)
        for node in one["nodes"]
    ]
