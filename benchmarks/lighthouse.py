"""Holds five public pages to Lighthouse, as on a phone, and writes down what it found.

    make lighthouse

It starts a Marrow of its own. The stories in it came in as any other, were read and published, and
their people said yes to search engines: where one said no (or where a story is our own example),
a page asks search engines to leave it out, as it should, and Lighthouse would call that a fault.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.figures import write
from config.embedded.console import say, step
from tests.journeys.browser import chromium
from tests.journeys.house import WORDS, House, opened

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "performance.md"
LIGHTHOUSE = ROOT / ".venv" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
MARKS = "<!-- lighthouse: a command writes from here -->", "<!-- lighthouse: to here -->"
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
SEEN = (*TIMES, "cumulative-layout-shift", "total-byte-weight")
HEAD = ("page", *LEAST, "first paint", "largest paint", "blocked", "shift", "bytes")
TITLES = ("Garlic by noon", "The second letter", "A bench in the yard", "Soup on Sundays")
TURNS = 3  # a page that misses is asked so often, and the middle counts


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as name, opened(Path(name)) as house:
        with step("Publishing stories"):
            pages = {what: house.url + path for what, path in told(house)}
        rows, missed = [HEAD], []
        for what, url in pages.items():
            found = asked(url)
            rows.append(cells(what, found))
            missed += [f"{what}: {one}" for one in faults(found)]
            say(" ".join(rows[-1]))
    write(DOCUMENT, "\n\n".join([conditions(), table(rows), *missed]), marks=MARKS)
    for one in missed:
        say(one)
    return int(bool(missed))


def told(house: House) -> Iterator[tuple[str, str]]:
    """The pages, with stories on them whose people agreed to be found."""
    uses = ["website", "search-engines"]
    sent = [house.submit(title=title, body=WORDS * 3, consents=uses)[0] for title in TITLES * 3]
    for contribution in sent:
        house.decide(contribution, "approve")
    story, *_others = [house.story(contribution) for contribution in sent]
    yield "home", "/"
    yield "diagnosis", "/diagnoses/mcl/"
    yield "listing", "/stories/"
    yield "story", story
    yield "article", "/information/bone-marrow-tests/"


def asked(url: str) -> dict:
    """What Lighthouse says of a page; the middle of three where the first is not enough."""
    found = [audited(url)]
    if faults(found[0]):
        found += [audited(url) for _ in range(TURNS - 1)]
        middle = median(scores(one)["performance"] for one in found)
        return next(one for one in found if scores(one)["performance"] == middle)
    return found[0]


def audited(url: str) -> dict:
    """One audit; a second one where Lighthouse itself failed, which is told. No score is that."""
    found = answered(url)
    if fault := found.get("runtimeError"):
        say(f"Lighthouse broke off with {fault['code']} at {url}, and is asked once more.")
        found = answered(url)
    if fault := found.get("runtimeError"):
        raise RuntimeError(f"Lighthouse broke off twice at {url}: {fault['message']}")
    return found


def answered(url: str) -> dict:
    """What Lighthouse writes with its usual setting, which is a phone on a slow network."""
    root = " --no-sandbox" if os.geteuid() == 0 else ""
    words = ["--quiet", "--output=json", "--no-enable-error-reporting"]
    words += [f"--chrome-flags=--headless=new{root}", f"--only-categories={','.join(LEAST)}"]
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    done = subprocess.run(
        [LIGHTHOUSE, url, *words], env=environment, capture_output=True, text=True, timeout=300
    )
    # Where it breaks off it ends badly too, but has written why.
    assert done.stdout.startswith("{"), done.stderr
    return json.loads(done.stdout)


def scores(found: dict) -> dict[str, int]:
    return {name: round(100 * (found["categories"][name]["score"] or 0)) for name in LEAST}


def faults(found: dict) -> list[str]:
    """What is below its limit, with the audits that brought it there."""
    return [
        f"**{name} is {score}**, at least {LEAST[name]} is wanted: "
        + ", ".join(
            one["id"]
            for one in found["categories"][name]["auditRefs"]
            if one["weight"] and (found["audits"][one["id"]]["score"] or 0) < 1
        )
        for name, score in scores(found).items()
        if score < LEAST[name]
    ]


def cells(what: str, found: dict) -> tuple[str, ...]:
    seen = (found["audits"][name].get("displayValue", "") for name in SEEN)
    plain = (one.replace("\xa0", " ").removeprefix("Total size was ") for one in seen)
    return (what, *map(str, scores(found).values()), *plain)


def conditions() -> str:
    """When and with what it was found."""
    locked = json.loads((ROOT / "requirements" / "lighthouse" / "package-lock.json").read_text())
    version = locked["packages"]["node_modules/lighthouse"]["version"]
    browser = subprocess.run([chromium() or "", "--version"], capture_output=True, text=True)
    return (
        f"`make lighthouse`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: Lighthouse {version} with its "
        f"mobile setting, {' '.join(browser.stdout.split()[:2])}, "
        f"{os.cpu_count()} cores ({platform.machine()})."
    )


def table(rows: list[tuple[str, ...]]) -> str:
    """As Markdown that reads well as text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (n + 2) for n in widths) + "|", *lines[1:]])


if __name__ == "__main__":
    sys.exit(main())
