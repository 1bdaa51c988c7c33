"""The verbs, walked as people walk them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from jobs.models import Job
from mail.models import Mail
from moderation import actors, checks, consents, transition, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Message, Submission
from moderation.states import Action, Party, State
from stories.models import Story, Tombstone
from tests.factories import contribution, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db

C = actors.contributor()


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


def events(kept: Contribution) -> list[tuple[str, str, str, str]]:
    rows = Event.objects.filter(submission__contribution=kept).order_by("id")
    return [(row.action, row.from_state, row.to_state, row.party) for row in rows]


class TestScreen:
    def test_an_ordinary_story_waits_for_days(self):
        submission = submission_in(State.SUBMITTED)
        workflow.screen(submission.pk, [])
        submission.refresh_from_db()
        wait = submission.due_at - timezone.now()
        assert timedelta(hours=71) < wait < timedelta(hours=73)

    def test_a_severe_remark_escalates_and_is_due_in_hours(self):
        submission = submission_in(State.SUBMITTED)
        remark = checks.Remark("crisis", checks.Severity.SEVERE, "body", 0, 4, "Reason.")
        workflow.screen(submission.pk, [remark])
        submission.refresh_from_db()
        assert submission.state == State.ESCALATED
        assert submission.due_at - timezone.now() < timedelta(hours=5)
        assert submission.findings.get().reason == "Reason."

    def test_twice_is_refused(self):
        submission = submission_in(State.IN_REVIEW)
        with pytest.raises(Conflict):
            workflow.screen(submission.pk, [])

    def test_late_for_a_replaced_submission_is_moot(self):
        kept = contribution()
        first = kept.submissions.get()
        workflow.replace(kept.pk, offer(title="New"), by=C)
        with pytest.raises(Conflict):
            workflow.screen(first.pk, [])
        assert kept.submissions.order_by("-id").first().state == State.SUBMITTED

    def test_checks_that_keep_killing_the_worker_still_end_before_a_person(self, monkeypatch):
        def dies(draft):
            raise MemoryError

        monkeypatch.setattr("moderation.checks.run", dies)
        kept = contribution()
        Job.objects.update(attempts=3)
        run_jobs()
        submission = kept.submissions.get()
        assert submission.state == State.IN_REVIEW
        assert [finding.check_id for finding in submission.findings.all()] == ["checks"]


class TestDecide:
    def test_approval_is_public_only_after_the_grace(self, by):
        submission = submission_in(State.IN_REVIEW)
        workflow.approve(submission.contribution_id, by=by)
        run_jobs(now=False)
        assert Story.objects.count() == 0
        run_jobs()
        story = Story.objects.get()
        submission.refresh_from_db()
        assert (story.pk, story.content_hash, submission.state) == (
            submission.contribution.story_id,
            submission.content_hash,
            State.PUBLISHED,
        )
        assert events(submission.contribution)[-2:] == [
            ("approve", "in_review", "approved", "moderator"),
            ("publish", "approved", "published", "system"),
        ]

    @pytest.mark.parametrize("action", [Action.APPROVE, Action.REQUEST_CHANGES, Action.DECLINE])
    def test_taking_back_leaves_no_trace_outside(self, by, action):
        submission = submission_in(State.IN_REVIEW, email="ruth@example.org")
        kept = submission.contribution
        workflow.VERBS[action](kept.pk, by=by, message="Sorry.", reason="other")
        submission.refresh_from_db()
        assert submission.seen_state == State.IN_REVIEW
        workflow.take_back(kept.pk, by=by)
        run_jobs()
        submission.refresh_from_db()
        assert submission.state == State.IN_REVIEW
        assert (Message.objects.count(), Story.objects.count()) == (0, 0)

    def test_taken_back_and_decided_anew_waits_for_its_own_grace(self, by):
        submission = submission_in(State.IN_REVIEW)
        workflow.approve(submission.contribution_id, by=by)
        workflow.take_back(submission.contribution_id, by=by)
        workflow.decline(submission.contribution_id, by=by, message="No.", reason="other")
        run_jobs(now=False)
        submission.refresh_from_db()
        assert (submission.state, submission.in_grace) == (State.DECLINED, True)

    def test_a_late_job_of_a_decision_that_was_taken_back_tells_nothing(self, by, lead):
        kept = submission_in(State.DECLINED, email="ruth@example.org").contribution
        Contribution.objects.update(email_confirmed_at=timezone.now())
        workflow.take_back(kept.pk, by=actors.team(lead))
        workflow.approve(kept.pk, by=by)
        Submission.objects.update(settles_at=timezone.now() - timedelta(seconds=1))
        workflow.settle(kept.submissions.get().pk)
        assert kept.submissions.get().settled_at is None
        assert not Mail.objects.filter(kind="decision").exists()

    def test_escalated_goes_back_to_escalated(self, lead):
        submission = submission_in(State.ESCALATED)
        by = actors.team(lead)
        workflow.approve(submission.contribution_id, by=by)
        workflow.take_back(submission.contribution_id, by=by)
        submission.refresh_from_db()
        assert submission.state == State.ESCALATED

    def test_only_who_decided_or_a_lead_takes_back(self, by, moderator2, lead):
        submission = submission_in(State.IN_REVIEW)
        workflow.approve(submission.contribution_id, by=by)
        with pytest.raises(Forbidden):
            workflow.take_back(submission.contribution_id, by=actors.team(moderator2))
        workflow.take_back(submission.contribution_id, by=actors.team(lead))

    def test_not_after_it_took_effect(self, by):
        submission = submission_in(State.DECLINED)
        run_jobs()
        with pytest.raises(Conflict):
            workflow.take_back(submission.contribution_id, by=by)

    def test_what_is_said_with_taking_back_stays_within_the_team(self, by):
        submission = submission_in(State.IN_REVIEW)
        workflow.approve(submission.contribution_id, by=by)
        workflow.take_back(submission.contribution_id, by=by, message="The wrong button.")
        workflow.approve(submission.contribution_id, by=by)
        run_jobs()
        assert [one.internal for one in Message.objects.all()] == [True]
        assert list(Message.objects.told()) == []

    def test_taking_down_stops_what_was_approved_before(self, by, moderator2):
        """A publication that was due already does not bring back what somebody took off."""
        kept = submission_in(State.PUBLISHED).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by, message="Good.")
        workflow.take_down(
            kept.pk, by=actors.team(moderator2), message="A name is in it.", reason="names"
        )
        run_jobs()
        states = list(kept.submissions.order_by("id").values_list("state", flat=True))
        assert states == [State.TAKEN_DOWN, State.IN_REVIEW]
        assert Story.objects.count() == 0
        assert [one.body for one in Message.objects.told()] == ["With thanks.", "A name is in it."]
        workflow.approve(kept.pk, by=by)
        run_jobs()
        assert Story.objects.get().title == "Revised"

    def test_a_decline_and_a_take_down_are_two_mails(self, by, moderator2):
        kept = submission_in(State.PUBLISHED, email="ruth@example.org").contribution
        Contribution.objects.update(email_confirmed_at=timezone.now())
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.decline(kept.pk, by=by, message="No.", reason="other")
        workflow.take_down(kept.pk, by=actors.team(moderator2), message="Sorry.", reason="names")
        run_jobs()
        assert Mail.objects.filter(kind="decision").count() == 2

    def test_a_decline_needs_a_reason_besides_its_message(self, by):
        submission = submission_in(State.IN_REVIEW)
        with pytest.raises(ValueError, match="needs a reason"):
            workflow.decline(submission.contribution_id, by=by, message="No.")

    def test_a_stale_version_is_refused(self, by):
        submission = submission_in(State.IN_REVIEW)
        seen = Contribution.objects.get().version
        workflow.replace(submission.contribution_id, offer(title="New"), by=C)
        with pytest.raises(Conflict):
            workflow.approve(submission.contribution_id, by=by, version=seen)

    def test_nobody_decides_on_their_own_story(self, moderator):
        kept = contribution(by=actors.contributor(moderator))
        workflow.screen(kept.submissions.get().pk, [])
        with pytest.raises(Forbidden):
            workflow.approve(kept.pk, by=actors.team(moderator))

    def test_a_contributor_is_not_the_team(self):
        with pytest.raises(Forbidden):
            actors.team(person("ruth@example.org"))

    def test_a_moderator_cannot_decide_what_is_escalated(self, by):
        submission = submission_in(State.ESCALATED)
        with pytest.raises(Forbidden):
            workflow.approve(submission.contribution_id, by=by)

    def test_a_second_decision_is_refused(self, by, moderator2):
        submission = submission_in(State.IN_REVIEW)
        workflow.approve(submission.contribution_id, by=by)
        with pytest.raises(Conflict):
            workflow.decline(
                submission.contribution_id,
                by=actors.team(moderator2),
                message="No.",
                reason="other",
            )

    @pytest.mark.parametrize("action", [Action.REQUEST_CHANGES, Action.DECLINE])
    def test_words_for_the_contributor_are_required(self, by, action):
        submission = submission_in(State.IN_REVIEW)
        with pytest.raises(ValueError, match="needs"):
            workflow.VERBS[action](submission.contribution_id, by=by, reason="other")


class TestReplace:
    def test_without_a_change_nothing_changes(self):
        submission = submission_in(State.PUBLISHED)
        kept, new = workflow.replace(submission.contribution_id, submission.offer, by=C)
        assert (new, kept.submissions.count()) == (False, 1)
        assert kept.version == Contribution.objects.get().version

    def test_a_live_story_stays_live_while_its_revision_is_read(self, by):
        submission = submission_in(State.PUBLISHED)
        workflow.replace(submission.contribution_id, offer(title="Revised"), by=C)
        run_jobs()
        assert Story.objects.get().title == submission.title
        workflow.approve(submission.contribution_id, by=by)
        run_jobs()
        assert Story.objects.get().title == "Revised"
        submission.refresh_from_db()
        assert (submission.state, submission.story) == (State.SUPERSEDED, None)

    def test_first_published_stays_the_date_of_a_revision(self, by):
        submission = submission_in(State.PUBLISHED)
        first = Story.objects.get().published_at
        workflow.replace(submission.contribution_id, offer(title="Revised"), by=C)
        run_jobs()
        workflow.approve(submission.contribution_id, by=by)
        run_jobs()
        story = Story.objects.get()
        assert (story.published_at, story.revised_at > first) == (first, True)

    def test_approved_then_changed_twice_shows_only_what_was_approved(self, by):
        submission = submission_in(State.PUBLISHED)
        kept = submission.contribution
        workflow.replace(kept.pk, offer(title="Second"), by=C)
        run_jobs()
        workflow.replace(kept.pk, offer(title="Third"), by=C)
        run_jobs()
        assert Story.objects.get().title == submission.title
        workflow.approve(kept.pk, by=by)
        run_jobs()
        assert Story.objects.get().title == "Third"

    def test_editing_what_waits_never_publishes(self, by):
        submission = submission_in(State.APPROVED)
        workflow.replace(submission.contribution_id, offer(title="Changed"), by=C)
        run_jobs()
        assert Story.objects.count() == 0

    def test_of_a_story_that_was_taken_down(self, by):
        submission = submission_in(State.TAKEN_DOWN)
        workflow.replace(submission.contribution_id, offer(title="Mended"), by=C)
        run_jobs()
        workflow.approve(submission.contribution_id, by=by)
        run_jobs()
        assert (Story.objects.get().title, Tombstone.objects.count()) == ("Mended", 0)


class TestVersionOutside:
    """What stays within the team gives its contributor no conflict."""

    def test_reading_escalating_and_taking_back_are_no_news(self, by):
        kept = contribution()
        workflow.screen(kept.submissions.get().pk, [])
        workflow.approve(kept.pk, by=by)
        workflow.take_back(kept.pk, by=by)
        workflow.escalate(kept.pk, by=by, reason="other")
        workflow.replace(kept.pk, offer(title="Another title"), by=C, version=1)
        assert kept.submissions.count() == 2

    def test_a_decision_is_news_once_it_took_effect(self, by):
        kept = submission_in(State.IN_REVIEW).contribution
        workflow.request_changes(kept.pk, by=by, message="Please.")
        assert transition.seen_version(kept, C) == 1
        run_jobs()
        assert transition.seen_version(kept, C) == 2
        with pytest.raises(Conflict):
            workflow.replace(kept.pk, offer(title="Another title"), by=C, version=1)

    def test_what_everyone_sees_is_news(self, lead):
        kept = submission_in(State.PUBLISHED).contribution
        assert transition.seen_version(kept, C) == 2
        workflow.take_down(kept.pk, by=actors.team(lead), message="Sorry.", reason="other")
        assert transition.seen_version(kept, C) == 3
        workflow.restore(kept.pk, by=actors.team(lead), reason="other")
        assert transition.seen_version(kept, C) == 4

    def test_what_they_do_themselves_counts_nothing_that_was_kept_from_them(self, by):
        versions = []
        for decided in (False, True):
            kept = submission_in(State.IN_REVIEW).contribution
            if decided:
                workflow.approve(kept.pk, by=by)
                workflow.take_back(kept.pk, by=by)
                workflow.decline(kept.pk, by=by, message="No.", reason="other")
            workflow.withdraw(kept.pk, by=C)
            versions.append(transition.seen_version(kept, C))
        assert versions == [2, 2]


def test_publishing_needs_live_consent():
    submission = submission_in(State.APPROVED)
    consents.withdraw_all(submission.contribution_id)
    run_jobs()
    submission.refresh_from_db()
    assert (submission.state, Story.objects.count()) == (State.PAUSED, 0)


class TestTellingLeads:
    def mailed(self) -> list[str]:
        run_jobs()
        return sorted(Mail.objects.filter(kind="escalated").values_list("key", flat=True))

    def test_each_of_them_at_once(self, by, lead):
        person("lead2@example.org", "lead")
        kept = submission_in(State.IN_REVIEW).contribution
        workflow.escalate(kept.pk, by=by, reason="crisis", note="Please look.")
        leads = User.objects.filter(groups__name="lead")
        assert len(self.mailed()) == leads.count() > 1
        mail = Mail.objects.filter(kind="escalated").first()
        assert "Please look" not in mail.text + mail.subject

    def test_where_the_checks_saw_it(self, lead):
        kept = contribution()
        remark = checks.Remark("treatment", checks.Severity.SEVERE, "body", 0, 4, "Reason.")
        workflow.screen(kept.submissions.get().pk, [remark])
        assert kept.submissions.get().state == State.ESCALATED
        assert len(self.mailed()) == 1

    def test_not_where_whoever_is_on_call_is_told_of_a_case(self, lead):
        kept = contribution(body="I want to kill myself tonight. " * 5)
        run_jobs()
        assert kept.submissions.get().state == State.ESCALATED
        assert self.mailed() == []
        assert Mail.objects.filter(kind="case").count() == 1

    def test_not_when_it_was_given_back_meanwhile(self, by, lead):
        kept = submission_in(State.IN_REVIEW).contribution
        workflow.escalate(kept.pk, by=by, reason="other")
        workflow.return_to_queue(kept.pk, by=actors.team(lead), reason="other")
        assert self.mailed() == []

    def test_not_of_an_example(self, lead):
        contribution(body="I want to kill myself tonight. " * 5, example=True)
        assert self.mailed() == []


def test_the_database_keeps_no_story_without_its_published_text():
    submission = submission_in(State.PUBLISHED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        Submission.objects.filter(pk=submission.pk).update(state=State.TAKEN_DOWN, story=None)
        with pytest.raises(IntegrityError, match="still public"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_verb_is_one_event_and_one_version(by):
    submission_in(State.PUBLISHED)
    rows = Event.objects.order_by("id").values_list("action", "version")
    assert list(rows) == [("submit", 1), ("screen", 2), ("approve", 3), ("publish", 4)]
    assert Contribution.objects.get().version == 4


class TestStatements:
    """At most thirteen a verb, so that a slow disk is felt once and not thirty times.

    One of them is the row of the log.
    """

    def count(self, verb, *args, **how) -> int:
        with CaptureQueriesContext(connection) as queries:
            verb(*args, **how)
        real = [row["sql"] for row in queries if "SAVEPOINT" not in row["sql"]]
        return len(real)

    def test_submit(self):
        how = {"key": "k" * 22, "by": C, "uses": ["website"], "email": "ruth@example.org"}
        assert self.count(workflow.submit, offer(), **how) <= 13

    def test_approve(self, by):
        submission = submission_in(State.IN_REVIEW)
        assert self.count(workflow.approve, submission.contribution_id, by=by) <= 13

    def test_publish(self):
        submission = submission_in(State.APPROVED)
        Submission.objects.update(settles_at=timezone.now() - timedelta(seconds=1))
        # One of them asks whether its person has to be looked after first.
        assert self.count(workflow.publish, submission.pk) <= 14

    def test_withdraw(self):
        submission = submission_in(State.PUBLISHED)
        # One of them is the deed that no restored backup may undo, one ends a wish, and one takes
        # the story from the first page, where the organisation may have put it.
        assert self.count(workflow.withdraw, submission.contribution_id, by=C) <= 16


def test_buttons_and_guards_are_one_list(by, lead):
    """What the table offers works, and what it does not offer is refused."""
    for state in (State.IN_REVIEW, State.ESCALATED, State.PUBLISHED, State.TAKEN_DOWN):
        for actor in (by, actors.team(lead)):
            for action, verb in workflow.VERBS.items():
                submission = submission_in(state)
                offered = action in workflow.actions_for(submission, actor)
                try:
                    verb(submission.contribution_id, by=actor, message="Words.", reason="other")
                    done = True
                except (Conflict, Forbidden):
                    done = False
                assert (state, action, actor.party, done) == (state, action, actor.party, offered)


def test_a_lead_is_a_party_of_its_own(lead):
    assert actors.team(lead).party is Party.LEAD
