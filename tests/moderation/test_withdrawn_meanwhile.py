"""Taken back in another window while somebody of the team was about to act: a clean refusal."""

import pytest
from django.test import Client
from knox.models import AuthToken

from moderation import actors, workflow
from moderation.errors import Conflict
from moderation.models import Contribution, Event, Submission
from moderation.states import State
from stories.models import Story
from tests.factories import person, run_jobs, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
ACTIONS = ["approve", "request_changes", "decline", "escalate", "take_back", "claim", "release"]
JUDGED = {"message": "With thanks.", "reason": "other"}
FROM = {"take_back": State.APPROVED, "take_down": State.PUBLISHED, "restore": State.HELD}
each = pytest.mark.parametrize("action", [*ACTIONS, "take_down", "restore"])


@pytest.fixture
def lead():
    return person("another-lead@example.org", "lead")


def withdrawn(action: str) -> Submission:
    submission = submission_in(FROM.get(action, State.IN_REVIEW))
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    return submission


def nothing_happened(submission: Submission, events: int) -> None:
    run_jobs()
    submission.refresh_from_db()
    assert (submission.state, submission.claimed_by) == (State.WITHDRAWN, None)
    assert Event.objects.filter(submission=submission).count() == events
    assert Story.objects.count() == 0


@each
def test_programs_are_told_so(lead, action):
    submission = withdrawn(action)
    events = Event.objects.filter(submission=submission).count()
    client = Client(raise_request_exception=False)
    how = {"headers": {"authorization": f"Token {AuthToken.objects.create(user=lead)[1]}"}}
    where = f"/api/v1/submissions/{submission.contribution_id}/decisions/"
    fresh = {"version": Contribution.objects.get().version}
    for version in ({}, fresh, {"version": 1}):
        sent = {"action": action, **JUDGED, **version}
        answer = client.post(where, sent, content_type="application/json", **how)
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    nothing_happened(submission, events)


@each
def test_the_desk_says_so_and_goes_on(lead, action):
    submission = withdrawn(action)
    events = Event.objects.filter(submission=submission).count()
    client = Client(raise_request_exception=False)
    client.force_login(lead)
    here = f"/desk/{submission.contribution_id}/"
    own = {"take_back": "take-back/", "claim": "claim/", "release": "release/"}.get(action, "")
    for version in (1, Contribution.objects.get().version):
        sent = {"action": action, "version": version, "note": "Words.", **JUDGED}
        answer = client.post(here + own, sent)
        assert answer.status_code == (302 if action == "release" else 409), answer.status_code
    assert client.post("/desk/next/").status_code == 302
    nothing_happened(submission, events)


@pytest.mark.parametrize("verb", [workflow.approve, workflow.decline])
def test_the_verb_raises_what_both_doors_understand(lead, verb):
    submission = withdrawn("approve")
    with pytest.raises(Conflict, match="somebody was faster"):
        verb(submission.contribution_id, by=actors.team(lead), **JUDGED)
