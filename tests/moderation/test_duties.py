"""Whose day it is, and one mail a day: how many wait, and never about what is done."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import AuditEntry
from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, claims, duties, reactions, workflow
from moderation.errors import Forbidden
from moderation.models import DeskSettings, Submission
from moderation.states import State
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db


def wants(user, **chosen) -> None:
    DeskSettings.objects.update_or_create(user=user, defaults={"daily_mail": True, **chosen})


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to an hour of a Thursday."""

    def set_(hour: int, day: int = 26) -> None:
        now = datetime(2026, 11, day, hour, 3, tzinfo=timezone.get_current_timezone())
        monkeypatch.setattr(timezone, "now", lambda: now)

    return set_


def mails() -> list[tuple[str, str]]:
    """What the day's mails say, without the page that they lead to."""
    reactions.tell_desk(None)
    for job in Job.objects.filter(kind="tell-desk-one", done_at=None):
        assert work.run(job.pk, by="worker")
    found = Mail.objects.filter(kind="desk_day").order_by("id")
    return [(one.to, one.text.partition("http")[0].strip()) for one in found]


def sent(title="A story of wards", *, days=2, **changes) -> Submission:
    kept = submission_in(changes.pop("state", State.IN_REVIEW), title=title, **changes)
    Submission.objects.filter(pk=kept.pk).update(created_at=Now() - timedelta(days=days))
    return kept


def test_one_mail_a_day_says_how_many_wait_and_since_when(moderator, moderator2, at):
    wants(moderator)
    at(8)
    for _ in range(2):
        sent()
    expected = [(moderator.email, "At 08:03, 2 waited for you, the oldest since 24 Nov 2026.")]
    Submission.objects.update(
        created_at=datetime(2026, 11, 24, 12, tzinfo=timezone.get_current_timezone())
    )
    assert mails() == expected
    sent()
    assert mails() == expected
    at(8, day=27)
    assert len(mails()) == 2


def test_before_its_hour_nobody_is_told(moderator, at):
    wants(moderator)
    sent()
    at(7)
    assert mails() == []


def test_on_a_day_on_which_nobody_reads_only_whose_day_it_is_hears(
    moderator, moderator2, lead, at, settings
):
    settings.MARROW_TEAM_DAYS = frozenset({1, 2, 3})
    for one in (moderator, moderator2):
        wants(one)
    sent()
    at(9)
    duties.give(date(2026, 11, 26), to=moderator2, by=actors.team(lead))
    [(to, text)] = mails()
    assert to == moderator2.email
    assert text.startswith("You are the person of the day")


def test_what_is_done_meanwhile_is_in_no_mail(moderator, moderator2, at):
    """Owed in the morning and done before the worker comes: it counts what waits then."""
    wants(moderator)
    at(8)
    first, second = sent(), sent()
    reactions.tell_desk(None)
    workflow.approve(first.contribution_id, by=actors.team(moderator2))
    workflow.withdraw(second.contribution_id, by=actors.contributor())
    assert mails() == []


def test_only_what_one_would_be_offered_is_counted(moderator, lead, at):
    wants(moderator, languages=["en"], scope_diagnoses=["lymphoma"])
    wants(lead)
    sent(by=actors.contributor(moderator))
    sent(language="es")
    sent(diagnoses=["aml"])
    sent(state=State.ESCALATED)
    claims.recuse(sent().contribution_id, by=actors.team(moderator))
    sent(title="The one that counts")
    at(8)
    found = dict(mails())
    assert "At 08:03, 1 waited for you" in found[moderator.email]
    assert "At 08:03, 6 waited for you" in found[lead.email]


def test_no_mail_names_a_story_or_a_person(moderator, lead, at):
    wants(moderator)
    wants(lead)
    sent()
    duties.give(date(2026, 11, 26), to=moderator, by=actors.team(lead))
    at(8)
    mails()
    for one in Mail.objects.filter(kind="desk_day"):
        text = f"{one.subject} {one.text} {one.html}"
        for word in ("wards", "Ruth", "mantle", moderator.email, "moderator@"):
            assert word not in text
    subjects = Mail.objects.filter(kind="desk_day").order_by("id").values_list("subject", flat=True)
    assert list(subjects) == ["Today is your day at the desk", "Your desk today"]


def test_who_left_the_team_hears_nothing(moderator, at):
    wants(moderator)
    sent()
    at(8)
    reactions.tell_desk(None)
    moderator.groups.clear()
    assert mails() == []


def test_a_lead_gives_the_days(moderator, moderator2, lead):
    today = timezone.localdate()
    by = actors.team(lead)
    assert duties.of(today) is None
    duties.give(today, to=moderator, by=by)
    duties.give(today, to=moderator2, by=by)
    duties.give(today + timedelta(days=1), to=moderator, by=by)
    assert duties.of(today) == moderator2
    assert [(one.day, one.user) for one in duties.coming()] == [
        (today, moderator2),
        (today + timedelta(days=1), moderator),
    ]
    duties.give(today, to=None, by=by)
    assert duties.of(today) is None
    assert AuditEntry.objects.filter(kind="day-given", actor=lead.pk).count() == 4
    with pytest.raises(Forbidden):
        duties.give(today, to=moderator, by=actors.team(moderator))
    with pytest.raises(Forbidden):
        duties.give(today, to=person("ruth@example.org"), by=by)
