"""A decision that is pressed: what comes next, what stands in its way, what takes it back."""

import re

import pytest
from django.urls import reverse

from moderation import actors, claims, workflow
from moderation.checks import Remark, Severity
from moderation.models import Event, Finding, Message, Submission
from moderation.states import Action, State
from tests.factories import offer, run_jobs
from tests.moderation.desk import (
    ADDRESS,
    IN_TITLE,
    SEVERE,
    WARN,
    decide,
    dismiss,
    door,
    heading,
    page,
    version,
    waiting,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


def test_a_decision_leads_to_the_next_story_and_can_be_taken_back(desk, moderator):
    first, second = waiting(hours=1), waiting(hours=2)
    answer = decide(desk, first, "approve")
    assert answer.headers["Location"] == f"{page(second)}?done={first.contribution_id}"
    shown = desk.get(answer.headers["Location"])
    assert re.search(r"Approved\. It becomes public in \d+ (seconds|minutes)\.", words(shown))
    assert "Take back" in words(shown)
    second.refresh_from_db()
    assert second.claimed_by == moderator
    back = desk.post(page(first, "take_back"), {"leave": str(second.contribution_id)}, follow=True)
    assert "Taken back. Nobody outside the desk has seen the decision." in words(back)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.claimed_by, second.claimed_by) == (State.IN_REVIEW, moderator, None)


def test_a_letter_that_was_taken_back_is_in_the_form_once(desk, lead):
    submission = waiting()
    decide(desk, submission, "decline", message="My letter.", reason="selling")
    for client in (desk, door(lead)):
        back = client.post(page(submission, "take_back"), follow=True)
        form = back.context["form"]
        assert (form["message"].value(), form["reason"].value()) == ("My letter.", "selling")
        assert "My letter.</textarea>" in back.content.decode()
        assert client.get(page(submission)).context["form"]["message"].value() is None
        decide(client, submission, "decline", message="My letter.", reason="selling")


def test_no_letter_is_left_where_none_was_taken_back(desk, moderator2):
    submission = waiting()
    decide(door(moderator2), submission, "decline", message="Theirs.", reason="selling")
    desk.raise_request_exception = False
    assert desk.post(page(submission, "take_back")).status_code == 403
    assert "desk-taken-back" not in desk.session


def test_a_grave_note_is_looked_after_before_the_story_is_approved(desk, lead):
    submission = waiting(WARN, SEVERE)
    shown = desk.get(page(submission))
    first = shown.context["buttons"][0]
    assert (first.value, first.key, first.kind) == (Action.APPROVE, "", "quiet")
    refused = decide(desk, submission, "approve", message="Thank you.")
    assert refused.status_code == 200
    assert "<a href='#finding-1'>each grave note</a>" in refused.content.decode()
    assert "Thank you.</textarea>" in refused.content.decode()
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW
    dismiss(desk, submission, Finding.objects.get(submission=submission, check_id="treatment"))
    first = desk.get(page(submission)).context["buttons"][0]
    assert (first.value, first.key, first.kind) == (Action.APPROVE, "a", "")
    assert decide(desk, submission, "approve").status_code == 302


def test_a_note_about_the_whole_text_marks_nothing(desk):
    # Without its quotes and its full stop it is still the whole text.
    body = "“I planted the garlic before noon, and I let it ring.”"
    whole = Remark("length", Severity.SEVERE, "body", 1, len(body) - 2, "This is very short.")
    submission = waiting(whole, IN_TITLE, WARN, body=body)
    shown = desk.get(page(submission))
    text = shown.content.decode()
    assert re.findall(r'<mark class="is-warn" id="mark-(\d)">', text) == ["2", "3"]
    assert 'id="mark-1"' not in text
    assert text.index('id="finding-1"') < text.index('class="reviewed"')
    assert re.findall(r'id="finding-(\d)"', text) == ["2", "1", "3"]
    assert shown.context["opened"].margin.grave == 1


def test_pressed_twice_it_was_you_and_you_can_take_it_back(desk):
    submission = waiting()
    seen = version(submission)
    twice = [desk.post(page(submission), {"action": "approve", "version": seen}) for _ in range(2)]
    assert [answer.status_code for answer in twice] == [302, 409]
    assert heading(twice[1]) == "You decided this already"
    assert "Approved. It becomes public" in words(twice[1])
    assert page(submission, "take_back") in twice[1].content.decode()
    assert "Somebody was faster" not in words(twice[1])


