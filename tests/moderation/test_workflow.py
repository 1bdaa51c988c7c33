"""The verbs, walked as people walk them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, checks, consents, transition, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Consent, Contribution, Event, Message, Submission
from moderation.states import Action, Party, State
from stories.models import Portrait, Story, Tombstone
from tests.factories import contribution, offer, person, run_jobs, submission_in
from tests.moderation.test_album import in_state
from tests.snapshots import kept as photo_kept
from tests.snapshots import picture

pytestmark = pytest.mark.django_db
C = actors.contributor()


@pytest.fixture
def by(moderator):
    return actors.team(moderator)


def events(kept: Contribution) -> list[tuple[str, str, str, str]]:
    rows = Event.objects.filter(submission__contribution=kept).order_by("id")
    return [(row.action, row.from_state, row.to_state, row.party) for row in rows]


class TestSubmit:
    def test_keeps_every_character(self):
        kept_text = "  Line one\nline two\nline three\n\n  \u00e9 e\u0301 \U0001f9e1\u200d end  "
        body = "  Line one\r\nline two\rline three\n\n  \u00e9 e\u0301 \U0001f9e1\u200d end  "
        kept = contribution(body=body)
        assert kept.submissions.get().passages == [{"text": kept_text, "dated": "2026-11-01"}]

    def test_owes_its_screening(self):
        kept = contribution()
        assert list(Job.objects.values_list("kind", "subject")) == [
            ("screen", str(kept.submissions.get().pk))
        ]

    def test_same_key_same_words_is_the_same_story(self):
        first, new = workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        again, renewed = workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        assert (first.pk, new, renewed) == (again.pk, True, False)
        assert (Submission.objects.count(), Event.objects.count()) == (1, 1)

    def test_same_key_on_another_day_is_the_same_story(self):
        from datetime import date

        first, _ = workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        later = offer(dated=date(2027, 1, 1))
        again, _ = workflow.submit(later, key="k" * 22, by=C, uses=["website"])
        assert first.pk == again.pk

    def test_an_offer_without_a_date_has_the_hash_that_it_always_had(self):
        known = "d03494adcae3c064478b1379de517b03a035f2378b8770135c52cc06a1afd8bd"
        assert offer().hash == known
        assert offer(diagnosed="2021").hash != known
        assert offer(diagnosed="2021").differs_from(offer())

    def test_same_key_other_words_is_refused(self):
        workflow.submit(offer(), key="k" * 22, by=C, uses=["website"])
        with pytest.raises(Conflict):
            workflow.submit(offer(title="Other"), key="k" * 22, by=C, uses=["website"])

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", " "),
            ("title", "two\nlines"),
            ("title", "x" * 141),
            ("body", ""),
            ("body", "a\0b"),
            ("body", "a\ud800b"),
            ("body", "x" * 20_001),
            ("display_name", ""),
            ("language", "fr"),
            ("relation", "friend"),
            ("diagnoses", []),
            ("diagnoses", ["mcl", "no-such"]),
            ("facets", ["no-such"]),
            ("diagnosed", "last spring"),
            ("diagnosed", "1929"),
            ("diagnosed", "2021-Spring"),
            ("diagnosed", f"{timezone.now().year + 1}"),
        ],
    )
    def test_refuses_by_field(self, field, value):
        with pytest.raises(ValidationError) as refused:
            contribution(**{field: value})
        assert list(refused.value.message_dict) == [field]
        assert Contribution.objects.count() == 0

    @pytest.mark.parametrize("uses", [(), ("embed",), ("website", "everything")])
    def test_needs_consent_to_the_website(self, uses):
        with pytest.raises(ValidationError) as refused:
            contribution(uses=uses)
        assert list(refused.value.message_dict) == ["consents"]

    def test_keeps_the_text_that_was_agreed_to(self):
        kept = contribution(uses=("website", "embed"), language="es")
        shown = {text.use: text.hash for text in consents.current("es")}
        assert {row.use: row.text_hash for row in kept.consents.all()} == {
            "website": shown["website"],
            "embed": shown["embed"],
        }


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


class TestPause:
    def test_takes_it_off_until_it_is_wanted_back(self):
        kept = submission_in(State.PUBLISHED).contribution
        first = Story.objects.get()
        workflow.pause(kept.pk, by=C)
        assert (Story.objects.count(), Tombstone.objects.count()) == (0, 1)
        workflow.resume(kept.pk, by=C)
        again = Story.objects.get()
        assert (again.pk, again.published_at) == (first.pk, first.published_at)
        assert Tombstone.objects.count() == 0

    def test_new_words_do_not_end_it(self, by):
        """What was approved while a story is paused is not on the site until it is wanted back."""
        kept = submission_in(State.PAUSED).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by)
        run_jobs()
        assert Story.objects.count() == 0
        states = list(kept.submissions.order_by("id").values_list("state", flat=True))
        assert states == [State.SUPERSEDED, State.PAUSED]
        workflow.resume(kept.pk, by=C)
        assert Story.objects.get().title == "Revised"

    def test_the_team_does_not_end_it(self, by, lead):
        kept = submission_in(State.PAUSED).contribution
        with pytest.raises(Forbidden):
            workflow.resume(kept.pk, by=actors.team(lead))

    def test_going_on_agrees_anew_where_the_time_was_over(self):
        kept = submission_in(State.PUBLISHED).contribution
        Consent.objects.update(expires_at=timezone.now())
        workflow.run_out(kept.pk)
        assert kept.submissions.get().state == State.PAUSED
        workflow.resume(kept.pk, by=C)
        assert consents.live(kept.pk) == {"website"}
        assert Story.objects.count() == 1


class TestHideName:
    def test_at_once_and_in_the_words_for_search(self):
        kept = submission_in(State.PUBLISHED, display_name="Ruthanna").contribution
        assert Story.objects.search("ruthanna").count() == 1
        workflow.hide_name(kept.pk, by=C, how="initial")
        assert Story.objects.get().display_name == "R."
        workflow.hide_name(kept.pk, by=C, how="anonymous")
        story = Story.objects.get()
        assert story.display_name == "Anonymous"
        assert Story.objects.search("ruthanna").count() == 0
        assert Story.objects.search("garlic").count() == 1

    @pytest.mark.parametrize("name", ["Anonymous", "\u200b ", " ruth and tom"])
    def test_never_shows_more(self, name):
        submission = submission_in(State.IN_REVIEW, display_name=name)
        workflow.hide_name(submission.contribution_id, by=C, how="initial")
        submission.refresh_from_db()
        shown = "R." if "ruth" in name else "Anonymous"
        assert (submission.shown_name, submission.display_name) == (shown, name)

    def test_in_every_text_that_may_still_be_shown(self, by):
        kept = submission_in(State.PUBLISHED).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.hide_name(kept.pk, by=C, how="anonymous")
        workflow.approve(kept.pk, by=by)
        run_jobs()
        story = Story.objects.get()
        assert (story.title, story.display_name) == ("Revised", "Anonymous")

    def test_saving_the_same_words_under_it_changes_nothing(self):
        submission = submission_in(State.PUBLISHED)
        kept = workflow.hide_name(submission.contribution_id, by=C, how="anonymous")
        _kept, new = workflow.replace(kept.pk, offer(display_name="Anonymous"), by=C)
        assert not new

    def test_what_stands_beside_it_too_each_on_its_own(self):
        facets = ["remission", "45-59", "pt"]
        kept = submission_in(State.PUBLISHED, facets=facets, diagnosed="2021-spring").contribution
        for hide, left, when in (
            ("age", ["remission", "pt"], "2021-spring"),
            ("diagnosed", ["remission", "pt"], ""),
            ("place", ["remission"], ""),
        ):
            workflow.hide_name(kept.pk, by=C, hide=[hide])
            story = Story.objects.get()
            assert (story.display_name, story.facets, story.diagnosed) == ("Ruth", left, when)
        submission = kept.submissions.get()
        assert (submission.facets, submission.diagnosed) == (facets, "2021-spring")
        assert Story.objects.search("garlic").count() == 1

    def test_what_was_hidden_stays_so_when_the_story_is_made_public_again(self):
        kept = submission_in(State.PUBLISHED, facets=["45-59", "pt"], diagnosed="2021").contribution
        workflow.hide_name(kept.pk, by=C, hide=["place", "diagnosed"])
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        story = Story.objects.get()
        assert (story.facets, story.diagnosed) == (["45-59"], "")
        same = offer(facets=["45-59"])
        assert workflow.replace(kept.pk, same, by=C)[1] is False

    def test_in_the_words_that_wait_to_be_read_as_well(self, by):
        kept = submission_in(State.PUBLISHED, facets=["pt"]).contribution
        workflow.replace(kept.pk, offer(title="Revised", facets=["es"], diagnosed="2020"), by=C)
        run_jobs()
        workflow.hide_name(kept.pk, by=C, hide=["place", "diagnosed"])
        workflow.approve(kept.pk, by=by)
        run_jobs()
        story = Story.objects.get()
        assert (story.title, story.facets, story.diagnosed) == ("Revised", [], "")

    def test_hiding_what_is_not_told_changes_nothing(self):
        kept = submission_in(State.PUBLISHED).contribution
        kept.refresh_from_db()
        before = kept.version
        for hide in (["age", "place", "diagnosed", "photo"], []):
            workflow.hide_name(kept.pk, by=C, hide=hide)
        kept.refresh_from_db()
        assert (kept.version, Story.objects.get().display_name) == (before, "Ruth")

    def test_the_photo_too_and_no_other_way_back_than_a_revision(self):
        submission = in_state(State.PUBLISHED)
        kept = submission.contribution
        assert (bool(Story.objects.get().photo), Portrait.objects.exists()) == (True, True)
        workflow.hide_name(kept.pk, by=C, hide=["photo"])
        story = Story.objects.get()
        assert (story.display_name, story.photo, Portrait.objects.count()) == ("Ruth", None, 0)
        workflow.hide_name(kept.pk, by=C, how="initial")
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        assert (Story.objects.get().photo, Portrait.objects.count()) == (None, 0)
        same = replace(submission.offer, display_name="R.", picture=None)
        assert workflow.replace(kept.pk, same, by=C)[1] is False
        assert workflow.replace(kept.pk, submission.offer, by=C)[1] is True

    def test_the_photo_of_words_that_wait_to_be_read_or_are_approved(self, by):
        kept = in_state(State.PUBLISHED).contribution
        workflow.replace(kept.pk, replace(offer(title="Revised"), picture=picture()), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by)
        workflow.hide_name(kept.pk, by=C, hide=["photo"])
        run_jobs()
        story = Story.objects.get()
        assert (story.title, story.photo, Portrait.objects.count()) == ("Revised", None, 0)

    def test_a_photo_that_is_not_shown_keeps_nothing_from_being_approved(self, by):
        mine = contribution(offer=replace(offer(), picture=picture(photo_kept())))
        workflow.screen(mine.submissions.get().pk, [])
        with pytest.raises(Conflict):
            workflow.approve(mine.pk, by=by)
        workflow.hide_name(mine.pk, by=C, hide=["photo"])
        workflow.approve(mine.pk, by=by)
        run_jobs()
        assert Story.objects.get().photo is None

    def test_the_team_cannot(self, by):
        submission = submission_in(State.PUBLISHED)
        with pytest.raises(Forbidden):
            workflow.hide_name(submission.contribution_id, by=by, how="anonymous")


class TestAgree:
    def test_each_use_on_its_own(self):
        kept = submission_in(State.PUBLISHED, uses=("website", "search-engines")).contribution
        assert Story.objects.get().searchable
        workflow.agree(kept.pk, ["press"], by=C)
        assert consents.live(kept.pk) == {"website", "press"}
        assert not Story.objects.get().searchable
        workflow.agree(kept.pk, ["search-engines"], by=C)
        assert consents.live(kept.pk) == {"website", "search-engines"}
        assert Story.objects.get().searchable

    def test_others_show_it_only_while_its_person_agrees(self):
        uses = ("website", "embed", "social")
        kept = submission_in(State.PUBLISHED, uses=uses).contribution

        def seen() -> tuple[bool, bool, bool]:
            return Story.objects.values_list("searchable", "embeddable", "social").get()

        assert seen() == (False, True, True)
        workflow.agree(kept.pk, ["social"], by=C)
        assert seen() == (False, False, True)
        kept.consents.filter(use="social").update(expires_at=timezone.now())
        workflow.run_out(kept.pk)
        assert seen() == (False, False, False)
        workflow.agree(kept.pk, ["embed"], by=C)
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        assert seen() == (False, True, False)

    def test_what_was_said_before_stays_on_record(self):
        kept = submission_in(State.PUBLISHED, uses=("website", "press")).contribution
        workflow.agree(kept.pk, [], by=C)
        workflow.agree(kept.pk, ["press"], by=C)
        rows = Consent.objects.filter(contribution=kept, use="press").order_by("id")
        assert [row.withdrawn_at is None for row in rows] == [False, True]

    def test_not_after_it_was_taken_back(self):
        kept = submission_in(State.WITHDRAWN).contribution
        with pytest.raises(Conflict):
            workflow.agree(kept.pk, ["press"], by=C)

    def test_not_by_the_team(self, by):
        kept = submission_in(State.PUBLISHED).contribution
        with pytest.raises(Forbidden):
            workflow.agree(kept.pk, ["press"], by=by)

    def test_an_unknown_use_is_refused(self):
        kept = submission_in(State.PUBLISHED).contribution
        with pytest.raises(ValidationError):
            workflow.agree(kept.pk, ["billboard"], by=C)


class TestRunningOut:
    def later(self, kind: str) -> None:
        with transaction.atomic():
            work.KINDS[kind].do(None)
        run_jobs()

    def test_the_time_a_host_sets_is_kept_with_each(self, settings):
        settings.MARROW_CONSENT = timedelta(days=365)
        kept = contribution()
        row = kept.consents.get()
        assert row.expires_at - row.given_at == timedelta(days=365)

    def test_a_story_is_paused_and_its_contributor_told(self):
        kept = submission_in(State.PUBLISHED, email="ruth@example.org").contribution
        Contribution.objects.update(email_confirmed_at=timezone.now())
        Consent.objects.update(expires_at=timezone.now())
        self.later("run-out")
        assert (kept.submissions.get().state, Story.objects.count()) == (State.PAUSED, 0)
        assert Mail.objects.filter(kind="paused").count() == 1
        self.later("run-out")
        assert Mail.objects.filter(kind="paused").count() == 1

    def test_nothing_breaks_in_the_hour_until_it_is_noticed(self, by):
        """The database refuses to touch a public story without consent; the verbs see it first."""
        kept = submission_in(State.PUBLISHED, uses=("website", "press")).contribution
        workflow.replace(kept.pk, offer(title="Revised"), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=by)
        Consent.objects.filter(use="website").update(expires_at=timezone.now())
        run_jobs()
        states = list(kept.submissions.order_by("id").values_list("state", flat=True))
        assert (states, Story.objects.count()) == ([State.SUPERSEDED, State.PAUSED], 0)

    @pytest.mark.parametrize("verb", ["hide", "agree"])
    def test_a_story_whose_time_is_over_is_paused_by_the_next_verb(self, verb):
        kept = submission_in(State.PUBLISHED).contribution
        Consent.objects.update(expires_at=timezone.now())
        if verb == "hide":
            workflow.hide_name(kept.pk, by=C, how="initial")
        else:
            workflow.agree(kept.pk, ["press"], by=C)
        assert (kept.submissions.get().state, Story.objects.count()) == (State.PAUSED, 0)

    def test_one_use_is_ended_alone(self):
        kept = submission_in(State.PUBLISHED, uses=("website", "search-engines")).contribution
        kept.consents.filter(use="search-engines").update(expires_at=timezone.now())
        self.later("run-out")
        assert consents.live(kept.pk) == {"website"}
        assert not Story.objects.get().searchable

    def test_an_approval_that_comes_too_late_waits_for_its_contributor(self, by):
        submission = submission_in(State.IN_REVIEW)
        Consent.objects.update(expires_at=timezone.now())
        workflow.approve(submission.contribution_id, by=by)
        run_jobs()
        assert Story.objects.count() == 0
        workflow.resume(submission.contribution_id, by=C)
        assert Story.objects.count() == 1


def test_the_database_keeps_no_story_without_its_published_text():
    submission = submission_in(State.PUBLISHED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        Submission.objects.filter(pk=submission.pk).update(state=State.TAKEN_DOWN, story=None)
        with pytest.raises(IntegrityError, match="still public"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


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
