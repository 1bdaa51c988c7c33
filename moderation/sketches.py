"""Which stories are very like one another, found without comparing each with each.

A sketch of a text is 48 numbers, made so that two texts which share much of their words share some
of the numbers, whatever was moved or changed between: minima of hashes (A. Z. Broder, "On the
resemblance and containment of documents", 1997), three and three together (the "bands" of A.
Rajaraman and J. D. Ullman, Mining of Massive Datasets, ch. 3). From the numbers nothing can be
read back, an index answers at any size, and erasing a story deletes its sketch.

Pairs of words with four letters or more are compared: what all stories share are the short ones.
Texts that share two thirds of such pairs are found always, half of them 94 times in 100, a tenth
five times in 100,000.
"""

import random
import re
import uuid
from hashlib import blake2b
from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet

from moderation.checks import Remark, Severity, gettext_noop
from moderation.checks._text import fold
from moderation.models import Contribution, Sketch
from moderation.states import State

BANDS, ROWS = 48, 3
ALIKE = 3  # bands in common: some 40 % of all pairs of words
LEAST = 30  # pairs of words: shorter texts are like each other by chance
MOST = 200  # looked at; that many copies are noticed anyway
SHOWN = 5
PRIME = (1 << 61) - 1
_WORD = re.compile(r"[^\W\d_]{4,}")
_chance = random.Random("sketches")
_TURNS = [(_chance.randrange(1, PRIME), _chance.randrange(PRIME)) for _ in range(BANDS * ROWS)]

VERY_LIKE = gettext_noop("This story is very like another one that was sent to us.")


def sketch(text: str) -> list[int]:
    """The numbers of a text, each in the range of a bigint; none for one that is too short."""
    found = _WORD.findall(fold(text).plain.lower())
    pairs = {f"{one} {two}" for one, two in pairwise(found)}
    if len(pairs) < LEAST:
        return []
    hashes = [_number(pair.encode()) % PRIME for pair in pairs]
    least = [min((a * one + b) % PRIME for one in hashes) for a, b in _TURNS]
    bands = (least[start : start + ROWS] for start in range(0, BANDS * ROWS, ROWS))
    return [_number(f"{place}:{band}".encode()) for place, band in enumerate(bands)]


def _number(of: bytes) -> int:
    return int.from_bytes(blake2b(of, digest_size=8).digest(), signed=True)


def keep(contribution_id: uuid.UUID, bands: list[int]) -> None:
    """Let later stories be compared with this one, in place of what it was before.

    Not where it was taken back while the checks read it: erasing it may be over already.
    """
    with transaction.atomic():
        Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
        if not _taken_back().filter(pk=contribution_id).exists():
            Sketch.objects.update_or_create(
                contribution_id=contribution_id, defaults={"bands": bands}
            )


def like(contribution_id: uuid.UUID, bands: list[int]) -> list[uuid.UUID]:
    """The other stories that are very like this text, most alike first; two queries at most.

    Not its own earlier texts, and none that its person took back.
    """
    if not bands:
        return []
    others = Sketch.objects.filter(bands__overlap=bands).exclude(contribution=contribution_id)
    mine = set(bands)
    rows = others.values_list("contribution", "bands")[:MOST]
    shared = {pk: len(mine & set(theirs)) for pk, theirs in rows}
    near = [pk for pk, count in shared.items() if count >= ALIKE]
    gone = _taken_back().filter(pk__in=near).values_list("pk", flat=True) if near else ()
    return sorted(set(near) - set(gone), key=lambda pk: (-shared[pk], pk))


def _taken_back() -> QuerySet[Contribution]:
    return Contribution.objects.filter(submissions__state=State.WITHDRAWN)


def found(contribution_id: uuid.UUID) -> list[uuid.UUID]:
    """A few stories that are very like this one, as its newest text was when the checks read it."""
    kept = Sketch.objects.filter(contribution=contribution_id).first()
    return like(contribution_id, kept.bands)[:SHOWN] if kept else []


def remark(body: str) -> Remark:
    """What to say of a text that is very like another."""
    return Remark("duplicates", Severity.WARN, "body", 0, len(body), VERY_LIKE)
