"""When reports take a story off the site until a lead has looked, and when nobody can make them."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from jobs.models import Job
from moderation import actors, reckoning, subjects, workflow
from moderation.models import Contribution, Deed, Event
from moderation.states import Action, State
from readers import reports
from readers.models import Report
from stories.models import Story
from tests.factories import approve, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return submission_in(State.PUBLISHED).story


@pytest.fixture
def by():
    return actors.team(person("judge@example.org", "lead"))


def report(story, network: str = "203.0.113.1", **changes) -> Report:
    """A report as a visitor on this network sends it; a number is the last part of one."""
    before = set(Report.objects.values_list("pk", flat=True))
    form = {"page": f"/stories/{story.pk}/x/", "reason": "selling", "words": "Look.", **changes}
    answer = Client(REMOTE_ADDR=network).post("/report/", form)
    assert answer.status_code == 200
    return Report.objects.exclude(pk__in=before).get()


def networks(count: int, start: int = 1) -> list[str]:
    return [f"203.0.113.{number}" for number in range(start, start + count)]


def rests() -> bool:
    return not Story.objects.exists()


def put_back(story, by) -> None:
    kept = Event.objects.filter(action=Action.HOLD).latest("id").submission.contribution
    workflow.restore(kept.pk, by=by, reason="other")


def groundless(one: Report) -> None:
    lead = person("closing@example.org", "lead")
    assert reports.close(one, by=lead, outcome="groundless", reason="other", answer="It may stay.")


# --- what hides -----------------------------------------------------------------------------------


def test_three_readers_from_three_places(story):
    for place, network in enumerate(networks(3), start=1):
        report(story, network, email=f"reader{place}@example.org")
        assert rests() is (place == 3)
    event = Event.objects.get(action=Action.HOLD)
    assert (event.party, event.actor, event.reason) == ("system", None, "selling")


@pytest.mark.parametrize("how", [{"named": "on", "reason": "other"}, {"reason": "me"}])
def test_one_who_is_named_in_it(story, how):
    report(story, **how)
    assert rests()
    assert Event.objects.get(action=Action.HOLD).reason == (
        "others" if "named" not in how else "other"
    )


def test_how_many_it_takes_is_the_hosts_choice(story, settings):
    settings.MARROW_REPORTS = 2
    for network in networks(2):
        report(story, network)
    assert rests()


def test_the_story_that_was_reported_and_no_other(story):
    other = submission_in(State.PUBLISHED).story
    report(story, reason="me")
    assert list(Story.objects.values_list("pk", flat=True)) == [other.pk]


@pytest.mark.django_db(transaction=True)
def test_three_at_the_same_moment():
    """Each is weighed with those before it, however close they come."""
    for _ in range(4):
        story = submission_in(State.PUBLISHED).story
        barrier = threading.Barrier(3)

        def send(network: str, story=story, barrier=barrier) -> None:
            page = f"/stories/{story.pk}/x/"
            one = Report(page=page, reason="selling", words="Look.")
            connection.ensure_connection()
            barrier.wait()
            reports.file(one, network=network)
            connection.close()

        threads = [threading.Thread(target=send, args=(one,)) for one in networks(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not Story.objects.filter(pk=story.pk).exists()
        assert Report.objects.filter(story_id=story.pk).count() == 3


# --- what does not --------------------------------------------------------------------------------


def test_one_network_three_times(story):
    for place in range(5):
        report(story, email=f"reader{place}@example.org")
    assert not rests()
    assert Report.objects.count() == 5


def test_one_address_from_three_networks(story):
    for place, network in enumerate(networks(5)):
        report(story, network, email=f"Reader+{place}@Example.org")
    assert not rests()


def test_one_house_with_many_networks_of_its_own(story):
    for place in range(1, 6):
        report(story, f"2001:db8:1:{place}::1")
    assert not rests()
    for place in (2, 3):
        report(story, f"2001:db8:{place}::1")
    assert rests()


@pytest.mark.parametrize("reason", ["access", "other"])
def test_what_could_hurt_nobody(story, reason):
    for network in networks(5):
        report(story, network, reason=reason)
    report(story, "203.0.113.9", reason="access", named="on")
    assert not rests()


def test_reports_of_another_month(story, settings):
    for network in networks(2):
        report(story, network)
    old = timezone.now() - settings.MARROW_REPORT_WINDOW - timedelta(hours=1)
    Report.objects.update(created_at=old)
    report(story, "203.0.113.9")
    assert not rests()


def test_answered_reports(story):
    lead = person("closing@example.org", "lead")
    for network in networks(2):
        reports.close(
            report(story, network), by=lead, outcome="stays", reason="other", answer="It may stay."
        )
    report(story, "203.0.113.9")
    assert not rests()


def test_a_program(story):
    Client().post(
        "/report/",
        {"page": f"/stories/{story.pk}/x/", "reason": "me", "words": "x", "homepage": "y"},
    )
    assert not rests()


@pytest.mark.parametrize(
    "state", [State.PAUSED, State.TAKEN_DOWN, State.WITHDRAWN, State.IN_REVIEW]
)
def test_what_nobody_can_read_stays_as_it_is(state):
    submission = submission_in(state)
    page = f"/stories/{submission.contribution.story_id}/x/"
    answer = Client().post("/report/", {"page": page, "reason": "me", "words": "Look."})
    assert answer.status_code == 200
    submission.refresh_from_db()
    assert submission.state == state
    assert Report.objects.count() == 1


# --- after a lead has looked ----------------------------------------------------------------------


def test_what_a_lead_put_back_is_not_hidden_again_for_the_same_reason(story, by, settings):
    for network in networks(3):
        report(story, network)
    put_back(story, by)
    for network in networks(5, start=10):
        report(story, network)
    assert not rests()
    for network in networks(3, start=20):  # for another one it is
        report(story, network, reason="own-words")
    assert rests()


def test_after_some_time_it_is(story, by, settings):
    for network in networks(3):
        report(story, network)
    put_back(story, by)
    settings.MARROW_REPORT_REST = timedelta(0)
    for network in networks(3, start=10):
        report(story, network)
    assert rests()


def test_who_is_named_in_it_need_not_wait(story, by):
    report(story, reason="me")
    put_back(story, by)
    report(story, "203.0.113.9", reason="me")
    assert rests()


# --- crying wolf ----------------------------------------------------------------------------------


def test_a_place_whose_reports_came_to_nothing_weighs_less(story):
    elsewhere = submission_in(State.PUBLISHED).story
    groundless(report(elsewhere, networks(1)[0]))
    for network in networks(3):
        report(story, network)
    assert Story.objects.filter(pk=story.pk).exists()  # 0.5 + 1 + 1
    report(story, "203.0.113.9")
    assert not Story.objects.filter(pk=story.pk).exists()


def test_so_does_an_address(story):
    elsewhere = submission_in(State.PUBLISHED).story
    groundless(report(elsewhere, "198.51.100.1", email="wolf@example.org"))
    first, *others = networks(3)
    report(story, first, email="wolf+2@example.org")
    for network in others:
        report(story, network)
    assert Story.objects.filter(pk=story.pk).exists()


def test_who_says_wrongly_that_they_are_named_is_not_believed_at_once_again(story, by):
    first = report(story, reason="me")
    put_back(story, by)
    groundless(first)
    report(story, reason="me")
    assert not rests()
    assert Report.objects.open().count() == 1  # it is read all the same


def test_one_network_lets_few_stories_rest(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "hold": (3, 24 * 3600)}
    stories = [submission_in(State.PUBLISHED).story for _ in range(5)]
    for story in stories:
        report(story, reason="me")
    assert Story.objects.count() == 2
    assert Report.objects.count() == 5


def test_an_outcome_without_blame_weighs_nothing(story):
    elsewhere = submission_in(State.PUBLISHED).story
    lead = person("closing@example.org", "lead")
    for outcome in ("stays", "changed"):
        one = report(elsewhere, networks(1)[0])
        if outcome == "changed":
            kept = Contribution.objects.get(story_id=elsewhere.pk)
            workflow.hide_name(kept.pk, by=actors.contributor(), how="anonymous")
        reports.close(one, by=lead, outcome=outcome, reason="other", answer="Thank you.")
    for network in networks(3):
        report(story, network)
    assert not Story.objects.filter(pk=story.pk).exists()


def test_what_was_blanked_is_no_place():
    """Two reports without marks come from nowhere, and not from one place."""
    story = submission_in(State.PUBLISHED).story
    for network in networks(2):
        report(story, network)
    Report.objects.update(
        network_mark="", address_mark="", outcome="groundless", closed_at=timezone.now()
    )
    for network in networks(3, start=10):
        report(story, network)
    assert rests()


# --- while nobody can see it ----------------------------------------------------------------------


def paused(story):
    kept = Contribution.objects.get(story_id=story.pk)
    workflow.pause(kept.pk, by=actors.contributor())
    return kept


@pytest.mark.parametrize("told", [[{"reason": "me"}], [{}, {}, {}]], ids=["named", "three"])
def test_a_paused_story_rests_where_it_would_come_back(story, by, told):
    """Its contributor pressed once; a lead looks within hours, and they hear of it."""
    kept = paused(story)
    for network, how in zip(networks(3), told, strict=False):
        report(story, network, **how)
    assert kept.submissions.get().state == State.PAUSED
    workflow.resume(kept.pk, by=actors.contributor())
    held = kept.submissions.get()
    assert (held.state, rests()) == (State.HELD, True)
    assert held.due_at - timezone.now() <= timedelta(days=1)
    assert Job.objects.filter(kind="tell-leads", subject=held.pk).exists()
    assert Deed.objects.filter(subject=kept.pk).latest("at").kind == "held"
    assert [one.stories for one in reckoning.waiting() if one.lane == "reported"] == [1]
    workflow.restore(kept.pk, by=by, reason="other")
    assert not rests()


def test_what_a_lead_has_looked_at_does_not_hold_it_again(story, by):
    report(story, reason="me")
    put_back(story, by)
    kept = paused(story)
    workflow.resume(kept.pk, by=actors.contributor())
    assert not rests()


@pytest.mark.parametrize("how", ["answered", "one-of-three"])
def test_what_is_answered_or_weighs_little_holds_nothing(story, how):
    kept = paused(story)
    told = report(story, reason="me" if how == "answered" else "selling")
    if how == "answered":
        groundless(told)
    workflow.resume(kept.pk, by=actors.contributor())
    assert not rests()


def test_new_words_do_not_bring_it_back_around_a_report(by):
    """Whoever read the new words may know nothing of what was told of the old ones."""
    first = submission_in(State.APPROVED, about=subjects.About("adult"))
    kept = first.contribution
    workflow.say_yes(kept.pk, content_hash=first.content_hash, language="en")
    run_jobs()
    story = Story.objects.get()
    workflow.take_off(kept.pk, language="en")
    report(story, reason="me")
    workflow.replace(kept.pk, offer(title="Other words"), by=actors.contributor())
    run_jobs(now=False)
    approve(kept, by)
    run_jobs()
    newest = kept.submissions.order_by("-id")[0]
    workflow.say_yes(kept.pk, content_hash=newest.content_hash, language="en")
    newest.refresh_from_db()
    assert (newest.state, rests()) == (State.HELD, True)
