"""What the lists of stories and diagnoses show beside the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from stories import paging, told
from stories.filters import StoryFilter
from stories.forms import FilterForm
from stories.models import Diagnosis, Facet, Story, StoryTopic
from stories.search import Understood, excerpts
from stories.vocabulary import Vocabulary, vocabulary

AT_HOME = 6
NEWEST = 40  # stories among which home looks for different ones
BESIDE = 3
IN_TILE = 6
COUNTED = 1000  # an exact number above this helps nobody, and costs the more the more there are


@dataclass(frozen=True)
class Branch:
    """A diagnosis in the tree, with the number of its stories where that is known."""

    diagnosis: Diagnosis
    url: str
    count: int | None = None
    branches: tuple[Branch, ...] = ()
    label: str = ""
    called: str = ""  # another name for it, by which somebody found it

    @property
    def name(self) -> str:
        return self.label or self.diagnosis.name

    @property
    def abbreviation(self) -> str:
        return "" if self.label else self.diagnosis.abbreviation


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


def branches(rows: Iterable[Diagnosis], counts: Mapping[int, int] | None = None) -> list[Branch]:
    return [
        Branch(
            diagnosis=row,
            url=reverse("diagnosis", args=[row.slug]),
            count=None if counts is None else counts.get(row.pk, 0),
        )
        for row in rows
    ]


def branch(diagnosis: Diagnosis, known: Vocabulary, counts: Mapping[int, int]) -> Branch:
    """The diagnosis and everything below it; one with two parents stands under both."""
    below = tuple(branch(child, known, counts) for child in known.children(diagnosis))
    url = reverse("diagnosis", args=[diagnosis.slug])
    return Branch(diagnosis, url, counts.get(diagnosis.pk, 0), below)


def about(diagnosis: Diagnosis, known: Vocabulary) -> dict[str, Any]:
    """Where a diagnosis stands: above it, below it, beside it."""
    children = known.children(diagnosis)
    counts = StoryTopic.objects.counts([*children, diagnosis])
    return {
        "diagnosis": diagnosis,
        "known": known,
        "count": counts.get(diagnosis.pk, 0),
        "parents": known.parents(diagnosis),
        "below": branches(children, counts),
        "relatives": known.relatives(diagnosis),
        "crumbs": [(gettext("Diagnoses"), reverse("diagnoses")), *trail(diagnosis, known)],
    }


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


def mixed(*, language: str) -> list[Story]:
    """A few new stories that differ in diagnosis and relation, in the reader's language first.

    Those whose people let search engines list them go first, so that home may be listed too.
    """
    own = Story.objects.filter(language=language).newest().in_list()[:NEWEST]
    rows = sorted(own, key=lambda story: not story.searchable)
    if len(rows) < AT_HOME:
        rows += Story.objects.exclude(language=language).newest().in_list()[:NEWEST]
    picked: list[Story] = []
    for strict in (True, False):
        for story in rows:
            if story not in picked and not (strict and _alike(story, picked)):
                picked.append(story)
    return picked[:AT_HOME]


def _alike(story: Story, others: list[Story]) -> bool:
    return any(story.group == other.group or story.relation == other.relation for other in others)


def beside(story: Story) -> dict[str, Any]:
    """What one may read next: others of its first diagnosis, or of the family, and its facets."""
    known = vocabulary()
    first = story.diagnoses[0]
    for shared in (first, *known.parents(first)[:1]):
        others = Story.objects.about(shared).exclude(pk=story.pk).newest().in_list()[:BESIDE]
        if others:
            break
    facets = [known.facets[slug] for slug in story.facets if slug in known.facets]
    return {
        "shared": shared,
        "others": others,
        "about": told.about(facets),
        "facets": [(facet, f"{reverse('stories')}?{facet.kind}={facet.slug}") for facet in facets],
    }


class Found:
    """The answer to what was asked for, with its words for people."""

    def __init__(self, asked: StoryFilter) -> None:
        self.stories = asked.qs
        self.form: FilterForm = asked.form

    def page(self, data: Mapping[str, str]) -> paging.Page:
        """One page, its excerpts marked where other words than diagnoses were looked for."""
        rest = self.meant.rest
        page = paging.page(self.stories.in_list(text=bool(rest)), data)
        marked = excerpts(page.rows, rest)
        for story in page.rows:
            story.excerpt = marked.get(story.pk, "")
        return page

    @cached_property
    def meant(self) -> Understood:
        return self.form.cleaned_data.get("q") or Understood("")

    @cached_property
    def tiles(self) -> list[Branch]:
        called = self.meant.called
        found = branches(self.meant.diagnoses)
        return [replace(tile, called=called.get(tile.diagnosis.pk, "")) for tile in found]

    @cached_property
    def more(self) -> bool:
        """Whether any of the choices beyond the first is in use."""
        return any(self.form.chosen.get(kind) for kind in Facet.Kind.values)

    @cached_property
    def sentence(self) -> str:
        """How much was found, and about what."""
        words = {
            "stories": self._count(),
            "diagnoses": ", ".join(row.name for row in self.meant.diagnoses),
            "words": self.meant.rest,
        }
        if self.meant.widened and self.stories.exists():
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

    def _count(self) -> str:
        count = self.stories.order_by()[: COUNTED + 1].count()
        if count > COUNTED:
            return gettext("More than 1,000 stories")
        if not count:
            return gettext("No story")
        return ngettext("%(count)s story", "%(count)s stories", count) % {"count": count}
