"""A sealed record of one story for its person: what was sent, what became of it, by which role.

Each line carries the hash of its row in the log (`accounts.audit`), by which it can be checked at
any later time. A line tells what `my_data` tells, when it tells it: no decision in its grace, no
alarm, nobody's name or number. Places in the chain are not told either: from the gaps between
two of one's own, somebody could count what was done in between. The end of the chain that is told
is the one of the daily mail, so that nobody sees it move while a decision about them waits.
"""

import json
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry, AuditHead
from contributors import my_data
from moderation.models import Contribution, Event, Submission
from moderation.reasons import about
from moderation.states import DECISIONS, Action
from stories import guidelines

# With these its person is told which guideline it was about.
REASONED = (Action.REQUEST_CHANGES, Action.DECLINE, Action.TAKE_DOWN)
Sealed = dict[tuple[str, object, object], AuditEntry]


def of(contribution: Contribution) -> dict[str, Any]:
    """The record as it is now, as plain values; no words of the story are in it."""
    submissions = list(contribution.submissions.order_by("number"))
    rows = sealed(contribution)
    head = AuditHead.objects.order_by("-at", "-pk").first()
    return {
        "marrow_certificate": 1,
        "site": settings.SITE_URL,
        "story": str(contribution.pk),
        "issued_at": stamp(timezone.now()),
        "texts": [text(one) for one in submissions],
        "lines": [line(*one, rows) for one in my_data.known(submissions)],
        "head": {"seal": head.hash, "at": stamp(head.at)} if head else None,
    }


def sealed(contribution: Contribution) -> Sealed:
    """The rows of the log about this story, by what they are of."""
    rows = AuditEntry.objects.filter(about=str(contribution.pk)).exclude(seq=None)
    return {(row.kind, row.facts.get("text"), row.facts.get("version")): row for row in rows}


def text(submission: Submission) -> dict[str, Any]:
    """What was sent: when, in which language, and the hash of it."""
    return {
        "text": submission.number,
        "sent_at": stamp(submission.created_at),
        "language": submission.language,
        "sha256": submission.content_hash,
    }


def line(at: datetime, event: Event, submission: Submission, rows: Sealed) -> dict[str, Any]:
    """What was done: when it could be known, by which role, under which guideline, and its seal."""
    row = rows.get((event.action, submission.number, event.version))
    return {
        "at": stamp(at),
        "action": event.action,
        "by": my_data.role(event.party),
        "text": submission.number,
        "sha256": event.content_hash,
        "guideline": about(event.reason) if event.action in REASONED else "",
        "seal": row.hash if row else "",
    }


def stamp(at: datetime) -> str:
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="seconds")


def as_json(record: dict[str, Any]) -> str:
    return json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"


def as_text(record: dict[str, Any]) -> str:
    return render_to_string("your_stories/certificate.txt", {"record": shown(record)})


def shown(record: dict[str, Any]) -> dict[str, Any]:
    """The same with words beside the codes, in the reader's language."""
    lines = [
        {
            **one,
            "at": (at := datetime.fromisoformat(one["at"])),
            "in_words": str(my_data.TOLD[Action(one["action"])]),
            "by_in_words": str(my_data.BY[one["by"]]),
            "guideline_in_words": guidelines.title(one["guideline"], at=at),
        }
        for one in record["lines"]
    ]
    texts = [{**one, "sent_at": datetime.fromisoformat(one["sent_at"])} for one in record["texts"]]
    dates: dict[str, Any] = {"issued_at": datetime.fromisoformat(record["issued_at"])}
    if record["head"]:
        at = datetime.fromisoformat(record["head"]["at"])
        dates["head"] = {**record["head"], "at": at}
    return {**record, **dates, "lines": lines, "texts": texts}


# --- checking one --------------------------------------------------------------------------------


def wrong(record: dict[str, Any]) -> list[str]:
    """What in a record is not as this site wrote it, in plain sentences; nothing where all holds.

    Raises ValueError for what is no record of ours.
    """
    try:
        kept = Contribution.objects.filter(pk=uuid.UUID(record["story"])).first()
        lines, texts, head = record["lines"], record["texts"], record["head"]
        if record["marrow_certificate"] != 1:
            raise ValueError("This is no certificate that we know.")
        if kept is None:
            return ["There is no such story here."]
        now, rows = of(kept), {row.hash: row for row in sealed(kept).values()}
        found = [
            f"Text {one['text']} is not as it was sent." for one in missing(texts, now["texts"])
        ]
        for number, one in enumerate(lines, 1):
            found += [f"Line {number} {what}" for what in wrong_line(one, now["lines"], rows)]
        return found + ([] if head is None or is_head(head) else ["This chain has no such end."])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is no certificate that we know.") from error


def missing(asked: list[dict], known: list[dict]) -> list[dict]:
    return [one for one in asked if one not in known]


def wrong_line(one: dict[str, Any], known: list[dict], rows: dict[str, AuditEntry]) -> list[str]:
    """What is wrong with a line; a line without a seal can only be held against what is kept."""
    unsealed = {"seal": ""}
    if one["seal"] and one["seal"] not in rows:
        return ["has a seal that is not in the log."]
    if {**one, **unsealed} not in [{**other, **unsealed} for other in known]:
        return ["is not what happened."]
    if not one["seal"]:
        return []
    row = rows[one["seal"]]
    told = (row.kind, my_data.role(str(row.facts.get("role"))), row.facts.get("text"))
    if audit.hash_of(row) != row.hash:
        return ["stands on a row of the log that was changed."]
    if (*told, row.facts.get("words")) != (one["action"], one["by"], one["text"], one["sha256"]):
        return ["is not what its row of the log tells."]
    if one["action"] in REASONED and about(str(row.facts.get("reason"))) != one["guideline"]:
        return ["names another guideline than its row of the log."]
    late = one["action"] in DECISIONS  # a decision is told when its grace is over
    if late is False and abs((row.at - datetime.fromisoformat(one["at"])).total_seconds()) > 60:
        return ["has another time than its row of the log."]
    return []


def is_head(head: dict[str, Any]) -> bool:
    """Whether this end of the chain was mailed, and is still in the chain."""
    mailed = AuditHead.objects.filter(hash=head["seal"]).first()
    row = AuditEntry.objects.filter(seq=mailed.seq).first() if mailed else None
    return row is not None and row.hash == head["seal"] == audit.hash_of(row)
