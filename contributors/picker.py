"""Finding a diagnosis by whatever somebody calls it: search's own answer first, then guesses."""

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from stories.models import Diagnosis
from stories.search import understood
from stories.vocabulary import Phrase, Vocabulary, phrase, vocabulary

MOST, ALIKE, SHORTEST = 8, 75, 4  # results; likeness of 100; letters of a word worth guessing at


def find(words: str) -> list[Diagnosis]:
    """The diagnoses that these words may mean, the surest first."""
    known = vocabulary()
    typed = phrase(words[:200])
    if not typed:
        return []
    scores = {row.pk: 1000.0 for row in understood(words, known).diagnoses}
    for term, diagnosis in known.terms.items():
        scores[diagnosis] = max(scores.get(diagnosis, 0), likeness(typed, term))
    best = sorted((key for key in scores if scores[key]), key=lambda key: -scores[key])
    return [known.diagnoses[key] for key in best[:MOST]]


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
