"""What is shown beside a public story and moves no text: "In memory", thanks, content notes."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from accounts import audit
from moderation import content_labels, thanks
from moderation.actors import Actor
from moderation.models import Contribution, Submission
from moderation.signals import acted
from moderation.states import Action
from moderation.transition import Step, happened, locked, permitted
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


def relabel(contribution_id: uuid.UUID, labels: Iterable[str], *, by: Actor) -> list[str]:
    """Give the newest text of a story exactly these labels, and the public story the same notes.

    Where a revision waits it is that text, and what is public keeps its labels until then. It
    decides nothing, so it makes no version: nobody's page grows stale. An event and the log tell
    who did it. Returns the labels. Raises ValueError for a label that is none, Forbidden, Conflict.
    """
    wanted = content_labels.in_order(labels)
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        step = Step(contribution, by, reason="", version=contribution.version)
        step.submissions = list(contribution.submissions.order_by("-id"))
        text, _rule = permitted(step, Action.RELABEL)
        if text.labels != wanted:
            Submission.objects.filter(pk=text.pk).update(labels=wanted)
            if text.story_id is not None:
                publishing.relabel(text.story_id, wanted)
            happened(text, Action.RELABEL, text.state, by=by, version=step.version).save()
            facts = {"before": text.labels, "after": wanted}
            audit.note("labels", by=by.id, about=contribution_id, **facts)
    return wanted
