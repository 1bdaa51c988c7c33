"""What is said in words without a decision: by a contributor to the team, and within the team."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import work
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import Case, Message
from moderation.offers import normalised, problem
from moderation.signals import acted
from moderation.states import FINAL, Party
from moderation.transition import locked

LONGEST = 4000  # characters
BESIDE = 0  # the version of a note that goes with no decision: none has this number


def answer(contribution_id: uuid.UUID, words: str, *, by: Actor) -> Message:
    """Keep an answer to the team beside the words that were sent last. No state changes.

    Raises ValidationError for what cannot be kept, Conflict once the story is taken back.
    """
    if by.party is not Party.CONTRIBUTOR:
        raise Forbidden(_("Only the person whose story it is may do this."))
    body = checked(words)
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        newest = contribution.submissions.order_by("-number")[0]
        if newest.state in FINAL:
            raise Conflict(_("This story is taken back already."))
        kept = newest.messages.create(
            party=by.party, author_id=by.id, version=contribution.version, body=body
        )
        if Case.objects.open_on(contribution_id):
            work.owe("case-answered", kept.pk, key=f"case-answered:{kept.pk}")
        acted.send(type(contribution), contribution_id=contribution_id, withdrew=False)
    return kept


def note(contribution_id: uuid.UUID, words: str, *, by: Actor) -> Message:
    """Keep a note within the team beside the words that were sent last. No state changes.

    Whoever of the team may read a story may leave one, also while somebody else holds it. Raises
    ValidationError for what cannot be kept, Forbidden, Conflict once the story is taken back.
    """
    if by.party not in (Party.MODERATOR, Party.LEAD):
        raise Forbidden(_("Only moderators may do this."))
    body = checked(words)
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        if by.id == contribution.contributor_id:
            raise Forbidden(_("This is your own story. Somebody else will decide on it."))
        newest = contribution.submissions.order_by("-number")[0]
        if newest.state in FINAL or newest.erased_at is not None:
            raise Conflict(_("This story is taken back already."))
        return newest.messages.create(
            party=by.party, author_id=by.id, version=BESIDE, body=body, internal=True
        )


def checked(words: str, *, optional: bool = False) -> str:
    """The words as they are kept; "" for blanks where they are optional. Raises ValidationError."""
    body = normalised(words)
    if optional and not body.strip():
        return ""
    if wrong := problem(body, LONGEST, one_line=False):
        raise ValidationError({"answer": [wrong]})
    return body
