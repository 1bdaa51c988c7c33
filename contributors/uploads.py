"""A draft and its photo: put in, cut anew, taken out. Each is one transaction under the draft."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from contributors import drafts, pictures
from contributors.models import Draft
from moderation import album
from moderation.photos import Refused


@contextmanager
def open_draft(draft: Draft) -> Iterator[bool]:
    """Lock a draft; whether it still takes changes."""
    with transaction.atomic():
        now = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        yield now is not None and now.sent_at is None


def put_in(draft: Draft, data: bytes) -> str:
    """Keep a photo with a draft, in place of the one before. Returns why not, as a code."""
    try:
        with open_draft(draft) as takes:
            if takes:
                must_have_room(draft, data)
                photo = album.keep(draft.pk, data)
                new = {"photo": str(photo.pk), "photo_crop": "", pictures.AGREED: []}
                drafts.answer(draft, **new, photo_refused="")
    except Refused as no:
        drafts.answer(draft, photo_refused=no.code)
        return no.code
    return ""


def must_have_room(draft: Draft, data: bytes) -> None:
    """Raise Refused where photos of people whom nobody knows would fill the disk."""
    if draft.owner_id is None:
        others = Draft.objects.filter(owner=None, sent_at=None).exclude(pk=draft.pk)
        if album.room_taken(others.values("pk")) + len(data) > settings.MARROW_UNSENT_PHOTOS:
            raise Refused("no-room")


def recuts(draft: Draft) -> bool:
    """Whether another part was chosen than the one that is cut, so that a worker would be owed."""
    photo = pictures.photo_of(draft.answers)
    chosen = draft.answers.get("photo_crop", "")
    return photo is not None and not photo.refused and pictures.cut(chosen, photo) != photo.crop


def cut(draft: Draft) -> None:
    """Let the part be shown that was chosen, and forget why another file was refused."""
    with open_draft(draft) as takes:
        photo = pictures.photo_of(draft.answers)
        if takes and photo is not None and not photo.refused:
            crop = pictures.cut(draft.answers.get("photo_crop", ""), photo)
            mine = album.recut(photo, crop, draft=draft.pk)
            drafts.answer(draft, photo=str(mine.pk), photo_refused="")
        elif takes:
            drafts.answer(draft, photo_refused="")


def take_out(draft: Draft) -> None:
    """Send the story without a photo; one that was not sent before is deleted."""
    with open_draft(draft) as takes:
        if takes:
            album.discard(draft.pk)
            blank = dict.fromkeys(("photo", "photo_refused", *pictures.FIELDS), "")
            drafts.answer(draft, **blank, **{pictures.AGREED: []})
