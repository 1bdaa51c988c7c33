"""A time that is odd or missing keeps nobody from deciding, and no page from opening."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from moderation import actors, claims, duties, reckoning, workflow
from moderation.models import Contribution, DeskSettings, Event, Submission
from moderation.queue import Lane
from moderation.states import State
from tests.factories import contribution, run_jobs, submission_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
LONG_AGO, FAR_AWAY = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
JUDGED = {"message": "With thanks.", "reason": "other"}
# Which time of a story is odd, and how.
ODD = [
    {"created_at": LONG_AGO},
    {"created_at": FAR_AWAY},
    {"due_at": LONG_AGO},
    {"due_at": FAR_AWAY},
    {"created_at": FAR_AWAY, "due_at": LONG_AGO},
]
each = pytest.mark.parametrize("odd", ODD, ids=str)


@pytest.fixture
def desk(moderator):
    client = Client()
    client.force_login(moderator)
    return client


def waits(**odd) -> Submission:
    submission = submission_in(State.IN_REVIEW, title="The odd one", email="ruth@example.org")
    Submission.objects.filter(pk=submission.pk).update(**odd)
    return submission


@each
@pytest.mark.parametrize("action", ["approve", "request_changes", "decline", "escalate"])
def test_it_is_decided_on_as_any(desk, odd, action):
    submission = waits(**odd)
    where = f"/desk/{submission.contribution_id}/"
    assert desk.get("/desk/").status_code == 200
    assert desk.post("/desk/next/").headers["Location"].startswith(where)
    assert desk.get(where, {"open": "1"}).status_code == 200
    version = Contribution.objects.get().version
    note = {"note": "Please."} if action == "escalate" else {}
    sent = {"action": action, "version": version, **JUDGED, **note}
    assert desk.post(where, sent).status_code == 302
    assert Event.objects.filter(submission=submission, action=action).count() == 1
    run_jobs()
    assert desk.get("/desk/", {"lane": Lane.DECIDED}).status_code == 200
    assert desk.get(where).status_code == 200


@each
def test_no_page_and_no_figure_breaks_over_it(desk, moderator, lead, odd):
    DeskSettings.objects.update_or_create(user=moderator, defaults={"daily_mail": True})
    submission = waits(**odd)
    told = {one.lane: one for one in reckoning.waiting()}[Lane.REVIEW]
    submission.refresh_from_db()
    assert (told.stories, told.oldest) == (1, submission.created_at)
    reckoning.keep()
    duties.tell(moderator.pk)
    leading = Client()
    leading.force_login(lead)
    assert leading.get("/desk/figures/").status_code == 200
    how = {"headers": {"authorization": f"Token {AuthToken.objects.create(user=lead)[1]}"}}
    for where in ("/api/v1/queue/", f"/api/v1/submissions/{submission.contribution_id}/"):
        assert Client().get(where, **how).status_code == 200, where


@pytest.mark.parametrize(
    "chosen", ["never", "2026-13-45", "99999999-01-01", "0000-00-00", "٢٠٢٦-٠١-٠١", "-1", "\0"]
)
def test_a_day_that_is_none_is_said_and_the_decision_can_be_made(desk, moderator, chosen):
    submission = waits()
    where = f"/desk/{submission.contribution_id}/"
    version = Contribution.objects.get().version
    sent = {"action": "approve", "version": version, "message": "Words of care."}
    refused = desk.post(where, {**sent, "day": chosen, "hour": chosen})
    assert refused.status_code == 200
    assert "Words of care.</textarea>" in refused.content.decode()
    how = {"headers": {"authorization": f"Token {AuthToken.objects.create(user=moderator)[1]}"}}
    api = f"/api/v1/submissions/{submission.contribution_id}/decisions/"
    asked = Client().post(api, {**sent, "at": chosen}, content_type="application/json", **how)
    assert (asked.status_code, list(asked.json()["errors"])) == (400, ["at"])
    for filtered in ({"older": chosen}, {"after": chosen}, {"before": chosen}):
        assert desk.get("/desk/", filtered).status_code == 200
    assert desk.post(where, sent).status_code == 302
    run_jobs()
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


def test_the_oldest_is_told_as_the_oldest_everywhere(moderator, lead):
    """And not the one that is due first, nor the first of any list; and none that is done."""
    made = {}
    for title, days, due in [("new", 1, 1), ("oldest", 9, 90), ("middle", 5, 2), ("done", 20, 1)]:
        kept = contribution(title=title)
        workflow.screen(kept.submissions.get().pk, [])
        made[title] = timezone.now() - timedelta(days=days)
        Submission.objects.filter(contribution=kept).update(
            created_at=made[title], due_at=Now() + timedelta(hours=due)
        )
    done = Submission.objects.get(title="done").contribution_id
    workflow.decline(done, by=actors.team(moderator), **JUDGED)
    told = {one.lane: one for one in reckoning.waiting()}[Lane.REVIEW]
    assert (told.stories, told.oldest) == (3, made["oldest"])
    by_group = dict(reckoning.waiting_by_group())
    assert {oldest for stories, oldest in by_group.values() if stories} == {made["oldest"]}
    assert (
        claims.next_for(actors.team(moderator))
        == Submission.objects.get(title="new").contribution_id
    )
