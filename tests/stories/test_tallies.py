"""What a story is found by, and how many share it: right after whatever happens to a story."""

import itertools
from collections import Counter

import pytest
from django.db import connection

from moderation import actors, workflow
from moderation.models import Contribution, Submission
from moderation.states import State
from stories.models import Story, Tally
from stories.publishing import mark_in_memory, replace_topics
from stories.tags import length as band
from stories.text import minutes
from tests.factories import contribution, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
C = actors.contributor()


def story(**changes) -> Story:
    kept = submission_in(State.PUBLISHED, **changes).contribution
    return Story.objects.get(pk=kept.story_id)


def tallied() -> Counter:
    rows = Tally.objects.exclude(stories=0).values_list("one", "other", "stories")
    return Counter({(one, other): number for one, other, number in rows})


def expected() -> Counter:
    """The same, counted one by one."""
    found: Counter = Counter()
    for tags in Story.objects.values_list("tags", flat=True):
        found.update(itertools.combinations(["", *sorted(tags)], 2))
        found["", ""] += 1
    return found


def told(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what}()")


def test_it_is_found_by_each_choice_and_by_what_is_above_it():
    kept = story(diagnoses=["fl", "cll-sll"], relation="family", facets=["work", "pt", "30-44"])
    assert kept.tags == [
        "age=30-44",
        *(f"diagnosis={slug}" for slug in ("b-cell-lymphoma", "cll-sll", "fl", "leukemia")),
        *(f"diagnosis={slug}" for slug in ("lymphoma", "non-hodgkin-lymphoma")),
        "language=en",
        "length=short",
        *("place=europe", "place=pt"),
        "relation=family",
        "topic=work",
        "veil=on",
    ]


def test_every_pair_is_counted_whatever_happens():
    one = story(diagnoses=["mcl"], facets=["work", "remission"])
    two = story(diagnoses=["cll-sll"], facets=["work"], language="es")
    assert tallied() == expected()
    assert tallied()["", ""] == tallied()["", "topic=work"] == 2
    kept = Contribution.objects.get(story_id=one.pk)
    workflow.withdraw(kept.pk, by=C)
    assert tallied() == expected()
    assert tallied()["", ""] == 1
    kept = Contribution.objects.get(story_id=two.pk)
    workflow.pause(kept.pk, by=C)
    assert tallied() == Counter()


def test_the_database_and_the_code_tag_alike_and_count_alike():
    for facets, words in ((["remission", "pt"], 20), (["europe"], 100), (["relapse"], 250)):
        story(facets=facets, body="It was a long way to the river. " * words, diagnoses=["wm"])
    story(relation="bereaved")
    mark_in_memory(story().pk, True)
    Story.objects.filter(pk=story().pk).update(labels=["dying"])
    told("stories_retag")
    assert sum("veil=on" in tags for tags in Story.objects.values_list("tags", flat=True)) == 2
    tags, counts = dict(Story.objects.values_list("pk", "tags")), tallied()
    Story.objects.update(tags=[])
    Tally.objects.all().delete()
    told("stories_retag")
    assert dict(Story.objects.values_list("pk", "tags")) == tags
    told("stories_retally")
    assert tallied() == counts == expected()


def test_a_count_gone_wrong_keeps_no_story_from_going():
    kept = story()
    Tally.objects.update(stories=0)
    workflow.withdraw(Contribution.objects.get(story_id=kept.pk).pk, by=C)
    assert tallied() == Counter()


def test_other_parents_are_other_tags():
    kept = story(diagnoses=["mcl"])
    Story.objects.update(tags=[])
    replace_topics()
    kept.refresh_from_db()
    assert "diagnosis=lymphoma" in kept.tags
    assert tallied() == expected()


def test_labels_come_along_as_the_team_left_them():
    kept = contribution()
    first = kept.submissions.get()
    workflow.screen(first.pk, [], labels=["death", "relapse"])
    Submission.objects.filter(pk=first.pk).update(labels=["relapse"])
    workflow.approve(kept.pk, by=actors.team(person("moderator@example.org", "moderator")))
    run_jobs()
    assert Story.objects.get(pk=kept.story_id).labels == ["relapse"]


@pytest.mark.parametrize(
    ("words", "length"),
    [(1, "short"), (699, "short"), (700, "medium"), (1700, "medium"), (1701, "long")],
)
def test_the_bands_of_length_part_where_the_minutes_do(words, length):
    assert band(words) == length
    assert (minutes(words) <= 3, minutes(words) >= 9) == (length == "short", length == "long")
