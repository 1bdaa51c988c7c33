"""Photos as a telephone makes them, with all that must not come through."""

import io
import uuid

from django.db import transaction
from PIL import Image

from jobs import work
from jobs.models import Job
from moderation import album
from moderation.models import Photo
from moderation.photos import WHOLE, Crop
from moderation.pictures import Picture

WHERE = b"47.3769-N-8.5417-E-at-home"  # in what a camera writes beside the pixels
ALT = "A woman in a green coat among bean poles"


def snapshot(*, width: int = 800, height: int = 600, seed: int = 0, kind: str = "JPEG") -> bytes:
    """A photo with a position, a comment, and bytes after its end; another one for each seed."""
    picture = Image.new("RGB", (width, height), (40 + seed % 200, 120, 70))
    picture.paste((250, 240, 200), (width // 3, height // 4, width // 2, height - 20))
    exif = Image.Exif()
    exif[0x010E] = WHERE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 36.8), 3: "E", 4: (8.0, 32.0, 30.1)})
    file = io.BytesIO()
    comment = {"comment": WHERE} if kind == "JPEG" else {}
    picture.save(file, kind, exif=exif, **comment)
    return file.getvalue() + WHERE


def kept(data: bytes | None = None, *, draft: uuid.UUID | None = None) -> Photo:
    """A photo that a draft has, and its work owed."""
    with transaction.atomic():
        return album.keep(draft or uuid.uuid4(), snapshot() if data is None else data)


def developed(data: bytes | None = None, *, crop: Crop = WHOLE) -> Photo:
    """A photo that the worker has been at."""
    photo = kept(data)
    develop()
    if crop != WHOLE:
        with transaction.atomic():
            photo = album.recut(photo, crop, draft=photo.draft)
        develop()
    return Photo.objects.get(pk=photo.pk)


def develop() -> None:
    """Do what is owed to photos, as a worker does it."""
    for number in Job.objects.open().filter(kind="develop").values_list("pk", flat=True):
        assert work.run(number, by="worker")


def picture(photo: Photo | None = None, **changes) -> Picture:
    """A photo as it is offered with a story."""
    photo = photo or developed()
    said = {"alt": ALT, "taken_by": "me", "credit": "", **changes}
    return Picture(photo.pk, photo.digest, photo.crop, **said)
