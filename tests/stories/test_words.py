"""Words of the organisation: paragraphs, links, and nothing else of what a page is made of."""

import pytest
from django.core.exceptions import ValidationError

from stories.words import paragraphs, validate_markup

ALLOWED = (
    "Read [our help](/help/) or [theirs](https://www.example.org/a?b=1#c).\n\n5 < 6 & [so] (on)"
)


def test_links_and_paragraphs_and_all_else_as_it_stands():
    assert paragraphs(ALLOWED, root="/es/") == (
        '<p>Read <a href="/es/help/" rel="noreferrer">our help</a> or '
        '<a href="https://www.example.org/a?b=1#c" rel="noreferrer">theirs</a>.</p>\n'
        "<p>5 &lt; 6 &amp; [so] (on)</p>"
    )
    validate_markup(ALLOWED)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "/\\example.org/",
        "https://example.org/ onclick=x",
        "https:example.org",
        "mailto:a@example.org",
        'https://example.org/"><b>',
    ],
)
def test_a_link_to_anywhere_else_is_refused_and_never_made(address):
    text = f"[press]({address})"
    with pytest.raises(ValidationError):
        validate_markup(text)
    assert "<a" not in paragraphs(text, root="/")


def test_html_is_refused_and_escaped():
    text = 'Hello <script>alert(1)</script> <b class="x">there</b>'
    with pytest.raises(ValidationError, match="HTML"):
        validate_markup(text)
    assert "<script" not in paragraphs(text, root="/")
    assert "<b" not in paragraphs(text, root="/")
    assert "<b" not in paragraphs("[<b>x</b>](/help/)", root="/")
