"""The list of what must stay off: noted with each deed, written beside the database, done again."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from contributors import leaving
from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import (
    actors,
    addresses,
    consents,
    ledger,
    replay,
    safeguarding,
    subjects,
    workflow,
)
from moderation.case_states import Because, Outcome
from moderation.errors import Conflict
from moderation.models import Case, Contribution, Deed, Submission
from moderation.states import State
from stories.models import Portrait, Story
from tests.factories import contribution, offer, person, run_jobs, submission_in
from tests.moderation.deeds import a_lead, again, forget_the_deeds, kinds, lines
from tests.moderation.test_album import in_state

pytestmark = pytest.mark.django_db

C = actors.contributor()


@pytest.fixture
def file(settings, tmp_path):
    settings.MARROW_ERASURE_FILE = tmp_path / "beside" / "erasures.jsonl"
    return settings.MARROW_ERASURE_FILE


class TestNoting:
    def test_what_is_hidden_beside_a_name_is_noted_and_hidden_again(self):
        told = {"facets": ["45-59", "pt"], "diagnosed": "2021"}
        kept = submission_in(State.PUBLISHED, **told).contribution
        workflow.hide_name(kept.pk, by=C, hide=["place", "diagnosed"])
        workflow.hide_name(kept.pk, by=C, hide=["place"])  # changes nothing
        assert kinds(kept) == ["beside:place", "beside:diagnosed"]
        older = submission_in(State.PUBLISHED, **told).contribution
        for kind in kinds(kept):
            replay.less(older, kind)
        story = Story.objects.get(pk=older.story_id)
        assert (story.display_name, story.facets, story.diagnosed) == ("Ruth", ["45-59"], "")

    def test_a_photo_that_was_hidden_is_noted_and_hidden_again(self):
        kept, older = (in_state(State.PUBLISHED).contribution for _ in range(2))
        workflow.hide_name(kept.pk, by=C, hide=["photo"])
        workflow.hide_name(kept.pk, by=C, hide=["photo"])  # changes nothing
        assert kinds(kept) == ["beside:photo"]
        forget_the_deeds()
        again((older, "beside:photo"))
        assert Story.objects.filter(pk=older.story_id, photo__isnull=True).exists()
        assert Portrait.objects.count() == 0

    def test_what_the_one_it_is_about_took_off_is_noted_and_taken_off_again(self):
        kept, older = (
            submission_in(State.APPROVED, about=subjects.About("adult")) for _ in range(2)
        )
        for one in (kept, older):
            how = {"content_hash": one.content_hash, "language": "en"}
            workflow.say_yes(one.contribution_id, **how)
        run_jobs()
        workflow.take_off(kept.contribution_id, language="en")
        assert kinds(kept.contribution) == ["refused", "paused"]
        forget_the_deeds()
        again((older.contribution, "refused"), (older.contribution, "paused"))
        assert Story.objects.count() == 0
        with pytest.raises(Conflict):
            workflow.resume(older.contribution_id, by=C)

    def test_whatever_hides_is_noted_and_nothing_else(self, lead):
        kept = submission_in(State.PUBLISHED, uses=["website", "press"]).contribution
        assert kinds(kept) == []
        workflow.hide_name(kept.pk, by=C, how="initial")
        workflow.hide_name(kept.pk, by=C, how="initial")  # changes nothing
        workflow.agree(kept.pk, [], by=C)
        addresses.silence(kept.pk)
        workflow.pause(kept.pk, by=C)
        workflow.resume(kept.pk, by=C)
        how = {"by": actors.team(lead), "reason": "other", "message": "Why."}
        workflow.take_down(kept.pk, **how)
        workflow.restore(kept.pk, by=how["by"], reason="other")
        workflow.withdraw(kept.pk, by=C)
        workflow.withdraw(kept.pk, by=C)
        workflow.erase(kept.pk, by=C)
        assert kinds(kept) == [
            *("name:initial", "ended:press", "address", "paused", "back", "taken-down", "back"),
            *("withdrawn", "erased"),
        ]

    def test_with_the_deed_or_not_at_all(self):
        kept = submission_in(State.PUBLISHED).contribution
        with suppress(RuntimeError), transaction.atomic():
            workflow.withdraw(kept.pk, by=C)
            raise RuntimeError
        assert kinds(kept) == []

    def test_an_account(self):
        ruth = person("ruth@example.org")
        number = ruth.pk
        leaving.remove(ruth)
        assert list(Deed.objects.values_list("kind", "subject")) == [("account", str(number))]

    @pytest.mark.parametrize("change", [{"kind": "back"}, {"subject": "other"}])
    def test_no_row_is_changed(self, change):
        workflow.withdraw(contribution().pk, by=C)
        with pytest.raises(DatabaseError):
            Deed.objects.update(**change)

    def test_no_row_goes(self):
        workflow.withdraw(contribution().pk, by=C)
        with pytest.raises(DatabaseError):
            Deed.objects.all().delete()


class TestWriting:
    def test_a_job_writes_each_line_once(self, file):
        kept = contribution()
        workflow.withdraw(kept.pk, by=C)
        run_jobs()
        ledger.write_down()
        assert lines(file) == [(str(kept.pk), "withdrawn")]
        assert kept.pk.hex not in file.read_text()
        other = contribution()
        workflow.erase_all(other.pk, by=C)
        run_jobs()
        assert lines(file)[1:] == [(str(other.pk), "withdrawn"), (str(other.pk), "erased")]
        assert not Deed.objects.filter(written_at=None).exists()

    def test_a_disk_that_fails_loses_nothing(self, file, monkeypatch):
        kept = contribution()
        workflow.withdraw(kept.pk, by=C)

        def full(_number):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("moderation.ledger.os.fsync", full)
        work.run(Job.objects.get(kind="write-deeds").pk, by="worker")
        assert kept.submissions.get().state == State.WITHDRAWN
        assert Deed.objects.get().written_at is None
        monkeypatch.undo()
        file.write_text(file.read_text()[:-20])  # and the line was cut short
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ledger.write_down()
        [cut, whole] = file.read_text().splitlines()
        with pytest.raises(ValueError):
            ledger.Line.read(cut)
        assert ledger.Line.read(whole).subject == str(kept.pk)

    def test_it_is_owed_again_and_again(self):
        assert work.PERIODS["write-deeds"].total_seconds() == 300

    def test_nothing_is_written_behind_what_the_database_forgot(self, file):
        workflow.withdraw(contribution().pk, by=C)
        ledger.write_down()
        forget_the_deeds()
        workflow.withdraw(contribution().pk, by=C)
        with pytest.raises(ledger.Behind):
            ledger.write_down()
        assert len(lines(file)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_processes_write_into_one_file(file):
    told = [contribution() for _ in range(12)]

    def withdraw(kept):
        try:
            workflow.withdraw(kept.pk, by=C)
            with transaction.atomic():
                ledger.write_down()
        finally:
            connection.close()

    threads = [threading.Thread(target=withdraw, args=[kept]) for kept in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction.atomic():
        ledger.write_down()
    assert sorted(lines(file)) == sorted((str(kept.pk), "withdrawn") for kept in told)


class TestCases:
    """Somebody may be in danger: no backup loses that, nor asks for it anew when it is over."""

    def told(self, kept) -> list[str]:
        return [kind for kind in kinds(kept) if ledger.is_of_case(kind)]

    def test_a_case_is_noted_as_far_as_it_goes_and_nothing_of_what_is_in_it(self, lead, moderator):
        by, other = actors.team(lead), actors.team(moderator)
        kept = submission_in(State.IN_REVIEW).contribution
        case = safeguarding.open_case(kept.pk, because=Because.TEAM, by=other)
        safeguarding.open_case(kept.pk, because=Because.REPORT)  # the same one
        safeguarding.take(case.pk, by=by)
        safeguarding.note(case.pk, "Words of ours.", by=by)
        safeguarding.propose(case.pk, Outcome.NOT_REACHED, by=other)
        safeguarding.send_back(case.pk, by=by)
        safeguarding.propose(case.pk, Outcome.REACHED, by=by)
        safeguarding.confirm(case.pk, by=other)
        assert self.told(kept) == [
            "open:team",
            f"propose:not-reached:{moderator.pk}",
            f"send_back:{lead.pk}",
            f"propose:reached:{lead.pk}",
            f"confirm:{moderator.pk}",
        ]

    def test_one_that_was_opened_since_is_open_again_and_somebody_is_called(self, lead):
        approved = submission_in(State.APPROVED)
        kept = approved.contribution
        again((kept, "open:checks"))
        case = Case.objects.get()
        assert (case.contribution, case.because, case.state) == (kept, "checks", "open")
        told = {mail.to for mail in Mail.objects.filter(kind="case")}
        assert told == {lead.email, "factory-lead@example.org"}
        run_jobs()
        approved.refresh_from_db()
        assert approved.state == State.APPROVED  # and nothing goes on before somebody has looked

    def test_one_that_two_people_closed_since_is_closed(self, lead, moderator):
        kept = submission_in(State.APPROVED).contribution
        case = safeguarding.open_case(kept.pk, because=Because.TEAM)
        forget_the_deeds()
        again((kept, f"propose:reached:{lead.pk}"), (kept, f"confirm:{moderator.pk}"))
        case.refresh_from_db()
        assert (case.state, case.outcome) == ("closed", "reached")
        assert (case.proposed_by, case.closed_by) == (lead.pk, moderator.pk)
        run_jobs()
        assert kept.submissions.get().state == State.PUBLISHED

    def test_one_that_was_opened_and_closed_since_calls_nobody(self, lead, moderator):
        kept = submission_in(State.IN_REVIEW).contribution
        closed = (f"propose:reached:{lead.pk}", f"confirm:{moderator.pk}")
        again(*((kept, kind) for kind in ("open:team", *closed)))
        assert (Case.objects.count(), Mail.objects.filter(kind="case").count()) == (0, 0)
        again(*((kept, kind) for kind in ("open:team", *closed, "open:report")))
        assert [case.state for case in Case.objects.all()] == ["open"]

    def test_one_that_was_opened_anew_after_it_was_closed_is_open(self, lead, moderator):
        kept = submission_in(State.IN_REVIEW).contribution
        first = safeguarding.open_case(kept.pk, because=Because.TEAM)
        closed = (f"propose:reached:{lead.pk}", f"confirm:{moderator.pk}")
        again(*((kept, kind) for kind in (*closed, "open:report")))
        first.refresh_from_db()
        assert first.state == "closed"
        assert Case.objects.open_on(kept.pk).because == "report"

    def test_it_outlives_an_erasure_that_is_done_again(self, lead):
        kept = submission_in(State.PUBLISHED).contribution
        again((kept, "open:team"), (kept, "withdrawn"), (kept, "erased"))
        assert kept.submissions.get().title == ""
        assert Case.objects.open_on(kept.pk).because == "team"

    def test_where_the_list_and_the_backup_do_not_fit_somebody_looks(self, moderator):
        """One who would close it is not two who did."""
        kept = submission_in(State.IN_REVIEW).contribution
        safeguarding.open_case(kept.pk, because=Because.TEAM)
        again((kept, f"confirm:{moderator.pk}"))
        assert Case.objects.get().state == "open"


class TestApprovals:
    """An approval that an older copy brings back is no approval any more."""

    def scheduled(self) -> Submission:
        submission = submission_in(State.IN_REVIEW)
        later = timezone.now() + timedelta(days=7)
        workflow.approve(submission.contribution_id, by=a_lead(), at=later, message="Thank you.")
        submission.refresh_from_db()
        return submission

    def brought_back(self, kept: Contribution) -> Contribution:
        """The same story in an older copy, where it is approved; with what was noted since."""
        older = self.scheduled().contribution
        again(*((older, kind) for kind in kinds(kept)))
        return older

    def test_what_was_taken_back_or_changed_is_noted(self):
        one, two, three = (self.scheduled().contribution for _ in range(3))
        workflow.take_back(one.pk, by=a_lead())
        workflow.replace(two.pk, offer(title="Without her name"), by=C)
        run_jobs()  # what was approved for a later day is told now, and public now
        assert [kinds(kept) for kept in (one, two, three)] == [["recalled:1"], ["recalled:1"], []]
        decline = submission_in(State.DECLINED).contribution
        workflow.take_back(decline.pk, by=a_lead())
        assert kinds(decline) == []

    def test_it_is_read_once_more_and_the_team_is_told_why(self):
        one = self.scheduled().contribution
        workflow.replace(one.pk, offer(title="Without her name"), by=C)
        older = self.brought_back(one)
        run_jobs()
        text = older.submissions.get()
        assert (text.state, text.story_id, text.publish_at) == (State.IN_REVIEW, None, None)
        assert not Story.objects.filter(pk=older.story_id).exists()
        [said] = text.messages.all()
        assert (said.internal, said.party, said.author_id) == (True, "system", None)
        assert "older copy" in said.body

    def test_what_was_told_already_comes_back_too(self):
        one = self.scheduled().contribution
        workflow.take_back(one.pk, by=a_lead())
        older = self.scheduled()
        Submission.objects.filter(pk=older.pk).update(settled_at=timezone.now())
        again(*((older.contribution, kind) for kind in kinds(one)))
        older.refresh_from_db()
        assert (older.state, older.settled_at) == (State.IN_REVIEW, None)

    def test_another_text_of_the_story_stays_as_it_is(self):
        older = self.scheduled().contribution
        again((older, "recalled:7"))
        assert older.submissions.get().state == State.APPROVED

    def test_what_a_lead_let_rest_and_left_unseen_stays_unseen(self):
        kept = submission_in(State.HELD).contribution
        consents.withdraw_all(kept.pk)
        workflow.restore(kept.pk, by=a_lead(), reason="other")
        assert (kept.submissions.get().state, kinds(kept)[-1]) == (State.PAUSED, "paused")
        older = submission_in(State.PUBLISHED).contribution
        again((older, "held"), (older, kinds(kept)[-1]))
        assert older.submissions.get().state == State.PAUSED
