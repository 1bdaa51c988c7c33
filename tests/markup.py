"""Every page that any test meets, in every state, is held to the Nu HTML checker when they end.

    make test                          does so, once with Django's client and once in the browser
    make test T="tests/stories --markup"

Tests reach every page there is: as visitor, contributor, moderator, reader of a mail, and when
something breaks. So none of them names pages for this; what passes is kept, one of each shape, and
one run of Java looks at all of them.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.mail.backends import locmem
from django.test import Client

ROOT = Path(__file__).resolve().parents[1]
JAR = ROOT / ".venv" / "markup" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
FOLDER = "MARROW_MARKUP"  # the variable that tells workers where pages are kept
WORDS, NUMBERS = re.compile(r">[^<]+<"), re.compile(r"[0-9a-f-]{8,}|\d+")
# What the checker says and we do all the same, each with its reason.
JUSTIFIED: dict[str, str] = {}


def keep(html: str, place: str) -> None:
    """Keeps a page for the end, unless one of the same shape is there."""
    folder = os.environ.get(FOLDER)
    if folder and html.lstrip()[:9].lower() == "<!doctype":
        shape = NUMBERS.sub("0", WORDS.sub("><", html))
        path = Path(folder) / f"{sha256(shape.encode()).hexdigest()[:20]}.html"
        if not path.exists():
            path.write_text(html)
            path.with_suffix(".place").write_text(
                f"{place} ({os.environ.get('PYTEST_CURRENT_TEST')})"
            )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--markup", action="store_true", help="hold every page to the Nu checker")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--markup"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="markup-")
    if os.environ.get(FOLDER):
        listen()


def listen() -> None:
    """From now on what a client gets and what a mail shows is kept."""
    ask, send = Client.request, locmem.EmailBackend.send_messages

    def request(self, **words):
        response = ask(self, **words)
        if not response.streaming and "text/html" in response.headers.get("Content-Type", ""):
            keep(response.content.decode(), f"{response.status_code} {words.get('PATH_INFO')}")
        return response

    def send_messages(self, messages):
        messages = list(messages)
        for one in messages:
            for content, kind in getattr(one, "alternatives", ()):
                if kind == "text/html":
                    keep(content, f"mail: {one.subject}")
        return send(self, messages)

    Client.request = request
    locmem.EmailBackend.send_messages = send_messages
