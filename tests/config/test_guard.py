"""No public page shows a label of an office, a left-over, or a logo where a person should be."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from structlog.testing import capture_logs

from config import guard
from stories.photographs import PLACE

FINE = f"""<title>On a clear night · Marrow</title><h1>On a clear night</h1>
<p class="entry__who"><b>Ruth</b></p><p class="person__name">Ruth <span>In memory</span></p>
<img src="/static/models/x.webp" alt="A model of the pelvis">
<figure class="photograph"><img src="{PLACE}/a.jpg" alt="A woman among bean poles"></figure>
<img class="portrait" src="{PLACE}/b.jpg" alt="A man with a dog">"""


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        ("<h2>IMG_2034.jpg</h2>", ["label"]),
        ("<h3>Untitled</h3>", ["label"]),
        ("<title>Untitled · Marrow</title>", ["label"]),
        ('<p class="person__name">Admin Use: Approval Required</p>', ["label"]),
        ('<p class="entry__who"><b>Testimonial 3</b>', ["label"]),
        ('<img src="/x.jpg" alt="DSC00412.JPG">', ["picture without words"]),
        ('<img src="/x.jpg">', ["picture without words"]),
        ('<img src="/x.jpg" alt="">', []),  # a decoration
        ("<p>Lorem ipsum dolor</p>", ["left over"]),
        ("<p>{{ story.title }}</p>", ["left over"]),
        ("<p>%(count)s stories</p>", ["left over"]),
        (
            '<img class="portrait" src="/static/logo.svg" alt="Logo of us">',
            ["no photo of a person"],
        ),
        (f'<img class="portrait" src="{PLACE}/c.jpg" alt=" ">', ["picture without words"]),
        (
            '<figure class="photograph"><img src="/static/logo.png" alt="Our logo"></figure>',
            ["no photo of a person"],
        ),
    ],
)
def test_what_it_sees(more, found):
    assert sorted(guard.faults(FINE + more)) == found


def answered(path: str, html: str, kind: str = "text/html", status: int = 200) -> list:
    answer = guard.look(lambda request: HttpResponse(html, content_type=kind, status=status))
    with capture_logs() as logs:
        answer(RequestFactory().get(path))
    return logs


@pytest.fixture
def _as_in_production(monkeypatch):
    monkeypatch.setattr(guard, "tell", guard_tell)


guard_tell = guard.tell


@pytest.mark.usefixtures("_as_in_production")
class TestTheLog:
    def test_it_names_the_page_and_the_kind_and_never_the_words(self):
        (line,) = answered("/stories/", "<h1>IMG_2034.jpg</h1><h2>lorem ipsum</h2>")
        assert line == {
            "event": "page_guard",
            "log_level": "warning",
            "page": "none",
            "found": ["label", "left over"],
        }

    @pytest.mark.parametrize("path", ["/desk/", "/es/desk/", "/your-stories/x/", "/api/v1/docs/"])
    def test_it_looks_at_public_pages_only(self, path):
        assert answered(path, "<h1>IMG_2034.jpg</h1>") == []

    def test_what_somebody_looked_for_is_no_fault_of_a_page(self):
        assert answered("/stories/?q=IMG_2034.jpg", "<h1>IMG_2034.jpg</h1>") == []

    def test_it_reads_pages_and_nothing_else(self):
        assert answered("/robots.txt", "lorem ipsum", kind="text/plain") == []
        assert answered("/x/", "lorem ipsum", status=404) == []
