"""Every pair of colours that carries words or edges, computed as WCAG 2.2 does, in both schemes."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static/css/marrow.css").read_text()
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
GROUPS = [
    "leukemia", "lymphoma", "hodgkin", "myeloma", "mds",
    "mpn", "histiocytic", "amyloidosis", "marrow-failure",
]  # fmt: skip

WORDS = [  # 1.4.3: 4.5 to 1
    *[(ink, ground) for ink in ("ink", "quiet") for ground in ("paper", "sheet", "sunk")],
    *[("action", ground) for ground in ("paper", "sheet", "sunk", "careful-wash", "good-wash")],
    ("action-strong", "paper"),
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("on-danger", "danger"),
    *[("danger", ground) for ground in ("paper", "sheet", "danger-wash")],
    *[("careful", ground) for ground in ("paper", "careful-wash")],
    *[("good", ground) for ground in ("paper", "good-wash")],
    *[("ink", ground) for ground in ("danger-wash", "careful-wash", "good-wash")],
    *[(f"{group}-ink", ground) for group in GROUPS for ground in ("paper", f"{group}-wash")],
]
EDGES = [  # 1.4.11: 3 to 1
    *[("edge", ground) for ground in ("paper", "sheet")],
    *[(colour, "paper") for colour in ("action", "danger", "careful")],
    *[(group, ground) for group in GROUPS for ground in ("paper", f"{group}-wash")],
    ("focus", "halo"),  # the two rings against each other; one of them stands out on any ground
]


def tokens() -> dict[str, dict[str, str]]:
    """The colours of the light scheme, and of the dark one laid over it."""
    before, after = CSS.split("@media (prefers-color-scheme: dark)", 1)
    light = dict(HEX.findall(before))
    return {"light": light, "dark": light | dict(HEX.findall(after.split("@media", 1)[0]))}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 definition."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (EDGES, 3.0)], ids=["words", "edges"])
def test_pairs_are_told_apart(scheme, pairs, least):
    colours = tokens()[scheme]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_ring_shows_on_every_ground(scheme):
    """One of the two rings stands out from whatever lies beside it."""
    colours = tokens()[scheme]
    for ground in ("paper", "sheet", "sunk", "action", "danger", "good-wash", "careful-wash"):
        ring = max(contrast(colours[name], colours[ground]) for name in ("focus", "halo"))
        assert (ground, ring >= 3) == (ground, True)


def test_each_scheme_sets_every_hue_itself():
    before, after = CSS.split("@media (prefers-color-scheme: dark)", 1)
    hues = {f"{group}{part}" for group in GROUPS for part in ("", "-ink", "-wash")}
    assert hues <= set(dict(HEX.findall(before)))
    assert hues <= set(dict(HEX.findall(after.split("@media", 1)[0])))


def test_the_sheet_of_public_pages_is_small():
    assert len(CSS.encode()) < 25_000
