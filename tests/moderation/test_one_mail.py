"""One mail for each decision, however often it is pressed, done, or sent again."""

import json
import smtplib

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, workflow
from moderation.models import Contribution, Submission
from moderation.states import State
from tests.factories import person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
ADDRESS = "ruth@example.org"
# A decision, from where, and the kind of the one mail that its contributor gets.
DECISIONS = [
    ("approve", State.IN_REVIEW, "published"),
    ("approve", State.SECOND_REVIEW, "published"),
    ("request_changes", State.IN_REVIEW, "decision"),
    ("decline", State.IN_REVIEW, "decision"),
    ("decline", State.SECOND_REVIEW, "decision"),
    ("hold", State.PUBLISHED, "held"),
    ("take_down", State.PUBLISHED, "decision"),
    ("restore", State.TAKEN_DOWN, "published"),
    ("restore", State.HELD, "published"),
]
each = pytest.mark.parametrize(("action", "state", "kind"), DECISIONS)


@pytest.fixture
def waiting(state) -> Submission:
    """A story in this state, whose contributor confirmed an address and was mailed of all else."""
    submission = submission_in(state, email=ADDRESS)
    Contribution.objects.update(email_confirmed_at=timezone.now())
    run_jobs()
    Mail.objects.all().delete()
    mail.outbox.clear()
    return submission


@pytest.fixture
def leading():
    return person("another-lead@example.org", "lead")


def mailed() -> list[str]:
    """The kinds of the mails that its contributor was really sent."""
    keys = {one.message_id: one.kind for one in Mail.objects.all()}
    mine = [one for one in mail.outbox if one.to == [ADDRESS]]
    return [keys[one.extra_headers["Message-ID"]] for one in mine]


def once_more() -> None:
    """Every job comes again, as after a worker that died before it could say that it was done."""
    Job.objects.update(done_at=None, done_by="", lease_until=None, lease_token=None)
    Job.objects.update(not_before=Now())
    for job in Job.objects.order_by("id"):
        work.run(job.pk, by="worker")


@each
def test_pressed_twice_and_done_again_and_again(waiting, leading, action, kind):
    client = Client()
    how = {"headers": {"authorization": f"Token {AuthToken.objects.create(user=leading)[1]}"}}
    version = Contribution.objects.get(pk=waiting.contribution_id).version
    sent = {"action": action, "version": version, "message": "With thanks.", "reason": "other"}
    where = f"/api/v1/submissions/{waiting.contribution_id}/decisions/"
    codes = [
        client.post(where, json.dumps(sent), content_type="application/json", **how).status_code
        for _press in range(3)
    ]
    assert codes == [200, 409, 409]
    run_jobs()
    assert mailed() == [kind]
    for _time in range(3):
        once_more()
        run_jobs()
    assert mailed() == [kind]
    assert [one.kind for one in Mail.objects.filter(key__contains=waiting.contribution_id)] == [
        kind
    ]


@each
def test_a_mail_server_that_says_no_first_is_asked_again_with_the_same_number(
    waiting, leading, action, kind, monkeypatch
):
    workflow.VERBS[action](
        waiting.contribution_id, by=actors.team(leading), message="With thanks.", reason="other"
    )
    ids: list[str] = []

    def refuses(self, messages):
        ids.extend(one.extra_headers["Message-ID"] for one in messages if one.to == [ADDRESS])
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as bad:
        bad.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)
        Submission.objects.filter(settled_at=None).update(settles_at=Now())
        for _time in range(3):
            Job.objects.open().update(not_before=Now())
            for job in Job.objects.due().order_by("id"):
                work.run(job.pk, by="worker")
    assert len(ids) > 1
    run_jobs()
    assert mailed() == [kind]
    assert {one.extra_headers["Message-ID"] for one in mail.outbox if one.to == [ADDRESS]} == set(
        ids
    )
