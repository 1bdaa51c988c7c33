"""How far people of the team agree about one guideline, from what they answered in the drills.

Fleiss, J. L. (1971), "Measuring nominal scale agreement among many raters", Psychological Bulletin
76(5), 378-382: the observed agreement is the share of pairs of people who chose alike, mean over
the stories; the expected one is the sum of the squared shares of each choice; kappa is how far the
first is above the second, of the most that it could be. Where not everybody answered every story,
each story counts with the pairs that it has, and those with one answer do not count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from moderation.drills import FEWEST_PEOPLE, everything
from moderation.models import DrillAnswer
from stories import guidelines

FEWEST = 10  # answers: below it, a figure would say more than it knows, and of whom


@dataclass(frozen=True)
class Agreement:
    """What was answered about one guideline; figures are None where too few did."""

    guideline: str
    drills: int
    answers: int
    agree: float | None = None  # 0 to 1: pairs of people who chose alike
    kappa: float | None = None  # None also where everybody always chose the same
    right: float | None = None  # 0 to 1: answers as a careful reader would give


def fleiss(stories: Iterable[Counter[str]]) -> tuple[float, float | None] | None:
    """The observed agreement and kappa, of how often each choice was made for each story.

    None where no story has two answers; kappa is None where only one choice was ever made.
    """
    rated = [one for one in stories if one.total() >= 2]
    if not rated:
        return None
    pairs = [
        sum(n * (n - 1) for n in one.values()) / (one.total() * (one.total() - 1)) for one in rated
    ]
    observed = sum(pairs) / len(rated)
    made = sum(rated, Counter[str]())
    expected = sum((n / made.total()) ** 2 for n in made.values())
    return observed, None if expected == 1 else (observed - expected) / (1 - expected)


def by_guideline() -> list[Agreement]:
    """One line a guideline, in the order of the page, then those that rest; one query.

    One that the organisation added is there too, though no drill that ships is about it.
    """
    drills = everything()
    chosen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    people: dict[str, set[int]] = defaultdict(set)
    rows = DrillAnswer.objects.filter(drill__in=drills)
    for code, choice, person in rows.values_list("drill", "choice", "person_id"):
        chosen[drills[code].guideline][code][choice] += 1
        people[drills[code].guideline].add(person)
    every = [*guidelines.titles(), *(one.guideline for one in drills.values())]
    return [_line(one, chosen[one], people[one]) for one in dict.fromkeys(every)]


def _line(guideline: str, chosen: dict[str, Counter[str]], people: set[int]) -> Agreement:
    about = [one for one in everything().values() if one.guideline == guideline]
    answers = sum(one.total() for one in chosen.values())
    found = fleiss(chosen.values())
    if answers < FEWEST or len(people) < FEWEST_PEOPLE or found is None:
        return Agreement(guideline, len(about), answers)
    right = sum(n for one in about for choice, n in chosen[one.code].items() if one.right(choice))
    return Agreement(guideline, len(about), answers, *found, right=right / answers)
