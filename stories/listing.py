"""What the lists of stories and diagnoses show beside the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext

from stories import paging, questions, veil
from stories.counting import EVERY, MOST, Number, Tallies
from stories.filters import StoryFilter
from stories.forms import FilterForm
from stories.likeness import likest
from stories.models import LANGUAGES, Diagnosis, Facet, Story, StoryQuerySet
from stories.search import Understood, excerpts, fit, understood
from stories.tags import tag
from stories.text import fold
from stories.vocabulary import Vocabulary, phrase

AT_HOME = 6
NEWEST = 40  # stories among which home looks for different ones
IN_TILE = 6
TOPICS = 6  # of a diagnosis: what its stories tell of most
ALIKE = 12  # diagnoses that a word may mean
FEW = 3  # stories offered where a list has none, or less
SAID = 60  # characters of somebody's words that are said again
LIKELY = 4  # those with the nearest names, where it means none
# Nobody should meet these cold either: codes of `moderation.content_labels`, besides the veil's.
HEAVY = ["children", "despair", "abuse", "graphic"]


@dataclass(frozen=True)
class Branch:
    """A diagnosis in the tree, with the number of its stories where that is known."""

    diagnosis: Diagnosis
    url: str
    count: Number | None = None
    branches: tuple[Branch, ...] = ()
    label: str = ""
    called: str = ""  # another name for it, by which somebody found it
    guessed: bool = False  # somebody may have meant something else

    @property
    def name(self) -> str:
        return self.label or self.diagnosis.name

    @property
    def letters(self) -> str:
        return "" if self.label else self.diagnosis.letters


@dataclass(frozen=True)
class OneLanguage:
    """Those of a list that are in the reader's language: how many, and where."""

    number: Number
    url: str


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
    rows = known.by_name
    grouped = groupby(branches(rows, tallies), key=lambda one: fold(one.name)[:1].upper())
    return [(letter, list(found)) for letter, found in grouped]


def meant(words: str, known: Vocabulary, tallies: Tallies) -> list[Branch]:
    """The diagnoses that a word may mean: those understood, then those that begin like it."""
    found = understood(words, known)
    rows = {row.pk: row for row in (*found.choices, *found.diagnoses)}
    asked = phrase(words)
    for term, key in known.terms.items():
        if asked and all(any(word.startswith(one) for word in term) for one in asked):
            rows.setdefault(key, known.diagnoses[key])
    likely = list(rows.values()) or likest(asked, known)[:LIKELY]
    shown = branches(likely[:ALIKE], tallies)
    return [replace(one, called=found.called.get(one.diagnosis.pk, "")) for one in shown]


def about(diagnosis: Diagnosis, known: Vocabulary, *, among: str = EVERY) -> dict[str, Any]:
    """Where a diagnosis stands: above it, below it, beside it, and what its stories tell of."""
    tallies = Tallies.read([tag("diagnosis", diagnosis.slug)], among=among)
    told, untold = _kinds(known.children(diagnosis), tallies)
    return {
        "diagnosis": diagnosis,
        "known": known,
        "count": _number(diagnosis, tallies),
        "waits": bool(tallies.at_most([tag("diagnosis", diagnosis.slug)])),
        "parents": known.parents(diagnosis),
        "below": told,
        "untold": untold,
        "near": nearest(diagnosis, known, tallies),
        "in_our_language": _of(diagnosis, tallies),
        "relatives": known.relatives(diagnosis),
        "topics": _told_most(diagnosis, known, tallies),
        "crumbs": [(gettext("Diagnoses"), reverse("diagnoses")), *trail(diagnosis, known)],
    }


def _kinds(rows: list[Diagnosis], tallies: Tallies) -> tuple[list[Branch], list[Branch]]:
    """Those that are shown at once, and those without stories where there are many."""
    kinds = branches(rows, tallies)
    told = [one for one in kinds if not _number(one.diagnosis, tallies).none]
    if not told or len(kinds) <= IN_TILE:
        return kinds, []
    return told, [one for one in kinds if one not in told]


def _of(diagnosis: Diagnosis, tallies: Tallies) -> OneLanguage | None:
    """Its stories in the reader's language, where there are others beside them."""
    own, here = tag("diagnosis", diagnosis.slug), get_language() or "en"
    number = Number(tallies.both(own, tag("language", here)))
    if number.stories == tallies.both(own, EVERY):
        return None
    return OneLanguage(number, f"{reverse('stories')}?{own}&language={here}#results")


def _told_most(
    diagnosis: Diagnosis, known: Vocabulary, tallies: Tallies
) -> list[tuple[str, str, Number]]:
    """The treatments and topics that most of its stories tell of, each with their list."""
    here = tag("diagnosis", diagnosis.slug)
    facets = known.facets_of(Facet.Kind.TREATMENT) + known.facets_of(Facet.Kind.TOPIC)
    whole = tallies.among == EVERY  # of three tags together, nobody counted
    if not whole:
        facets = [one for one in facets if one.slug not in veil.SAY_THE_SAME]
    numbers = [(tallies.both(here, tag(one.kind, one.slug)), one) for one in facets]
    most = sorted((one for one in numbers if one[0]), key=lambda one: -one[0])[:TOPICS]
    start = f"{reverse('stories')}?{here}"
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
    """Where more stories are told next to it: the closest family above it that has any."""
    own = tallies.number(tag("diagnosis", diagnosis.slug)).stories
    above = known.parents(diagnosis)
    while above:
        more = (one for one in above if _number(one, tallies).stories > own)
        if told := next(more, None):
            return told
        above = [higher for one in above for higher in known.parents(one)]
    return None


