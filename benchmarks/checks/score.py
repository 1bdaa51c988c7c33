"""What was noticed against what is marked: precision and recall by kind, with their intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from benchmarks.checks.corpus import KINDS, Mark, Passage, passages
from moderation.checks import CHECKS, Remark, Severity, links, names, run

DIRECT = ("email", "phone", "birth_date", "id_number", "social")
# A remark is right about any of these, whichever of them it took the words for.
ALIKE = [
    {"full_name", "third_party", "staff"},
    {"crisis", "crisis_told"},
    {"social", "money"},
]
# How much of the marked words must be covered. Pressing the nudge's button leaves out what the
# remark covers, so of a direct identifier nearly all; of a sentence a part leads the reader there.
COVER = {
    **dict.fromkeys(DIRECT, 0.8),
    **dict.fromkeys(("address", "full_name", "third_party", "staff", "place"), 0.5),
}


@dataclass(frozen=True)
class Noticed:
    """Words that a program took for one kind, at code points `start` to `end`."""

    kind: str
    start: int
    end: int


@dataclass
class Tally:
    """What came of one kind: marks found and missed, and remarks that were right and wrong."""

    found: int = 0
    missed: int = 0
    right: int = 0
    wrong: int = 0
    slips: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.found + other.found,
            self.missed + other.missed,
            self.right + other.right,
            self.wrong + other.wrong,
            self.slips + other.slips,
        )


def meant(remark: Remark) -> str | None:
    """The kind that a remark of our checks speaks of; None for what no passage is marked with."""
    if remark.check == "birth_date":
        return "birth_date" if remark.severity == Severity.WARN else None
    if remark.check == "names":
        return "full_name" if remark.reason in (names.FULL, names.WHOLE) else "staff"
    if remark.check == "links":
        return "money" if remark.reason == links.MONEY else "social"
    if remark.check == "crisis":
        return "crisis" if remark.severity == Severity.SEVERE else "crisis_told"
    others = {"record_number": "id_number", "places": "place", "labels": "label"}
    kind = others.get(remark.check, remark.check)
    return kind if kind in KINDS else None


def ours(passage: Passage) -> list[Noticed]:
    """What all our checks notice in a passage."""
    remarks = run(passage.draft, checks=CHECKS)
    return [Noticed(kind, r.start, r.end) for r in remarks if (kind := meant(r))]


def alike(kind: str) -> set[str]:
    """The kinds that a remark on this kind may be right about."""
    return next((group for group in ALIKE if kind in group), {kind})


def tallies(
    read: Iterable[tuple[Passage, Sequence[Noticed]]],
    fits: dict[str, set[str]] | None = None,
) -> dict[str, Tally]:
    """One tally a kind. `fits` tells which kinds a noticed one may be right about, else `alike`."""
    counted = {kind: Tally() for kind in KINDS}
    for passage, noticed in read:
        _count(passage, noticed, counted, fits or {})
    return counted


def _count(
    passage: Passage,
    noticed: Sequence[Noticed],
    counted: dict[str, Tally],
    fits: dict[str, set[str]],
) -> None:
    def fit(one: Noticed, mark: Mark) -> bool:
        return mark.kind in fits.get(one.kind, alike(one.kind))

    for mark in passage.marks:
        tally = counted[mark.kind]
        if _covered(mark, [one for one in noticed if fit(one, mark)]):
            tally.found += 1
        else:
            tally.missed += 1
            tally.slips.append(f"missed  {passage.text[mark.start : mark.end]!r} in {passage.text}")
    for one in noticed:
        tally = counted.setdefault(one.kind, Tally())
        if any(fit(one, mark) and _meet(one, mark) for mark in passage.marks):
            tally.right += 1
        else:
            tally.wrong += 1
            tally.slips.append(f"wrong   {passage.text[one.start : one.end]!r} in {passage.text}")


def _meet(one: Noticed, mark: Mark) -> bool:
    return one.start < mark.end and mark.start < one.end


def _covered(mark: Mark, noticed: Sequence[Noticed]) -> bool:
    places = {
        place
        for one in noticed
        for place in range(max(one.start, mark.start), min(one.end, mark.end))
    }
    return bool(places) and len(places) >= COVER.get(mark.kind, 0) * (mark.end - mark.start)


def severe(read: Iterable[tuple[Passage, Sequence[Noticed]]]) -> Tally:
    """The remarks that put a story before all others, against crises that are explicit and now."""
    only = [(p, [one for one in noticed if one.kind == "crisis"]) for p, noticed in read]
    return tallies(only, {"crisis": {"crisis"}})["crisis"]


def by_check() -> dict[str, list[int]]:
    """Of each check's remarks on the held-out half, how many were right, and of how many."""
    counted: dict[str, list[int]] = {}
    for passage in passages("held-out"):
        for remark in run(passage.draft, checks=CHECKS):
            if (kind := meant(remark)) is None:
                continue
            one = Noticed(kind, remark.start, remark.end)
            fits = {mark for mark in passage.marks if mark.kind in alike(kind) and _meet(one, mark)}
            tally = counted.setdefault(remark.check, [0, 0])
            tally[0] += bool(fits)
            tally[1] += 1
    return dict(sorted(counted.items()))


def silent(read: Iterable[tuple[Passage, Sequence[Noticed]]]) -> Tally:
    """Unmarked passages left alone (`found`) and disturbed (`missed`)."""
    left = [not noticed for passage, noticed in read if not passage.marks]
    return Tally(found=sum(left), missed=len(left) - sum(left))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, hits / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    below = 1 + z * z / of
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)
