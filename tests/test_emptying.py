"""After a test that commits the database is what it was, whatever that test did."""

import pytest

from jobs.models import Job
from moderation.models import Contribution
from moderation.states import State
from stories.models import Diagnosis, DiagnosisTerm, Story
from tests.emptying import Emptier
from tests.factories import submission_in

pytestmark = pytest.mark.django_db(transaction=True)


def diagnoses() -> dict[str, int]:
    return dict(Diagnosis.objects.values_list("slug", "pk"))


def test_what_was_written_is_gone_and_what_was_given_is_untouched():
    emptier, given = Emptier(), diagnoses()
    submission_in(State.PUBLISHED)
    emptier.restore()
    assert [rows.objects.count() for rows in (Contribution, Story, Job)] == [0, 0, 0]
    assert diagnoses() == given


def test_what_was_given_and_is_changed_comes_back():
    emptier, given, terms = Emptier(), diagnoses(), DiagnosisTerm.objects.count()
    DiagnosisTerm.objects.update(text="something else")
    Diagnosis.objects.filter(slug="mcl").delete()
    emptier.restore()
    assert diagnoses().keys() == given.keys()
    assert DiagnosisTerm.objects.filter(text="something else").count() == 0
    assert DiagnosisTerm.objects.count() == terms