def few(
    diagnosis: Diagnosis,
    known: Vocabulary,
    *,
    having: Sequence[str] = (),
    listed: bool = False,
    but: Sequence[Story] = (),
) -> list[Story]:
    """The newest stories about it that have these tags: a few, where another list has none or less.

    `listed`: only of people who let search engines list theirs. `but`: what that list has.
    """
    told = Story.objects.about(diagnosis).tagged(having)
    if listed:
        told = told.open()
    rows = told.newest()[: FEW + len(but)].introduced(known.diagnoses)
    return [row for row in rows if row not in but][:FEW]


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
    _add(rows, picked)
    if len(picked) < AT_HOME:
        _add(_light(own_first[1], known), picked)
    return picked[:AT_HOME]


def _add(rows: Iterable[Story], picked: list[Story]) -> None:
    """Those that differ from what is there, then the others."""
    for strict in (True, False):
        for story in rows:
            if story not in picked and not (strict and _alike(story, picked)):
                picked.append(story)


def hard(story: Story) -> bool:
    """Whether nobody should meet it on the first page, unless the organisation picked it."""
    return bool(story.outcomes or set(HEAVY).intersection(story.labels))


def _light(stories: StoryQuerySet, known: Vocabulary) -> list[Story]:
    light = stories.tagged([veil.TAG]).exclude(labels__overlap=HEAVY)
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
        if self.danger:
            self.page = paging.Page([])
        elif rest := self.meant.rest:
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
        """What was understood, and how sure that is."""
        called, guessed = self.meant.called, self.meant.guessed
        return [
            replace(
                tile,
                called=called.get(tile.diagnosis.pk, ""),
                guessed=tile.diagnosis.pk in guessed,
            )
            for tile in branches(self.meant.diagnoses)
        ]

    @property
    def as_written(self) -> str:
        """What to look for, where no diagnosis was meant."""
        return '"{}"'.format(self.meant.words.replace('"', " "))

    @property
    def choices(self) -> list[Branch]:
        """Where the words fit several diagnoses."""
        return branches(self.meant.choices)

    @property
    def near(self) -> list[Branch]:
        """Where nothing was understood: the diagnoses with the likest names.

        Whoever asks about a medicine or what becomes of them is not sent to an illness.
        """
        meant = self.meant
        if meant.diagnoses or meant.choices or meant.facets or meant.beside or self.question:
            return []
        return branches(likest(phrase(self.meant.words), self.asked.known)[:LIKELY])

    @cached_property
    def question(self) -> str:
        """What no list can answer, if that is asked: `questions` says which."""
        return questions.kind_of(self.meant.words)

    @property
    def danger(self) -> bool:
        """Whether somebody may want to die: then there is a way to a person, and no list."""
        return self.question == questions.DANGEROUS

    @property
    def illness(self) -> Branch | None:
        """The diagnosis that was chosen from the list, and its page."""
        chosen = self.form.cleaned_data.get("diagnosis")
        return branches([chosen], self.asked.tallies)[0] if chosen else None

    @cached_property
    def in_our_language(self) -> OneLanguage | None:
        """The stories of this list in the reader's language, where there are others beside them."""
        if self.form.chosen.get("language") or self.counts.all.none:
            return None
        here = get_language() or "en"
        others = any(
            not self.counts.of("language", code).none for code, _ in LANGUAGES if code != here
        )
        number = self.counts.of("language", here)
        address = self.form.address()
        start = f"?{address}&" if address else "?"
        return OneLanguage(number, f"{start}language={here}#results") if others else None

    @cached_property
    def waits(self) -> bool:
        """Whether nothing is found because all that answers is under the veil."""
        if veil.NAME not in self.asked.chosen or not self.counts.all.none:
            return False
        every = Story.objects.all()
        return self.asked.narrowed(every, meant=self.meant, without=veil.NAME).exists()

    @cached_property
    def instead(self) -> list[Story]:
        """What to read while all that answers waits: of what was meant, of what is near, or any."""
        having = veil.tags_for(self.asked.form.data)
        asked = [self.form.cleaned_data.get("diagnosis"), *self.meant.diagnoses]
        known, tallies = self.asked.known, Tallies.read([], among=next(iter(having), EVERY))
        for one in filter(None, asked):
            told = nearest(one, known, tallies) if _number(one, tallies).none else one
            if told:
                return few(told, known, having=having)
        return mixed(known, language=get_language() or "en", having=having)[:FEW]

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
        """How much was found, and of what: names stand apart, and so as they are.

        "" where nothing was looked for: nobody should read such words again.
        """
        if self.danger:
            return ""
        named = [one.name for one in self.meant.diagnoses]
        named += [one.name for one in self.meant.facets]
        words = {
            "stories": _stories(self.counts.all),
            "names": ", ".join(named),
            "words": Truncator(self.meant.rest).chars(SAID),
        }
        if self.meant.widened and not self.counts.all.none:
            return self._near % words
        if self.meant.widened:
            words["words"] = ""
        if named and self.counts.all.none and not words["words"]:
            return gettext("%(names)s: no story yet") % words
        if named and words["words"]:
            return gettext("%(names)s: %(stories)s with the words “%(words)s”") % words
        if named:
            return gettext("%(names)s: %(stories)s") % words
        if words["words"]:
            return gettext("%(stories)s with the words: %(words)s") % words
        return words["stories"]

    @property
    def _near(self) -> str:
        if self.meant.relation and self.meant.diagnoses:
            return gettext("%(names)s: here are stories by people who lost someone.")
        if self.meant.relation:
            return gettext("Here are stories by people who lost someone.")
        return gettext("%(names)s: %(stories)s, though not with all your words")


def _stories(number: Number) -> str:
    if number.none:
        return gettext("No story")
    many = 2 if number.more or number.stories > MOST else number.stories  # "1,000+" is several
    words = ngettext("%(count)s story", "%(count)s stories", many)
    return words % {"count": number}
