"""What is kept for the HTML checker, and what is made of what it says."""

import json
import sys

import pytest
from django.test import Client

from tests import markup

PAGE = '<!doctype html><title>{}</title><p id="n{}">{}</p>'
# Says as much of each page as the checker would, in its own form.
SAYS = """
import json, sys
said, pages = json.loads(sys.argv[1]), sys.argv[5:]
told = [{"url": "file:" + page, **one} for page in pages for one in said]
print(json.dumps({"messages": told}))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(markup.FOLDER, str(tmp_path))
    return tmp_path


def kept(folder) -> list[str]:
    return sorted(path.read_text() for path in folder.glob("*.html"))


def test_one_page_of_each_shape_is_kept(folder):
    markup.keep(PAGE.format("One", 1, "Some words."), "200 /one/")
    markup.keep(PAGE.format("Another", 22, "Other words."), "200 /another/")
    markup.keep("<p>A part of a page.</p>", "200 /part/")
    markup.keep(PAGE.format("All states", 1, "<b>Bold</b>"), f"200 {markup.LEFT_OUT}")
    assert kept(folder) == [PAGE.format("One", 1, "Some words.")]


@pytest.mark.usefixtures("_listening", "db")
def test_what_a_client_is_answered_is_kept(folder):
    answers = [Client().get(path).content.decode() for path in ("/", "/nowhere/")]
    Client().get("/stories/feed.atom")
    assert kept(folder) == sorted(answers)


@pytest.fixture
def _listening(monkeypatch):
    ask, send = Client.request, markup.locmem.EmailBackend.send_messages
    markup.listen()
    yield
    monkeypatch.setattr(Client, "request", ask)
    monkeypatch.setattr(markup.locmem.EmailBackend, "send_messages", send)


def says(monkeypatch, *messages: str) -> None:
    said = json.dumps([{"type": "error", "message": one, "extract": "<p>"} for one in messages])
    monkeypatch.setattr(markup, "CHECKER", (sys.executable, "-c", SAYS, said))


def test_each_kind_of_fault_is_told_once_with_its_place(folder, monkeypatch):
    markup.keep(PAGE.format("One", 1, ""), "200 /one/")
    markup.keep(PAGE.format("Two", 1, "<b></b>"), "404 /two/")
    says(monkeypatch, "Duplicate ID “a1”.", "Duplicate ID “a2”.", *markup.JUSTIFIED)
    [told] = markup.look(folder)
    assert told.startswith("Duplicate ID “a1”. '<p>' (")
    assert told.split("(")[1].split(",")[0] in ("200 /one/", "404 /two/")


def test_without_a_page_no_checker_is_asked(folder, monkeypatch):
    monkeypatch.setattr(markup, "CHECKER", ("there is none",))
    assert markup.look(folder) == []
