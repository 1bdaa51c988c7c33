"""Somebody at the desk, stories that wait there, and what its pages say."""

import re
from datetime import timedelta

from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from moderation import workflow
from moderation.checks import Remark, Severity
from moderation.models import DeskSettings, Submission
from moderation.states import State
from tests.factories import contribution

ADDRESS = "garlic.planter@example.net"


SEVERE = Remark("treatment", Severity.SEVERE, "body", 2, 12, "This may need a look first.")


WARN = Remark("names", Severity.WARN, "body", 20, 30, "This may be a name.")


IN_TITLE = Remark("names", Severity.WARN, "title", 4, 10, "This may be a name, in the title.")


def door(user, *, ready_first=False) -> Client:
    """Somebody at the desk; most of these tests are about the words, so they want them at once."""
    DeskSettings.objects.update_or_create(user=user, defaults={"ready_first": ready_first})
    client = Client()
    client.force_login(user)
    return client


def waiting(*remarks, hours=0, **changes) -> Submission:
    """A story in review with these remarks."""
    kept = contribution(**changes)
    submission = kept.submissions.get()
    workflow.screen(submission.pk, remarks)
    due = Now() + timedelta(hours=hours)
    Submission.objects.filter(pk=submission.pk).update(due_at=due, state=State.IN_REVIEW)
    submission.refresh_from_db()
    return submission


def page(submission, name="review", **more):
    return reverse(f"desk:{name}", args=[submission.contribution_id])


def version(submission) -> int:
    submission.contribution.refresh_from_db()
    return submission.contribution.version


def decide(client, submission, action, **data):
    usual = {"reason": "other"} if action == "request_changes" else {}
    data = {"action": action, "version": version(submission), **usual, **data}
    return client.post(page(submission), data)


def words(response) -> str:
    """The page as it is read: no tags, and blanks in a row as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def heading(response) -> str:
    return re.findall(r"<h1>(.*?)</h1>", response.content.decode())[0]


def titles(response) -> list[str]:
    return [row.submission.title for row in response.context["rows"]]


def held(response) -> dict[str, int]:
    return {str(tab["name"]): tab["held"] for tab in response.context["lanes"]}


def dismiss(client, submission, finding, **data):
    where = reverse("desk:dismiss", args=[submission.contribution_id, finding.pk])
    return client.post(where, {"because": "mistaken", **data})
