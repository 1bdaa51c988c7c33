"""Claims: one reader at a time, never in the way for long, and no story left behind."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.signals import user_logged_out
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.functions import Now

from moderation import actors, claims, transition, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Contribution, Event, Submission
from moderation.states import State
from tests.factories import contribution, person, submission_in

pytestmark = pytest.mark.django_db


def waiting(*, hours=0, **changes) -> Submission:
    submission = submission_in(State.IN_REVIEW, **changes)
    Submission.objects.filter(pk=submission.pk).update(due_at=Now() + timedelta(hours=hours))
    return submission


def holder(submission):
    submission.refresh_from_db()
    return submission.claimed_by


def expire(submission):
    Submission.objects.filter(pk=submission.pk).update(claimed_until=Now() - timedelta(seconds=1))


def test_the_next_is_the_earliest_deadline(moderator):
    later, sooner = waiting(hours=5), waiting(hours=1)
    by = actors.team(moderator)
    assert claims.next_for(by) == sooner.contribution_id
    assert holder(sooner) == moderator
    assert holder(later) is None


def test_two_people_get_two_stories_and_then_none(moderator, moderator2):
    first, second = waiting(hours=1), waiting(hours=2)
    assert claims.next_for(actors.team(moderator)) == first.contribution_id
    assert claims.next_for(actors.team(moderator2)) == second.contribution_id
    assert claims.next_for(actors.team(person("third@example.org", "moderator"))) is None


def test_an_expired_claim_is_in_nobodys_way(moderator, moderator2):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    with pytest.raises(Conflict):
        claims.claim(submission.contribution_id, by=actors.team(moderator2))
    expire(submission)
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    assert holder(submission) == moderator2


def test_a_claim_never_changes_the_version_and_is_told_once(moderator):
    submission = waiting()
    before = Contribution.objects.get(pk=submission.contribution_id).version
    for _ in range(3):
        claims.claim(submission.contribution_id, by=actors.team(moderator))
    claims.release(submission.contribution_id, by=actors.team(moderator))
    assert Contribution.objects.get(pk=submission.contribution_id).version == before
    told = Event.objects.filter(submission=submission, action__in=["claim", "release"])
    assert list(told.values_list("action", flat=True)) == ["claim", "release"]


def test_a_lead_may_break_a_claim_and_a_moderator_may_not(moderator, moderator2, lead):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    with pytest.raises(Conflict):
        claims.release(submission.contribution_id, by=actors.team(moderator2))
    claims.release(submission.contribution_id, by=actors.team(lead))
    assert holder(submission) is None


def test_own_stories_are_never_offered(moderator, moderator2):
    mine = waiting(by=actors.contributor(moderator))
    assert claims.next_for(actors.team(moderator)) is None
    with pytest.raises(Forbidden):
        claims.claim(mine.contribution_id, by=actors.team(moderator))
    assert claims.next_for(actors.team(moderator2)) == mine.contribution_id


def test_moderators_get_no_escalated_story_and_leads_get_both(moderator, lead):
    escalated = submission_in(State.ESCALATED)
    assert claims.next_for(actors.team(moderator)) is None
    assert claims.next_for(actors.team(lead)) == escalated.contribution_id


def test_what_was_left_for_others_is_offered_to_others(moderator, moderator2):
    first, second = waiting(hours=1), waiting(hours=2)
    left = [first.contribution_id]
    assert claims.next_for(actors.team(moderator), without=left) == second.contribution_id
    assert claims.next_for(actors.team(moderator2)) == first.contribution_id


def test_signing_out_lets_go_of_everything(moderator, moderator2):
    mine, theirs = waiting(), waiting()
    claims.claim(mine.contribution_id, by=actors.team(moderator))
    claims.claim(theirs.contribution_id, by=actors.team(moderator2))
    user_logged_out.send(sender=type(moderator), request=None, user=moderator)
    assert holder(mine) is None
    assert holder(theirs) == moderator2
    user_logged_out.send(sender=type(moderator), request=None, user=None)


def test_a_decision_needs_no_claim_but_not_somebody_elses(moderator, moderator2):
    free, held = waiting(), waiting()
    workflow.approve(free.contribution_id, by=actors.team(moderator))
    claims.claim(held.contribution_id, by=actors.team(moderator2))
    with pytest.raises(Conflict):
        workflow.approve(held.contribution_id, by=actors.team(moderator))
    workflow.approve(held.contribution_id, by=actors.team(moderator2))
    assert holder(held) is None


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_story_that_somebody_is_about_to_decide(moderator):
    """One connection holds the most urgent story; another asks, and gets the second at once."""
    first, second = waiting(hours=1), waiting(hours=2)
    locked, asked = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            transition.locked(pk=first.contribution_id)
            locked.set()
            asked.wait(timeout=20)
        connection.close()

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        assert locked.wait(timeout=20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        assert claims.next_for(actors.team(moderator)) == second.contribution_id
    finally:
        asked.set()
        holding.join(timeout=20)
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_get_the_same():
    """Two connections ask again and again; each story goes to one of them."""
    call_command("load_diagnoses", verbosity=0)
    wanted = set()
    for _ in range(12):
        kept = contribution()
        workflow.screen(kept.submissions.get().pk, [])
        wanted.add(kept.pk)
    people = [person(f"racer{number}@example.org", "moderator") for number in range(2)]
    got: dict[int, list] = {one.pk: [] for one in people}
    start = threading.Barrier(2)

    def take(user) -> None:
        by = actors.team(user)
        start.wait()
        try:
            while found := claims.next_for(by, without=got[user.pk]):
                got[user.pk].append(found)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[one]) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    first, second = got.values()
    assert sorted([*first, *second]) == sorted(wanted)
