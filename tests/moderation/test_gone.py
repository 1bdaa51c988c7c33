"""What is taken back, taken down or erased, and what is left of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Consent, Event, Message, Submission
from moderation.states import Action, State
from stories.models import Story, Tombstone
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db

C = actors.contributor()


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


class TestWithdraw:
    @pytest.mark.parametrize(
        "state", [state for state in State if state not in (State.WITHDRAWN, State.SUPERSEDED)]
    )
    def test_wins_from_everywhere(self, state):
        submission = submission_in(state)
        workflow.withdraw(submission.contribution_id, by=C)
        run_jobs()
        submission.refresh_from_db()
        assert (submission.state, submission.story, Story.objects.count()) == (
            State.WITHDRAWN,
            None,
            0,
        )
        assert Consent.objects.filter(withdrawn_at=None).count() == 0

    def test_asked_again_changes_nothing_more(self):
        submission = submission_in(State.PUBLISHED)
        first = workflow.withdraw(submission.contribution_id, by=C)
        again = workflow.withdraw(submission.contribution_id, by=C)
        assert again.version == first.version
        assert Event.objects.filter(action=Action.WITHDRAW).count() == 1

    def test_covers_the_live_story_and_its_revision(self):
        submission = submission_in(State.PUBLISHED)
        workflow.replace(submission.contribution_id, offer(title="Revised"), by=C)
        workflow.withdraw(submission.contribution_id, by=C)
        run_jobs()
        assert set(Submission.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
        assert Tombstone.objects.get().story_id == submission.contribution.story_id

    def test_within_the_grace_of_an_approval(self):
        submission = submission_in(State.APPROVED)
        workflow.withdraw(submission.contribution_id, by=C)
        run_jobs()
        assert Story.objects.count() == 0

    def test_an_approval_after_it_fails_cleanly(self, by):
        submission = submission_in(State.IN_REVIEW)
        workflow.withdraw(submission.contribution_id, by=C)
        with pytest.raises(Conflict):
            workflow.approve(submission.contribution_id, by=by)

    def test_nobody_else_may(self, by):
        submission = submission_in(State.PUBLISHED)
        with pytest.raises(Forbidden):
            workflow.withdraw(submission.contribution_id, by=by)
        workflow.withdraw(submission.contribution_id, by=C)
        with pytest.raises((Forbidden, Conflict)):
            workflow.withdraw(submission.contribution_id, by=by)


def test_take_down_and_restore(by, lead):
    submission = submission_in(State.PUBLISHED)
    kept = submission.contribution
    workflow.take_down(kept.pk, by=by, message="We must look again.", reason="others")
    assert (Story.objects.count(), Tombstone.objects.count()) == (0, 1)
    with pytest.raises(Forbidden):
        workflow.restore(kept.pk, by=by, reason="other")
    workflow.restore(kept.pk, by=actors.team(lead), reason="other")
    assert (Story.objects.count(), Tombstone.objects.count()) == (1, 0)


def test_erasing_leaves_empty_rows_and_whole_events():
    submission = submission_in(State.DECLINED, email="ruth@example.org", display_name="Ruth")
    kept = submission.contribution
    run_jobs()
    with pytest.raises(Conflict):
        workflow.erase(kept.pk, by=C)
    workflow.withdraw(kept.pk, by=C)
    before = Event.objects.count()
    workflow.erase(kept.pk, by=C)
    submission.refresh_from_db()
    kept.refresh_from_db()
    assert (submission.title, submission.passages, submission.display_name) == ("", [], "")
    assert (kept.email, kept.contributor, Message.objects.exclude(body="").count()) == ("", None, 0)
    assert Event.objects.count() == before + 1


def test_erasing_takes_back_a_code_that_has_not_left_yet():
    kept = contribution(email="perhaps-a-stranger@example.org")
    workflow.withdraw(kept.pk, by=C)
    workflow.erase(kept.pk, by=C)
    run_jobs()
    assert (Mail.objects.count(), Job.objects.open().count()) == (0, 0)


class TestForgettingWhatWasDeclined:
    def days_later(self, days: int) -> None:
        later = timezone.now() - timedelta(days=days)
        Submission.objects.exclude(settled_at=None).update(settled_at=later)
        with transaction.atomic():
            work.KINDS["forget-declined"].do(None)
        run_jobs()

    def declined(self, **changes) -> Submission:
        submission = submission_in(State.DECLINED, **changes)
        run_jobs()
        return submission

    @pytest.mark.parametrize(("days", "kept"), [(89, True), (91, False)])
    def test_on_the_day_and_not_before(self, days, kept):
        submission = self.declined()
        self.days_later(days)
        submission.refresh_from_db()
        assert (submission.title != "", submission.passages != []) == (kept, kept)

    def test_tells_nobody(self):
        ruth = person("ruth@example.org")
        self.declined(email=ruth.email, by=actors.contributor(ruth))
        assert Mail.objects.filter(kind="decision").exists()
        self.days_later(91)
        assert not Mail.objects.filter(kind="withdrawn").exists()

    def test_leaves_a_live_story_alone(self, by):
        submission = submission_in(State.PUBLISHED)
        workflow.replace(submission.contribution_id, offer(title="Revised"), by=C)
        run_jobs()
        workflow.decline(submission.contribution_id, by=by, message="No.", reason="other")
        run_jobs()
        self.days_later(91)
        assert Story.objects.get().title == submission.title

    def test_leaves_what_was_sent_anew_alone(self):
        submission = self.declined()
        workflow.replace(submission.contribution_id, offer(title="Again"), by=C)
        self.days_later(91)
        assert Submission.objects.filter(title="Again", state=State.IN_REVIEW).exists()
