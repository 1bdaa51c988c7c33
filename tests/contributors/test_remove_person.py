"""Removing a person who asked for it."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from contributors import drafts
from contributors.models import Draft
from moderation import actors
from moderation.models import Contribution, Submission
from moderation.states import State
from stories.models import Story
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db


def test_their_stories_and_account_are_gone_and_nobody_elses():
    ruth = person("ruth@example.org")
    submission_in(State.PUBLISHED, by=actors.contributor(ruth), email=ruth.email)
    other = submission_in(State.PUBLISHED)
    drafts.revise(Contribution.objects.get(contributor=ruth))  # begun without signing in
    begun = drafts.revise(other.contribution)
    call_command("remove_person", "RUTH@example.org", verbosity=0)
    assert not User.objects.filter(email="ruth@example.org").exists()
    assert [story.pk for story in Story.objects.all()] == [other.contribution.story_id]
    assert Submission.objects.exclude(erased_at=None).get().title == ""
    assert list(Draft.objects.all()) == [begun]
    assert not Contribution.objects.filter(email="ruth@example.org").exists()


def test_an_unknown_address_and_the_team_are_refused(moderator):
    with pytest.raises(CommandError, match="Nobody"):
        call_command("remove_person", "nobody@example.org")
    with pytest.raises(CommandError, match="team"):
        call_command("remove_person", moderator.email)


def test_a_form_that_is_too_long_gets_a_page_in_plain_words(client):
    answer = client.post("/report/", {"words": "x" * 1_100_000})
    assert answer.status_code == 400
    assert b"too much at once" in answer.content
