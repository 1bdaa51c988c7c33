"""Any order of deeds by anyone, with duplicate and late jobs: the invariants hold after each."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jobs import work
from jobs.models import Job
from moderation import actors, checks, consents, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Consent, Contribution, Event, Submission
from moderation.states import OPEN, RULES, Action, State
from stories.models import Story, Tombstone
from tests.factories import contribution, offer, person, run_jobs

C = actors.contributor()
SEVERE = checks.Remark("crisis", checks.Severity.SEVERE, "body", 0, 1, "Reason.")
TEAM = st.sampled_from(["one@example.org", "two@example.org", "lead@example.org"])
DECISIONS = st.sampled_from(sorted(workflow.VERBS))


class Deeds(RuleBasedStateMachine):
    @initialize()
    def people(self):
        self.savepoint = transaction.savepoint()
        self.kept: list = []
        self.gone: set = set()
        self.team = {
            email: actors.team(person(email, "lead" if "lead" in email else "moderator"))
            for email in ("one@example.org", "two@example.org", "lead@example.org")
        }
        self.send()

    def teardown(self):
        """Each run starts with an empty house."""
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def any(self, number: int):
        return self.kept[number % len(self.kept)]

    def trying(self, verb, *args, **how):
        """Do a verb that may be refused, as it would be in life."""
        try:
            return verb(*args, **how)
        except (Conflict, Forbidden):
            return None

    @rule()
    def send(self):
        if len(self.kept) < 3:
            self.kept.append(contribution().pk)

    @rule(number=st.integers(0, 2), severe=st.booleans())
    def screen(self, number, severe):
        newest = Submission.objects.filter(contribution=self.any(number)).latest("id")
        self.trying(workflow.screen, newest.pk, [SEVERE] if severe else [])

    @rule(number=st.integers(0, 2), who=TEAM, choice=st.integers(0, 9), stale=st.booleans())
    def decide_as_offered(self, number, who, choice, stale):
        """Press one of the buttons that this person is shown."""
        pk, by = self.any(number), self.team[who]
        offered = workflow.actions_of(Submission.objects.filter(contribution=pk), by)
        buttons = [action for action in offered if action in workflow.VERBS]
        if buttons:
            assert self.decide(pk, buttons[choice % len(buttons)], by, stale) is not stale

    @rule(number=st.integers(0, 2), who=TEAM, verb=DECISIONS)
    def decide_anything(self, number, who, verb):
        self.decide(self.any(number), Action(verb), self.team[who], False)

    def decide(self, pk, action, by, stale) -> bool:
        version = Contribution.objects.get(pk=pk).version
        before = Event.objects.count()
        how = {"version": version - stale, "message": "Words.", "reason": "other"}
        done = self.trying(workflow.VERBS[action], pk, by=by, **how) is not None
        assert done == (Event.objects.count() > before)
        return done

    @rule(number=st.integers(0, 2), who=TEAM)
    def approve_and_wait(self, number, who):
        self.time_passes(now=True)
        pk = self.any(number)
        self.decide(pk, Action.APPROVE, self.team[who], False)
        self.time_passes(now=True)

    @rule(number=st.integers(0, 2), title=st.sampled_from(["One", "Two"]))
    def replace(self, number, title):
        self.trying(workflow.replace, self.any(number), offer(title=title), by=C)

    @rule(number=st.integers(0, 2), sure=st.integers(0, 3))
    def withdraw(self, number, sure):
        pk = self.any(number)
        if sure == 3 and self.trying(workflow.withdraw, pk, by=C):
            self.gone.add(pk)

    @rule(number=st.integers(0, 2))
    def erase(self, number):
        self.trying(workflow.erase, self.any(number), by=C)

    @rule(now=st.booleans())
    def time_passes(self, now):
        run_jobs(now=now)

    @rule()
    def a_job_comes_twice(self):
        job = Job.objects.filter(kind__in=["screen", "publish", "settle"]).order_by("?").first()
        if job is not None:
            Job.objects.filter(pk=job.pk).update(done_at=None, done_by="")
            work.run(job.pk, by="worker")

    @invariant()
    def public_is_approved_and_agreed_to(self):
        for story in Story.objects.all():
            submission = Submission.objects.get(story=story)
            assert submission.state == State.PUBLISHED
            assert submission.content_hash == story.content_hash == submission.offer.hash
            assert Event.objects.filter(
                submission=submission, action=Action.APPROVE, content_hash=story.content_hash
            ).exists()
            assert "website" in consents.live(submission.contribution_id)
        live = Submission.objects.filter(state=State.PUBLISHED).count()
        assert Story.objects.count() == live

    @invariant()
    def withdrawn_stays_gone(self):
        for pk in getattr(self, "gone", ()):
            kept = Contribution.objects.get(pk=pk)
            assert not Story.objects.filter(pk=kept.story_id).exists()
            assert not Consent.objects.filter(contribution=kept, withdrawn_at=None).exists()
            assert not kept.submissions.filter(state__in=[*OPEN, State.PUBLISHED]).exists()

    @invariant()
    def a_grave_or_a_page_never_both(self):
        graves = set(Tombstone.objects.values_list("story_id", flat=True))
        assert not graves & set(Story.objects.values_list("pk", flat=True))

    @invariant()
    def history_is_whole_and_legal(self):
        for kept in Contribution.objects.all():
            for submission in kept.submissions.all():
                at = ""
                for event in submission.events.order_by("id"):
                    assert event.from_state == at
                    if at:
                        rule = RULES[State(at), Action(event.action)]
                        assert event.to_state in rule.to
                        assert event.party in rule.parties
                    at = event.to_state
                assert at == submission.state
            versions = set(
                Event.objects.filter(submission__contribution=kept).values_list(
                    "version", flat=True
                )
            )
            assert versions == set(range(1, kept.version + 1))

    @invariant()
    def the_database_agrees(self):
        if connection.in_atomic_block:
            connection.check_constraints()


class TestDeeds(TestCase, Deeds.TestCase):
    settings = settings(
        max_examples=30,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


pytestmark = pytest.mark.django_db
