"""What comes next for whom: fair, in their language, kind to them, and nothing left behind."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from moderation import actors, claims, offering, workflow
from moderation.errors import Forbidden
from moderation.models import DeskSettings, Event, Submission
from moderation.states import State
from tests.factories import contribution, person, submission_in

pytestmark = pytest.mark.django_db


def waiting(*, hours=48, labels=(), state=State.IN_REVIEW, **changes):
    """The id of a story in review, sent two days before it is due."""
    kept = submission_in(state, **changes)
    due = Now() + timedelta(hours=hours)
    Submission.objects.filter(pk=kept.pk).update(
        due_at=due, created_at=due - timedelta(hours=48), labels=list(labels)
    )
    return kept.contribution_id


def wants(user, **chosen) -> None:
    DeskSettings.objects.update_or_create(user=user, defaults=chosen)


def avoids(user, *labels, days=0) -> None:
    wants(user, avoids=list(labels), avoids_on=timezone.localdate() - timedelta(days=days))


def following(user, **how):
    return claims.next_for(actors.team(user), **how)


def done(kept) -> None:
    """It waits for nobody any more."""
    workflow.withdraw(kept, by=actors.contributor())


def test_a_language_that_one_does_not_read_is_offered_to_others(moderator, moderator2):
    spanish, english = waiting(hours=8, language="es"), waiting(hours=40)
    wants(moderator, languages=["en"])
    assert following(moderator) == english
    assert following(moderator2) == spanish
    claims.claim(english, by=actors.team(moderator))  # and what one opens oneself is one's own


def test_a_scope_bars_what_is_offered_and_what_is_opened(moderator, moderator2):
    leukemia = waiting(hours=8, diagnoses=["aml"])
    lymphoma = waiting(hours=40, diagnoses=["mcl", "aml"])
    wants(moderator, scope_diagnoses=["lymphoma"])
    assert following(moderator) == lymphoma
    with pytest.raises(Forbidden):
        claims.claim(leukemia, by=actors.team(moderator))
    with pytest.raises(Forbidden):
        workflow.approve(leukemia, by=actors.team(moderator))
    assert following(moderator2) == leukemia
    wants(moderator2, scope_languages=["es"])
    with pytest.raises(Forbidden):
        workflow.approve(leukemia, by=actors.team(moderator2))


def test_what_one_avoids_today_is_not_offered_until_its_deadline_is_near(moderator, moderator2):
    sad, other = waiting(hours=8, labels=["death"]), waiting(hours=40)
    avoids(moderator, "death", "relapse")
    assert following(moderator) == other
    assert following(moderator2) == sad
    claims.release(sad, by=actors.team(moderator2))
    Submission.objects.filter(contribution=sad).update(due_at=Now() + timedelta(hours=3))
    claims.release(other, by=actors.team(moderator))
    assert following(moderator) == sad


def test_what_was_avoided_yesterday_is_offered_today(moderator):
    sad = waiting(labels=["death"])
    avoids(moderator, "death", days=1)
    assert following(moderator) == sad


def test_what_everybody_avoids_is_read_in_time(moderator, lead):
    sad = waiting(hours=8, labels=["children"])
    for one in (moderator, lead):
        avoids(one, "children")
        assert following(one) is None
    Submission.objects.filter(contribution=sad).update(due_at=Now() + timedelta(hours=4))
    assert following(lead) == sad


@pytest.mark.parametrize(("hours", "near"), [(4.1, False), (3.9, True), (-1, True)])
def test_the_last_four_hours_are_near(moderator, hours, near):
    waiting(hours=hours)
    assert Submission.objects.filter(offering.NEAR).exists() == near


@pytest.mark.parametrize(("hours", "near"), [(1.1, False), (0.9, True)])
def test_and_the_last_quarter_of_a_short_time(moderator, hours, near):
    kept = waiting()
    Submission.objects.filter(contribution=kept).update(
        created_at=Now() - timedelta(hours=4 - hours), due_at=Now() + timedelta(hours=hours)
    )
    assert Submission.objects.filter(offering.NEAR).exists() == near


# --- heavy ones ----------------------------------------------------------------------------------


@pytest.fixture
def burdened(moderator, moderator2):
    """One has read a heavy story today, and a colleague is here who has read none."""
    claims.claim(heavy := waiting(labels=["despair"]), by=actors.team(moderator))
    done(heavy)
    claims.claim(waiting(hours=80), by=actors.team(moderator2))
    return moderator


def test_the_next_heavy_one_is_for_whoever_had_the_fewest(burdened, moderator2):
    heavy, light = waiting(hours=8, labels=["death"]), waiting(hours=40)
    assert following(burdened) == light
    claims.release_all(burdened.pk)
    claims.release_all(moderator2.pk)
    claims.claim(waiting(hours=80), by=actors.team(moderator2))
    assert claims.waiting_for(actors.team(moderator2)).first().contribution_id == heavy


def test_where_only_heavy_ones_are_left_one_may_take_one_all_the_same(burdened):
    heavy = waiting(labels=["death"])
    assert following(burdened) is None
    assert following(burdened, anyway=True) == heavy


def test_near_its_deadline_a_heavy_one_is_for_anybody(burdened):
    heavy = waiting(hours=3, labels=["death"])
    assert following(burdened) == heavy


def test_where_nobody_else_is_there_a_heavy_one_comes_as_any(burdened, moderator2):
    heavy = waiting(labels=["death"])
    claims.release_all(moderator2.pk)
    assert following(burdened) == heavy


def test_a_page_left_open_all_evening_is_nobody_there(burdened, monkeypatch):
    heavy = waiting(labels=["death"])
    monkeypatch.setattr(offering, "THERE", timedelta(0))
    assert following(burdened) == heavy


@pytest.mark.parametrize(
    "why", ["avoids it", "does not read it", "has another scope", "knows them", "is theirs"]
)
def test_a_heavy_one_is_kept_for_nobody_who_would_not_get_it(why, burdened, moderator2):
    mine = {"by": actors.contributor(moderator2)} if why == "is theirs" else {}
    heavy = waiting(labels=["death"], **mine)
    match why:
        case "avoids it":
            avoids(moderator2, "death")
        case "does not read it":
            wants(moderator2, languages=["es"])
        case "has another scope":
            wants(moderator2, scope_diagnoses=["leukemia"])
        case "knows them":
            claims.recuse(heavy, by=actors.team(moderator2))
    assert following(burdened) == heavy


def test_a_heavy_one_for_leads_is_kept_for_no_moderator(lead, moderator):
    claims.claim(first := waiting(labels=["death"], state=State.ESCALATED), by=actors.team(lead))
    done(first)
    claims.claim(waiting(), by=actors.team(moderator))
    second = waiting(labels=["death"], state=State.ESCALATED)
    assert following(lead) == second


def test_ones_own_day_is_counted(moderator):
    by = actors.team(moderator)
    assert offering.day_of(moderator.pk) == offering.Day(0, 0, 0)
    for labels in (["death"], [], ["despair", "relapse"], ["abuse"]):
        claims.claim(kept := waiting(labels=labels), by=by)
        claims.release(kept, by=by)
        claims.claim(kept, by=by)  # again is once
    day = offering.day_of(moderator.pk)
    assert day == offering.Day(read=4, heavy=3, run=3)
    assert day.enough


def test_a_break_ends_a_run(moderator, monkeypatch):
    by = actors.team(moderator)
    for _ in range(3):
        claims.claim(waiting(labels=["death"]), by=by)
    assert offering.day_of(moderator.pk).enough
    monkeypatch.setattr(offering, "SITTING", timedelta(0))
    day = offering.day_of(moderator.pk)
    assert (day.heavy, day.run) == (3, 0)


def test_yesterday_weighs_nothing_today(moderator, monkeypatch):
    claims.claim(waiting(labels=["death"]), by=actors.team(moderator))
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(offering, "midnight", lambda: tomorrow)
    assert offering.day_of(moderator.pk) == offering.Day(0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_heavy_ones_are_shared_and_none_is_given_twice_under_a_crowd():
    """Four people ask at once, again and again; some avoid, some may not; each story goes once."""
    wanted = set()
    for number in range(16):
        kept = contribution(language="es" if number % 4 == 0 else "en")
        workflow.screen(kept.submissions.get().pk, [])
        Submission.objects.filter(contribution=kept).update(
            labels=["death"] if number % 2 else [],
            due_at=Now() + timedelta(hours=1 if number % 2 else 40),
        )
        wanted.add(kept.pk)
    people = [person(f"crowd{number}@example.org", "moderator") for number in range(4)]
    wants(people[1], languages=["en"])
    avoids(people[2], "death")
    got: dict[int, list] = {one.pk: [] for one in people}
    start = threading.Barrier(4)

    def take(user) -> None:
        start.wait()
        try:
            while found := claims.next_for(actors.team(user), without=got[user.pk], anyway=True):
                got[user.pk].append(found)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[one]) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    given = [one for mine in got.values() for one in mine]
    assert sorted(given) == sorted(wanted)
    begun = Event.objects.filter(action="claim").values_list("submission__contribution", flat=True)
    assert sorted(begun) == sorted(wanted)
    spoken = Submission.objects.filter(contribution__in=got[people[1].pk])
    assert set(spoken.values_list("language", flat=True)) <= {"en"}
