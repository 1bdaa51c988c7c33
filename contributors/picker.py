"""Finding a diagnosis by whatever somebody calls it: search's own answer first, then guesses.

"Leukemia" is both a guess at a hundred names and the name of a group. Whoever says it is offered
the group and the kinds of it; likeness alone would put the shortest name first, not the likeliest.
"""

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from stories.models import Diagnosis
from stories.search import understood
from stories.vocabulary import Phrase, Vocabulary, phrase, vocabulary

MOST, ALIKE, SHORTEST = 8, 75, 4  # results; likeness of 100; letters of a word worth guessing at


def find(words: str) -> list[Diagnosis]:
    """The diagnoses that these words may mean, the surest first; of a group, every kind."""
    known = vocabulary()
    typed = phrase(words[:200])
    if not typed:
        return []
    sure = with_kinds(understood(words, known).diagnoses, known)
    guesses = [row for row in guessed(typed, known) if row not in sure]
    return [*sure, *guesses[: max(0, MOST - len(sure))]]


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


def guessed(typed: Phrase, known: Vocabulary) -> list[Diagnosis]:
    """The diagnoses with a term like what was typed, the likest first."""
    scores: dict[int, float] = {}
    for term, diagnosis in known.terms.items():
        scores[diagnosis] = max(scores.get(diagnosis, 0), likeness(typed, term))
    best = sorted((key for key in scores if scores[key]), key=lambda key: -scores[key])
    return [known.diagnoses[key] for key in best]


def likeness(typed: Phrase, term: Phrase) -> float:
    """How surely `typed` means `term`: 0 for not at all, 100 for one slip, 200 for a beginning."""
    written, right = " ".join(typed), " ".join(term)
    if len(written) > 1 and all(any(part.startswith(word) for part in term) for word in typed):
        return 100 + 100 * len(written) / len(right)
    alike = fuzz.ratio(written, right)
    return alike if alike >= ALIKE and len(written) >= SHORTEST else 0


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
