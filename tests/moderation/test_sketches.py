"""Stories that are very like one another are found, at any size, and nothing of theirs is kept."""

import random
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation import actors, checks, migrations, sketches, workflow
from moderation.models import Finding, Sketch
from moderation.sketches import BANDS, found, like, sketch
from tests.factories import contribution, offer, run_jobs

WORDS = [
    "garlic",
    "telephone",
    "kettle",
    "window",
    "marrow",
    "corridor",
    "blanket",
    "porridge",
    "nurse",
    "morning",
    "river",
    "bicycle",
    "orchard",
    "lantern",
    "winter",
    "pillow",
    "staircase",
    "library",
    "postman",
    "cabbage",
    "harbour",
    "violin",
    "thunder",
    "gravel",
    "needle",
    "curtain",
    "market",
    "biscuit",
    "engine",
    "shadow",
    "ladder",
    "button",
    "temple",
    "forest",
    "mirror",
    "pepper",
    "barrel",
    "saddle",
    "anchor",
    "candle",
]


def prose(seed: int, count: int = 240) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + chance.choice(WORDS)[:4] for _ in range(count))


def edited(text: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    return (
        " ".join(
            "altered" + str(n) if chance.random() < share else word
            for n, word in enumerate(text.split())
        )
        .replace("0", "o")
        .replace("1", "i")
    )


def moved(text: str) -> str:
    words = text.split()
    third = len(words) // 3
    return " ".join([*words[2 * third :], *words[:third], *words[third : 2 * third]])


def shared(one: str, two: str) -> int:
    return len(set(sketch(one)) & set(sketch(two)))


def test_a_copy_that_was_moved_or_edited_is_known_again() -> None:
    for seed in range(20):
        text = prose(seed)
        assert shared(text, text) == BANDS
        assert shared(text, moved(text)) >= sketches.ALIKE
        assert shared(text, text.upper() + "!") == BANDS
        assert shared(text, " ".join(text.split()[:200])) >= sketches.ALIKE


def test_a_copy_with_a_fifth_of_its_words_changed_nearly_always() -> None:
    known = [shared(prose(n), edited(prose(n), 0.2, n)) >= sketches.ALIKE for n in range(60)]
    assert sum(known) >= 48


def test_two_stories_by_chance_are_not() -> None:
    assert [shared(prose(n), prose(n + 1000)) for n in range(60)] == [0] * 60


def test_a_short_text_has_none() -> None:
    assert sketch("I let it ring. " * 40) == []


def told(kept) -> list[str]:
    return list(
        Finding.objects.filter(submission__contribution=kept, check_id="duplicates").values_list(
            "submission__number", flat=True
        )
    )


@pytest.mark.django_db
def test_the_team_is_told_of_a_copy_and_not_of_a_revision() -> None:
    first = contribution(body=prose(1))
    run_jobs(now=False)
    copy = contribution(body=moved(prose(1)), display_name="Someone")
    other = contribution(body=prose(2))
    run_jobs(now=False)
    assert (told(first), told(copy), told(other)) == ([], [1], [])
    assert found(copy.pk) == [first.pk]
    workflow.replace(other.pk, offer(body=prose(2) + " And later."), by=actors.contributor())
    run_jobs(now=False)
    assert told(other) == []


@pytest.mark.django_db
def test_what_was_taken_back_or_erased_is_compared_no_more() -> None:
    first, second = contribution(body=prose(1)), contribution(body=prose(2))
    run_jobs(now=False)
    workflow.withdraw(first.pk, by=actors.contributor())
    workflow.erase_all(second.pk, by=actors.contributor())
    assert not Sketch.objects.filter(contribution=second).exists()
    copies = [contribution(body=prose(1)), contribution(body=prose(2))]
    run_jobs(now=False)
    assert [told(one) for one in copies] == [[], []]


@pytest.mark.django_db
def test_what_is_erased_while_the_checks_read_it_leaves_no_numbers(monkeypatch) -> None:
    kept = contribution()
    read = checks.run

    def erased_meanwhile(draft):
        workflow.erase_all(kept.pk, by=actors.contributor())
        return read(draft)

    monkeypatch.setattr(checks, "run", erased_meanwhile)
    run_jobs()
    assert not Sketch.objects.exists()


@pytest.mark.django_db
def test_it_asks_twice_at_any_number_and_holds_no_words() -> None:
    for n in range(4):
        contribution(body=prose(5), display_name=f"Nobody {n}")
    run_jobs(now=False)
    kept = contribution(body=prose(5))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(like(kept.pk, sketch(prose(5)))) == 4
    assert len(asked) == 2
    assert all(isinstance(n, int) for row in Sketch.objects.all() for n in row.bands)


@pytest.mark.django_db
def test_what_was_here_before_is_sketched_by_the_migration() -> None:
    kept, gone = contribution(body=prose(1)), contribution(body=prose(2))
    workflow.erase_all(gone.pk, by=actors.contributor())
    found = [one.stem for one in Path(migrations.__path__[0]).glob("*_sketches.py")]
    migration = import_module(f"{migrations.__name__}.{found[0]}")
    migration.sketch_what_is_here(apps, None)
    assert {(row.contribution_id, tuple(row.bands)) for row in Sketch.objects.all()} == {
        (kept.pk, tuple(sketch(prose(1))))
    }
