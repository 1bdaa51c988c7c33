"""What may be written in an article, and that nothing typed is ever markup."""

import re
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from library import writing
from library.writing import Block, blocks

KINDS = """## Getting ready

One line
and another. [2]

- first
- second,
  which goes on

1. lie down
2. breathe

Biopsy
: A small piece.
Core
: A thin one.

> **Call** now. [1, 3]

### Smaller

[[bone-marrow-test]]
"""


def test_each_sign_begins_its_own_kind_of_block():
    assert [block.kind for block in blocks(KINDS)] == [
        *("heading", "paragraph", "list", "steps", "words", "box", "smaller", "figure")
    ]


def test_what_each_holds():
    heading, paragraph, ways, steps, words, box, _smaller, figure = blocks(KINDS)
    assert (heading.words, heading.key) == ("Getting ready", "getting-ready")
    cited = '<sup class="cited"><a href="#source-2" aria-label="Source 2">2</a></sup>'
    assert paragraph.words == f"One line and another.{cited}"
    assert ways.items == ("first", "second, which goes on")
    assert steps.items == ("lie down", "breathe")
    assert words.pairs == (("Biopsy", "A small piece."), ("Core", "A thin one."))
    assert box.words.startswith("<strong>Call</strong> now.<sup")
    assert figure == Block("figure", key="bone-marrow-test")


def test_sources_are_numbers_and_links_are_links():
    text = "Read [this](/help/) or [that](https://example.org/a) [4, 12], not [word]."
    assert writing.cited(text) == {4, 12}
    (block,) = blocks(text, root="/es/")
    assert block.words == (
        'Read <a href="/es/help/" rel="noreferrer">this</a> or '
        '<a href="https://example.org/a" rel="noreferrer">that</a>'
        '<sup class="cited"><a href="#source-4" aria-label="Source 4">4</a>\N{NO-BREAK SPACE}'
        '<a href="#source-12" aria-label="Source 12">12</a></sup>, not [word].'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>no</b>",
        "[words](javascript:alert(1))",
        "[words](http://example.org/)",
        "## The same\n\n## The same",
        "## ¿?",
        "## A heading\nand words under it",
    ],
)
def test_what_would_not_be_shown_as_meant_is_refused(text):
    with pytest.raises(ValidationError):
        writing.validate(text)


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


ALLOWED = {"h2", "h3", "p", "ul", "ol", "li", "dl", "div", "dt", "dd", "strong", "sup", "a"}
SIGNS = st.sampled_from(
    [
        *("## ", "- ", "1. ", ": ", "> ", "**", "[1]", "[a](/help/)", "[[x]]", "\n\n", "\n"),
        *("<script>", '"><img src=x onerror=alert(1)>', "[x](javascript:alert(1))", "&lt;"),
        *("{{ 7 }}", "'", "a b"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(SIGNS | st.text(max_size=5), max_size=14).map("".join))
def test_nothing_typed_is_markup(text):
    page = Tags()
    page.feed(render_to_string("library/_body.html", {"blocks": blocks(text)}))
    assert page.tags <= ALLOWED
    for name, value in page.attributes:
        assert name in ("href", "id", "class", "rel", "aria-label"), (name, value)
        assert name != "aria-label" or re.fullmatch(r"Source \d+", value), value
        assert name != "href" or value.startswith(("/", "https://", "#source-")), value
