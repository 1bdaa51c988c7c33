"""The examples, loaded and removed by the verbs, as a demonstration does it."""

import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, is_staff
from contributors import example_stories
from contributors.example_stories import PLANS, Loading, load, people, read, remove
from contributors.management.commands import load_examples
from mail.models import Mail
from moderation import actors, workflow
from moderation.models import Consent, Contribution, Event, Message, Submission
from moderation.reasons import Reason
from moderation.states import Action, Party, State
from stories.models import Relation, Story, Tombstone
from tests.factories import contribution, person, run_jobs

PUBLISHED = ("published", "revision-waiting", "withdrawn")  # these were public at least once


@pytest.fixture(autouse=True)
def demo(settings):
    settings.MARROW_DEMO = True


def work(moving) -> None:
    """What relay and worker do, and as patiently waited for."""
    run_jobs()
    assert moving() == 0


def load_all() -> list[str]:
    said: list[str] = []
    load(read(), wait=work, say=said.append)
    return said


def states() -> dict[str, list[str]]:
    """For each example by file name, the states of its submissions, first sent first."""
    found = {}
    by = people()
    for example in read():
        rows = Loading(example, by=by).contribution.submissions.order_by("id")
        found[example.name] = list(rows.values_list("state", flat=True))
    return found


EXPECTED = {
    "waiting": ["in_review"],
    "published": ["published"],
    "revision-waiting": ["published", "in_review"],
    "withdrawn": ["withdrawn"],
    "escalated": ["escalated"],
    "declined": ["declined"],
    "changes-requested": ["changes_requested"],
}

AGE_BANDS = {"under-18", "18-29", "30-44", "45-59", "60-74", "75-plus"}
# The ages that the texts themselves name, whoever tells them. Nico (25) knows only "adult".
TOLD_AT = {
    **dict.fromkeys(("04", "10", "13", "21", "26", "28", "32", "39"), "under-18"),
    **dict.fromkeys(("06", "14", "23", "24", "29", "34"), "18-29"),
    **dict.fromkeys(("22", "27"), "30-44"),
    **dict.fromkeys(("17", "33"), "60-74"),
    "18": "75-plus",
    "25": "",
}


