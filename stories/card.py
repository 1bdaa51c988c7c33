"""Draws the picture that stands in the preview of a link: 1200 by 630 pixels, made by us.

The words of a story are on it only where its person agreed to be pointed to on social media; for
all others there is the house's own card, without a word of theirs. Pages of diagnoses and articles
have cards of the same kind, with their own title and nobody's name.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
FONT = Path(__file__).parent / "data" / "fonts" / "Literata-Medium.ttf"  # see OFL.txt beside it
PAPER, INK, QUIET, RULE = "#fbfaf6", "#1f1c18", "#5c5750", "#dcd7cd"
MARGIN, COLUMN = 80, 700  # where the words begin, and how wide they may become
LARGEST, SMALLEST, LINES = 76, 40, 5
CORNERS, SMOOTH = 7, 8  # of the outline of a cell, and of the way from one to the next
# Of each group as in marrow.css: the ribbon's edge, words on the wash, wash.
HUES = {
    "leukemia": ("#c46400", "#7d3e02", "#fdeadc"),
    "lymphoma": ("#6a8302", "#4a5c02", "#ebf2dc"),
    "hodgkin": ("#7e49b7", "#6533a0", "#f2eafd"),
    "myeloma": ("#8b173d", "#7d0333", "#fdeaed"),
    "mds": ("#0377a6", "#045a7f", "#def1fc"),
    "mpn": ("#ba362e", "#961a17", "#fdeae7"),
    "histiocytic": ("#2f4fae", "#2043a3", "#e7eefd"),
    "amyloidosis": ("#977104", "#694d01", "#f8efda"),
    "marrow-failure": ("#1f7d4a", "#145e37", "#e0f3e6"),
}
HOUSE = ("#7c756b", QUIET, "#f3f0e9")


@dataclass(frozen=True)
class Card:
    """What stands on it; `seed` draws the cells, as it does in the story's portrait."""

    seed: UUID
    group: str
    title: str
    name: str
    diagnosis: str
    site: str

    @property
    def readable(self) -> bool:
        """Whether our font has all that is said. Signs that it lacks are left out around the words
        of a title, where they adorn them; inside, "I ❤ my nurse" would no longer be a sentence.
        """
        spelt = all(map(_spelt, (self.title, self.name, self.diagnosis)))
        return spelt and _whole(self.title) and bool(_told(self.name))


@lru_cache(maxsize=64)
def png(card: Card) -> bytes:
    """The picture. Whoever serves it asks first whether the story is there, and may be shown."""
    hue, words, wash = HUES.get(card.group, HOUSE)
    picture = Image.new("RGB", SIZE, PAPER)
    picture.paste(_cells(card.seed, hue, wash), (SIZE[0] - 380, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 12), fill=hue)
    top = MARGIN
    if card.name:
        draw.text((MARGIN, top), _cut(card.name, 38), fill=INK, font=_font(38))
        top += 52
    if card.diagnosis:
        draw.text((MARGIN, top), _cut(card.diagnosis, 33), fill=words, font=_font(33))
        top += 76
    font, lines = fitted(card.title, height=SIZE[1] - top - 130)
    for line in lines:
        draw.text((MARGIN, top), line, fill=INK, font=font)
        top += round(font.size * 1.2)
    draw.line((MARGIN, SIZE[1] - 100, MARGIN + COLUMN, SIZE[1] - 100), fill=RULE, width=2)
    draw.text((MARGIN, SIZE[1] - 80), _cut(card.site, 29), fill=QUIET, font=_font(29))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def fitted(title: str, *, height: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters in which the title fits, and its lines; cut where it fits in none."""
    for size in range(LARGEST, SMALLEST - 1, -4):
        font = _font(size)
        lines = _lines(_told(title), font)
        if len(lines) <= LINES and len(lines) * size * 1.2 <= height:
            return font, lines
    kept = lines[: int(height // (SMALLEST * 1.2))]
    return font, [*kept[:-1], _cut(f"{kept[-1]} …", SMALLEST)]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in (piece for one in text.split() for piece in _pieces(one, font)):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > COLUMN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pieces(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The word, parted where it is wider than a line."""
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > COLUMN:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(text: str, size: int) -> str:
    """One line of it, with dots where it would be longer."""
    text, font = _told(text), _font(size)
    if font.getlength(text) <= COLUMN:
        return text
    while text and font.getlength(f"{text}…") > COLUMN:
        text = text[:-1]
    return f"{text.rstrip(' …,.')}…"


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The simple layout: the other one needs a library that a server may lack.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    """Whether the font has it: what it lacks, it draws like a sign that is in no font."""
    font = _font(32)
    lacking = font.getmask("\uffff")
    drawn = font.getmask(letter)
    return letter == " " or (drawn.size, bytes(drawn)) != (lacking.size, bytes(lacking))


def _told(text: str) -> str:
    """The text in the signs that the font has, written in one way."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if _has(letter))
    return " ".join("".join(" " if one.isspace() else one for one in kept).split())


def _whole(title: str) -> bool:
    """Whether the font has all signs from the first letter of a title to its last."""
    signs = unicodedata.normalize("NFC", title)
    letters = [place for place, one in enumerate(signs) if one.isalnum()]
    return bool(letters) and all(map(_has, signs[letters[0] : letters[-1] + 1]))


def _spelt(text: str) -> bool:
    letters = (one for one in unicodedata.normalize("NFC", text) if one.isalnum())
    return all(map(_has, letters))


def _cells(seed: UUID, hue: str, wash: str) -> Image.Image:
    """Marrow in the group's hue: large pale cells of fat, small ones between, some with a nucleus.

    Drawn twice as large and made smaller, for Pillow's outlines have no soft edge.
    """
    side = (380 * 2, SIZE[1] * 2)
    ground = Image.new("RGB", side, wash)
    draw = Random(seed.int).random  # only random() gives the same numbers in every Python

    def blob(x: float, y: float, radius: float, opacity: float) -> None:
        reach = [radius * (0.86 + draw() * 0.28) for _corner in range(CORNERS)]
        around = []
        for step in range(CORNERS * SMOOTH):
            corner, part = divmod(step, SMOOTH)
            ease = (1 - cos(pi * part / SMOOTH)) / 2
            one, other = reach[corner], reach[(corner + 1) % CORNERS]
            length, angle = one + (other - one) * ease, 2 * pi * step / (CORNERS * SMOOTH)
            around.append((2 * radius + cos(angle) * length, 2 * radius + sin(angle) * length))
        mask = Image.new("L", (round(4 * radius), round(4 * radius)), 0)
        ImageDraw.Draw(mask).polygon(around, fill=round(255 * opacity))
        ground.paste(hue, (round(x - 2 * radius), round(y - 2 * radius)), mask)

    for step in range(5):
        blob(side[0] * draw(), side[1] * (step + draw()) / 5, 150 + draw() * 90, 0.08)
    for index in range(40):
        x = (index % 5 + 0.5 + (draw() - 0.5) * 0.9) * side[0] / 5
        y = (index // 5 + 0.5 + (draw() - 0.5) * 0.9) * side[1] / 8
        radius = 34 + draw() ** 2 * 60
        blob(x, y, radius, 0.1 + draw() * 0.13)
        if draw() < 0.4:
            turn = draw() * 2 * pi
            blob(x + cos(turn) * radius / 4, y + sin(turn) * radius / 4, radius * 0.38, 0.3)
    return ground.resize((380, SIZE[1]), Image.Resampling.LANCZOS)
