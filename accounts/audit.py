"""The log of what the team does: append-only, in numbers and codes, with nobody's words in it.

A deed writes its row in its own transaction and waits for no other. A little later `seal` links
what is committed into one chain of hashes, in the order in which it finds it: whoever changes,
takes out, puts in or swaps a row afterwards breaks the chain, whatever rights they have in the
database. Why it is done this way is told in docs/adr/0024-the-sealed-log.md.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import AuditEntry, AuditHead, User
from accounts.roles import holders
from jobs.work import Lease, handler
from mail import outbox

START = "0" * 64  # what stands before the first row
BATCH = 1000
LOCK = 7_305_801  # of PostgreSQL's advisory locks: one process seals at a time
LATE = timedelta(minutes=15)  # a row that nobody sealed in this time says that sealing stands still
CODE = re.compile(r"[a-z0-9._:/,-]{0,100}")


@dataclass(frozen=True)
class Deed:
    """What is to be written down, before it is."""

    kind: str
    by: int | None
    about: object = ""
    facts: dict[str, object] | None = None


def note(kind: str, *, by: int | None, about: object = "", **facts: object) -> AuditEntry:
    """Write down one deed in the transaction of the deed itself.

    `kind`: what was done, a code. `by`: the number of who did it, None for the system. `about`:
    the id of what it was done to. `facts`: codes, numbers and ids; never words or an address.
    Raises ValueError for what looks like words.
    """
    return note_all([Deed(kind, by, about, facts)])[0]


def note_all(deeds: Iterable[Deed]) -> list[AuditEntry]:
    """Write down several deeds in one statement, as `note` does."""
    rows = [
        AuditEntry(
            kind=deed.kind,
            actor=deed.by,
            about=str(deed.about),
            facts=deed.facts or {},
            salt=secrets.token_hex(16),
        )
        for deed in deeds
    ]
    for row in rows:
        for value in (row.kind, row.about, *row.facts.values()):
            if not is_code(value):
                raise ValueError(f"{row.kind}: the log holds codes, numbers and ids only.")
    return AuditEntry.objects.bulk_create(rows)


def is_code(value: object) -> bool:
    """Whether this is a code, a number or an id, or a list of them: never a sentence, no "@"."""
    if isinstance(value, list | tuple):
        return all(map(is_code, value))
    if isinstance(value, str):
        return CODE.fullmatch(value) is not None
    return value is None or isinstance(value, int)


# --- the chain -----------------------------------------------------------------------------------


def told(entry: AuditEntry) -> dict[str, Any]:
    """All of a row that its hash is of."""
    return {
        "about": entry.about,
        "by": entry.actor,
        "facts": entry.facts,
        "kind": entry.kind,
        "prev": entry.prev,
        "salt": entry.salt,
        "seq": entry.seq,
        "time": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def canonical(entry: AuditEntry) -> str:
    """The one way in which a row is written for its hash: JSON, keys in order, no spaces, UTC."""
    return json.dumps(told(entry), ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def hash_of(entry: AuditEntry) -> str:
    return hashlib.sha256(canonical(entry).encode()).hexdigest()


def head() -> tuple[int, str]:
    """The place and hash of the last sealed row; (0, zeros) before the first."""
    last = AuditEntry.objects.exclude(seq=None).order_by("-seq").only("seq", "hash").first()
    return (last.seq or 0, last.hash) if last else (0, START)


def seal() -> int:
    """Link what is committed and not sealed yet into the chain. Returns how many rows.

    A row that commits late is sealed late, behind rows with a higher id. Runs in a transaction; of
    two at once one does nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    seq, prev = head()
    rows = list(AuditEntry.objects.filter(seq=None).order_by("id")[:BATCH])
    for row in rows:
        seq += 1
        row.seq, row.prev = seq, prev
        row.hash = prev = hash_of(row)
    AuditEntry.objects.bulk_update(rows, ["seq", "prev", "hash"], batch_size=200)
    return len(rows)


@handler("seal-audit", every=timedelta(seconds=10))
def seal_what_is_new(lease: Lease) -> None:
    """Seal what the team did since the last time."""
    seal()


def broken(*, known: tuple[str, int] | None = None) -> str:
    """What is wrong with the chain, naming the first broken row; "" where all of it holds.

    `known`: a hash and its place, from a mail. It walks row by row and never holds them all.
    """
    heads = [(one.seq, one.hash) for one in AuditHead.objects.order_by("id")]
    mailed: dict[int, set[str]] = {}
    for at, digest in [*heads, *([(known[1], known[0])] if known else [])]:
        mailed.setdefault(at, set()).add(digest)
    seq, prev = 0, START
    for row in AuditEntry.objects.exclude(seq=None).order_by("seq").iterator(chunk_size=1000):
        seq += 1
        if wrong := _wrong(row, seq, prev, mailed.pop(seq, set())):
            return wrong
        prev = row.hash
    if mailed:
        return f"The chain ends at place {seq}, and a mail told of place {max(mailed)}."
    if AuditEntry.objects.filter(seq=None, at__lt=Now() - LATE).exists():
        return "Rows wait for their seal since a quarter of an hour. Do relay and worker run?"
    return ""


def _wrong(row: AuditEntry, seq: int, prev: str, mailed: set[str]) -> str:
    """What is wrong with the row at this place, or ""."""
    here = f"Row {row.pk}, at place {seq},"
    if row.seq != seq:
        return f"Place {seq} is missing: the next row there is {row.pk}, at place {row.seq}."
    if row.prev != prev:
        return f"{here} does not follow the row before it."
    if row.hash != hash_of(row):
        return f"{here} was changed after it was sealed."
    return "" if mailed <= {row.hash} else f"{here} is not the one that was told of in a mail."


# --- the head, mailed to people who keep it ------------------------------------------------------


@handler("mail-audit-head", every=timedelta(hours=24))
def mail_head(lease: Lease) -> None:
    """Mail the end of the chain to organisers, auditors and an outside address, to be kept."""
    seal()
    seq, digest = head()
    if not seq:
        return
    entries = AuditEntry.objects.exclude(seq=None).count()
    AuditHead.objects.create(seq=seq, hash=digest, entries=entries)
    told = {"seq": seq, "hash": digest, "count": entries}
    key = f"audit_head:{timezone.now():%Y-%m-%d}:{lease.job}"
    keepers = {user.email: user.language for user in (*holders("organise"), *holders("audit"))}
    outside = dict.fromkeys(settings.MARROW_AUDIT_MAIL, settings.LANGUAGE_CODE)
    for number, (email, language) in enumerate({**outside, **keepers}.items()):
        outbox.owe_template(
            "audit_head", to=email, key=f"{key}:{number}", language=language, context=told
        )


def account(user: User) -> str:
    """How the log names an account that something was done to."""
    return f"user:{user.pk}"
