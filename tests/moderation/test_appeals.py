"""An appeal: once, to somebody else than the person who decided first."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts.models import User
from mail.models import Mail
from moderation import actors, claims, threads, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Message, Submission
from moderation.queue import Lane, Narrowing, lane
from moderation.states import Action, Party, State
from stories.models import Story
from tests.factories import contribution, offer, person, run_jobs

pytestmark = pytest.mark.django_db
C = actors.contributor()
ALL = Narrowing()
JUDGED = {"message": "With thanks.", "reason": "other"}


@pytest.fixture
def first(moderator):
    return actors.team(moderator)


@pytest.fixture
def second(moderator2):
    return actors.team(moderator2)


@pytest.fixture
def leads(lead):
    return actors.team(lead), actors.team(person("lead2@example.org", "lead"))


def declined(by) -> Contribution:
    kept = contribution()
    run_jobs()
    workflow.decline(kept.pk, by=by, **JUDGED)
    run_jobs()
    return kept


def taken_down(decider, /, **changes) -> Contribution:
    kept = contribution(**changes)
    run_jobs()
    workflow.approve(kept.pk, by=actors.team(person("third@example.org", "moderator")))
    run_jobs()
    workflow.take_down(kept.pk, by=decider, **JUDGED)
    return kept


def newest(kept: Contribution) -> Submission:
    return kept.submissions.order_by("-number")[0]


def may(kept: Contribution, by) -> list[Action]:
    return workflow.actions_of(kept.submissions.order_by("-id"), by)


# --- a decline ----------------------------------------------------------------------------------


def test_declined_words_wait_again_for_somebody_else(first, second):
    kept = declined(first)
    old = newest(kept)
    workflow.appeal(kept.pk, by=C, message="Please read the end.")
    run_jobs(now=False)
    old.refresh_from_db()
    again = newest(kept)
    assert (old.state, again.state) == (State.SUPERSEDED, State.IN_REVIEW)
    assert (again.content_hash, again.not_by_id) == (old.content_hash, first.id)
    assert again.due_at is not None
    assert [one.body for one in Message.objects.told()] == ["With thanks.", "Please read the end."]
    workflow.approve(kept.pk, by=second)
    run_jobs()
    assert Story.objects.get().title == old.title


@pytest.mark.parametrize(
    "action",
    [Action.APPROVE, Action.REQUEST_CHANGES, Action.DECLINE, Action.ESCALATE],
)
def test_who_decided_first_does_not_decide_again(first, second, action):
    kept = declined(first)
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    with pytest.raises(Forbidden, match="You decided on this before"):
        workflow.VERBS[action](kept.pk, by=first, **JUDGED)
    with pytest.raises(Forbidden):
        claims.claim(kept.pk, by=first)
    assert may(kept, first) == []
    assert claims.next_for(first) is None
    assert action in may(kept, second)
    assert claims.next_for(second) == kept.pk


def test_a_lead_who_declined_leaves_it_to_the_others(first, leads):
    kept = declined(leads[0])
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    assert claims.next_for(leads[0]) is None
    with pytest.raises(Forbidden):
        workflow.approve(kept.pk, by=leads[0])
    workflow.escalate(kept.pk, by=first, reason="other")
    with pytest.raises(Forbidden):
        workflow.approve(kept.pk, by=leads[0])
    workflow.approve(kept.pk, by=leads[1])


def test_upheld_it_cannot_be_asked_again_and_new_words_can(first, second):
    kept = declined(first)
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    workflow.decline(kept.pk, by=second, **JUDGED)
    assert newest(kept).seen_state == State.IN_REVIEW  # in its grace
    with pytest.raises(Conflict):
        workflow.appeal(kept.pk, by=C)
    workflow.take_back(kept.pk, by=second)
    workflow.decline(kept.pk, by=second, **JUDGED)
    run_jobs()
    with pytest.raises(Conflict, match="You have asked already"):
        workflow.appeal(kept.pk, by=C)
    assert Action.APPEAL not in may(kept, C)
    workflow.replace(kept.pk, offer(title="A new version"), by=C)
    run_jobs(now=False)
    assert newest(kept).appealed_at is None
    workflow.decline(kept.pk, by=first, **JUDGED)
    run_jobs()
    assert Action.APPEAL in may(kept, C)


def test_asked_twice_it_is_refused_kindly_and_nothing_is_written(first):
    kept = declined(first)
    workflow.appeal(kept.pk, by=C, message="Once.")
    with pytest.raises(Conflict, match="You have asked already"):
        workflow.appeal(kept.pk, by=C, message="Twice.")
    assert [one.body for one in Message.objects.answers()] == ["Once."]
    assert Event.objects.filter(action=Action.APPEAL).count() == 1


def test_within_the_grace_there_is_nothing_to_ask(first):
    kept = contribution()
    run_jobs()
    with pytest.raises(Conflict) as before:
        workflow.appeal(kept.pk, by=C)
    workflow.decline(kept.pk, by=first, **JUDGED)
    with pytest.raises(Conflict) as during:
        workflow.appeal(kept.pk, by=C)
    assert str(before.value) == str(during.value)


def test_nobody_of_the_team_asks_for_its_person(first, second):
    kept = declined(first)
    with pytest.raises(Forbidden):
        workflow.appeal(kept.pk, by=second)


def test_what_cannot_be_kept_asks_nothing(first):
    kept = declined(first)
    with pytest.raises(ValidationError):
        workflow.appeal(kept.pk, by=C, message="x" * 4001)
    assert newest(kept).state == State.DECLINED


# --- a take-down --------------------------------------------------------------------------------


def test_what_was_taken_down_waits_for_another_lead(leads):
    kept = taken_down(leads[0])
    workflow.appeal(kept.pk, by=C, message="It is true.")
    for by, expected in (
        (leads[0], []),
        (leads[1], [Action.CORRECT, Action.RESTORE, Action.UPHOLD]),
    ):
        assert may(kept, by) == expected
        found = [one.contribution_id for one in lane(Lane.APPEALS, by=by, narrowing=ALL)]
        assert found == [kept.pk]
    for verb in (workflow.restore, workflow.uphold):
        with pytest.raises(Forbidden, match="You decided on this before"):
            verb(kept.pk, by=leads[0], **JUDGED)
    workflow.restore(kept.pk, by=leads[1], reason="other")
    assert newest(kept).state == State.PUBLISHED
    assert list(lane(Lane.APPEALS, by=leads[1], narrowing=ALL)) == []
    # Taken down anew, it is a new decision.
    workflow.take_down(kept.pk, by=leads[1], **JUDGED)
    assert Action.APPEAL in may(kept, C)


def test_the_api_lists_it_for_another_lead_and_refuses_the_first(leads):
    kept = taken_down(leads[0])
    clients = []
    for by in leads:
        token = AuthToken.objects.create(User.objects.get(pk=by.id))[1]
        clients.append({"Authorization": f"Token {token}"})
    queue, page = "/api/v1/queue/", f"/api/v1/submissions/{kept.pk}/decisions/"

    def listed(headers) -> list[str]:
        found = Client().get(queue, headers=headers).json()["results"]
        return [one["id"] for one in found]

    assert list(map(listed, clients)) == [[], []]
    workflow.appeal(kept.pk, by=C, message="It is true.")
    assert list(map(listed, clients)) == [[], [str(kept.pk)]]
    said = {"action": "restore", "reason": "other"}
    sent = [
        Client().post(page, said, content_type="application/json", headers=one).status_code
        for one in clients
    ]
    assert sent == [403, 200]
    assert listed(clients[1]) == []


@pytest.mark.parametrize("what", ["declined", "taken down"])
def test_what_was_decided_and_what_is_said_to_it_stand_side_by_side(first, leads, settings, what):
    settings.MARROW_MFA = False
    how = {"reason": "selling", "message": "There is a shop in it."}
    kept = contribution()
    run_jobs()
    if what == "declined":
        workflow.decline(kept.pk, by=first, **how)
    else:
        workflow.approve(kept.pk, by=first)
        run_jobs()
        workflow.take_down(kept.pk, by=leads[0], **how)
    run_jobs()
    threads.answer(kept.pk, "Said before I asked.", by=C)
    workflow.appeal(kept.pk, by=C, message="There is no shop.\n\nOnly beans.")
    threads.answer(kept.pk, "And a bench.", by=C)
    run_jobs(now=False)
    client = Client()
    client.force_login(User.objects.get(pk=leads[1].id))
    page = client.get(f"/desk/{kept.pk}/").content.decode()
    sides = page[page.index('<dl class="appeal">') :].partition("</dl>")[0]
    decided, said = sides.split("<div>")[1:]
    assert "Selling, links or fundraising" in decided
    quotes = [
        re.findall(r"<blockquote.*?>(.*?)</blockquote>", one, re.S) for one in (decided, said)
    ]
    assert quotes == [
        ["There is a shop in it."],
        ["There is no shop.\n\nOnly beans.", "And a bench."],
    ]
    at_once = "What you decide here takes effect at once" in page
    assert at_once == (what == "taken down")


def test_an_appeal_needs_no_reason(first, leads, settings):
    settings.MARROW_MFA = False
    kept = contribution()
    run_jobs()
    workflow.decline(kept.pk, by=first, **JUDGED)
    run_jobs()
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    client = Client()
    client.force_login(User.objects.get(pk=leads[1].id))
    page = client.get(f"/desk/{kept.pk}/").content.decode()
    assert "Nothing more. They need not say why." in page


def test_upheld_it_stays_off_and_its_person_hears_of_it(leads):
    kept = taken_down(leads[0], email="ruth@example.org")
    Contribution.objects.filter(pk=kept.pk).update(email_confirmed_at="2026-01-01T00:00Z")
    workflow.appeal(kept.pk, by=C)
    workflow.uphold(kept.pk, by=leads[1], message="I read it too.")
    assert newest(kept).state == State.TAKEN_DOWN
    assert list(lane(Lane.APPEALS, by=leads[1], narrowing=ALL)) == []
    assert Message.objects.told().last().body == "I read it too."
    assert Mail.objects.filter(to="ruth@example.org", kind="decision").count() == 1
    with pytest.raises(Conflict, match="You have asked already"):
        workflow.appeal(kept.pk, by=C)
    with pytest.raises(Conflict):
        workflow.uphold(kept.pk, by=leads[1], message="Again.")
    workflow.restore(kept.pk, by=leads[1], reason="other")  # a lead may always think again
    assert newest(kept).state == State.PUBLISHED


def test_nobody_upholds_what_nobody_asked_about(leads):
    kept = taken_down(leads[0])
    assert may(kept, leads[1]) == [Action.CORRECT, Action.RESTORE]
    with pytest.raises(Conflict):
        workflow.uphold(kept.pk, by=leads[1], message="No.")
    workflow.restore(
        kept.pk, by=leads[0], reason="other"
    )  # without an appeal also who took it down
    assert newest(kept).state == State.PUBLISHED


def test_the_other_leads_are_told_by_mail(leads):
    kept = taken_down(leads[0])
    Mail.objects.all().delete()
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    mail = Mail.objects.get()
    assert mail.subject == "Somebody asks for a second look"
    assert mail.key.rpartition(":")[2] == str(leads[1].id)


def test_new_words_go_their_way_while_an_appeal_waits(leads, first):
    kept = taken_down(leads[0])
    workflow.appeal(kept.pk, by=C)
    workflow.replace(kept.pk, offer(title="A new version"), by=C)
    run_jobs(now=False)
    with pytest.raises(Conflict, match="You have asked already"):
        workflow.appeal(kept.pk, by=C)
    workflow.approve(kept.pk, by=first)
    run_jobs()
    assert Story.objects.get().title == "A new version"
    assert list(lane(Lane.APPEALS, by=leads[1], narrowing=ALL)) == []


def test_a_lead_who_decided_first_undoes_no_answer_of_somebody_else(leads, first):
    """Taking back or opening again what was answered would be deciding on it after all."""
    kept = declined(leads[0])
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    workflow.approve(kept.pk, by=first, at=timezone.now() + timedelta(days=7))
    with pytest.raises(Forbidden):
        workflow.take_back(kept.pk, by=leads[0])
    assert Action.TAKE_BACK not in may(kept, leads[0])
    Submission.objects.filter(settled_at=None).update(settled_at=Now())
    with pytest.raises(Forbidden):
        workflow.reopen(kept.pk, by=leads[0], message="I still think so.")
    workflow.reopen(kept.pk, by=leads[1], message="We found something.")


def test_the_api_refuses_who_decided_first_whatever_they_ask(leads, first):
    kept = taken_down(leads[0])
    workflow.appeal(kept.pk, by=C)
    user = User.objects.get(pk=leads[0].id)
    headers = {"HTTP_AUTHORIZATION": f"Token {AuthToken.objects.create(user)[1]}"}
    for action in ("restore", "uphold", "correct"):
        asked = {"action": action, "reason": "other", "message": "We looked."}
        where = f"/api/v1/submissions/{kept.pk}/decisions/"
        answer = Client().post(where, asked, content_type="application/json", **headers)
        assert answer.status_code == 403


# --- a very small team --------------------------------------------------------------------------


def test_a_lead_alone_may_look_again(lead):
    by = actors.team(lead)
    kept = contribution()
    run_jobs()
    workflow.decline(kept.pk, by=by, **JUDGED)
    run_jobs()
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    assert claims.next_for(by) is None  # it is not handed out, and can be opened
    workflow.approve(kept.pk, by=by)
    again = newest(kept)
    assert again.decided_by_id == again.not_by_id


def test_a_moderator_alone_may_not(first):
    kept = declined(first)
    workflow.appeal(kept.pk, by=C)
    run_jobs(now=False)
    with pytest.raises(Forbidden):
        workflow.approve(kept.pk, by=first)


def test_who_may_not_sign_in_or_wrote_the_story_is_nobody_else(lead):
    by = actors.team(lead)
    writer = person("writer@example.org", "lead")
    kept = taken_down(by, by=actors.contributor(writer))
    away = person("away@example.org", "lead")
    workflow.appeal(kept.pk, by=actors.contributor(writer))
    with pytest.raises(Forbidden):
        workflow.restore(kept.pk, by=by, reason="other")
    User.objects.filter(pk=away.pk).update(is_active=False)
    workflow.restore(kept.pk, by=by, reason="other")
    assert Event.objects.last().party == Party.LEAD
