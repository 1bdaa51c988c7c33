"""What the log hears of the desk: each verb of a person, and what is done beside the verbs.

Only numbers, codes and hashes: an actor of the team by number and role, a contributor by role
alone, a text by its number and the hash of its words.
"""

import uuid
from collections.abc import Iterable

from accounts import audit
from moderation.actors import Actor
from moderation.models import Event
from moderation.states import Action, Party

SILENT = (Action.SCREEN,)  # what the checks noticed is nobody's decision


def note(contribution_id: uuid.UUID, events: Iterable[Event]) -> None:
    """Write each of these events into the log, in their own transaction."""
    audit.note_all(
        audit.Deed(str(event.action), _number(event), contribution_id, facts(event))
        for event in events
        if event.action not in SILENT
    )


def facts(event: Event) -> dict[str, object]:
    """What the log tells of an event."""
    return {
        "role": str(event.party),
        "text": event.submission.number,
        "version": event.version,
        "to": str(event.to_state),
        "reason": event.reason,
        "words": event.content_hash,
    }


def _number(event: Event) -> int | None:
    """Who it was, of the team; whose story it is, is nobody's business here."""
    return None if event.party in (Party.CONTRIBUTOR, Party.SYSTEM) else event.actor


def broke(contribution_id: uuid.UUID, holder: int | None, *, by: Actor) -> None:
    """Note that a lead took a story out of somebody else's hands."""
    audit.note("claim-broken", by=by.id, about=contribution_id, role=str(by.party), holder=holder)
