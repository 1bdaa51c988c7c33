"""The colours of the page around: plain colours only, and never hard to read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.embed.theme import OURS, READABLE, Theme, contrast
from tests.config.test_contrast import tokens

STATIC = Path(__file__).parents[3] / "static" / "embed"
SHEETS = {name: (STATIC / f"{name}.css").read_text() for name in ("embed", "dark")}
FIGURES = st.text("0123456789abcdef", min_size=6, max_size=6)


@pytest.mark.parametrize(
    ("asked", "scheme", "css"),
    [
        ({}, "", ":root{}"),
        ({"theme": "dark"}, "dark", ":root{}"),
        ({"theme": "pink", "ink": "navy", "radius": "-1"}, "", ":root{}"),
        ({"radius": "8"}, "", ":root{--radius:8px;}"),
        ({"radius": "99"}, "", ":root{--radius:24px;}"),
        ({"ink": "red;}body{display:none", "accent": "url(//x)"}, "", ":root{}"),
        ({"ink": "#12345\n"}, "", ":root{}"),
    ],
)
def test_what_is_no_plain_colour_is_left_out(asked, scheme, css):
    theme = Theme.of(asked)
    assert (theme.scheme, theme.css) == (scheme, css)


def test_the_paper_says_whether_it_is_dark():
    rules = dict(Theme.of({"paper": "#112", "theme": "light"}).rules)
    assert (rules["paper"], rules["ink"]) == ("#111122", "#ece7df")
    assert Theme.of({"paper": "#112", "theme": "light"}).scheme == "dark"
    assert Theme.of({"accent": "8a1c4a"}).scheme == "light"


@given(ink=FIGURES | st.just(""), paper=FIGURES | st.just(""), accent=FIGURES | st.just(""))
def test_words_can_be_read_in_whatever_is_asked_for(ink, paper, accent):
    rules = dict(Theme.of({"ink": ink, "paper": paper, "accent": accent}).rules)
    for name in ("ink", "accent", "quiet", "illness"):
        if rules:
            assert contrast(rules[name][1:], rules["paper"][1:]) >= READABLE, name


@pytest.mark.parametrize(("sheet", "scheme"), [("embed", "light"), ("dark", "dark")])
def test_our_own_colours_are_those_of_every_other_page(sheet, scheme):
    colours = tokens()[scheme]
    css = SHEETS[sheet]
    own = dict(re.findall(r"--(paper|ink|quiet|rule|edge|accent): (#\w{6})", css))
    same = {name: colours["action" if name == "accent" else name] for name in own}
    assert own == same
    assert OURS[scheme] == tuple(own[name][1:] for name in ("ink", "paper", "accent"))
    hues = re.findall(
        r"\.hue-([\w-]+) \{ --hue: (#\w+); --hue-ink: (#\w+); --hue-wash: (#\w+); \}", css
    )
    assert len(hues) == 9
    for group, *found in hues:
        assert found == [colours[group], colours[f"{group}-ink"], colours[f"{group}-wash"]]
