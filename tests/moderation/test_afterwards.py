"""After the grace: a correction is a new message, and what was declined may be read once more."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from contributors import my_data, tracker
from mail.models import Mail
from moderation import actors, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Message
from moderation.states import Action, State
from moderation.subjects import About, waits
from tests.factories import person, run_jobs, submission_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return actors.team(person("moderator@example.org", "moderator"))


@pytest.fixture
def lead():
    return actors.team(person("lead@example.org", "lead"))


def settled(state: State):
    """A story in this state whose person has been told, with an address to write to."""
    submission = submission_in(state, email="ruth@example.org")
    Contribution.objects.update(email_confirmed_at=Now())
    run_jobs()
    Mail.objects.all().delete()
    submission.refresh_from_db()
    return submission


@pytest.mark.parametrize("state", [State.DECLINED, State.CHANGES_REQUESTED, State.PUBLISHED])
def test_a_correction_is_told_at_once_and_changes_nothing_else(by, state):
    submission = settled(state)
    workflow.correct(submission.contribution_id, by=by, message="We were wrong in one thing.")
    submission.refresh_from_db()
    assert submission.state == state
    assert Message.objects.told().last().body == "We were wrong in one thing."
    assert Mail.objects.filter(kind="decision").count() == 1
    told = [one["action"] for one in my_data.happened([submission])]
    assert told[-1] == "correct"


def test_in_the_grace_there_is_nothing_to_correct(by):
    submission = submission_in(State.DECLINED)
    with pytest.raises(Conflict, match="simply be taken back"):
        workflow.correct(submission.contribution_id, by=by, message="Hm.")
    assert Action.CORRECT not in workflow.actions_for(submission, by)


def test_a_lead_takes_up_what_was_declined(by, lead):
    submission = settled(State.DECLINED)
    kept = submission.contribution
    with pytest.raises(Forbidden):
        workflow.reopen(kept.pk, by=by, message="We were too quick.")
    workflow.reopen(kept.pk, by=lead, message="We were too quick.")
    run_jobs()
    submission.refresh_from_db()
    newest = kept.submissions.latest("id")
    assert (submission.state, newest.state) == (State.SUPERSEDED, State.IN_REVIEW)
    assert newest.content_hash == submission.content_hash
    assert newest.appealed_at is None
    assert [one.body for one in tracker.letters(kept)] == ["With thanks.", "We were too quick."]
    assert tracker.headline(newest) == "We are reading your story"
    assert Mail.objects.filter(kind="decision").count() == 1


def test_what_waits_for_a_yes_is_called_off_with_a_message(by, lead):
    submission = submission_in(State.APPROVED, about=About("adult"))
    run_jobs()
    submission.refresh_from_db()
    assert waits(submission)
    workflow.reopen(submission.contribution_id, by=lead, message="We found something.")
    run_jobs()
    answered = {"content_hash": submission.content_hash, "language": "en"}
    workflow.say_yes(submission.contribution_id, **answered)
    states = submission.contribution.submissions.order_by("id").values_list("state", flat=True)
    assert list(states) == [State.SUPERSEDED, State.IN_REVIEW]


def test_a_gap_in_a_message_stops_every_verb_that_speaks(by):
    submission = submission_in(State.IN_REVIEW)
    for verb in (workflow.approve, workflow.request_changes, workflow.decline):
        with pytest.raises(ValidationError, match=r"\{name\}"):
            verb(submission.contribution_id, by=by, message="Dear {name}, no.", reason="other")
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW
    workflow.escalate(submission.contribution_id, by=by, note="What is {this}?")
