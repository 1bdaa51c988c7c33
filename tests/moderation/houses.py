"""The organisation changes something, as its form would."""

from typing import Any

from accounts.models import User
from moderation import house
from moderation.models import Edition
from stories.editions import Kind


def content_of(kind: Kind[Any], part: str = "") -> dict[str, Any]:
    """What holds now, as JSON."""
    content = house.content_of(kind, part, house.held(kind, part))
    assert content is not None
    return content


def change(kind: Kind[Any], part: str = "", *, by: User, why: str = "Because.", **fields: Any):
    """Let these fields of a part hold from now on, in this process too."""
    newest = house.newest(kind, part)
    content = content_of(kind, part) | fields
    seen = newest.number if newest else 0
    edition = house.put(kind, part, content, by=by, seen=seen, why=why)
    kind.shelf.forget()
    return edition


def spoil(kind: Kind[Any], part: str, content: Any) -> None:
    """Put a row there that no form would let through."""
    newest = house.newest(kind, part)
    row = {"kind": kind.name, "part": part, "number": newest.number + 1 if newest else 1}
    Edition.objects.create(**row, content=content, by=1, why="By hand.")
    if kind.shelf.label == "stories.PublicEdition":
        house.PublicEdition.objects.create(**row, content=content)
    kind.shelf.forget()
