"""Every transaction that changes what is public takes a number, whoever makes it."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from config.models import Change, Generation
from config.serving import generation
from moderation import actors, workflow
from moderation.states import State
from stories.models import Diagnosis, DiagnosisTerm, Story, Tombstone
from tests.factories import submission_in

pytestmark = pytest.mark.django_db(transaction=True)


def number() -> int:
    return Generation.objects.get().number


def tombstone() -> Tombstone:
    return Tombstone.objects.create(story_id=uuid.uuid4(), gone_at=Now())


def tombstone_rolled_back() -> None:
    with transaction.atomic():
        tombstone()
        raise ZeroDivisionError


def test_every_table_of_the_public_rooms_is_watched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'public_changed'"
        )
        watched = sorted(row[0] for row in cursor.fetchall())
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE ANY(%s)"
            " ORDER BY 1",
            [[f"{room}\\_%" for room in generation.ROOMS]],
        )
        there = [row[0] for row in cursor.fetchall()]
    assert watched == there == generation.tables()
    assert "stories_diagnosis_parents" in there


def test_a_table_that_is_new_or_lost_its_watch_gets_one_after_migrate():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER public_changed ON stories_facet")
    generation.watch(using="default")
    before = number()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stories_facet SET position = position")
    assert number() > before


@pytest.mark.parametrize(
    "change",
    [
        tombstone,
        lambda: Tombstone.objects.update(gone_at=Now()),
        lambda: Tombstone.objects.all().delete(),
        lambda: Diagnosis.objects.filter(slug="aml").update(name_en="Other"),
        lambda: Diagnosis.objects.get(slug="aml").parents.clear(),
        lambda: DiagnosisTerm.objects.first().delete(),
    ],
)
def test_whatever_changes_is_numbered(change):
    tombstone()
    before = number()
    change()
    assert number() > before
    assert Change.objects.count() == 0


def test_emptying_a_table_is_numbered_too():
    tombstone()
    before = number()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE stories_tombstone")
    assert number() > before


def test_a_transaction_takes_one_number_as_it_commits_and_none_where_it_is_rolled_back():
    tombstone()
    before = number()
    with transaction.atomic():
        tombstone()
        Story.objects.update(words=1)
        assert Change.objects.count() == 1
        assert number() == before  # until the end nobody waits for this row
    assert number() > before
    before = number()
    with pytest.raises(ZeroDivisionError):
        tombstone_rolled_back()
    assert number() == before


def test_a_savepoint_that_is_rolled_back_takes_its_note_back_and_not_the_next_ones():
    tombstone()
    before = number()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            tombstone_rolled_back()
        tombstone()
    assert number() > before


def test_numbers_never_come_twice():
    tombstone()
    Generation.objects.update(number=2**60)  # a clock that ran ahead, and was set back
    tombstone()
    assert number() == 2**60 + 1


def test_what_is_private_takes_no_number():
    submission = submission_in(State.IN_REVIEW)
    tombstone()
    before = number()
    submission.save(update_fields=["due_at"])
    assert number() == before


def test_publishing_and_taking_back_are_changes():
    tombstone()
    before = number()
    submission = submission_in(State.PUBLISHED)
    published = number()
    assert published > before
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    assert number() > published
