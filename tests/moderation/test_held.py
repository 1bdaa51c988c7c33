"""A story that rests: off everything that Marrow serves at once, and back only by a lead."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.db.models.functions import Now
from django.db.transaction import atomic
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from contributors import my_data, tracker
from mail.models import Mail
from moderation import actors, consents, replay, subjects, transition, workflow
from moderation.actors import SYSTEM
from moderation.errors import Conflict, Forbidden
from moderation.ledger import Line
from moderation.models import Contribution, Deed, Message
from moderation.queue import Lane, Narrowing, lane
from moderation.states import Action, State
from stories.models import Story, Tombstone
from tests.factories import NAMED, offer, person, run_jobs, submission_in

pytestmark = pytest.mark.django_db
C = actors.contributor()
TITLE = "A quietly remarkable garden"
JUDGED = {"message": "With thanks.", "reason": "others"}


@pytest.fixture
def leads():
    return [actors.team(person(f"lead{n}@example.org", "lead")) for n in (1, 2)]


def held(**changes) -> Contribution:
    submission = submission_in(State.PUBLISHED, **changes)
    workflow.hold(submission.contribution_id, by=SYSTEM, reason="others")
    return submission.contribution


def newest(kept: Contribution):
    return kept.submissions.order_by("-id")[0]


def confirmed(kept: Contribution) -> None:
    Contribution.objects.filter(pk=kept.pk).update(email_confirmed_at=Now())


def test_the_database_refuses_a_story_that_rests_and_is_public():
    submission = submission_in(State.PUBLISHED)
    with pytest.raises(IntegrityError), atomic():
        type(submission).objects.filter(pk=submission.pk).update(state=State.HELD, due_at=Now())


# --- what its person reads ------------------------------------------------------------------------


def test_its_person_is_told_kindly_and_at_once(leads):
    kept = held(email="ruth@example.org")
    assert Mail.objects.filter(kind="held").count() == 0  # to an address that nobody confirmed
    workflow.restore(kept.pk, by=leads[0], reason="other")
    confirmed(kept)
    workflow.hold(kept.pk, by=SYSTEM, reason="others")
    mail = Mail.objects.get(kind="held")
    assert "You have done nothing wrong by this" in " ".join(mail.text.split())
    place = tracker.place(newest(kept))
    assert str(place.headline) == "Your story rests while somebody looks"
    assert "You have done nothing wrong by this." in str(place.next)
    told = [one["in_words"] for one in my_data.everything(kept)["happened"]]
    assert told[-1].startswith("The story rested off the site")


def test_they_can_change_it_hide_more_or_take_it_back_and_nothing_brings_it_back():
    kept = held()
    may = workflow.actions_of(kept.submissions.all(), C)
    assert may == [Action.REPLACE, Action.HIDE_NAME, Action.WITHDRAW]
    for verb in (workflow.resume, workflow.pause):
        with pytest.raises((Conflict, Forbidden)):
            verb(kept.pk, by=C)
    workflow.hide_name(kept.pk, by=C, how="anonymous")
    workflow.agree(kept.pk, ["search-engines"], by=C)
    workflow.mark_in_memory(kept.pk, True)
    workflow.want_thanks(kept.pk, True)
    assert (newest(kept).state, Story.objects.count()) == (State.HELD, 0)
    workflow.withdraw(kept.pk, by=C)
    assert (newest(kept).state, Story.objects.count()) == (State.WITHDRAWN, 0)


def test_what_they_were_changing_meanwhile_meets_it():
    """They see it at once, so it is news to a page that is older."""
    kept = submission_in(State.PUBLISHED).contribution
    seen = transition.seen_version(kept, C)
    workflow.hold(kept.pk, by=SYSTEM, reason="others")
    assert transition.seen_version(kept, C) == seen + 1
    with pytest.raises(Conflict, match="has changed since"):
        workflow.replace(kept.pk, offer(title="New words"), by=C, version=seen)


# --- what a lead does -----------------------------------------------------------------------------


def test_a_lead_has_hours_and_is_told(leads):
    kept = held()
    submission = newest(kept)
    left = submission.due_at - timezone.now()
    assert timedelta(0) < settings.MARROW_DUE_SEVERE - left < timedelta(minutes=1)
    run_jobs(now=False)
    told = Mail.objects.filter(kind="reported", key__contains=f":{submission.pk}:")
    assert {str(by.id) for by in leads} < {one.key.rpartition(":")[2] for one in told}
    for by in leads:
        found = [one.pk for one in lane(Lane.REPORTED, by=by, narrowing=Narrowing())]
        assert found == [submission.pk]


def test_put_back_it_is_as_it_was(leads):
    kept = held()
    published = newest(kept).published_at
    workflow.restore(kept.pk, by=leads[0], reason="other", message="All is well.")
    story = Story.objects.get()
    assert (story.published_at, newest(kept).due_at) == (published, None)
    assert Tombstone.objects.count() == 0
    assert "All is well." not in [
        one.body for one in Message.objects.told()
    ]  # it stays in the team


def test_put_back_without_an_agreement_it_is_paused(leads):
    kept = held()
    consents.withdraw_all(kept.pk)
    workflow.restore(kept.pk, by=leads[0], reason="other")
    assert (newest(kept).state, Story.objects.count()) == (State.PAUSED, 0)
    workflow.resume(kept.pk, by=C)
    assert Story.objects.count() == 1


def test_put_back_without_the_yes_of_the_one_it_is_about_it_is_paused(leads):
    about = subjects.About(subjects.Kind.CHILD, timezone.localdate().replace(day=1, year=2020))
    kept = held(about=about)
    workflow.take_off(kept.pk, language="en")
    workflow.restore(kept.pk, by=leads[0], reason="other")
    assert (newest(kept).state, Story.objects.count()) == (State.PAUSED, 0)


def test_taken_down_it_may_be_appealed_against(leads):
    kept = held()
    workflow.take_down(kept.pk, by=leads[0], **JUDGED)
    submission = newest(kept)
    assert (submission.state, submission.due_at) == (State.TAKEN_DOWN, None)
    workflow.appeal(kept.pk, by=C)
    with pytest.raises(Forbidden):
        workflow.restore(kept.pk, by=leads[0], reason="other")
    workflow.restore(kept.pk, by=leads[1], reason="other")
    assert Story.objects.count() == 1


def test_moderators_look_and_do_not_decide(moderator):
    kept = held()
    by = actors.team(moderator)
    assert workflow.actions_of(kept.submissions.all(), by) == []
    for verb, how in ((workflow.restore, {"reason": "other"}), (workflow.take_down, JUDGED)):
        with pytest.raises(Forbidden):
            verb(kept.pk, by=by, **how)
    public = submission_in(State.PUBLISHED)
    with pytest.raises(Forbidden):
        workflow.hold(public.contribution_id, by=by, reason="others")


def test_nobody_holds_or_puts_back_their_own(lead):
    by = actors.team(lead)
    kept = held(by=actors.contributor(lead))
    with pytest.raises(Forbidden):
        workflow.restore(kept.pk, by=by, reason="other")


def test_a_lead_holds_with_a_reason(leads):
    submission = submission_in(State.PUBLISHED)
    with pytest.raises(ValueError, match="reason"):
        workflow.hold(submission.contribution_id, by=leads[0])
    workflow.hold(submission.contribution_id, by=leads[0], message="Its aunt called.")
    assert Story.objects.count() == 0
    assert "Its aunt called." not in [one.body for one in Message.objects.told()]


def test_on_the_desk_and_in_the_api(lead, settings):
    settings.MARROW_MFA = False
    submission = submission_in(State.PUBLISHED, title=TITLE)
    kept, client = submission.contribution, Client()
    client.force_login(lead)
    page = f"/desk/{kept.pk}/"
    version = {"version": Contribution.objects.get(pk=kept.pk).version}
    client.post(page, {"action": "hold", "reason": "others", "message": "", **version})
    assert newest(kept).state == State.HELD
    text = client.get(page).content.decode()
    assert "This story rests off the site until a lead has looked." in text
    assert TITLE in client.get("/desk/?lane=reported").content.decode()
    headers = {"Authorization": f"Token {AuthToken.objects.create(lead)[1]}"}
    api = f"/api/v1/submissions/{kept.pk}/"
    assert [one["state"] for one in client.get("/api/v1/queue/", headers=headers).json()["results"]]
    answer = client.get(api, headers=headers).json()
    assert (answer["state"], answer["actions"]) == ("held", ["restore", "take_down", "relabel"])
    decided = client.post(
        f"{api}decisions/",
        {"action": "restore", "reason": "other"},
        content_type="application/json",
        headers=headers,
    )
    assert (decided.status_code, decided.json()["state"]) == (200, "published")


# --- with new words -------------------------------------------------------------------------------


def test_new_words_that_were_approved_before_are_read_once_more(moderator):
    live = submission_in(State.PUBLISHED)
    workflow.replace(live.contribution_id, offer(title="New words"), by=C)
    run_jobs(now=False)
    workflow.approve(live.contribution_id, by=actors.team(moderator))
    workflow.hold(live.contribution_id, by=SYSTEM, reason="others")
    run_jobs()
    states = [one.state for one in live.contribution.submissions.order_by("id")]
    assert (states, Story.objects.count()) == ([State.HELD, State.IN_REVIEW], 0)


def test_a_first_of_two_approvals_is_taken_back_too(moderator):
    """Who gave it knew nothing of what readers told, and the second would not know either."""
    live = submission_in(State.PUBLISHED)
    workflow.replace(live.contribution_id, offer(title="New words"), by=C)
    workflow.screen(newest(live.contribution).pk, [NAMED])
    workflow.approve(live.contribution_id, by=actors.team(moderator), message="Thank you.")
    assert newest(live.contribution).state == State.SECOND_REVIEW
    workflow.hold(live.contribution_id, by=SYSTEM, reason="others")
    pending = newest(live.contribution)
    assert (pending.state, pending.first_by_id) == (State.IN_REVIEW, None)
    assert not pending.messages.filter(internal=False).exists()


def test_new_words_wait_for_the_lead_too(moderator, leads):
    kept = held()
    due = newest(kept).due_at
    workflow.replace(kept.pk, offer(title="New words"), by=C)
    run_jobs(now=False)
    workflow.approve(kept.pk, by=actors.team(moderator))
    run_jobs()
    states = [one.state for one in kept.submissions.order_by("id")]
    assert (states, Story.objects.count()) == ([State.SUPERSEDED, State.HELD], 0)
    assert newest(kept).due_at == due
    told = [one["in_words"] for one in my_data.everything(kept)["happened"]]
    assert "The story rested off the site" in told[-1]
    workflow.restore(kept.pk, by=leads[0], reason="other")
    assert Story.objects.get().title == "New words"


# --- after a backup came back ---------------------------------------------------------------------


def test_a_backup_that_comes_back_does_not_show_it(leads):
    kept = held()
    line = Deed.objects.get(kind="held")
    workflow.restore(kept.pk, by=leads[0], reason="other")
    again = Line(id=kept.pk, kind="held", subject=str(kept.pk), at=line.at)
    assert replay.replay([again]) == {"held": 1}
    assert (newest(kept).state, Story.objects.count()) == (State.HELD, 0)
