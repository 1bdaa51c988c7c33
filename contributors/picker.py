"""Finding a diagnosis by whatever somebody calls it: search's own answer first, then guesses.

"Leukemia" is both a guess at a hundred names and the name of a group. Whoever says it is offered
the group and the kinds of it; likeness alone would put the shortest name first, not the likeliest.
"""

from collections.abc import Iterable, Iterator

from stories.likeness import alike, likest, telling
from stories.models import Diagnosis
from stories.search import understood
from stories.vocabulary import Vocabulary, phrase, vocabulary

FIRST, MOST = 5, 12  # shown at once; in all, where they are guesses


def find(words: str) -> list[Diagnosis]:
    """The diagnoses that these words may mean, the surest first; of a group, every kind."""
    known = vocabulary()
    sure = with_kinds(certain(words, known), known)
    guesses = [row for row in likest(phrase(words[:200]), known) if row not in sure]
    return [*sure, *guesses[: max(0, MOST - len(sure))]]


def certain(words: str, known: Vocabulary) -> list[Diagnosis]:
    """What search finds, where it left no word that may belong to a name: "mantel lymphoma".

    A group beside one of its kinds only says what that is: "CLL, a leukemia" is CLL.
    """
    meant = understood(words, known)
    if meant.choices and not set(meant.choices) & set(meant.diagnoses):
        return meant.choices
    if any(alike(word, known) for word in telling(phrase(meant.rest))):
        return []
    groups: set[int] = set().union(*(known.over(row) for row in meant.diagnoses))
    return [row for row in meant.diagnoses if row.pk not in groups]


def with_kinds(meant: list[Diagnosis], known: Vocabulary) -> list[Diagnosis]:
    """These, and below them their kinds, level by level, each level in the order of the file.

    A kind that has letters of its own is an answer. One that has none, such as "B-cell lymphoma",
    is one more family, so its kinds are listed too.
    """
    shown = list(meant)
    for row in shown:  # which grows as it is read
        if row in meant or not row.abbreviation:
            shown += [child for child in known.children(row) if child not in shown]
    return shown


def chosen(slugs: Iterable[str]) -> list[Diagnosis]:
    """These diagnoses, in the order in which they were chosen; unknown ones are left out."""
    known = vocabulary().by_slug
    return [known[slug] for slug in slugs if slug in known]


def groups() -> list[tuple[Diagnosis, list[Diagnosis]]]:
    """The whole tree: each group that has nothing above it, and all below it, each once."""
    known = vocabulary()
    return [
        (root, list({row.pk: row for row in _below(known, root)}.values())) for root in known.roots
    ]


def _below(known: Vocabulary, diagnosis: Diagnosis) -> Iterator[Diagnosis]:
    for child in known.children(diagnosis):
        yield child
        yield from _below(known, child)
