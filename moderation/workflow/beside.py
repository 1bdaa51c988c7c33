"""What is shown beside a public story and moves no text: "In memory", and a button of thanks."""

import uuid

from django.db import transaction

from moderation import thanks
from moderation.models import Contribution
from moderation.signals import acted
from moderation.transition import locked
from stories import publishing


def mark_in_memory(contribution_id: uuid.UUID, in_memory: bool) -> Contribution:
    """Say beside a story that its person died, now and when it is published anew; or no more."""
    with transaction.atomic():
        kept = locked(pk=contribution_id)
        kept.in_memory = in_memory
        kept.save(update_fields=["in_memory"])
        publishing.mark_in_memory(kept.story_id, in_memory)
    return kept


def want_thanks(contribution_id: uuid.UUID, wanted: bool, *, by_mail: bool = False) -> None:
    """Let readers say that a story helped them, or ask them no more. What was counted stays."""
    with transaction.atomic():
        kept = locked(pk=contribution_id)
        thanks.choose(kept, wanted, by_mail=by_mail)
        publishing.ask_for_thanks(kept.story_id, wanted)
        acted.send(Contribution, contribution_id=contribution_id, withdrew=False)
