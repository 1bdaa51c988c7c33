"""The list of what must stay off: noted with each deed, written beside the database, done again."""

import json
import threading
import uuid
from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributors import drafts, leaving, wishes
from contributors.models import Draft, Wish
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
from tests.contributors.test_sleeping import press, sleep_on, time_passes
from tests.factories import contribution, offer, person, run_jobs, submission_in
from tests.moderation.test_album import in_state
from tests.moderation.test_subjects import SOON, months_ago

C = actors.contributor()
pytestmark = pytest.mark.django_db


def a_lead() -> actors.Actor:
    return actors.team(person("lead@example.org", "lead"))


@pytest.fixture
def file(settings, tmp_path):
    settings.MARROW_ERASURE_FILE = tmp_path / "beside" / "erasures.jsonl"
    return settings.MARROW_ERASURE_FILE


def lines(file) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert all(list(row) == ["id", "kind", "subject", "at"] for row in rows)
    return [(row["subject"], row["kind"]) for row in rows]


def kinds(kept: Contribution) -> list[str]:
    return list(Deed.objects.filter(subject=kept.pk).order_by("at").values_list("kind", flat=True))


def forget_the_deeds() -> None:
    """As a backup from before them knows none."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moderation_deed DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM moderation_deed")
        cursor.execute("ALTER TABLE moderation_deed ENABLE TRIGGER USER")


def again(*deeds: tuple[Contribution, str]) -> None:
    """Do again what another database had done."""
    rows = [Deed(subject=str(kept.pk), kind=kind) for kept, kind in deeds]
    at = Contribution.objects.order_by("-created_at")[0].created_at
    text = "".join(
        json.dumps({"id": str(row.pk), "kind": row.kind, "subject": row.subject,
                    "at": at.replace(microsecond=number).isoformat()}) + "\n"
        for number, row in enumerate(rows)
    )  # fmt: skip
    replay.replay(map(ledger.Line.read, text.splitlines()))


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


class TestReplay:
    def test_what_was_taken_down_needs_a_lead_to_come_back(self):
        kept = submission_in(State.PUBLISHED, language="es", title="El ajo").contribution
        again((kept, "taken-down"))
        assert [one.state for one in kept.submissions.all()] == [State.TAKEN_DOWN]
        assert Story.objects.count() == 0
        told = kept.submissions.get().messages.get(internal=False, party="system")
        assert "copia" in told.body

    @pytest.mark.parametrize(
        ("noted", "state"),
        [
            (["paused"], State.PAUSED),
            (["paused", "back"], State.PUBLISHED),
            (["paused", "back", "paused"], State.PAUSED),
            (["taken-down", "back"], State.PUBLISHED),
            (["held"], State.HELD),
            (["held", "back"], State.PUBLISHED),
            (["held", "taken-down"], State.TAKEN_DOWN),
            (["paused", "withdrawn"], State.WITHDRAWN),
            (["withdrawn", "erased"], State.WITHDRAWN),
        ],
    )
    def test_the_last_word_counts(self, noted, state):
        kept = submission_in(State.PUBLISHED).contribution
        again(*((kept, kind) for kind in noted))
        assert kept.submissions.get().state == state
        assert (kept.submissions.get().title == "") == ("erased" in noted)

    def test_it_only_hides(self):
        kept = submission_in(State.PAUSED).contribution
        again((kept, "back"))
        assert kept.submissions.get().state == State.PAUSED

    def test_less_of_a_name_and_of_what_was_agreed_to(self):
        uses = ["website", "search-engines", "press"]
        kept = submission_in(State.PUBLISHED, uses=uses).contribution
        again((kept, "name:anonymous"), (kept, "ended:search-engines"))
        story = Story.objects.get()
        assert (story.display_name, story.searchable) == ("Anonymous", False)
        assert consents.live(kept.pk) == {"website", "press"}

    def test_words_that_others_took_the_place_of(self, lead):
        kept, older = (submission_in(State.PUBLISHED).contribution for _ in range(2))
        workflow.replace(kept.pk, offer(title="Without the photo"), by=C)
        run_jobs()
        workflow.approve(kept.pk, by=actors.team(lead))
        run_jobs()
        assert kinds(kept) == ["replaced:2"]
        forget_the_deeds()
        again((older, "replaced:2"), (kept, "replaced:2"))
        assert [story.title for story in Story.objects.all()] == ["Without the photo"]
        [words] = older.submissions.all()
        assert words.state == State.PAUSED
        assert "older words of yours" in words.messages.told().get(party="system").body

    @pytest.mark.parametrize("kind", ["adult", "child"])
    def test_a_no_to_words_that_are_not_live(self, kind):
        born = months_ago(SOON) if kind == "child" else None
        kept, older = (
            submission_in(State.APPROVED, about=subjects.About(kind, born)) for _ in range(2)
        )
        workflow.say_no(kept.contribution_id, content_hash=kept.content_hash, language="en")
        assert kinds(kept.contribution) == ["refused"]
        forget_the_deeds()
        again((older.contribution, "refused"))
        run_jobs()
        assert Story.objects.count() == 0

    def test_who_is_not_to_be_written_to(self):
        kept = submission_in(State.PUBLISHED, email="ruth@example.org").contribution
        again((kept, "address"))
        kept.refresh_from_db()
        assert (kept.email, kept.email_confirmed_at) == ("", None)
        assert Story.objects.count() == 1

    def test_what_is_newer_than_the_backup_is_not_there_to_hide(self):
        row = {"id": str(uuid.uuid4()), "kind": "erased", "subject": str(uuid.uuid4())}
        line = json.dumps({**row, "at": "2026-11-25T12:00:00+00:00"})
        assert replay.replay([ledger.Line.read(line)]) == {"unknown here": 1}
        assert replay.replay([ledger.Line.read(line)]) == {}

    def test_an_account_goes_again_and_not_one_that_got_its_number(self, file):
        ruth = person("ruth@example.org")
        line = {"id": str(uuid.uuid4()), "kind": "account", "subject": str(ruth.pk)}
        early = ledger.Line.read(json.dumps({**line, "at": "2001-01-01T00:00:00+00:00"}))
        assert replay.replay([early]) == {"unknown here": 1}
        late = {**line, "id": str(uuid.uuid4()), "at": "2101-01-01T00:00:00+00:00"}
        assert replay.replay([ledger.Line.read(json.dumps(late))]) == {"account": 1}
        assert not User.objects.exists()

    def test_again_and_again_changes_nothing_more(self, file):
        kept = submission_in(State.PUBLISHED).contribution
        workflow.erase_all(kept.pk, by=C)
        ledger.write_down()
        version = Contribution.objects.get().version
        said = StringIO()
        call_command("replay_erasures", stdout=said)
        forget_the_deeds()
        call_command("replay_erasures", stdout=said)
        call_command("replay_erasures", stdout=said)
        assert said.getvalue().splitlines() == [
            "Done again: nothing was missing.",
            "Done again: 1 erased.",
            "Done again: nothing was missing.",
        ]
        assert Contribution.objects.get().version == version
        assert not ledger.pending()

    def test_a_line_that_is_not_whole_is_told_of(self, file, tmp_path):
        torn = tmp_path / "torn"
        torn.write_text('{"id": "0\n\n[1]\n{"id": 5, "kind": "", "subject": "", "at": ""}\n')
        said, wrong = StringIO(), StringIO()
        call_command("replay_erasures", str(torn), stdout=said, stderr=wrong)
        assert said.getvalue() == "Done again: nothing was missing.\n"
        assert [line.split(": ")[1].split()[1] for line in wrong.getvalue().splitlines()] == [
            *("1", "3", "4")
        ]

    def test_a_file_that_is_not_there(self):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("replay_erasures", "/nowhere/at/all")


def test_the_list_to_take_elsewhere():
    first, second = contribution(), contribution()
    workflow.withdraw(first.pk, by=C)
    middle = Deed.objects.get().at
    workflow.withdraw(second.pk, by=C)
    listed = StringIO()
    call_command("erasures", stdout=listed)
    assert [json.loads(line)["subject"] for line in listed.getvalue().splitlines()] == [
        str(first.pk),
        str(second.pk),
    ]
    listed = StringIO()
    call_command("erasures", "--since", "2999-01-01", stdout=listed)
    assert listed.getvalue() == ""
    assert Deed.objects.filter(at__gte=middle).count() == 2
    with pytest.raises(CommandError, match="no day or time"):
        call_command("erasures", "--since", "yesterday")


class TestWhatWasCalledOff:
    """After a restore nothing goes on by itself that somebody had stopped since the backup."""

    def told(self, lead, what="remove", **changes) -> Contribution:
        kept = submission_in(State.PUBLISHED, **changes).contribution
        wishes.choose(kept.pk, what)
        wishes.tell(kept.pk)
        wishes.confirm(kept.pk, by=actors.team(lead))
        return kept

    def test_each_is_noted(self, lead):
        kept = self.told(lead)
        wishes.undo(kept.pk)
        wishes.undo(kept.pk)  # changes nothing
        wishes.choose(kept.pk, "remove")
        assert kinds(kept) == ["paused", "undone", "back"]
        wishes.choose(kept.pk, "keep")
        wishes.forget(kept.pk)
        wishes.forget(kept.pk)
        assert kinds(kept)[3:] == ["forgotten", "forgotten"]

    def test_a_wish_that_was_undone_is_undone_and_nothing_is_public(self, lead):
        kept = self.told(lead)
        again((kept, "undone"), (kept, "back"), (kept, "name:initial"))
        wish = wishes.of(kept)
        assert (wish.told_at, wish.confirmed_at, wish.spent) == (None, None, 1)
        assert (Story.objects.count(), kept.submissions.get().state) == (0, State.PAUSED)

    def test_a_wish_that_was_forgotten_is_gone(self, lead):
        again((self.told(lead), "forgotten"))
        assert not Wish.objects.exists()

    def test_a_lead_looks_again_at_all_the_others(self, lead):
        kept = self.told(lead)
        before = wishes.of(kept).told_at
        again((submission_in(State.PUBLISHED).contribution, "paused"))
        wish = wishes.of(kept)
        assert (wish.open, wish.told_at > before, wish.paused) == (True, True, True)

    @pytest.mark.parametrize("go", ["stop", "change", "delete"])
    def test_a_story_that_was_kept_back_is_not_sent(self, client, file, go):
        sleep_on(client)
        before = Draft.objects.get()
        if go == "delete":
            drafts.throw_away(Draft.objects.get())
        else:
            press(client, go)
        assert list(Deed.objects.values_list("kind", flat=True)) == ["woken"]
        ledger.write_down()
        forget_the_deeds()
        before.save()  # it sleeps again, as in the backup
        said = StringIO()
        call_command("replay_erasures", stdout=said)
        assert said.getvalue() == "Done again: 1 kept from going out by themselves, 1 woken.\n"
        assert not ledger.pending()
        time_passes(hours=25)
        assert not Contribution.objects.exists()
        call_command("replay_erasures", stdout=said)
        assert said.getvalue().splitlines()[1:] == ["Done again: nothing was missing."]


class TestTheDoor:
    """While a restored database forgets what the file knows, nothing is served."""

    @pytest.fixture
    def forgotten(self, file):
        kept = submission_in(State.PUBLISHED).contribution
        workflow.withdraw(contribution().pk, by=C)
        ledger.write_down()
        forget_the_deeds()
        return kept

    @pytest.mark.parametrize(
        "page", ["/", "/es/stories/", "/api/v1/stories/", "/your-stories/", "/sitemap.xml"]
    )
    def test_it_is_shut(self, forgotten, page):
        answer = Client().get(page)
        assert (answer.status_code, answer["Retry-After"]) == (503, "300")
        assert answer["Cache-Control"] == "no-store"
        assert "garlic" not in answer.content.decode()
        words = {"/": "We are putting things back", "/es/stories/": "Estamos"}
        assert words.get(page, "") in answer.content.decode()

    def test_health_says_so_and_the_process_lives(self, forgotten):
        assert Client().get("/health/live").status_code == 200
        assert "erasures: replay pending" in Client().get("/health/ready").json()["down"]

    def test_it_opens_when_all_is_hidden_again(self, forgotten):
        client = Client()
        assert client.get("/").status_code == 503
        call_command("replay_erasures", stdout=StringIO())
        assert client.get("/").status_code == 200
        assert "erasures: replay pending" not in client.get("/health/ready").json()["down"]

    def test_health_tells_of_what_is_not_written(self, file, monkeypatch):
        workflow.withdraw(contribution().pk, by=C)
        assert "erasures: not written" not in Client().get("/health/ready").json()["down"]
        monkeypatch.setattr(ledger, "SLOW", -ledger.SLOW)
        assert "erasures: not written" in Client().get("/health/ready").json()["down"]

    def test_health_tells_of_a_file_that_cannot_be_read(self, settings, tmp_path):
        settings.MARROW_ERASURE_FILE = tmp_path  # a folder
        assert "erasures: no file" in Client().get("/health/ready").json()["down"]


def test_what_was_hidden_before_there_was_a_list():
    """The migration notes it: a story of each state, as it would be found."""
    from importlib import import_module

    so_far = import_module("moderation.migrations.0008_erasures_memory_thanks").SO_FAR
    for state in State:
        submission_in(state)
    workflow.erase_all(contribution().pk, by=C)
    forget_the_deeds()
    with connection.cursor() as cursor:
        cursor.execute(so_far)
    found = {
        (Submission.objects.filter(contribution=deed.subject).latest("number").state, deed.kind)
        for deed in Deed.objects.all()
    }
    assert found == {
        ("withdrawn", "withdrawn"),
        ("withdrawn", "erased"),
        ("paused", "paused"),
        ("taken_down", "taken-down"),
    }


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
