"""Claims: one reader at a time, never in the way for long, and no story left behind."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.signals import user_logged_out
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.functions import Now

from accounts import sessions
from accounts.models import AuditEntry
from mail.models import Mail
from moderation import actors, cards, claims, transition, workflow
from moderation.errors import Conflict, Forbidden
from moderation.models import Card, Contribution, Event, Look, Recusal, Submission
from moderation.states import State
from tests.factories import contribution, offer, person, run_jobs, submission_in

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


# --- who holds it, since when, and how it ends ---------------------------------------------------


def since(submission):
    submission.refresh_from_db()
    return submission.claimed_since


def test_a_claim_says_since_when_and_goes_on_while_it_is_renewed(moderator, moderator2):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    began = since(submission)
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    assert since(submission) == began
    expire(submission)
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    assert since(submission) >= began
    claims.release(submission.contribution_id, by=actors.team(moderator2))
    assert since(submission) is None


@pytest.mark.parametrize(
    "end",
    [
        *("decide", "escalate", "leave", "sign out", "role ends", "know them"),
        *("withdraw", "erase", "replace", "expire"),
    ],
)
def test_every_way_out_ends_a_claim(end, moderator, moderator2):
    submission = waiting()
    by, kept = actors.team(moderator), submission.contribution_id
    claims.claim(kept, by=by)
    match end:
        case "decide":
            workflow.approve(kept, by=by)
        case "escalate":
            workflow.escalate(kept, by=by, message="Please look.", reason="other")
        case "leave":
            claims.release(kept, by=by)
        case "sign out":
            user_logged_out.send(sender=type(moderator), request=None, user=moderator)
        case "role ends":
            sessions.end(moderator)
        case "know them":
            claims.recuse(kept, by=by)
        case "withdraw":
            workflow.withdraw(kept, by=actors.contributor())
        case "erase":
            workflow.erase_all(kept, by=actors.contributor())
        case "replace":
            workflow.replace(kept, offer(title="Other words"), by=actors.contributor())
        case "expire":  # as after a crash, when nobody says that it is over
            expire(submission)
            assert claims.next_for(actors.team(moderator2)) == kept
            return
    submission.refresh_from_db()
    assert (submission.claimed_by, submission.claimed_since, submission.claimed_until) == (
        None,
        None,
        None,
    )


def test_a_broken_claim_is_written_down_and_its_holder_sees_it(moderator, lead):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    claims.release(submission.contribution_id, by=actors.team(lead))
    entry = AuditEntry.objects.get(kind="claim-broken")
    assert (entry.kind, entry.actor, entry.about, entry.facts) == (
        "claim-broken",
        lead.pk,
        str(submission.contribution_id),
        {"role": "lead", "holder": moderator.pk},
    )
    assert [one.kind for one in cards.on_desk(actors.team(moderator))] == ["broken"]
    assert list(cards.on_desk(actors.team(lead))) == []


def test_ones_own_claim_is_broken_by_nobody(lead):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(lead))
    claims.release(submission.contribution_id, by=actors.team(lead))
    assert not AuditEntry.objects.filter(kind="claim-broken").exists()


# --- to a colleague ------------------------------------------------------------------------------


def test_a_claim_is_handed_over_with_a_word(moderator, moderator2):
    submission = waiting(email="ruth@example.net")
    by, to = actors.team(moderator), actors.team(moderator2)
    claims.claim(submission.contribution_id, by=by)
    claims.hand_over(submission.contribution_id, to=moderator2, word="You know wards.", by=by)
    assert holder(submission) == moderator2
    [card] = cards.on_desk(to)
    assert (card.kind, card.by, card.message.body) == ("handed", moderator, "You know wards.")
    assert list(cards.on_desk(by)) == []
    told = Event.objects.filter(submission=submission, action__in=["claim", "release"])
    assert list(told.values_list("action", "actor")) == [
        ("claim", moderator.pk),
        ("release", moderator.pk),
        ("claim", moderator2.pk),
    ]
    assert AuditEntry.objects.get(kind="claim-handed-over").facts == {"to": moderator2.pk}
    workflow.approve(submission.contribution_id, by=to)
    assert list(cards.on_desk(to)) == []
    mail = Mail.objects.get(kind="asked")
    assert mail.to == moderator2.email
    assert "wards" not in mail.text
    assert str(submission.contribution_id) not in mail.text


def test_only_what_one_holds_is_handed_over(moderator, moderator2):
    submission = waiting()
    how = {"to": moderator2, "word": "Please.", "by": actors.team(moderator)}
    with pytest.raises(Conflict):
        claims.hand_over(submission.contribution_id, **how)
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    expire(submission)
    with pytest.raises(Conflict):
        claims.hand_over(submission.contribution_id, **how)
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    with pytest.raises(Conflict):
        claims.hand_over(submission.contribution_id, **how)


def test_a_story_goes_to_nobody_who_may_not_have_it_and_why_is_not_said(
    moderator, moderator2, lead
):
    theirs = waiting(by=actors.contributor(moderator2))
    known, escalated = waiting(), submission_in(State.ESCALATED)
    claims.recuse(known.contribution_id, by=actors.team(moderator2))
    told = set()
    for submission in (theirs, known, escalated):
        by = actors.team(lead)
        claims.claim(submission.contribution_id, by=by)
        for to in (moderator2, person("ruth@example.org"), lead):
            with pytest.raises(Forbidden) as caught:
                claims.hand_over(submission.contribution_id, to=to, word="Please.", by=by)
            told.add(str(caught.value))
        assert holder(submission) == lead
    assert told == {"This one cannot go to them. Please choose somebody else."}
    assert not Card.objects.exists()


def test_a_word_that_cannot_be_kept_hands_nothing_over(moderator, moderator2):
    submission = waiting()
    claims.claim(submission.contribution_id, by=actors.team(moderator))
    for word in ("", " ", "\0", "x" * 1001):
        with pytest.raises(ValidationError):
            claims.hand_over(
                submission.contribution_id, to=moderator2, word=word, by=actors.team(moderator)
            )
    assert holder(submission) == moderator


# --- who knows its person ------------------------------------------------------------------------


def test_who_knows_its_person_is_out_of_it_for_good(moderator, moderator2):
    submission = waiting()
    by, kept = actors.team(moderator), submission.contribution_id
    claims.claim(kept, by=by)
    claims.look(kept, by=by)
    claims.recuse(kept, by=by)
    claims.recuse(kept, by=by)
    assert holder(submission) is None
    assert claims.next_for(by) is None
    for deed in (
        lambda: claims.claim(kept, by=by),
        lambda: workflow.approve(kept, by=by),
        lambda: workflow.escalate(kept, by=by, message="Please."),
        lambda: cards.ask(kept, "Who reads it?", by=by),
    ):
        with pytest.raises(Forbidden):
            deed()
    noted = AuditEntry.objects.filter(kind="recused").values_list("actor", "about")
    assert list(noted) == [(moderator.pk, str(kept))]
    assert claims.looking(kept, by=actors.team(moderator2)) == []
    workflow.replace(kept, offer(title="Other words"), by=actors.contributor())
    run_jobs()
    assert claims.next_for(by) is None
    assert claims.next_for(actors.team(moderator2)) == kept


def test_only_the_team_and_nobody_of_their_own_story_stays_away(moderator):
    own = waiting(by=actors.contributor(moderator))
    with pytest.raises(Forbidden):
        claims.recuse(own.contribution_id, by=actors.team(moderator))
    with pytest.raises(Forbidden):
        claims.recuse(own.contribution_id, by=actors.contributor(moderator))


def test_an_erased_story_is_known_to_nobody(moderator, moderator2):
    submission = waiting()
    kept = submission.contribution_id
    claims.look(kept, by=actors.team(moderator2))
    cards.ask(kept, "Is this a ward?", by=actors.team(moderator2))
    claims.recuse(kept, by=actors.team(moderator))
    workflow.erase_all(kept, by=actors.contributor())
    assert [model.objects.exists() for model in (Recusal, Look, Card)] == [False] * 3


# --- who else looks ------------------------------------------------------------------------------


def test_who_has_it_open_is_shown_until_they_leave_or_their_time_is_over(
    moderator, moderator2, lead
):
    kept = waiting().contribution_id
    me, holds, looks = (actors.team(one) for one in (moderator, moderator2, lead))
    claims.claim(kept, by=holds)
    for one in (me, holds, looks, looks):
        claims.look(kept, by=one)
    assert claims.looking(kept, by=me) == [lead]  # who holds it is told in another place
    assert claims.looking(kept, by=looks) == [moderator]
    claims.look_away(kept, by=looks)
    assert claims.looking(kept, by=me) == []
    claims.look(kept, by=looks)
    Look.objects.filter(user=lead).update(until=Now())
    assert claims.looking(kept, by=me) == []
    claims.look(waiting().contribution_id, by=looks)
    assert Look.objects.filter(user=lead).count() == 1  # the old row is gone
    user_logged_out.send(sender=type(lead), request=None, user=lead)
    assert not Look.objects.filter(user=lead).exists()
