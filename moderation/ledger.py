"""What must stay off the site whatever happens to the database: noted with the deed itself, and
written into a file that no backup of the database brings back to an earlier day.

Each line of the file is one deed: opaque numbers, a kind and a time, and nothing about anybody.
"""

import fcntl
import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from jobs import work
from jobs.work import Lease, handler
from moderation.case_states import CaseAction
from moderation.models import Deed, Event
from moderation.states import WAITING, Action, State

# What a verb hides, or stops hiding, in the words of the file.
WITHDRAWN, ERASED, TAKEN_DOWN, PAUSED, BACK = "withdrawn", "erased", "taken-down", "paused", "back"
HELD = "held"
ACCOUNT, ADDRESS, NAME, ENDED = "account", "address", "name:", "ended:"
REFUSED = "refused"  # the one it is about took it off, or said no to new words
BESIDE = "beside:"  # with what is told beside a name
REPLACED = "replaced:"  # with the number of the text that took the place of a live one
# With the number of a text that was approved, and is not to be public by that approval any more.
RECALLED = "recalled:"
# What was called off, so that it does not come about by itself: somebody had told us of a death,
# or that wish was taken back or changed; a story was to go out by itself.
UNDONE, FORGOTTEN, WOKEN = "undone", "forgotten", "woken"
STOPPED = "stopped"  # mail about new stories, with the id of what held the address
# Of a case: that there is one, how far it was closed, and by which numbers. It hides nothing, but
# no backup may lose that somebody is looked after, nor ask for it anew when that is done.
CASE = (CaseAction.OPEN, CaseAction.PROPOSE, CaseAction.SEND_BACK, CaseAction.CONFIRM)
KINDS = {
    Action.WITHDRAW: WITHDRAWN,
    Action.ERASE: ERASED,
    Action.HOLD: HELD,
    Action.TAKE_DOWN: TAKEN_DOWN,
    Action.PAUSE: PAUSED,
    Action.RESUME: BACK,
    Action.RESTORE: BACK,
}
TAIL = 4096  # bytes, many lines
SLOW = timedelta(minutes=15)  # three times as long as it takes where a first try failed


class Behind(Exception):  # noqa: N818 - what people read as the job's last error
    """The file holds deeds that this database does not know: it came from a backup."""


@dataclass(frozen=True)
class Line:
    """One deed as the file has it."""

    id: uuid.UUID
    kind: str
    subject: str
    at: datetime

    @classmethod
    def read(cls, text: str | bytes) -> "Line":
        """Raises ValueError for what is no line of ours."""
        try:
            row = json.loads(text)
            at = datetime.fromisoformat(row["at"])
            return cls(uuid.UUID(row["id"]), str(row["kind"]), str(row["subject"]), at)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is no line of the erasure file.") from error


def kind_of(event: Event) -> str:
    """What an event hides, or stops hiding, in the words of the file; "" where it does neither."""
    if event.action == Action.RESTORE and event.to_state == State.PAUSED:
        return PAUSED  # a lead has no fault to find with it, and it stays unseen
    if event.action == Action.RESUME and event.to_state == State.HELD:
        return HELD
    if event.from_state == State.APPROVED and event.to_state in (*WAITING, State.SUPERSEDED):
        return f"{RECALLED}{event.submission.number}"
    return KINDS.get(Action(event.action), "")


def of_case(action: CaseAction, *, code: str = "", by: int | None = None) -> list[str]:
    """What is noted of a step in a case: its code, and the opaque number of who took it."""
    parts = [str(action), code, "" if by is None else str(by)]
    return [":".join(filter(None, parts))] if action in CASE else []


def is_of_case(kind: str) -> bool:
    return kind.partition(":")[0] in CASE


def as_line(deed: Deed) -> str:
    row = {"id": str(deed.pk), "kind": deed.kind, "subject": deed.subject, "at": deed.at}
    return json.dumps({**row, "at": deed.at.isoformat()}) + "\n"


def note(subject: object, kinds: Iterable[str]) -> None:
    """Note what was hidden, in the transaction that hides it, and owe its line in the file."""
    deeds = [Deed(kind=kind, subject=str(subject)) for kind in dict.fromkeys(kinds)]
    if deeds:
        Deed.objects.bulk_create(deeds)
        work.owe("write-deeds", "", key=f"write-deeds:{deeds[0].pk}")


@handler("write-deeds", every=timedelta(minutes=5))
def write_deeds(lease: Lease) -> None:
    """Write down what is not in the file yet; again and again, so that no full disk loses one."""
    write_down()


def write_down() -> None:
    """Append what the file does not hold yet. Raises Behind, OSError."""
    rows = Deed.objects.select_for_update(skip_locked=True).filter(written_at=None)
    deeds = list(rows.order_by("at", "id")[:1000])
    if not deeds or settings.MARROW_ERASURE_FILE is None:
        return
    settings.MARROW_ERASURE_FILE.parent.mkdir(parents=True, exist_ok=True)
    with settings.MARROW_ERASURE_FILE.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if unknown(last(file)):
            raise Behind
        # A disk that was full in the middle of a line left it without its end.
        text = ("" if ends_well(file) else "\n") + "".join(map(as_line, deeds))
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    Deed.objects.filter(pk__in=[deed.pk for deed in deeds]).update(written_at=Now())


def ends_well(file: BinaryIO) -> bool:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 1))
    return file.read() in (b"", b"\n")


def last(file: BinaryIO) -> Line | None:
    """The last whole line of the file."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    for text in reversed(file.read().splitlines()):
        try:
            return Line.read(text)
        except ValueError:
            continue
    return None


def unknown(line: Line | None) -> bool:
    return line is not None and not Deed.objects.filter(pk=line.id).exists()


def pending() -> bool:
    """Whether the file holds what this database forgot: then it must be done again first.

    Nothing is written behind a line that the database does not know, so the last one tells.
    """
    if settings.MARROW_ERASURE_FILE is None:
        return False
    try:
        with settings.MARROW_ERASURE_FILE.open("rb") as file:
            return unknown(last(file))
    except FileNotFoundError:
        return False


def unwritten() -> bool:
    """Whether something waits for its line for too long: a backup of now might undo it."""
    if settings.MARROW_ERASURE_FILE is None:
        return False
    return Deed.objects.filter(Q(written_at=None), at__lt=Now() - SLOW).exists()
