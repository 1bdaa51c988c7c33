"""What the organisation may write in an article: a few plain signs, and nothing that is HTML.

An empty line ends a block. A block is a paragraph, or begins with one of these:

    ## Heading          ### Smaller heading
    - one of a list     1. one of some steps
    Word                  (a word explained: the word on a line, then
    : What it means        its meaning after a colon)
    > Said in a box, because it must not be missed
    [[name]]            the figure of that name

Inside it, **this** is strong, [words](/help/) or [words](https://…) is a link, and [2] or [2, 5]
points to sources. All else is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext

from stories.words import BREAK, linked, validate_markup

HEADING = re.compile(r"(#{2,3}) +(\S.*)")
ITEM = re.compile(r"- +(\S.*)", re.DOTALL)
STEP = re.compile(r"\d{1,2}\. +(\S.*)", re.DOTALL)
MEANING = re.compile(r": *(\S.*)", re.DOTALL)
BOX = re.compile(r"> ?(.*)")
FIGURE = re.compile(r"\[\[([a-z0-9_-]{1,40})\]\]")
STRONG = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
CITED = re.compile(r"\[(\d{1,2}(?:, ?\d{1,2})*)\](?!\()")
BEGINS_ONE = re.compile(r"(?:- |\d{1,2}\. |: ?)")


@dataclass(frozen=True)
class Block:
    """A piece of an article. `kind` names how it is shown: see templates/library/_body.html."""

    kind: str
    words: SafeString = field(default_factory=SafeString)
    key: str = ""  # of a heading: its place on the page; of a figure: its name
    items: tuple[SafeString, ...] = ()
    pairs: tuple[tuple[SafeString, SafeString], ...] = ()


def blocks(text: str, *, root: str = "/") -> list[Block]:
    """The text in pieces, its links beginning at `root`. Nothing that was typed is markup."""
    pieces = (piece.strip() for piece in BREAK.split(text.replace("\r\n", "\n")))
    return [_block(piece, root) for piece in pieces if piece]


def _block(piece: str, root: str) -> Block:
    if found := FIGURE.fullmatch(piece):
        return Block("figure", key=found[1])
    if found := HEADING.fullmatch(piece):
        kind = "heading" if len(found[1]) == 2 else "smaller"
        return Block(kind, _inline(found[2], root), key=slugify(found[2]))
    lines = list(_joined(piece))
    for kind, sign in (("list", ITEM), ("steps", STEP)):
        if all(sign.fullmatch(line) for line in lines):
            items = (sign.fullmatch(line) for line in lines)
            return Block(kind, items=tuple(_inline(one[1], root) for one in items if one))
    if len(lines) % 2 == 0 and all(MEANING.fullmatch(line) for line in lines[1::2]):
        pairs = zip(lines[::2], lines[1::2], strict=True)
        meant = ((word, MEANING.sub(r"\1", meaning)) for word, meaning in pairs)
        return Block("words", pairs=tuple((_inline(a, root), _inline(b, root)) for a, b in meant))
    if all(BOX.fullmatch(line) for line in piece.split("\n")):
        return Block("box", _inline(" ".join(BOX.sub(r"\1", piece).split()), root))
    return Block("paragraph", _inline(" ".join(piece.split()), root))


def _joined(piece: str) -> Iterator[str]:
    """The lines of a block; one that is set in goes on the one before it."""
    held = ""
    for line in piece.split("\n"):
        if held and line.startswith("  ") and not BEGINS_ONE.match(line.strip()):
            held += " " + line.strip()
        else:
            if held:
                yield held
            held = line.strip()
    yield held


def _inline(text: str, root: str) -> SafeString:
    """Words with what is strong in them, their links, and the numbers of their sources."""
    found = []
    for at, part in enumerate(STRONG.split(text)):
        shown = _cited(part, root)
        found.append(format_html("<strong>{}</strong>", shown) if at % 2 else shown)
    return format_html_join("", "{}", ((one,) for one in found))


def _cited(text: str, root: str) -> SafeString:
    found, parts = [], CITED.split(text)
    for at, part in enumerate(parts):
        if at % 2:
            # A number alone says nothing to whoever hears it.
            heard = gettext("Source")
            numbers = ((n, heard, n, n) for n in re.findall(r"\d+", part))
            link = '<a href="#source-{}" aria-label="{} {}">{}</a>'
            links = format_html_join("\N{NO-BREAK SPACE}", link, numbers)
            found.append(format_html('<sup class="cited">{}</sup>', links))
        else:
            # The number belongs to the words before it, not to the space.
            ends = at < len(parts) - 1
            found.append(linked(part.rstrip(" ") if ends else part, root))
    return format_html_join("", "{}", ((one,) for one in found))


# ---- What a form asks of it


def cited(text: str) -> set[int]:
    """The numbers of all sources that it points to."""
    return {int(number) for match in CITED.findall(text) for number in re.findall(r"\d+", match)}


def figures(text: str) -> set[str]:
    """The names of all figures in it."""
    return {block.key for block in blocks(text) if block.kind == "figure"}


def words(text: str) -> int:
    """How many words there are to read."""
    return len(re.findall(r"\w+", text))


def validate(text: str) -> None:
    """Refuse what would not be shown as it was meant. Raises ValidationError."""
    validate_markup(CITED.sub("", text))
    found = blocks(text)
    keys = [block.key for block in found if block.kind in ("heading", "smaller")]
    if len(keys) != len(set(keys)) or "" in keys:
        raise ValidationError(gettext("Two headings are the same, or one has no words."))
    for piece in BREAK.split(text.replace("\r\n", "\n")):
        if "\n" in piece.strip() and HEADING.match(piece.strip()):
            raise ValidationError(
                gettext("A heading is alone: an empty line comes before and after it.")
            )
