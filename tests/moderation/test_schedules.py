"""Approved for a day: told after the grace, public then, and anybody's way out stays open."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from contributors import tracker
from jobs.models import Job
from mail.models import Mail
from moderation import actors, schedules, subjects, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Message, Submission
from moderation.states import Action, State
from moderation.subjects import About
from stories.models import Story
from tests.factories import NAMED, contribution, offer, person, run_jobs

pytestmark = pytest.mark.django_db
C = actors.contributor()
WEEK = timedelta(days=7)


@pytest.fixture
def by():
    return actors.team(person("moderator@example.org", "moderator"))


@pytest.fixture
def lead():
    return actors.team(person("lead@example.org", "lead"))


def scheduled(by, *, at=None, **changes) -> Submission:
    """Approved for a day a week ahead, and in its grace."""
    kept = contribution(email="ruth@example.org", **changes)
    Contribution.objects.update(email_confirmed_at=Now())
    workflow.screen(kept.submissions.get().pk, [])
    workflow.approve(kept.pk, by=by, at=at or timezone.now() + WEEK, message="We love it.")
    return kept.submissions.get()


def now(submission: Submission) -> Submission:
    return Submission.objects.select_related("contribution").get(pk=submission.pk)


def settle(submission: Submission) -> Submission:
    """The grace is over, and the day has not come."""
    decided = Submission.objects.filter(settled_at=None, settles_at__isnull=False)
    decided.update(settles_at=Now() - timedelta(seconds=1))
    Job.objects.open().filter(kind="settle").update(not_before=Now() - timedelta(seconds=1))
    run_jobs(now=False)
    return now(submission)


def the_day_comes(submission: Submission) -> Submission:
    past = Now() - timedelta(seconds=1)
    Submission.objects.filter(pk=submission.pk).update(publish_at=past)
    Job.objects.open().filter(kind="publish").update(not_before=past)
    run_jobs(now=False)
    return now(submission)


def test_it_is_told_after_the_grace_and_public_on_its_day(by):
    submission = scheduled(by)
    assert (submission.seen_state, list(Message.objects.told())) == (State.IN_REVIEW, [])
    told = settle(submission)
    assert (told.state, told.seen_state) == (State.APPROVED, State.APPROVED)
    assert [one.body for one in Message.objects.told()] == ["We love it."]
    assert Mail.objects.filter(kind="decision").count() == 1
    run_jobs()  # every job is rung too early, and the publication is moot
    assert (now(submission).state, Story.objects.count()) == (State.APPROVED, 0)


def test_the_job_waits_for_the_day(by):
    at = timezone.now() + WEEK
    submission = scheduled(by, at=at)
    assert [one.not_before for one in Job.objects.open().filter(kind="publish")] == [at]
    settle(submission)
    assert the_day_comes(submission).state == State.PUBLISHED
    assert Mail.objects.filter(kind="published").count() == 1


def test_its_person_reads_which_day(by):
    at = schedules.moment(date(timezone.now().year + 1, 2, 4), time(9))
    at = at if at - timezone.now() < schedules.FARTHEST else timezone.now() + WEEK
    submission = settle(scheduled(by, at=at))
    place = tracker.place(submission)
    assert place.headline == tracker.headline(submission)
    assert str(timezone.localtime(at).year) in str(place.headline)
    assert "One more yes" not in str(place.headline)
    assert f", {timezone.localtime(at):%H:%M}. You can take it back" in str(place.next)


def test_withdrawing_and_changing_win(by):
    submission = settle(scheduled(by))
    workflow.replace(submission.contribution_id, offer(title="Anew"), by=C)
    assert the_day_comes(submission).state == State.SUPERSEDED
    other = settle(scheduled(by))
    workflow.withdraw(other.contribution_id, by=C)
    assert the_day_comes(other).state == State.WITHDRAWN
    assert Story.objects.count() == 0


def test_in_the_grace_it_is_taken_back_and_afterwards_taken_up_with_a_message(by, lead):
    submission = scheduled(by)
    workflow.take_back(submission.contribution_id, by=by)
    back = now(submission)
    assert (back.state, back.publish_at, back.settles_at) == (State.IN_REVIEW, None, None)
    submission = settle(scheduled(by))
    kept = submission.contribution_id
    with pytest.raises(Conflict, match="taken effect"):
        workflow.take_back(kept, by=by)
    somebody = actors.team(person("other@example.org", "moderator"))
    with pytest.raises(Forbidden):
        workflow.reopen(kept, by=somebody, message="We found something.")
    assert Action.REOPEN not in workflow.actions_for(submission, somebody)
    workflow.reopen(kept, by=by, message="We found something.")
    assert the_day_comes(submission).state == State.SUPERSEDED
    assert [one.body for one in Message.objects.told()] == ["We love it.", "We found something."]
    newest = Submission.objects.latest("id")
    assert (newest.state, newest.content_hash) == (State.IN_REVIEW, submission.content_hash)
    assert Story.objects.count() == 0


def test_decided_anew_an_older_day_publishes_nothing(by):
    submission = scheduled(by)
    workflow.take_back(submission.contribution_id, by=by)
    workflow.approve(submission.contribution_id, by=by, at=timezone.now() + 2 * WEEK)
    settle(submission)
    Job.objects.open().filter(kind="publish").update(not_before=Now())
    run_jobs(now=False)
    assert now(submission).state == State.APPROVED


def test_one_more_yes_is_asked_for_before_the_day(by):
    submission = settle(scheduled(by, about=About("adult")))
    assert Mail.objects.filter(kind="one_more_yes").count() == 1
    assert not subjects.waits(submission)
    answered = {"content_hash": submission.content_hash, "language": "en"}
    workflow.say_yes(submission.contribution_id, **answered)
    assert now(submission).state == State.APPROVED  # their yes does not bring the day forward
    assert the_day_comes(submission).state == State.PUBLISHED


def test_without_that_yes_it_waits_on_its_day_and_then_for_nothing_else(by):
    submission = settle(scheduled(by, about=About("adult")))
    waits = the_day_comes(submission)
    assert (waits.state, waits.publish_at, subjects.waits(waits)) == (State.APPROVED, None, True)
    answered = {"content_hash": submission.content_hash, "language": "en"}
    workflow.say_yes(submission.contribution_id, **answered)
    assert now(submission).state == State.PUBLISHED


@pytest.mark.parametrize("ahead", [timedelta(seconds=-1), timedelta(days=367)])
def test_what_has_passed_or_is_too_far_is_refused(by, ahead):
    with pytest.raises(ValidationError) as refused:
        scheduled(by, at=timezone.now() + ahead)
    assert list(refused.value.message_dict) == ["at"]
    assert Submission.objects.get().state == State.IN_REVIEW


def test_a_day_and_an_hour_are_the_organisations(settings):
    settings.TIME_ZONE = "America/Bogota"
    moment = schedules.moment(date(2027, 2, 4), time(9, 30))
    assert moment == datetime.fromisoformat("2027-02-04T09:30:00-05:00")


def first_approved(by, at) -> Submission:
    kept = contribution()
    workflow.screen(kept.submissions.get().pk, [NAMED])
    workflow.approve(kept.pk, by=by, at=at)
    return kept.submissions.get()


@pytest.mark.parametrize(
    ("how", "day"),
    [({}, WEEK), ({"at": None}, None), ({"at": 2 * WEEK}, 2 * WEEK)],
    ids=["says-nothing", "at-once", "another"],
)
def test_the_second_of_two_keeps_the_day_unless_they_choose_another(by, lead, how, day):
    start = timezone.now()
    submission = first_approved(by, start + WEEK)
    how = {name: start + ahead if ahead else None for name, ahead in how.items()}
    workflow.approve(submission.contribution_id, by=lead, **how)
    assert now(submission).publish_at == (start + day if day else None)
    workflow.take_back(submission.contribution_id, by=lead)
    assert now(submission).publish_at == (start + day if day else None)
    workflow.take_back(submission.contribution_id, by=by)
    assert now(submission).publish_at is None


def test_a_day_that_passed_before_the_second_read_it_is_at_once(by, lead):
    submission = first_approved(by, timezone.now() + WEEK)
    Submission.objects.update(publish_at=Now() - timedelta(days=1))
    workflow.approve(submission.contribution_id, by=lead)
    run_jobs()
    assert now(submission).state == State.PUBLISHED


def test_a_moment_within_the_grace_is_kept_after_it(by, settings):
    """A job that rang before the grace is over would find nothing to do, and none came after it."""
    settings.MARROW_GRACE = timedelta(hours=2)
    submission = scheduled(by, at=timezone.now() + timedelta(hours=1))
    job = Job.objects.get(kind="publish")
    assert job.not_before == now(submission).settles_at
