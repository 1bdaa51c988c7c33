"""Two windows on one draft: what an older page sends never overwrites what a newer one wrote.

Each page says which page it is, and by a mark what it showed of each answer. So an answer that was
changed in one window only counts, whichever window speaks last; a text that was changed in both is
kept twice, and its person chooses.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from moderation.offers import digest

TEXTS = ("title", "body", "name", "email", "year", "earlier_", "told_", "photo_alt")
OTHERS, WRITERS = "others", "writers"  # among the answers: other texts by page; who wrote last
PAGE = re.compile(r"([0-9a-f]{16})-(\d{1,6})")
COUNTS, STAYS, BOTH = "counts", "stays", "both"


@dataclass(frozen=True)
class Page:
    """One showing of a question. Its script counts what it sends: what comes late is seen so."""

    key: str
    turn: int
    built: dict[str, str]  # a mark of each answer as it was shown

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "Page | None":
        """The page that a form says it is; None where it does not say."""
        found = PAGE.fullmatch(data.get("page", ""))
        if found is None:
            return None
        pairs = (part.partition("=") for part in data.get("built", "").split())
        return cls(found[1], int(found[2]), {name: told for name, _equals, told in pairs})


def stem(name: str) -> str:
    """What a question is called where a story has several of it: `earlier_2` is `earlier_`."""
    return "told_" if name.startswith("told_") else name.rstrip("0123456789")


def new_page() -> str:
    """A name for the page that is about to be shown."""
    return f"{secrets.token_hex(8)}-0"


def mark(answer: Any) -> str:
    """The same for equal answers; no answer is like an empty one."""
    return digest(answer or "")[:16]


def built(names: Iterable[str], answers: dict[str, Any]) -> str:
    """What a page says that it showed."""
    return " ".join(f"{name}={mark(answers.get(name))}" for name in names)


def built_after(typed: dict[str, Any], answers: dict[str, Any], page: Page | None) -> str:
    """What a page shows now that its answers were kept, but for those that were not its own."""
    told = page.built if page else {}
    return " ".join(
        f"{name}={told.get(name, '') if name in behind(typed, answers) else mark(value)}"
        for name, value in typed.items()
    )


def behind(typed: dict[str, Any], answers: dict[str, Any]) -> list[str]:
    """The texts in which another window goes before what was typed in this one."""
    texts = [name for name in typed if stem(name) in TEXTS]
    return [name for name in texts if typed[name] != answers.get(name, "")]


def merged(kept: dict[str, Any], typed: dict[str, Any], page: Page | None) -> dict[str, Any]:
    """The answers after a page sent these; nothing that was written in either window is lost."""
    if page is None:
        return {**kept, **typed}
    new, others, writers = {**kept}, _others(kept), {**kept.get(WRITERS, {})}
    for name, value in typed.items():
        outcome = _outcome(name, value, kept.get(name, ""), page, writers.get(name))
        if outcome == BOTH:
            others.setdefault(name, {})[page.key] = value
        elif outcome == COUNTS:
            new[name], writers[name] = value, [page.key, page.turn]
            others.get(name, {}).pop(page.key, None)
        new.setdefault(name, "")  # skipped is an answer too
    return {**new, OTHERS: _differing(others, new), WRITERS: writers}


def _outcome(name: str, value: Any, before: Any, page: Page, last: list[Any] | None) -> str:
    own = last is not None and last[0] == page.key
    if value == before or (own and last is not None and page.turn < last[1]):
        return STAYS
    if own or mark(before) == page.built.get(name):
        return COUNTS
    if mark(value) == page.built.get(name):
        return STAYS  # nothing was changed here
    if stem(name) not in TEXTS or not before.strip():
        return COUNTS
    return BOTH if value.strip() else STAYS


def chosen(kept: dict[str, Any], which: str, *, use: bool) -> dict[str, Any]:
    """The answers after the other text `name:key` took the place of the first, or was left out."""
    name, _colon, key = which.partition(":")
    others = _others(kept)
    if key not in others.get(name, {}):
        return kept
    new, other = {**kept}, others[name].pop(key)
    if use:
        new[name], others[name][key] = other, kept.get(name, "")
    return rewritten({**new, OTHERS: _differing(others, new)}, name, new[name])


def rewritten(kept: dict[str, Any], name: str, text: str) -> dict[str, Any]:
    """The answers with another text, which no window wrote: each has to show it first."""
    writers = {one: last for one, last in kept.get(WRITERS, {}).items() if one != name}
    return {**kept, name: text, WRITERS: writers}


def others(answers: dict[str, Any], names: Iterable[str]) -> list[tuple[str, str, str]]:
    """The other texts for these questions, as (name, key, text)."""
    found = _others(answers)
    return [(name, key, text) for name in names for key, text in found.get(name, {}).items()]


def _others(answers: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {name: {**texts} for name, texts in answers.get(OTHERS, {}).items()}


def _differing(others: dict[str, dict[str, str]], answers: dict[str, Any]) -> dict[str, Any]:
    """Without the texts that say the same as the first, or nothing."""
    left = {
        name: {key: text for key, text in texts.items() if text not in ("", answers.get(name, ""))}
        for name, texts in others.items()
    }
    return {name: texts for name, texts in left.items() if texts}
