"""The one it is about and everybody else, at once: what is public at the end has their yes."""

from functools import partial

import pytest
from django.utils import timezone

from moderation import actors, subjects, workflow
from moderation.models import Contribution, Submission
from moderation.states import State
from stories.models import Story
from tests.factories import offer, person, submission_in
from tests.moderation.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)
ME = actors.contributor()
ROUNDS = 8


def approved() -> Submission:
    """A story about a living adult whose grace is over, and that nothing has published yet."""
    submission = submission_in(State.APPROVED, about=subjects.About("adult"))
    Submission.objects.filter(pk=submission.pk).update(settles_at=timezone.now())
    return submission


def answering(verb, submission: Submission):
    how = {"content_hash": submission.content_hash, "language": "en"}
    return partial(verb, submission.contribution_id, **how)


def state(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


def public(submission: Submission) -> bool:
    kept = Contribution.objects.get(pk=submission.contribution_id)
    return Story.objects.filter(pk=kept.story_id).exists()


def test_yes_and_publish():
    for _ in range(ROUNDS):
        one = approved()
        ends = at_once(answering(workflow.say_yes, one), partial(workflow.publish, one.pk))
        assert refused(ends) in ([], ["Conflict"])
        assert (state(one), public(one)) == (State.PUBLISHED, True)


def test_yes_and_withdraw():
    for _ in range(ROUNDS):
        one = approved()
        workflow.publish(one.pk)
        take_back = partial(workflow.withdraw, one.contribution_id, by=ME)
        ends = at_once(answering(workflow.say_yes, one), take_back)
        assert ends[1] is None
        assert (state(one), public(one)) == (State.WITHDRAWN, False)


def test_no_and_publish():
    for _ in range(ROUNDS):
        one = approved()
        answering(workflow.say_yes, one)()
        ends = at_once(answering(workflow.say_no, one), partial(workflow.publish, one.pk))
        assert refused(ends) == []
        assert public(one) is False
        assert state(one) in (State.PAUSED, State.APPROVED)


def test_yes_and_new_words():
    for _ in range(ROUNDS):
        one = approved()
        workflow.publish(one.pk)
        other = partial(workflow.replace, one.contribution_id, offer(title="Other words"), by=ME)
        ends = at_once(answering(workflow.say_yes, one), other)
        assert refused(ends) in ([], ["Conflict"])
        newest = Submission.objects.filter(contribution=one.contribution_id).latest("number")
        assert newest.state == State.SUBMITTED
        assert not subjects.SubjectAnswer.objects.filter(content_hash=newest.content_hash).exists()


def test_taking_off_and_resuming():
    for _ in range(ROUNDS):
        one = approved()
        answering(workflow.say_yes, one)()
        workflow.publish(one.pk)
        workflow.pause(one.contribution_id, by=ME)
        off = partial(workflow.take_off, one.contribution_id, language="en")
        ends = at_once(off, partial(workflow.resume, one.contribution_id, by=ME))
        assert ends[0] is None
        assert (state(one), public(one)) == (State.PAUSED, False)


def test_taking_off_and_restoring():
    lead = actors.team(person("lead@example.org", "lead"))
    for _ in range(ROUNDS):
        one = approved()
        answering(workflow.say_yes, one)()
        workflow.publish(one.pk)
        how = {"reason": "other", "message": "We look again."}
        workflow.take_down(one.contribution_id, by=lead, **how)
        off = partial(workflow.take_off, one.contribution_id, language="en")
        ends = at_once(off, partial(workflow.restore, one.contribution_id, by=lead, **how))
        assert ends[0] is None
        assert public(one) is False
