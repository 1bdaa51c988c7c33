"""What somebody answered about a photo, the picture that this offers, and the ways to cut it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation import album, subjects
from moderation.models import Photo
from moderation.photos import SMALLEST, WHOLE, Crop
from moderation.pictures import Picture
from stories.models import Relation

NEAR = 0.6  # of either side: what "closer" keeps
FIELDS = ("photo_crop", "photo_alt", "photo_by", "photo_credit")
AGREED = "photo_agreed"
EVERYONE_AGREES = _(
    "We can only show it if everyone on it agrees. If not, please take the photo out."
)
LIVING_AGREE = _(
    "We can only show it if everyone on it who is living agrees, and if you agree for whoever has "
    "died. If not, please take the photo out."
)
ALL, MIDDLE, FIRST, LAST, CLOSER = "whole", "middle", "first", "last", "closer"


def photo_of(answers: Mapping[str, Any]) -> Photo | None:
    """The photo that these answers are about."""
    return Photo.objects.filter(pk=answers["photo"]).first() if answers.get("photo") else None


def as_picture(answers: Mapping[str, Any]) -> Picture | None:
    """What is offered with a story, described or not; None without a photo."""
    photo = photo_of(answers)
    if photo is None:
        return None
    alt, credit = (answers.get(name, "").strip() for name in ("photo_alt", "photo_credit"))
    taken_by = answers.get("photo_by", "")
    return Picture(photo.pk, photo.digest, photo.crop, alt, taken_by, credit)


def as_answers(picture: Picture | None) -> dict[str, Any]:
    """A picture as the answers that make it; none without one."""
    if picture is None:
        return {}
    photo = Photo.objects.get(pk=picture.photo)
    return {
        "photo": str(picture.photo),
        "photo_crop": next((way for way in ways(photo) if cut(way, photo) == photo.crop), ALL),
        "photo_alt": picture.alt,
        "photo_by": picture.taken_by,
        "photo_credit": picture.credit,
        AGREED: ["yes"],
    }


def problems(answers: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What keeps a photo from being sent, besides how it is described."""
    photo = photo_of(answers)
    found: dict[str, list[Any]] = {}
    if photo is not None and photo.refused:
        found["photo"] = [album.WHY[photo.refused]]
    elif photo is not None and not answers.get(AGREED):
        found[AGREED] = [LIVING_AGREE if mourns(answers) else EVERYONE_AGREES]
    return found


def mourns(answers: Mapping[str, Any]) -> bool:
    """Whether somebody who has died may be on it, who cannot be asked."""
    lost = answers.get("relation") == Relation.BEREAVED
    return lost or subjects.named(answers) == subjects.Kind.DIED


def ways(photo: Photo) -> dict[str, Promise]:
    """How it may be cut, in words: only what makes a difference, and leaves enough to see."""
    wide, tall = photo.width > photo.height, photo.width < photo.height
    found: dict[str, Promise] = {ALL: _("All of it")}
    if wide or tall:
        found[MIDDLE] = _("A square, the middle")
        found[FIRST] = _("A square, the left side") if wide else _("A square, the upper part")
        found[LAST] = _("A square, the right side") if wide else _("A square, the lower part")
    if min(photo.width, photo.height) * NEAR >= SMALLEST:
        found[CLOSER] = _("Closer")
    return found


def cut(way: str, photo: Photo) -> Crop:
    """The part that is left when it is cut in this way."""
    side = min(photo.width, photo.height)
    across, down = side / photo.width, side / photo.height
    match way:
        case "first":
            return Crop(0, 0, across, down)
        case "middle":
            return Crop((1 - across) / 2, (1 - down) / 2, across, down)
        case "last":
            return Crop(1 - across, 1 - down, across, down)
        case "closer":  # faces are above the middle
            return Crop((1 - NEAR) / 2, (1 - NEAR) / 4, NEAR, NEAR)
    return WHOLE


def address(photo: uuid.UUID, part: str) -> str:
    """Where its person sees it, and nobody else; `part`: "whole" or "part"."""
    return reverse("share-photo-file", args=[photo, part])