def test_each_conflict_is_called_what_it_is(desk, moderator2):
    held, settled, theirs = waiting(), waiting(), waiting()
    claims.claim(held.contribution_id, by=actors.team(moderator2))
    assert heading(decide(desk, held, "approve")) == "Somebody is reading this story"
    seen = version(theirs)
    workflow.approve(theirs.contribution_id, by=actors.team(moderator2))
    late = desk.post(page(theirs), {"action": "approve", "version": seen})
    assert heading(late) == "Somebody was faster"
    decide(desk, settled, "approve")
    run_jobs()
    late = desk.post(page(settled, "take_back"))
    assert heading(late) == "This has taken effect already"


def test_after_the_last_decision_comes_the_queue(desk):
    submission = waiting()
    answer = decide(desk, submission, "approve")
    queue = reverse("desk:queue")
    assert answer.headers["Location"] == f"{queue}?done={submission.contribution_id}&nothing=1"
    read = words(desk.get(answer.headers["Location"]))
    assert "Approved." in read
    assert "Nothing waits for you. Thank you." in read


def test_what_took_effect_cannot_be_taken_back(desk):
    submission = waiting()
    decide(desk, submission, "approve")
    run_jobs()
    answer = desk.post(page(submission, "take_back"))
    assert answer.status_code == 409
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


def test_only_who_decided_or_a_lead_takes_back(desk, moderator2, lead):
    submission = waiting()
    decide(desk, submission, "approve")
    other = door(moderator2)
    other.raise_request_exception = False
    assert other.post(page(submission, "take_back")).status_code == 403
    assert door(lead).post(page(submission, "take_back")).status_code == 302


@pytest.mark.parametrize(
    ("action", "data", "state"),
    [
        ("approve", {}, State.APPROVED),
        ("request_changes", {"message": "Please.", "reason": "names"}, State.CHANGES_REQUESTED),
        ("decline", {"message": "Thanks.", "reason": "selling"}, State.DECLINED),
        ("escalate", {"note": "Please look.", "reason": "crisis"}, State.ESCALATED),
    ],
)
def test_each_button_does_its_verb(desk, moderator, action, data, state):
    submission = waiting()
    assert decide(desk, submission, action, **data).status_code == 302
    submission.refresh_from_db()
    event = Event.objects.filter(submission=submission).last()
    message = Message.objects.filter(submission=submission).first()
    assert submission.state == state
    assert (event.action, event.actor, event.reason) == (
        action,
        moderator.pk,
        data.get("reason", ""),
    )
    assert (message.body if message else "") == data.get("message", data.get("note", ""))
    assert (message.internal if message else False) == (action == "escalate")


def test_an_answer_that_lacks_something_keeps_what_was_typed(desk):
    submission = waiting()
    answer = decide(desk, submission, "decline", message="Words of care.")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Words of care.</textarea>" in text
    assert "Please choose a reason." in text
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def test_two_at_once_one_succeeds_and_the_other_reads_who(desk, moderator, moderator2):
    submission = waiting(by=actors.contributor(), email=ADDRESS)
    seen = version(submission)
    other = door(moderator2)
    assert decide(other, submission, "approve").status_code == 302
    late = desk.post(
        page(submission),
        {"action": "decline", "version": seen, "message": "My answer.", "reason": "other"},
    )
    assert late.status_code == 409
    read = words(late)
    assert "Somebody was faster" in read
    assert re.search(r"A moderator \(moderator2\) approved it at \d\d:\d\d", read)
    assert "My answer." in read
    assert page(submission) in late.content.decode()
    assert (
        Event.objects.filter(submission=submission, action__in=["approve", "decline"]).count() == 1
    )


def test_a_changed_story_is_not_approved_by_its_old_version(desk):
    submission = waiting()
    seen = version(submission)
    workflow.replace(submission.contribution_id, offer(title="New"), by=actors.contributor())
    run_jobs(now=False)
    late = desk.post(page(submission), {"action": "approve", "version": seen})
    assert late.status_code == 409
    assert "The contributor sent new words in its place" in words(late)
    assert set(Submission.objects.values_list("state", flat=True)) == {
        State.SUPERSEDED,
        State.IN_REVIEW,
    }


def test_a_withdrawn_story_answers_409_and_says_so(desk):
    submission = waiting()
    seen = version(submission)
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    late = desk.post(page(submission), {"action": "approve", "version": seen})
    assert late.status_code == 409
    assert "The contributor took the story back" in words(late)
