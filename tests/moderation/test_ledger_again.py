"""What the list brings about again after a backup, and what waits at the door meanwhile."""

import json
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from contributors import drafts, wishes
from contributors.models import Draft, Wish
from moderation import (
    actors,
    consents,
    ledger,
    replay,
    subjects,
    workflow,
)
from moderation.models import Contribution, Deed, Submission
from moderation.states import State
from stories.models import Story
from tests.contributors.test_sleeping import press, sleep_on, time_passes
from tests.factories import contribution, offer, person, run_jobs, submission_in
from tests.moderation.deeds import again, forget_the_deeds, kinds
from tests.moderation.test_subjects import SOON, months_ago

pytestmark = pytest.mark.django_db

C = actors.contributor()


@pytest.fixture
def file(settings, tmp_path):
    settings.MARROW_ERASURE_FILE = tmp_path / "beside" / "erasures.jsonl"
    return settings.MARROW_ERASURE_FILE


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
