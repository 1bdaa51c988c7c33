"""What one browser may open: its drafts, and the stories it sent or showed a receipt for.

The session is in PostgreSQL and holds only numbers, so a cookie says nothing about anybody.
"""

import uuid
from datetime import timedelta

from django.contrib.auth.signals import user_logged_in
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.dispatch import receiver
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts import limits
from accounts.models import User
from accounts.network import network_of
from accounts.roles import is_staff
from contributors import drafts
from contributors.models import Draft
from moderation import actors
from moderation.models import Contribution
from moderation.states import State

DRAFT, DRAFTS, STORIES, SENT = "draft", "drafts", "stories", "sent"
INSTEAD, SEEN = "instead", "seen"
SHOWN = timedelta(hours=1)  # how long the page with the receipt can be opened again
PAGES = 20  # remembered pages whose draft takes no words any more


class TooMany(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """Too many drafts were begun from one network; `wait` seconds until there may be more."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


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


def changes(request: HttpRequest) -> QuerySet[Draft]:
    """Changes and updates to stories that this browser or person began, and did not send."""
    return open_drafts(request).filter(version__isnull=False, sent_at=None)


def open_draft(request: HttpRequest, pk: str) -> Draft | None:
    """This draft, if this browser or person may open it."""
    try:
        return open_drafts(request).filter(pk=uuid.UUID(pk)).first()
    except ValueError:
        return None


def draft_of(request: HttpRequest) -> Draft | None:
    """The draft that a form was about, or else the one this browser writes in now."""
    asked = request.POST.get("draft") or request.session.get(DRAFT) or ""
    return open_draft(request, asked) or open_draft(request, instead_of(request, asked))


def instead_of(request: HttpRequest, asked: str) -> str:
    """The draft that was begun for a page whose own draft takes no words here, or ""."""
    return dict(request.session.get(INSTEAD, [])).get(asked[:36], "")


def draft_to_write(request: HttpRequest) -> Draft:
    """A draft that takes words: the current one, a revision of one just sent, or a new one.

    Words that arrive after a cookie was lost, or after the story was sent, are kept all the same,
    in one draft however often their page sends them. Raises TooMany.
    """
    draft = draft_of(request)
    if draft is not None and draft.sent_at is None:
        return draft
    asked = request.POST.get("draft", "")
    again = open_draft(request, instead_of(request, asked))
    if again is not None and again.sent_at is None:
        return again
    begun = write_in(request, begin(request, draft))
    if page := asked[:36]:
        pages = [pair for pair in request.session.get(INSTEAD, []) if pair[0] != page]
        request.session[INSTEAD] = [*pages, (page, str(begun.pk))][-PAGES:]
    return begun


def begin(request: HttpRequest, sent: Draft | None = None, **answers: str) -> Draft:
    """A new draft, or one with the words that were sent from another. Raises TooMany."""
    if wait := limits.take("draft", network_of(request)):
        raise TooMany(wait)
    owner = user_of(request)
    if owner is None and not any(request.session.get(name) for name in (DRAFTS, STORIES)):
        request.session.cycle_key()  # so that what is begun here is under no key that was planted
    kept = drafts.story_of(sent) if sent else None
    if kept is None or kept.erased_at:
        return drafts.begin(owner, **answers)
    return drafts.revise(kept, owner=owner)


def stay(request: HttpRequest) -> None:
    """Let somebody who writes find their words for two more weeks; not so the team's sign-ins."""
    today = timezone.localdate().isoformat()
    if request.session.get(SEEN) != today and not is_staff(request.user):
        request.session[SEEN] = today


@receiver(user_logged_in)
def adopt(request: HttpRequest | None, user: User, **_signal: object) -> None:
    """What this browser began is the person's from now on, so that signing out loses nothing."""
    if request is not None and (ids := request.session.get(DRAFTS)):
        # A change to a story that only a receipt opened is not theirs by signing in.
        theirs = Q(version=None) | Q(contribution__in=user.contributions.values("pk"))
        begun = Draft.objects.filter(theirs, pk__in=ids, owner=None, sent_at=None)
        begun.update(owner=user)


def write_in(request: HttpRequest, draft: Draft) -> Draft:
    """From now on this browser writes in this draft."""
    request.session[DRAFT] = str(draft.pk)
    ids = [key for key in request.session.get(DRAFTS, []) if key != str(draft.pk)]
    request.session[DRAFTS] = [*ids, str(draft.pk)]
    return draft


def write_on(request: HttpRequest, draft: Draft) -> None:
    """Follow somebody with two drafts in two windows to the one that they go on in."""
    if request.session.get(DRAFT) != str(draft.pk):
        write_in(request, draft)


def remember(request: HttpRequest, contribution: Contribution, *, sent: bool = False) -> None:
    """Let this browser open this story.

    What a receipt opens is under a new session key, so that none can be planted. What was `sent`
    stays under the key of its draft: were the answer lost, a new one would be, and the story with
    it.
    """
    if not sent:
        request.session.cycle_key()
    ids = [key for key in request.session.get(STORIES, []) if key != str(contribution.pk)]
    request.session[STORIES] = [*ids, str(contribution.pk)]
    if sent:
        request.session[SENT] = str(contribution.pk)


def just_sent(request: HttpRequest) -> Contribution | None:
    """The story that this browser sent within the hour, also where no answer told it so.

    Its page shows the receipt, which whoever opens the browser later shall not get; nor has a story
    that was taken back any use for it.
    """
    draft = draft_of(request)
    if draft is not None and draft.sent_at and not draft.revises:
        remember(request, drafts.story_of(draft), sent=True)
    ids = [request.session[SENT]] if SENT in request.session else []
    lately = stories_of(request).filter(pk__in=ids, created_at__gt=Now() - SHOWN)
    return lately.exclude(submissions__state=State.WITHDRAWN).first()


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
