"""Photos from their upload to the files that may be shown: kept, cut, developed, thrown away.

What a person uploads is never shown, nor is anything in it but its pixels: a worker puts a copy of
those in its place and makes new files from that, in a child that may be killed
(`moderation.photos`). The relay never does it.
"""

import hashlib
import uuid
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, F, Func, Q, QuerySet, Sum
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import work
from jobs.models import Job
from jobs.work import Lease, handler
from moderation import photos
from moderation.errors import Conflict
from moderation.models import Contribution, Photo, PhotoFile
from moderation.photos import WHOLE, Crop, Refused, Rendition
from moderation.pictures import Picture

PREVIEW = 640  # the largest width that its person and the desk need to see

WHY: dict[str, Promise] = {
    "too-heavy": _("This file is larger than 10 MB. Please choose a smaller one."),
    "not-a-picture": _("This is no photo that we can read. Please choose a JPEG, PNG or WebP."),
    "too-many-pixels": _("This photo is larger than we can open. Please choose a smaller one."),
    "moving": _("This picture moves. Please choose one that stands still."),
    "broken": _(
        "We could not open this photo: something in the file is broken. Please choose another."
    ),
    "no-room": _(
        "There is no room for more photos just now. What you wrote is kept. You can send your "
        "story without a photo, or come back in a few days."
    ),
    "too-small": _("This picture is too small to be seen well. Please choose a larger one."),
}


def keep(draft: uuid.UUID, data: bytes) -> Photo:
    """Keep an upload for a draft in place of its last one, and owe its development.

    Raises Refused for what is seen at a glance to be none. The caller has locked the draft.
    """
    look = photos.glance(data)
    discard(draft)
    photo = Photo.objects.create(
        draft=draft,
        original=data,
        digest=hashlib.sha256(data).hexdigest(),
        format=look.format,
        width=look.width,
        height=look.height,
    )
    owe(photo)
    return photo


def recut(photo: Photo, crop: Crop, *, draft: uuid.UUID) -> Photo:
    """Let another part of a photo be shown; of one that was sent already, in a copy of its own."""
    if photo.crop == crop:
        return photo
    mine = photo if photo.draft == draft else _copied(photo, draft)
    mine.left, mine.top, mine.across, mine.down = crop.left, crop.top, crop.width, crop.height
    mine.turn += 1
    whole = mine.files.filter(cut=False).exists()
    mine.developed_at = Now() if whole and not mine.cut else None
    mine.save(update_fields=["left", "top", "across", "down", "turn", "developed_at"])
    mine.files.filter(cut=True).delete()
    if mine.developed_at is None:
        owe(mine)
    return mine


def _copied(photo: Photo, draft: uuid.UUID) -> Photo:
    discard(draft)
    files = list(photo.files.filter(cut=False).defer(None))
    copy = Photo.objects.defer(None).get(pk=photo.pk)
    copy.pk, copy.draft, copy.contribution = uuid.uuid4(), draft, None
    copy.save(force_insert=True)
    for file in files:
        file.pk, file.photo = None, copy
    PhotoFile.objects.bulk_create(files)
    return copy


def owe(photo: Photo) -> None:
    """Owe the development of a photo as it is cut now, once: one that is owed sees to that too.

    The caller holds the photo's row, and so does whoever ends the work that is owed (`develop`).
    """
    if not Job.objects.open().filter(kind="develop", subject=str(photo.pk)).exists():
        work.owe("develop", photo.pk, key=f"develop:{photo.pk}:{photo.turn}")


def room_taken(drafts: QuerySet[Any]) -> int:
    """The bytes that the photos of these drafts take."""
    bytes_of = Func(F("original"), function="octet_length", output_field=BigIntegerField())
    mine = Photo.objects.filter(draft__in=drafts)
    return mine.aggregate(taken=Sum(bytes_of, default=0))["taken"]


def discard(draft: uuid.UUID) -> None:
    """Delete the photo of a draft that was not sent with it."""
    Photo.objects.filter(draft=draft).delete()


def discard_all(drafts: QuerySet[Any]) -> None:
    """Delete the photos of these drafts."""
    Photo.objects.filter(draft__in=drafts).delete()


