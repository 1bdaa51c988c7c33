"""Stories like this one, with the reason said, and what else stands beside a story.

They are found among the newest of each of its diagnoses and of the groups next above, so that it
is the same work among a thousand stories and a million. What weighs most is the illness itself;
then whether whoever reads this one can read the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories import told, veil
from stories.diagnoses import Diagnosis, Facet
from stories.models import Story, StoryTopic
from stories.tags import tag
from stories.vocabulary import Vocabulary, vocabulary

MOST = 4
SAME, NEAR = 120, 60  # the newest of a diagnosis that are looked at, and of a group next above
SAID = 3  # reasons; more of them say less
# Points. A diagnosis in common comes before everything else together.
EXACT, GROUP, LANGUAGE = 200, 20, 60
KINDS = {"treatment": 12, "phase": 9, "relation": 7, "topic": 4, "age": 2}
COUNTED = {"treatment": 2, "topic": 3}  # so many of them at most; one of the others

TOLD_BY: dict[str, Promise] = {
    "patient": _("told by the person who has it"),
    "survivor": _("told after the illness"),
    "caregiver": _("told by somebody who cares for another"),
    "family": _("told by family"),
    "bereaved": _("told by somebody who lost someone"),
    "donor": _("told by a donor"),
    "researcher": _("told by a researcher"),
    "advocate": _("told by somebody who speaks up for others"),
    "fundraiser": _("told by somebody who raises money"),
    "health-professional": _("told by somebody who works in health care"),
}


@dataclass(frozen=True)
class Likeness:
    """What two stories have in common."""

    diagnoses: tuple[Diagnosis, ...]  # of this one, under which the other stands as well
    group: Diagnosis | None  # the nearest one above, where there is none of these
    facets: tuple[Facet, ...]
    relation: str  # "" where they have another
    spoken: bool  # they are in the same language

    @cached_property
    def points(self) -> int:
        """How much they are alike."""
        found = EXACT * len(self.diagnoses) + (GROUP if self.group else 0)
        found += LANGUAGE if self.spoken else 0
        for kind, points in KINDS.items():
            met = [one for one in self.facets if one.kind == kind]
            many = bool(self.relation) if kind == "relation" else len(met)
            found += points * min(many, COUNTED.get(kind, 1))
        return found

    @property
    def reason(self) -> str:
        """The most telling of it as one sentence: "Also MCL, with CAR-T, told by family"."""
        return capfirst(", ".join(self._reasons()[:SAID]))

    def _reasons(self) -> list[str]:
        found = [gettext("also %(name)s") % {"name": one.short} for one in self.diagnoses]
        if self.group:
            kind = told.lowered(self.group.name)
            found.append(gettext("also a kind of %(name)s") % {"name": kind})
        phases = [told.lowered(one.name) for one in self.facets if one.kind == Facet.Kind.PHASE]
        treated = [
            gettext("with %(name)s") % {"name": told.lowered(one.name)}
            for one in self.facets
            if one.kind == Facet.Kind.TREATMENT
        ]
        found += [*treated, *phases][:2]
        if self.relation:
            found.append(str(TOLD_BY[self.relation]))
        found += [
            gettext("about %(name)s") % {"name": told.lowered(one.name)}
            for one in self.facets
            if one.kind == Facet.Kind.TOPIC
        ]
        found += [
            gettext("%(age)s at the diagnosis") % {"age": told.lowered(one.name)}
            for one in self.facets
            if one.kind == Facet.Kind.AGE
        ]
        return found


def beside(story: Story, *, having: Sequence[str] = ()) -> dict[str, Any]:
    """What one may read next, and what the story is found by. `having`: tags of all the others.

    A story that waits is not told of by these either: why others are like it, and its labels.
    """
    known = vocabulary()
    story.introduce(known.diagnoses)
    waits = veil.TAG in having and bool(story.outcomes)
    facets = [known.facets[slug] for slug in story.facets if slug in known.facets]
    near = alike(story, known, having=having)
    return {
        "waits": waits,
        "alike": [(other, "") for other, _reason in near] if waits else near,
        "about": told.about(facets),
        "facets": [(facet, f"{reverse('stories')}?{facet.kind}={facet.slug}") for facet in facets],
    }


def alike(
    story: Story, known: Vocabulary, *, having: Sequence[str] = ()
) -> list[tuple[Story, str]]:
    """The stories that are most like this one, each with the reason; in two queries."""
    found = {
        key: (likeness(story, tags, known), at)
        for key, tags, at in candidates(story, known, having=having)
    }
    best = sorted(found, key=lambda key: (-found[key][0].points, -found[key][1].timestamp()))[:MOST]
    rows = Story.objects.defer("search", "passages").with_direct().in_bulk(best)
    for row in rows.values():
        row.introduce(known.diagnoses)
    return [(rows[key], found[key][0].reason) for key in best if key in rows]


def candidates(
    story: Story, known: Vocabulary, *, having: Sequence[str] = ()
) -> Iterable[tuple[UUID, list[str], datetime]]:
    """The newest of each of its diagnoses and of the groups next above, with their tags."""
    groups = {one.pk for own in story.diagnoses for one in known.parents(own)}
    looked_at = {one.pk: SAME for one in story.diagnoses}
    newest = [
        _newest(key, story, having)[: looked_at.get(key, NEAR)]
        for key in sorted({*looked_at, *groups})
    ]
    return newest[0].union(*newest[1:], all=True)


def _newest(diagnosis: int, story: Story, having: Sequence[str]) -> Any:
    topics = StoryTopic.objects.newest_of(diagnosis).exclude(story=story.pk)
    if having:
        topics = topics.filter(story__tags__contains=list(having))
    return topics.values_list("story", "story__tags", "published_at")


def likeness(story: Story, tags: Iterable[str], known: Vocabulary) -> Likeness:
    """What it has in common with a story of these tags."""
    shared = set(story.tags).intersection(tags)
    exact = tuple(one for one in story.diagnoses if tag("diagnosis", one.slug) in shared)
    above = [
        row for slug, row in known.by_slug.items() if not exact and tag("diagnosis", slug) in shared
    ]
    facets = (known.facets[slug] for slug in story.facets if slug in known.facets)
    return Likeness(
        diagnoses=exact,
        group=max(above, key=lambda row: len(known.over(row)), default=None),
        facets=tuple(one for one in facets if tag(one.kind, one.slug) in shared),
        relation=story.relation if tag("relation", story.relation) in shared else "",
        spoken=tag("language", story.language) in shared,
    )
