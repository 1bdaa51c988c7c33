"""Stories come and go on several connections at once: nobody waits for ever, all are counted."""

import pytest

from moderation import actors, workflow
from moderation.models import Contribution
from moderation.states import State
from stories.models import Story
from tests.factories import submission_in
from tests.moderation.test_races import at_once
from tests.stories.test_tallies import expected, tallied

pytestmark = pytest.mark.django_db(transaction=True)
C = actors.contributor()


def test_several_withdrawn_and_several_resting_at_once():
    facets = [["work", "remission"], ["remission"], ["work"], ["pt", "work"], ["30-44"], []]
    kept = [submission_in(State.PUBLISHED, facets=some).contribution_id for some in facets]
    assert tallied() == expected()
    verbs = [workflow.withdraw, workflow.pause]
    deeds = [lambda pk=pk, verb=verbs[at % 2]: verb(pk, by=C) for at, pk in enumerate(kept[:5])]
    assert at_once(*deeds) == [None] * 5
    assert tallied() == expected()
    assert Story.objects.count() == tallied()["", ""] == 1
    assert Contribution.objects.count() == 6
