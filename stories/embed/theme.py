"""The colours of the page around an embed, as far as words stay readable in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

COLOUR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", re.ASCII)
RADIUS = re.compile(r"\d{1,2}", re.ASCII)
WIDEST = 24  # pixels of a corner
READABLE = 4.5  # WCAG 2.2, 1.4.3
# Ours, as in embed.css and embed-dark.css: ink, paper, accent.
OURS = {"light": ("1f1c18", "fbfaf6", "045766"), "dark": ("ece7df", "191715", "8ec5cf")}
NAMES = ("theme", "ink", "paper", "accent", "radius")


@dataclass(frozen=True)
class Theme:
    """`scheme` is "light", "dark", or "" for what the reader's device prefers."""

    scheme: str = ""
    rules: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Theme:
        """Whatever is no plain colour, or would be hard to read, is left out without a word."""
        scheme = asked.get("theme", "")
        scheme = scheme if scheme in OURS else ""
        rules = {}
        given = [colour(asked.get(name, "")) for name in NAMES[1:4]]
        if any(given):
            ink, paper, accent = _readable(given, OURS[scheme or "light"])
            scheme = "light" if luminance(paper) > luminance(ink) else "dark"
            rules = {
                "ink": f"#{ink}",
                "paper": f"#{paper}",
                "accent": f"#{accent}",
                "quiet": f"#{_softer(ink, paper, 0.7, least=READABLE)}",
                "rule": f"#{_softer(ink, paper, 0.2)}",
                # A ribbon's own words are sure to be read on our paper only.
                "illness": f"#{_softer(ink, paper, 0.7, least=READABLE)}",
            }
        if RADIUS.fullmatch(radius := asked.get("radius", "")):
            rules["radius"] = f"{min(int(radius), WIDEST)}px"
        return cls(scheme, tuple(rules.items()))

    @property
    def css(self) -> str:
        return ":root{" + "".join(f"--{name}:{value};" for name, value in self.rules) + "}"


def colour(text: str) -> str:
    """Six figures of a colour, or "" for anything else."""
    found = COLOUR.fullmatch(text)
    if not found:
        return ""
    figures = found[1].lower()
    return figures if len(figures) == 6 else "".join(2 * one for one in figures)


def luminance(figures: str) -> float:
    """Relative luminance, WCAG 2.2 definition."""
    parts = [int(figures[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _readable(given: list[str], ours: tuple[str, str, str]) -> tuple[str, str, str]:
    ink, paper = given[0] or ours[0], given[1] or ours[1]
    if contrast(ink, paper) < READABLE:
        # What is around the embed is its paper: rather another ink on that than none of both.
        own = [pair[0] for pair in OURS.values() if contrast(pair[0], paper) >= READABLE]
        ink, paper = (own[0], paper) if given[1] and own else ours[:2]
    accent = given[2] or ours[2]
    return ink, paper, accent if contrast(accent, paper) >= READABLE else ink


def _softer(ink: str, paper: str, share: float, *, least: float = 0) -> str:
    """So much of the ink in the paper; all of it where that would be too little to read."""
    pairs = ((int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (0, 2, 4))
    mixed = "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
    return mixed if contrast(mixed, paper) >= least else ink
