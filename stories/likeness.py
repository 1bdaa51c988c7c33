"""Which diagnoses somebody may mean who spells it their own way: the likest first.

Every word that was typed looks for its likest in each name. A word that few diagnoses have
("mantle") tells more than one that half of them have ("cell"), and of two names that hold the same
words the one with less beside them is first.
"""

from collections.abc import Iterable
from itertools import islice
from math import log

from rapidfuzz.distance import OSA

from stories.models import Diagnosis
from stories.ordinary import ASKING, LITTLE, READING
from stories.sounds import sound
from stories.vocabulary import Phrase, Vocabulary

MOST_WORDS = 12  # that are compared
ALIKE = 0.7  # of two words, 1 being the same
WRITTEN_AS_ONE = 0.85  # of whole names without their spaces: "mantelcell"
SHORTEST = 4  # letters of a word worth guessing at: one letter parts AML from APL
SURE, NEAR = 0.5, 0.7  # of a name: what it must have, and how much of what the best has


def telling(words: Iterable[str]) -> list[str]:
    """The words without those that only hold a sentence together, each once."""
    unlike = (word for word in dict.fromkeys(words) if word not in LITTLE | READING | ASKING)
    return list(islice(unlike, MOST_WORDS))


def likest(typed: Phrase, known: Vocabulary) -> list[Diagnosis]:
    """The diagnoses with a name like this, the likest first."""
    words = telling(typed)
    found = {word: like for word in words if (like := alike(word, known))}
    weights = {word: rarity(like, known) for word, like in found.items()}
    scores: dict[int, float] = {}
    for term, pk in known.terms.items():
        likeness = max(_word_by_word(term, found, weights), _as_one(term, words))
        scores[pk] = max(scores.get(pk, 0), likeness)
    least = max(SURE, NEAR * max(scores.values(), default=0))
    near = [known.diagnoses[pk] for pk, score in scores.items() if score >= least]
    return sorted(near, key=lambda row: (-scores[row.pk], row.position))


def alike(word: str, known: Vocabulary) -> dict[str, float]:
    """The words of all names that this may be, and how like it they are."""
    likeness = ((own, _likeness(word, own)) for own in known.words)
    return {own: like for own, like in likeness if like}


def rarity(like: Iterable[str], known: Vocabulary) -> float:
    """How much a word tells: the more, the fewer diagnoses have one like it."""
    having = set().union(*(known.words[own] for own in like))
    return log(1 + len(known.diagnoses) / len(having))


def _likeness(word: str, own: str) -> float:
    if word == own:
        return 1
    if len(word) > 1 and own.startswith(word):  # somebody still types
        return 0.75 + 0.2 * len(word) / len(own)
    heard, right = sound(word), sound(own)
    if min(len(word), len(own)) < SHORTEST or heard[:1] != right[:1]:
        return 0
    return 0.97 * OSA.normalized_similarity(heard, right, score_cutoff=ALIKE)


def _word_by_word(
    term: Phrase, found: dict[str, dict[str, float]], weights: dict[str, float]
) -> float:
    """How much of what was typed is in the name, and, as a fifth of it, of the name in that."""
    if not found:
        return 0
    met = sum(
        weights[word] * max(like.get(part, 0) for part in term) for word, like in found.items()
    )
    typed = sum(
        len(part) * max(like.get(part, 0) for like in found.values()) for part in term
    ) / sum(map(len, term))
    return met / sum(weights.values()) * (0.8 + 0.2 * typed)


def _as_one(term: Phrase, words: list[str]) -> float:
    written, right = "".join(words), "".join(term)
    if min(len(written), len(right)) < SHORTEST + 2:
        return 0
    return 0.9 * OSA.normalized_similarity(written, right, score_cutoff=WRITTEN_AS_ONE)
