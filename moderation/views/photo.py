"""The photo of a story on the desk: for the team alone, made anew, never the file that came."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from moderation import album
from moderation.actors import Actor
from moderation.views.access import for_team
from moderation.views.shown import Opened


@require_safe
@for_team
def photo(
    request: HttpRequest, *, by: Actor, contribution_id: uuid.UUID, number: int
) -> HttpResponse:
    """The part of a photo that is to be shown with the text of this number."""
    opened = Opened(contribution_id, by=by)
    asked = get_object_or_404(opened.contribution.submissions, number=number)
    shown = asked.shown_photo if opened.readable else None
    file = album.preview(shown) if shown else None
    if file is None:
        raise Http404
    return HttpResponse(bytes(file.data), content_type="image/jpeg")
