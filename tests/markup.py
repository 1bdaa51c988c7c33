"""Every page that any test meets, in every state, is held to the Nu HTML checker when they end.

    make test                              does so, with Django's client and in the browser
    make test T="tests/stories --markup"   does so for some

The tests reach every page there is, as visitor, contributor, moderator and reader of a mail, and
when something breaks. So nobody names pages for this: what a test is answered is kept, one of each
shape, and one run of Java looks at all of them. Parts of a page, for htmx, are looked at where they
stand: in their page.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.mail.backends import locmem
from django.test import Client

ROOT = Path(__file__).resolve().parents[1]
JAR = ROOT / ".venv" / "markup" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Its schemas need a deep stack; a story in another language than its page's is no mistake.
# It ends before a second, better translation of its own program would pay.
JAVA = ("java", "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
CHECKER = (*JAVA, "-jar", str(JAR), "--no-langdetect")
FOLDER = "MARROW_MARKUP"  # the variable that tells all workers where pages are kept
WORDS, NUMBERS = re.compile(r">[^<]+<"), re.compile(r"[0-9a-f-]{8,}|\d+")
# What the checker says and we do all the same, with the reason.
JUSTIFIED = {
    "“value” on element “input”": "what a program typed comes back; no browser's field can hold it",
    "Saw U+# in stream": "the same",
    "Year may be mistyped": "the same, and tests with the last year that there is",
    "“autocomplete” is only allowed when": "at the next load a photo is blurred once more",
    "Article lacks heading": "a note of the desk begins with its number, which is a link",
    "Text run is not in Unicode Normalization Form C": "people's words stay as they are",
    "A table row was # columns wide": "Django's admin has its own markup",
}
# Each component with all its states on one page: names and headings come again.
LEFT_OUT = "/dev/components/"
said = pytest.StashKey[list[str]]()


def keep(html: str, place: str) -> None:
    """Keeps a page for the end, unless one of the same shape is there. `place`: where from."""
    folder = os.environ.get(FOLDER)
    if not folder or html.lstrip()[:9].lower() != "<!doctype" or LEFT_OUT in place:
        return
    shape = NUMBERS.sub("0", WORDS.sub("><", html))
    path = Path(folder) / f"{sha256(shape.encode()).hexdigest()[:20]}.html"
    if not path.exists():
        path.with_suffix(".place").write_text(f"{place}, {os.environ.get('PYTEST_CURRENT_TEST')}")
        path.write_text(html)


def look(folder: Path) -> list[str]:
    """What the checker says of the pages in a folder: one line for each kind, with a place."""
    places = {one.stem: one.read_text() for one in folder.glob("*.place")}
    pages = sorted(map(str, folder.glob("*.html")))
    if not pages:
        return []
    done = subprocess.run(
        [*CHECKER, "--format", "json", "--stdout", *pages], capture_output=True, text=True
    )
    assert done.stdout, done.stderr
    found: dict[str, str] = {}
    for one in json.loads(done.stdout)["messages"]:
        kind = re.sub(r"\d+", "#", one["message"])
        if not any(words in kind for words in JUSTIFIED):
            place = places.get(Path(one.get("url", "")).stem, "")
            found.setdefault(kind, f"{one['message']} {one.get('extract', '').strip()!r} ({place})")
    return sorted(found.values())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--markup", action="store_true", help="hold every page to the Nu checker")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--markup") and FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="markup-")
        config.stash[said] = []
    if FOLDER in os.environ:
        listen()


def listen() -> None:
    """From now on what Django's client is answered, and what a mail shows, is kept."""
    ask, send = Client.request, locmem.EmailBackend.send_messages

    def request(self, **words):
        response = ask(self, **words)
        if not response.streaming and "text/html" in response.headers.get("Content-Type", ""):
            keep(response.content.decode(), f"{response.status_code} {words.get('PATH_INFO')!r}")
        return response

    def send_messages(self, messages):
        for one in (messages := list(messages)):
            for content, _kind in getattr(one, "alternatives", ()):
                keep(content, f"mail: {one.subject}")
        return send(self, messages)

    Client.request = request
    locmem.EmailBackend.send_messages = send_messages


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """When all workers have ended: what they met is looked at, and a fault fails the whole run."""
    if said in session.config.stash:
        folder = Path(os.environ.pop(FOLDER))
        session.config.stash[said] = look(folder)
        shutil.rmtree(folder)
        if session.config.stash[said]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for line in config.stash.get(said, []):
        terminalreporter.write_line(f"HTML {line}", red=True)