class TestFiles:
    def test_there_are_forty_and_each_outcome_is_among_them(self):
        assert len(read()) == 40
        assert {example.outcome for example in read()} == set(PLANS)

    def test_every_relation_two_languages_and_many_diagnoses(self):
        fields = [example.fields for example in read()]
        assert {one["relation"] for one in fields} == set(Relation.values)
        assert Counter(one["language"] for one in fields)["es"] == 5
        assert len({slug for one in fields for slug in one["diagnoses"]}) >= 25

    def test_each_has_150_to_700_words(self):
        sizes = {one.name: len(one.fields["body"].split()) for one in read()}
        assert {name: size for name, size in sizes.items() if not 150 <= size <= 700} == {}

    @pytest.mark.django_db
    def test_each_could_be_sent(self):
        for example in read():
            example.offer().validate()

    def test_what_a_moderator_must_say_is_there(self):
        silent = [
            example.name
            for example in read()
            if example.outcome in ("declined", "changes-requested") and not example.message
        ]
        assert silent == []

    def test_an_age_is_that_of_the_person_with_the_diagnosis_when_they_were_told(self):
        ages = {
            example.name[:2]: set(example.fields["facets"]) & AGE_BANDS
            for example in read()
            if example.name[:2] in TOLD_AT
        }
        assert ages == {number: {band} - {""} for number, band in TOLD_AT.items()}
        used = {slug for example in read() for slug in example.fields["facets"]} & AGE_BANDS
        assert used == AGE_BANDS

    def test_no_key_is_long_enough_for_the_api(self):
        keys = [example.key for example in read()]
        assert len(set(keys)) == 40
        assert max(map(len, keys)) < 22

    def test_oldest_first_and_dated_so(self):
        ages = [example.days_ago for example in read()]
        assert ages == sorted(ages, reverse=True)
        offer = read()[0].offer()
        assert offer.passages[0].dated == timezone.now().date() - timedelta(days=ages[0])

    def test_an_unknown_reason_is_refused(self, tmp_path):
        path = tmp_path / "01-x.md"
        path.write_text('+++\nreason = "whim"\noutcome = "waiting"\ndays_ago = 1\n+++\nWords.\n')
        with pytest.raises(ValueError, match="whim"):
            read(tmp_path)


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker):
    """The examples, once for all tests of a class: what one does with them is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_all()
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_each_stands_where_its_file_wants_it(self):
        assert states() == {one.name: EXPECTED[one.outcome] for one in read()}

    def test_what_is_public_is_what_was_written(self):
        words = {(story.title, story.body) for story in Story.objects.all()}
        assert words == {
            (one.fields["title"], one.fields["body"])
            for one in read()
            if one.outcome in ("published", "revision-waiting")
        }
        seen = ("example", "searchable", "embeddable", "social")
        assert set(Story.objects.values_list(*seen)) == {(True, False, True, True)}

    def test_published_oldest_first(self):
        assert list(Story.objects.oldest().values_list("title", flat=True)) == [
            one.fields["title"] for one in read() if one.outcome in PUBLISHED[:2]
        ]

    def test_history_is_of_the_verbs_and_of_the_right_people(self):
        events = Event.objects.exclude(action__in=[Action.SUBMIT, Action.SCREEN])
        by = {user.pk: name for name, user in people().items()}
        assert Counter(
            (row.action, row.party) for row in events if row.action != Action.APPROVE
        ) == {
            ("publish", "system"): 31,
            ("withdraw", "contributor"): 1,
            ("decline", "moderator"): 1,
            ("request_changes", "moderator"): 1,
        }
        yes = events.filter(action=Action.APPROVE)
        approvals = Counter(by[row.actor] for row in yes.filter(to_state=State.APPROVED))
        assert approvals.keys() == {"moderator", "moderator2"}
        assert approvals.total() == 31
        assert yes.filter(to_state=State.SECOND_REVIEW).count() == 6  # two people read these

    def test_screening_escalates_the_one_who_may_be_in_danger(self):
        [row] = Submission.objects.filter(state=State.ESCALATED)
        assert [finding.check_id for finding in row.findings.filter(severity="severe")] == [
            "crisis"
        ]
        [event] = Event.objects.filter(to_state=State.ESCALATED)
        assert (event.action, event.party) == (Action.SCREEN, Party.SYSTEM)

    def test_some_wait_with_findings(self):
        waiting = Submission.objects.filter(state=State.IN_REVIEW)
        found = {row.title: row.findings.exclude(severity="note").count() for row in waiting}
        assert sum(count > 0 for count in found.values()) >= 4

    def test_the_contributor_account_sees_three_of_them(self):
        mine = Submission.objects.filter(contribution__contributor__email="contributor@example.org")
        assert sorted(mine.values_list("state", flat=True)) == [
            State.CHANGES_REQUESTED,
            State.IN_REVIEW,
            State.PUBLISHED,
        ]

    def test_decisions_say_why(self):
        for example in read():
            if example.message:
                kept = Loading(example, by=people()).contribution
                [said] = Message.objects.filter(submission__contribution=kept)
                assert (said.body, said.internal) == (example.message, False)
                assert (
                    Event.objects.get(submission__contribution=kept, action=example.plan[0]).reason
                    == {"38": Reason.SELLING, "39": Reason.OTHERS}[example.name[:2]]
                )

    def test_the_withdrawn_one_was_public_and_is_gone(self):
        [example] = [one for one in read() if one.outcome == "withdrawn"]
        kept = Loading(example, by=people()).contribution
        assert list(Tombstone.objects.values_list("story_id", flat=True)) == [kept.story_id]

    def test_mails_nobody_and_asks_search_engines_for_nothing(self):
        assert Mail.objects.count() == 0
        assert set(Consent.objects.values_list("use", flat=True)) == {"website", "embed", "social"}

    def test_the_roles_are_as_their_names_say(self):
        by = people()
        team = ("moderator", "moderator2", "lead")
        assert [actors.team(by[name]).party for name in team] == [
            Party.MODERATOR,
            Party.MODERATOR,
            Party.LEAD,
        ]
        assert [name for name, user in by.items() if not is_staff(user)] == ["contributor"]
        assert [name for name, user in by.items() if user.is_staff] == ["organiser"]


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestAfterwards:
    def test_loading_twice_does_nothing(self):
        before = (Contribution.objects.count(), Event.objects.count(), Message.objects.count())
        assert load_all() == []
        after = (Contribution.objects.count(), Event.objects.count(), Message.objects.count())
        assert after == before

    def test_leaves_alone_what_people_did_since(self):
        live = Submission.objects.filter(state=State.PUBLISHED).first()
        workflow.withdraw(live.contribution_id, by=actors.contributor())
        waiting = Submission.objects.get(title="IMG_2231.jpg")
        lead = actors.team(person("lead@example.org", "lead"))
        workflow.approve(waiting.contribution_id, by=lead)
        run_jobs()
        before = dict(Submission.objects.values_list("pk", "state"))
        assert load_all() == []
        assert dict(Submission.objects.values_list("pk", "state")) == before

    def test_a_file_that_was_edited_since_is_not_sent_again(self):
        edited = [
            example_stories.Example(**{**vars(one), "fields": {**one.fields, "title": "New"}})
            for one in read()
        ]
        assert load(edited, wait=work, say=lambda text: None) == 0

    def test_nothing_of_them_is_left_to_read(self):
        assert remove() == 40
        assert Story.objects.count() == 0
        assert set(Submission.objects.values_list("title", "display_name")) == {("", "")}
        assert [row.passages for row in Submission.objects.all()] == [[]] * 41
        assert set(Message.objects.values_list("body", flat=True)) == {""}
        assert set(Submission.objects.values_list("state", flat=True)) == {State.WITHDRAWN}

    def test_twice_is_once_and_they_do_not_come_back(self):
        remove()
        events = Event.objects.count()
        assert remove() == 0
        assert load_all() == []
        assert (Event.objects.count(), Story.objects.count()) == (events, 0)

    def test_a_site_that_was_a_demo_closes_the_demo_accounts(self, settings):
        kept = person("somebody@example.net", "moderator")
        settings.MARROW_DEMO = False
        out = StringIO()
        call_command("remove_examples", stdout=out)
        assert out.getvalue() == "40 example stories removed.\n6 demo accounts closed.\n"
        demo = User.objects.filter(email__endswith="@example.org")
        assert [user.email for user in demo if user.is_active or user.is_staff] == []
        assert [user.email for user in demo if user.groups.exists()] == []
        assert User.objects.get(pk=kept.pk).has_perm("accounts.moderate") is True

    def test_says_that_they_are_there_or_were_removed(self):
        out = StringIO()
        call_command("load_examples", stdout=out)
        remove()
        call_command("load_examples", stdout=out)
        assert out.getvalue().splitlines() == [
            "The example stories are there already.",
            "The example stories were removed here; they do not come back.",
        ]


@pytest.mark.django_db
class TestStopped:
    def test_where_the_checks_do_not_escalate_a_moderator_does(self, settings):
        settings.MODERATION_CHECKS = []
        load_all()
        [event] = Event.objects.filter(to_state=State.ESCALATED)
        assert (event.action, event.party, event.reason) == (
            Action.ESCALATE,
            Party.MODERATOR,
            Reason.CRISIS,
        )
        assert Message.objects.get(submission=event.submission).internal is True

    @pytest.mark.parametrize("rounds", [0, 1, 2])
    def test_goes_on_where_it_was_stopped(self, rounds):
        """Stopped at the first, second or third time it waits."""
        left = rounds

        def stop(moving):
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            work(moving)

        with pytest.raises(KeyboardInterrupt):
            load(read(), wait=stop, say=lambda text: None)
        load_all()
        run_jobs()  # what was owed when it stopped
        assert states() == {one.name: EXPECTED[one.outcome] for one in read()}
        yes = Event.objects.filter(action=Action.APPROVE, to_state=State.APPROVED)
        assert yes.count() == 31

    def test_one_that_somebody_else_decided_first_is_left_to_them(self):
        said: list[str] = []
        declined = []

        def wait(moving):
            work(moving)
            if not declined:
                row = Submission.objects.get(title="Dry tap")
                declined.append(row.pk)
                workflow.decline(
                    row.contribution_id,
                    by=actors.team(person("lead@example.org", "lead")),
                    reason="other",
                    message="Another time.",
                )

        load(read(), wait=wait, say=said.append)
        assert Submission.objects.get(pk=declined[0]).state == State.DECLINED


@pytest.mark.django_db
class TestRemoving:
    def test_touches_nobody_elses(self):
        mine = contribution(title="Not an example", email="somebody@example.net")
        workflow.screen(mine.submissions.get().pk, [])
        lead = actors.team(person("other-lead@example.net", "lead"))
        workflow.approve(mine.pk, by=lead)
        run_jobs()
        load_all()
        before = (
            Contribution.objects.filter(pk=mine.pk).values().get(),
            Submission.objects.filter(contribution=mine).values().get(),
            Consent.objects.filter(contribution=mine).values().get(),
        )
        remove()
        assert (
            Contribution.objects.filter(pk=mine.pk).values().get(),
            Submission.objects.filter(contribution=mine).values().get(),
            Consent.objects.filter(contribution=mine).values().get(),
        ) == before
        assert list(Story.objects.values_list("id", flat=True)) == [mine.story_id]

    def test_in_the_middle_of_loading_too(self):
        with pytest.raises(KeyboardInterrupt):
            load(read(), wait=_stop, say=lambda text: None)
        assert remove() == 40
        run_jobs()  # the work that was owed for them is moot
        assert Story.objects.count() == 0
        assert set(Submission.objects.values_list("state", flat=True)) == {State.WITHDRAWN}

    def test_a_demo_keeps_its_accounts(self):
        people()
        out = StringIO()
        call_command("remove_examples", stdout=out)
        assert out.getvalue() == "0 example stories removed.\n"
        assert User.objects.filter(is_active=True, email__endswith="@example.org").count() == 6


def _stop(moving):
    raise KeyboardInterrupt


@pytest.mark.django_db
class TestCommands:
    @pytest.mark.parametrize("name", ["load_examples", "demo_accounts"])
    def test_only_in_a_demonstration(self, settings, name):
        settings.MARROW_DEMO = False
        with pytest.raises(CommandError, match="set MARROW_DEMO=1"):
            call_command(name)
        assert (User.objects.count(), Contribution.objects.count()) == (0, 0)

    def test_says_when_no_relay_comes(self, settings, monkeypatch):
        settings.MARROW_GRACE = timedelta(0)
        monkeypatch.setattr(load_examples, "PATIENCE", 1.0)
        with pytest.raises(CommandError) as refused:
            call_command("load_examples", stdout=StringIO())
        assert str(refused.value) == (
            "40 stories wait for a relay and a worker, and none came within 1 seconds: "
            "start both, then load the examples again."
        )

    def test_demo_accounts_are_those_that_the_start_prints(self):
        from config.supervisor import PEOPLE

        out = StringIO()
        call_command("demo_accounts", stdout=out)
        assert out.getvalue().split() == [f"{name}@example.org" for name in PEOPLE]
        assert set(PEOPLE) == set(example_stories.PEOPLE)
        assert example_stories.PEOPLE["contributor"] == Role.CONTRIBUTOR

    def test_the_start_loads_them(self):
        from pathlib import Path

        source = Path(example_stories.__file__).parents[1] / "config" / "supervisor.py"
        assert len(re.findall(r'"load_examples"\)', source.read_text())) == 1
