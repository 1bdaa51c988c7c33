"""Lets the room that develops photos of people make the pictures of articles too."""

from django.core.exceptions import ValidationError

from moderation import photos
from moderation.album import WHY


def develop(data: bytes) -> list[photos.Rendition]:
    """The files of a picture, from its pixels alone. Raises ValidationError with a kind reason.

    In the web process, unlike photos of people: an organiser waits for it, and a child process
    with limits of its own does the work.
    """
    try:
        return photos.rebuild(data)
    except photos.Refused as refused:
        raise ValidationError(str(WHY[refused.code])) from None
