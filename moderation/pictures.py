"""A photo as it is offered with a story: which, how it is cut, and what is said of it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from moderation.checks import Draft, labels
from moderation.photos import Crop

ALT, CREDIT = 300, 80  # characters
MYSELF, OTHER, KIN = "me", "other", "kin"  # who took it; the last: nobody knows, it is old
TAKEN_BY = frozenset({MYSELF, OTHER, KIN})
# Words that say only that there is a picture, and not what is on it.
NOTHING_SAID = frozenset(
    {"photo", "picture", "image", "photograph", "portrait", "selfie", "logo", "foto"}
    | {"fotografia", "fotografía", "imagen", "retrato", "selfi", "logotipo"}
)


@dataclass(frozen=True)
class Picture:
    """What an approval covers beside the words, where there is a photo."""

    photo: uuid.UUID
    digest: str  # SHA-256 of the file as it came, in hex
    crop: Crop
    alt: str
    taken_by: str
    credit: str = ""

    def as_row(self) -> list[Any]:
        """All that a reader could see a difference in; the same file sent again makes none."""
        crop = self.crop
        parts = [crop.left, crop.top, crop.width, crop.height]
        return [self.digest, parts, self.alt, self.taken_by, self.credit]

    def problems(self) -> dict[str, list[Any]]:
        """Why it cannot be shown as it is described, by field."""
        found: dict[str, Any] = {
            "photo_alt": alt_problem(self.alt),
            "photo_by": None if self.taken_by in TAKEN_BY else _("Please choose one."),
            "photo_credit": one_line(self.credit, CREDIT),
        }
        return {name: [wrong] for name, wrong in found.items() if wrong}


def alt_problem(text: str) -> Any:
    """Why these words do not tell somebody what is on a photo, or None."""
    words = text.strip().strip(".!:;,").casefold().split()
    articles = ("a", "an", "the", "my", "una", "un", "la", "el", "mi")
    if not words:
        return _("Please say in a few words what is on the photo, for people who cannot see it.")
    if not [word for word in words if word not in NOTHING_SAID and word not in articles]:
        return _("Please say what is on it, such as “Me in the garden, laughing”.")
    if any(labels.find(Draft(title=text))):
        return _(
            "This looks like the name of a file or a label from an office. Please say in your "
            "own words what is on the photo."
        )
    return one_line(text, ALT)


def one_line(text: str, limit: int) -> Any:
    if "\n" in text or "\0" in text:
        return _("Please keep this on one line.")
    if len(text) > limit:
        return _("Please say it in fewer words: there is room for %(limit)d characters.") % {
            "limit": limit
        }
    return None
