"""A declined story's end is told before it comes: on its page, and by one mail."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from contributors import tracker
from jobs import work
from mail.models import Mail
from moderation import actors, workflow
from moderation import declined as ends
from moderation.models import Contribution, Submission
from moderation.states import State
from tests.contributors.test_stories import page_of
from tests.contributors.walking import said
from tests.factories import offer, run_jobs, submission_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def declined(**changes) -> Contribution:
    how = {"email": "ruth@example.org", **changes}
    kept = submission_in(State.DECLINED, **how).contribution
    run_jobs()
    Contribution.objects.update(email_confirmed_at=timezone.now())
    return kept


def days_later(days: int) -> list[Mail]:
    """What was mailed about the end, so many days after the decision took effect."""
    then = timezone.now() - days * DAY
    Submission.objects.exclude(settled_at=None).update(settled_at=then)
    for kind in ("tell-declined", "forget-declined"):
        with transaction.atomic():
            work.KINDS[kind].do(None)
    run_jobs()
    return list(Mail.objects.filter(kind="declined_ends"))


@pytest.mark.parametrize(("days", "mails"), [(82, 0), (84, 1), (91, 0)])
def test_a_week_before_and_not_when_it_is_over(days, mails):
    declined()
    assert len(days_later(days)) == mails


def test_once_however_often_it_is_looked():
    kept = declined()
    assert [len(days_later(days)) for days in (84, 85, 86)] == [1, 1, 1]
    ends.tell(kept.pk)  # as after the job's row is forgotten
    assert Mail.objects.filter(kind="declined_ends").count() == 1
    assert Submission.objects.get(contribution=kept).title != ""


def test_it_says_until_when_in_their_language(mailoutbox):
    kept = declined(language="es")
    days_later(84)
    [mail] = [one for one in mailoutbox if "until" in one.body or "hasta el" in one.body]
    last = Submission.objects.get().settled_at + 90 * DAY
    assert f" de {last.year}" in mail.body
    assert f"/es/your-stories/{kept.pk}/" in mail.body


@pytest.mark.parametrize("changes", [{"example": True}, {"email_confirmed_at": None}])
def test_not_for_examples_nor_at_an_address_that_is_not_theirs(changes):
    declined()
    Contribution.objects.update(**changes)
    assert days_later(84) == []


def test_not_once_it_was_sent_anew():
    kept = declined()
    workflow.replace(kept.pk, offer(title="Again"), by=actors.contributor())
    assert days_later(84) == []


def test_its_page_says_until_when():
    kept = declined()
    last = Submission.objects.get().settled_at + 90 * DAY
    assert f"We keep it until {tracker.day(last)}. Then we erase it" in said(page_of(kept))


def test_no_day_is_told_where_a_live_story_keeps_it(moderator):
    kept = submission_in(State.PUBLISHED).contribution
    workflow.replace(kept.pk, offer(title="Again"), by=actors.contributor())
    run_jobs()
    workflow.decline(kept.pk, by=actors.team(moderator), message="No.", reason="other")
    run_jobs()
    assert "We keep it until" not in said(page_of(kept))


def test_what_somebody_else_is_still_to_look_at_is_kept():
    """An appeal that waits for a long time is no story that was left."""
    kept = declined()
    workflow.appeal(kept.pk, by=actors.contributor())
    assert days_later(400) == []
    run_jobs()
    assert {one.title for one in kept.submissions.all()} == {"The garlic was in by noon"}
