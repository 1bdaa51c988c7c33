"""How PostgreSQL finds the stories of each list at full size: by an index, or the run fails.

Also what it looks at to count the choices, and to rank what holds a word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from benchmarks.counting import queries
from benchmarks.figures import Figure
from benchmarks.generate import COMMON, RARE
from stories import alike
from stories.counting import LOOKED_AT
from stories.embed import shown
from stories.filters import StoryFilter
from stories.models import Diagnosis, Story, StoryQuerySet, Tally
from stories.paging import RANKED, SIZE, Ranked
from stories.search import fit
from stories.tags import tag
from stories.vocabulary import vocabulary

OFTEN, NOWHERE = "remembered", "zeppelin"  # in most stories, and in none; no topic has such a name
PAGE = SIZE + 1  # one more tells whether there is a next page
WALKED = re.compile(r"Seq Scan on stories_story(topic)?\b")
INDEX = re.compile(r"(?:using|Bitmap Index Scan on) (\w+)")
TIME = re.compile(r"Execution Time: ([\d.]+) ms")


@dataclass(frozen=True)
class Plan:
    """One list, and the plan that the database made and carried out for it."""

    what: str
    wanted: tuple[str, ...]  # indexes of which one must be used
    lines: tuple[str, ...]

    @property
    def used(self) -> list[str]:
        return indexes(self.lines)

    @property
    def good(self) -> bool:
        walked = any(WALKED.search(line) for line in self.lines)
        return not walked and any(name in self.used for name in self.wanted)

    @property
    def figure(self) -> Figure:
        found = TIME.search("\n".join(self.lines))
        took = f"{float(found[1]):.1f} ms" if found else ""
        told = self.lines[:1] if self.good else self.lines
        return Figure(
            f"plan: {self.what}",
            took,
            ", ".join(self.used),
            float(self.good),
            at_least=1,
            note="\n".join([f"{self.what}:", *(f"  {line}" for line in told)]),
        )


def indexes(lines: Iterable[str]) -> list[str]:
    """The indexes that a plan uses, each once."""
    return list(dict.fromkeys(INDEX.findall("\n".join(lines))))


def measure() -> list[Figure]:
    """One figure for each list: 1 when it is found by one of the indexes made for it."""
    return [plan.figure for plan in made()]


def made() -> Iterator[Plan]:
    """A plan for each way in which people come to a list."""
    by_size = Diagnosis.objects.annotate(stories=Count("topics")).order_by("-stories")
    common, rare = by_size.first(), by_size.filter(stories__gt=0).last()
    assert common is not None
    assert rare is not None
    deep = Story.objects.newest()[Story.objects.count() // 2]
    newest, topics, found = "stories_newest", "topics_newest", "stories_found"
    tags = "stories_tags"
    yield listed("newest", (newest,))
    yield listed("about a common diagnosis", (topics,), diagnosis=common.slug)
    yield listed("about a rare diagnosis", (topics,), diagnosis=rare.slug)
    yield listed("by relation", (newest, tags), relation="donor")
    two = {"diagnosis": common.slug, "relation": "patient"}
    few = {"topic": "travel", "treatment": "surgery"}
    yield listed("by diagnosis and relation", (found,), **two)
    yield listed("by topic and treatment", (found,), **few)
    yield listed("by two that hardly meet", (found,), treatment="surgery", **two, topic="travel")
    yield counted("by topic and treatment", (found,), **few)
    yield looked_up("by diagnosis and relation", ("tallied_once", "tallies_other"), **two)
    yield ranked("a common word", (found,), q=COMMON)
    yield ranked("a rare word", (found,), q=RARE)
    yield ranked("a rare word, about a diagnosis", (found,), q=RARE, diagnosis=common.slug)
    yield ranked("words that never meet", (found,), q=f"{OFTEN} {NOWHERE}")
    after = Story.objects.after(deep.published_at, deep.pk)
    yield planned("halfway down the newest", (newest,), after.newest().with_direct()[:PAGE])
    like = alike.candidates(deep, vocabulary())
    yield planned("stories like one", (topics,), like)
    yield embedded("about a common diagnosis", (found,), shown.Asked(common))
    yield embedded("about a rare diagnosis", (found,), shown.Asked(rare))


def asked_for(asked: dict[str, str]) -> StoryQuerySet:
    return StoryFilter(asked, queryset=Story.objects.all()).qs


def listed(what: str, wanted: tuple[str, ...], **asked: str) -> Plan:
    """The listing page for these parameters of its address."""
    return planned(what, wanted, asked_for(asked).newest_of(PAGE).with_direct()[:PAGE])


def counted(what: str, wanted: tuple[str, ...], **asked: str) -> Plan:
    """The stories among which the choices beside this list are counted."""
    query = asked_for(asked).sql_of(LOOKED_AT + 1, "tags")
    return Plan(f"counting the choices {what}", wanted, explained(*query))


def looked_up(what: str, wanted: tuple[str, ...], **asked: str) -> Plan:
    """What was counted when the stories came."""
    one, other = (tag(name, value) for name, value in asked.items())
    rows = Tally.objects.filter(Q(one__in=["", one, other]) | Q(other__in=[one, other]))
    return planned(f"what was counted {what}", wanted, rows)


def ranked(what: str, wanted: tuple[str, ...], **asked: str) -> Plan:
    """The newest stories that hold a word, with how well each answers."""
    rows = asked_for(asked).annotate(fit=fit(asked["q"]))
    return Plan(f"ranking {what}", wanted, explained(*rows.sql_of(RANKED + 1, *Ranked._fields)))


def embedded(what: str, wanted: tuple[str, ...], asked: shown.Asked) -> Plan:
    """The stories on somebody else's page; a second query tells what they are about."""
    with queries() as sent:
        list(asked.stories)
    return Plan(f"an embed {what}", wanted, explained(*sent[0]))


def planned(what: str, wanted: tuple[str, ...], queryset: Any) -> Plan:
    return Plan(what, wanted, explained(*queryset.query.sql_with_params()))


def explained(sql: str, parameters: Sequence[Any]) -> tuple[str, ...]:
    """The plan for a query, carried out."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", parameters)
        return tuple(line for (line,) in cursor.fetchall())
