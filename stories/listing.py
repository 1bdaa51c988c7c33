"""What the lists of stories and diagnoses show beside the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from stories import paging
from stories.counting import EVERY, MOST, Number, Tallies
from stories.filters import StoryFilter
from stories.forms import FilterForm
from stories.models import Diagnosis, Facet, Story, StoryQuerySet
from stories.search import Understood, excerpts, fit, understood
from stories.tags import tag
from stories.text import fold
from stories.vocabulary import Vocabulary, phrase

AT_HOME = 6
NEWEST = 40  # stories among which home looks for different ones
IN_TILE = 6
TOPICS = 6  # of a diagnosis: what its stories tell of most
ALIKE = 12  # diagnoses that a word may mean
# Nobody should meet these cold: codes of `moderation.content_labels`, and what says the same.
HEAVY = ["death", "dying", "children", "despair", "abuse", "graphic"]
GRIEF = ["relation=bereaved", "phase=bereaved", "phase=end-of-life"]


@dataclass(frozen=True)
class Branch:
    """A diagnosis in the tree, with the number of its stories where that is known."""

    diagnosis: Diagnosis
    url: str
    count: Number | None = None
    branches: tuple[Branch, ...] = ()
    label: str = ""
    called: str = ""  # another name for it, by which somebody found it

    @property
    def name(self) -> str:
        return self.label or self.diagnosis.name

    @property
    def letters(self) -> str:
        return "" if self.label else self.diagnosis.letters


def tiles(known: Vocabulary) -> list[tuple[Branch, list[Branch]]]:
    """The families, each with the first of those below it and a way to the others."""
    shown = []
    for family in branches(known.roots):
        children = known.children(family.diagnosis)
        below = branches(children[:IN_TILE] if len(children) > IN_TILE + 1 else children)
        if len(children) > len(below):
            label = gettext("All %(count)s kinds") % {"count": len(children)}
            below.append(Branch(family.diagnosis, family.url, label=label))
        shown.append((family, below))
    return shown


def branches(rows: Iterable[Diagnosis], tallies: Tallies | None = None) -> list[Branch]:
    return [
        Branch(
            diagnosis=row,
            url=reverse("diagnosis", args=[row.slug]),
            count=None if tallies is None else _number(row, tallies),
        )
        for row in rows
    ]


def branch(diagnosis: Diagnosis, known: Vocabulary, tallies: Tallies) -> Branch:
    """The diagnosis and everything below it; one with two parents stands under both."""
    below = tuple(branch(child, known, tallies) for child in known.children(diagnosis))
    return replace(branches([diagnosis], tallies)[0], branches=below)


def _number(diagnosis: Diagnosis, tallies: Tallies) -> Number:
    return tallies.number(tag("diagnosis", diagnosis.slug))


def by_letter(known: Vocabulary, tallies: Tallies) -> list[tuple[str, list[Branch]]]:
    """Every diagnosis under the first letter of its name."""
    rows = sorted(known.diagnoses.values(), key=lambda row: fold(row.name))
    grouped = groupby(branches(rows, tallies), key=lambda one: fold(one.name)[:1].upper())
    return [(letter, list(found)) for letter, found in grouped]


def meant(words: str, known: Vocabulary, tallies: Tallies) -> list[Branch]:
    """The diagnoses that a word may mean: those understood, then those that begin like it."""
    found = understood(words, known)
    rows = {row.pk: row for row in found.diagnoses}
    asked = phrase(words)
    for term, key in known.terms.items():
        if asked and all(any(word.startswith(one) for word in term) for one in asked):
            rows.setdefault(key, known.diagnoses[key])
    shown = branches(list(rows.values())[:ALIKE], tallies)
    return [replace(one, called=found.called.get(one.diagnosis.pk, "")) for one in shown]


def about(diagnosis: Diagnosis, known: Vocabulary, *, among: str = EVERY) -> dict[str, Any]:
    """Where a diagnosis stands: above it, below it, beside it, and what its stories tell of."""
    children = known.children(diagnosis)
    tallies = Tallies.read([tag("diagnosis", diagnosis.slug)], among=among)
    return {
        "diagnosis": diagnosis,
        "known": known,
        "count": _number(diagnosis, tallies),
        "parents": known.parents(diagnosis),
        "below": branches(children, tallies),
        "near": nearest(diagnosis, known, tallies),
        "relatives": known.relatives(diagnosis),
        "topics": _told_most(diagnosis, known, tallies),
        "crumbs": [(gettext("Diagnoses"), reverse("diagnoses")), *trail(diagnosis, known)],
    }


def _told_most(
    diagnosis: Diagnosis, known: Vocabulary, tallies: Tallies
) -> list[tuple[str, str, Number]]:
    """The treatments and topics that most of its stories tell of, each with their list."""
    here = tag("diagnosis", diagnosis.slug)
    facets = known.facets_of(Facet.Kind.TREATMENT) + known.facets_of(Facet.Kind.TOPIC)
    numbers = [(tallies.both(here, tag(one.kind, one.slug)), one) for one in facets]
    most = sorted((one for one in numbers if one[0]), key=lambda one: -one[0])[:TOPICS]
    start = f"{reverse('stories')}?{here}"
    whole = tallies.among == EVERY  # of three tags together, nobody counted
    return [
        (
            one.name,
            f"{start}&{tag(one.kind, one.slug)}",
            Number(many) if whole else Number(0, more=True),
        )
        for many, one in most
    ]


def trail(diagnosis: Diagnosis, known: Vocabulary) -> list[tuple[str, str]]:
    """The way down to it, by its first parents."""
    parents = known.parents(diagnosis)[:1]
    return [
        step
        for parent in parents
        for step in (
            *trail(parent, known),
            (parent.name, reverse("diagnosis", args=[parent.slug])),
        )
    ]


def nearest(diagnosis: Diagnosis, known: Vocabulary, tallies: Tallies) -> Diagnosis | None:
    """Where stories are told next to it: the closest family above it that has any."""
    above = known.parents(diagnosis)
    while above:
        if told := next((one for one in above if not _number(one, tallies).none), None):
            return told
        above = [higher for one in above for higher in known.parents(one)]
    return None


def mixed(known: Vocabulary, *, language: str, having: Sequence[str] = ()) -> list[Story]:
    """What the organisation picked, then new stories that differ, in the reader's language first.

    Nobody meets a heavy one here that the organisation did not pick. Those whose people let search
    engines list them go before the others, so that home may be listed too. `having`: tags that
    every one of them has.
    """
    own, all_of_them = tag("language", language), Story.objects.tagged(having)
    chosen = all_of_them.filter(pick__isnull=False).select_related("pick")
    picked = chosen.tagged([own]).introduced(known.diagnoses)
    picked.sort(key=lambda story: (story.pick.position, -story.pick.pk))
    own_first = all_of_them.tagged([own]), all_of_them.exclude(tags__contains=[own])
    rows = sorted(_light(own_first[0], known), key=lambda story: not story.searchable)
    if len({*picked, *rows}) < AT_HOME:
        rows += _light(own_first[1], known)
    for strict in (True, False):
        for story in rows:
            if story not in picked and not (strict and _alike(story, picked)):
                picked.append(story)
    return picked[:AT_HOME]


def _light(stories: StoryQuerySet, known: Vocabulary) -> list[Story]:
    light = stories.exclude(labels__overlap=HEAVY).exclude(tags__overlap=GRIEF)
    return light.newest()[:NEWEST].introduced(known.diagnoses)


def _alike(story: Story, others: list[Story]) -> bool:
    return any(story.group == other.group or story.relation == other.relation for other in others)


class Found:
    """The answer to what was asked for, with its words for people."""

    def __init__(self, asked: StoryFilter, data: Mapping[str, str]) -> None:
        self.asked = asked
        self.form: FilterForm = asked.form
        stories, seen = asked.qs, None
        self.meant: Understood = asked.meant
        if rest := self.meant.rest:
            self.page, seen = paging.best(stories, fit(rest), data, asked.known)
            marked = excerpts(self.page.rows, rest)
            for story in self.page.rows:
                story.excerpt = marked.get(story.pk, "")
        else:
            self.page = paging.page(stories, data, asked.known)
        self.counts = asked.counts(seen)
        self.form.number(self.counts)

    @cached_property
    def tiles(self) -> list[Branch]:
        called = self.meant.called
        found = branches(self.meant.diagnoses)
        return [replace(tile, called=called.get(tile.diagnosis.pk, "")) for tile in found]

    @cached_property
    def ways_on(self) -> list[tuple[str, str, str]]:
        """Where nothing is found: each choice, how many stories there are without it, and where."""
        numbers = self.asked.ways_on() if len(self.form.chosen) > 1 else {}
        most_first = sorted(numbers.items(), key=lambda one: -one[1].stories)
        return [
            (self.form.chosen[name], _stories(number), f"?{self.form.address(without=name)}")
            for name, number in most_first
            if not number.none
        ]

    @cached_property
    def sentence(self) -> str:
        """How much was found, and about what."""
        words = {
            "stories": _stories(self.counts.all),
            "diagnoses": ", ".join(row.name for row in self.meant.diagnoses),
            "words": self.meant.rest,
        }
        if self.meant.widened and not self.counts.all.none:
            return self._near % words
        if self.meant.widened:
            words["words"] = ""
        if self.meant.diagnoses and words["words"]:
            return gettext("%(stories)s about %(diagnoses)s with the words: %(words)s") % words
        if self.meant.diagnoses:
            return gettext("%(stories)s about %(diagnoses)s") % words
        if words["words"]:
            return gettext("%(stories)s with the words: %(words)s") % words
        return words["stories"]

    @property
    def _near(self) -> str:
        if self.meant.relation and self.meant.diagnoses:
            return gettext("Here are stories about %(diagnoses)s by people who lost someone.")
        if self.meant.relation:
            return gettext("Here are stories by people who lost someone.")
        return gettext("No story has all these words. Here are the stories about %(diagnoses)s.")


def _stories(number: Number) -> str:
    if number.none:
        return gettext("No story")
    many = 2 if number.more or number.stories > MOST else number.stories  # "1,000+" is several
    words = ngettext("%(count)s story", "%(count)s stories", many)
    return words % {"count": number}
