"""What one browser may open: its drafts, and the stories it sent or showed a receipt for.

The session is in PostgreSQL and holds only numbers, so a cookie says nothing about anybody.
"""

import uuid

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from accounts.models import User
from contributors import drafts
from contributors.models import Draft
from moderation import actors
from moderation.models import Contribution

DRAFT, DRAFTS, STORIES, SENT = "draft", "drafts", "stories", "sent"


def user_of(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def actor_of(request: HttpRequest) -> actors.Actor:
    return actors.contributor(user_of(request))


def open_drafts(request: HttpRequest) -> QuerySet[Draft]:
    """This browser's drafts, and the signed-in person's, newest first."""
    mine = Q(pk__in=request.session.get(DRAFTS, []))
    if (user := user_of(request)) is not None:
        mine |= Q(owner=user)
    return Draft.objects.filter(mine).order_by("-updated_at")


def draft_of(request: HttpRequest) -> Draft | None:
    """The draft that a form was about, or else the one this browser writes in now."""
    asked = request.POST.get("draft") or request.session.get(DRAFT) or ""
    try:
        return open_drafts(request).filter(pk=uuid.UUID(asked)).first()
    except ValueError:
        return None


def draft_to_write(request: HttpRequest) -> Draft:
    """A draft that takes words: the current one, a revision of one just sent, or a new one.

    Words that arrive after a cookie was lost, or after the story was sent, are kept all the same.
    """
    draft = draft_of(request)
    if draft is None:
        return write_in(request, drafts.begin(user_of(request)))
    if draft.sent_at is None:
        return draft
    kept = drafts.story_of(draft)
    owner = user_of(request)
    begin = drafts.begin(owner) if kept.erased_at else drafts.revise(kept, owner=owner)
    return write_in(request, begin)


def write_in(request: HttpRequest, draft: Draft) -> Draft:
    """From now on this browser writes in this draft."""
    request.session[DRAFT] = str(draft.pk)
    ids = [key for key in request.session.get(DRAFTS, []) if key != str(draft.pk)]
    request.session[DRAFTS] = [*ids, str(draft.pk)]
    return draft


def remember(request: HttpRequest, contribution: Contribution, *, sent: bool = False) -> None:
    """Let this browser open this story; under a new session key, so that none can be planted."""
    request.session.cycle_key()
    ids = [key for key in request.session.get(STORIES, []) if key != str(contribution.pk)]
    request.session[STORIES] = [*ids, str(contribution.pk)]
    if sent:
        request.session[SENT] = str(contribution.pk)


def forget(request: HttpRequest) -> None:
    """Close every story that this browser had open; what is begun, and not yet one, stays."""
    ids = request.session.get(DRAFTS, [])
    # A draft that was sent, or that revises, opens its story's words as well as a receipt does.
    begun = Draft.objects.filter(pk__in=ids, sent_at=None, version=None)
    kept = {str(pk) for pk in begun.values_list("pk", flat=True)}
    request.session[DRAFTS] = [key for key in ids if key in kept]
    for name in (STORIES, SENT, *([] if request.session.get(DRAFT) in kept else [DRAFT])):
        request.session.pop(name, None)
    request.session.cycle_key()


def stories_of(request: HttpRequest) -> QuerySet[Contribution]:
    """What this browser or the signed-in person may open, newest first."""
    mine = Q(pk__in=request.session.get(STORIES, []))
    if (user := user_of(request)) is not None:
        mine |= Q(contributor=user)
    return Contribution.objects.filter(mine).order_by("-created_at")


def story_of(request: HttpRequest, contribution_id: uuid.UUID) -> Contribution:
    """This story, if this browser or person may open it. Raises Http404, always the same."""
    contribution = stories_of(request).filter(pk=contribution_id).first()
    if contribution is None:
        raise Http404
    return contribution