def bind(picture: Picture | None, contribution: Contribution) -> None:
    """Give a draft's photo to the story with which it is sent, in the same transaction."""
    if picture is not None:
        unsent = Photo.objects.filter(pk=picture.photo, contribution=None)
        unsent.update(draft=None, contribution=contribution)


def forget(contribution: uuid.UUID) -> None:
    """Delete every photo of a story, as it came and as it was made."""
    Photo.objects.filter(contribution=contribution).delete()


def ready(photo: Photo | None) -> bool:
    """Whether nothing about a photo keeps its story from being approved."""
    return photo is None or photo.developed_at is not None


def must_be_ready(photo: Photo | None) -> None:
    """Raise Conflict where a photo cannot be shown yet, or not at all."""
    if photo is not None and photo.refused:
        raise Conflict(
            _("The photo of this story cannot be opened. Please ask for another one, or for none.")
        )
    if not ready(photo):
        raise Conflict(
            _("The photo of this story is still being prepared. Please try again in a minute.")
        )


def shown(photo: Photo) -> QuerySet[PhotoFile]:
    """The files of the part that is to be shown, smallest first, without their bytes."""
    return photo.files.filter(cut=photo.cut).order_by("width", "format")


def preview(photo: Photo, *, whole: bool = False) -> PhotoFile | None:
    """A JPEG for its person and the desk to look at; None before there is one."""
    files = photo.files.filter(cut=photo.cut and not whole, format="jpeg")
    return files.filter(width__lte=PREVIEW).order_by("-width").first()


@handler("develop", atomic=False, worker_only=True)
def develop(lease: Lease) -> None:
    """Make the files of a photo anew from its pixels, unless it was cut anew or is gone.

    What came is gone with it, the place and the hour of the camera too, also where it was refused.
    """
    photo = undeveloped(uuid.UUID(lease.subject)).defer(None).first()
    copy: Rendition | None = None
    made: dict[bool, list[Rendition]] = {}
    refused = ""
    if photo is not None:
        data = bytes(photo.original)
        try:
            if not photo.bare:
                copy = photos.copied(data)
                data = copy.data
            for cut, crop in missing(photo):
                made[cut] = photos.rebuild(data, crop=crop)
        except Refused as no:
            refused = no.code
    with transaction.atomic():
        now = Photo.objects.select_for_update().filter(pk=lease.subject).first()
        if photo is not None and now is not None and same(photo, now):
            write(photo, copy, made, refused)
        lease.finish()
        if later := undeveloped(uuid.UUID(lease.subject)).first():
            owe(later)  # it was cut anew meanwhile


def undeveloped(photo: uuid.UUID) -> QuerySet[Photo]:
    return Photo.objects.filter(Q(developed_at=None) | Q(bare=False), pk=photo, refused="")


def missing(photo: Photo) -> list[tuple[bool, Crop]]:
    """What is still to be made: the whole, to choose from, and the part to be shown."""
    there = set(photo.files.values_list("cut", flat=True))
    wanted = [(False, WHOLE), *([(True, photo.crop)] if photo.cut else [])]
    return [(cut, crop) for cut, crop in wanted if cut not in there]


def same(photo: Photo, now: Photo) -> bool:
    """Whether a photo is still what its files were made of."""
    return (photo.turn, photo.bare) == (now.turn, now.bare) and not now.refused


def write(
    photo: Photo, copy: Rendition | None, made: dict[bool, list[Rendition]], refused: str
) -> None:
    """Keep what was made."""
    PhotoFile.objects.bulk_create(
        [
            PhotoFile(
                photo=photo,
                cut=cut,
                format=one.format,
                width=one.width,
                height=one.height,
                data=one.data,
            )
            for cut, renditions in made.items()
            for one in renditions
        ],
        ignore_conflicts=True,
    )
    mine = Photo.objects.filter(pk=photo.pk)
    if copy is not None:
        mine.update(original=copy.data, format=copy.format, bare=True)
    elif not photo.bare:
        mine.update(original=b"", bare=True)
    if refused:
        mine.filter(developed_at=None).update(refused=refused)
    else:
        mine.filter(developed_at=None).update(developed_at=Now())
