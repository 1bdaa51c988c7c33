"""Beside a decision: remarks that are set aside, and the words that its letter takes from them."""

import pytest
from django.urls import reverse

from moderation import actors, claims, workflow
from moderation.models import Finding, Message
from moderation.states import Action, State
from tests.factories import offer, run_jobs, submission_in
from tests.moderation.desk import (
    SEVERE,
    WARN,
    decide,
    dismiss,
    door,
    page,
    titles,
    version,
    waiting,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


def test_a_dismissed_finding_says_who_when_and_why(desk, moderator):
    submission = waiting(WARN)
    finding = Finding.objects.get(submission=submission)
    answer = dismiss(desk, submission, finding, because="harmless", number="1")
    assert answer.headers["Location"] == page(submission) + "?open=1#finding-1"
    finding.refresh_from_db()
    assert finding.dismissed_by == moderator
    assert finding.dismissed_because == "harmless"
    assert finding.dismissed_at is not None
    first = finding.dismissed_at
    dismiss(desk, submission, finding, because="agreed")
    finding.refresh_from_db()
    assert (finding.dismissed_at, finding.dismissed_because) == (first, "harmless")
    assert "is-dismissed" in desk.get(page(submission)).content.decode()


def test_a_finding_is_not_dismissed_without_a_reason_or_by_the_wrong_person(
    desk, moderator2, moderator, settings
):
    settings.MARROW_TWO_PEOPLE = []
    submission, other = waiting(WARN), waiting(WARN)
    finding = Finding.objects.get(submission=submission)
    assert dismiss(desk, submission, finding, because="").status_code == 302
    assert dismiss(desk, other, finding).status_code == 404
    claims.claim(submission.contribution_id, by=actors.team(moderator2))
    assert dismiss(desk, submission, finding).status_code == 409
    claims.release(submission.contribution_id, by=actors.team(moderator2))
    decide(desk, submission, "approve")
    assert dismiss(desk, submission, finding).status_code == 409
    finding.refresh_from_db()
    assert finding.dismissed_by is None


def test_moderators_do_not_dismiss_what_a_lead_must_see(desk):
    submission = waiting(SEVERE)
    decide(desk, submission, "escalate", reason="crisis")
    finding = Finding.objects.get(submission=submission)
    desk.raise_request_exception = False
    assert dismiss(desk, submission, finding).status_code == 403
    assert "/findings/" not in desk.get(page(submission)).content.decode()


def suggested_fields(answer) -> dict[str, str]:
    return {field.name: field.value() for field in answer.context["form"].wording}


def test_a_message_quotes_what_was_ticked_and_what_was_copied(desk):
    submission = waiting(WARN)
    ticked = f"body:{WARN.start}:{WARN.end}"
    assert f'value="{ticked}" form="decide"' in desk.get(page(submission)).content.decode()
    answer = decide(
        desk,
        submission,
        "request_changes",
        message="These two.",
        quote=[ticked],
        quoted="the telephone\n  rang, and ",
    )
    assert answer.status_code == 302
    assert Message.objects.get().quoted == [
        submission.offer.body[20:30].strip(),
        "the telephone",
        "rang, and",
    ]


@pytest.mark.parametrize(
    ("action", "data", "wrong"),
    [
        ("request_changes", {"message": "Hm.", "quoted": "a telegraph"}, "not in the story"),
        ("request_changes", {"message": "Hm.", "quote": ["body:0:99999"]}, "not in the story"),
        ("approve", {"quoted": "the telephone"}, "what you quote this for"),
        ("approve", {"suggested_title": "Better"}, "goes with “Ask for changes” only"),
        ("request_changes", {"message": "Hm.", "suggested_title": ""}, "Please write something"),
        ("request_changes", {"message": "Hm.", "suggested_0": " "}, "Please write something"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(desk, action, data, wrong):
    submission = waiting(WARN)
    answer = decide(desk, submission, action, **data)
    assert answer.status_code == 200
    assert wrong in words(answer)
    for name in ("quoted", "suggested_title", "suggested_0"):
        if name in data:
            assert answer.context["form"][name].value() == data[name]
    assert ('open><summary class="small">Suggest a wording' in answer.content.decode()) is any(
        name.startswith("suggested") for name in data
    )
    assert not Message.objects.exists()


def test_a_wording_that_was_left_as_it_was_suggests_nothing(desk):
    submission = waiting(body="One.\n\nTwo.", title="A  title ")
    same = suggested_fields(desk.get(page(submission)))
    assert same == {
        "suggested_title": "A  title ",
        "suggested_0": "One.\n\nTwo.",
        "suggested_name": "Ruth",
    }
    sent = {name: text.replace("\n", "\r\n") for name, text in same.items()}
    assert decide(desk, submission, "approve", **sent).status_code == 302


def test_a_wording_goes_along_and_comes_back_when_it_is_taken_back(desk):
    submission = waiting(body="One.\n\nTwo.")
    better = {"suggested_title": "Better", "suggested_0": "One.\r\n\r\nThree."}
    decide(desk, submission, "request_changes", message="So?", quoted="Two.", **better)
    suggestion = Message.objects.get().suggestion
    assert (suggestion.title, suggestion.texts) == ("Better", ["One.\n\nThree."])
    assert "asked for changes, with a suggested wording" in words(desk.get(page(submission)))
    desk.post(page(submission, "take_back"))
    again = desk.get(page(submission))
    assert suggested_fields(again) == {
        "suggested_title": "Better",
        "suggested_0": "One.\n\nThree.",
        "suggested_name": "Ruth",
    }
    assert again.context["form"]["quoted"].value() == "Two."


def test_a_wording_is_given_back_where_somebody_was_faster(desk, moderator2):
    submission = waiting(body="One.")
    reworded = desk.get(page(submission)).context["reworded"]
    old = version(submission)
    workflow.decline(
        submission.contribution_id, by=actors.team(moderator2), message="No.", reason="other"
    )
    data = {"action": "request_changes", "version": old, "message": "So?", "reworded": reworded}
    same = {"suggested_title": submission.title, "suggested_0": "One.", "suggested_name": "Ruth"}
    for more, expected in (({}, []), ({"suggested_0": "Two."}, [submission.title, "Two.", "Ruth"])):
        answer = desk.post(page(submission), {**data, **same, **more})
        assert answer.status_code == 409
        assert [text for _label, text in answer.context["typed"]] == ["So?", *expected]


@pytest.mark.parametrize("action", ["approve", "request_changes"])
def test_a_page_that_is_older_than_the_story_suggests_nothing(desk, action):
    submission = waiting(body="One.")
    opened = desk.get(page(submission))
    old, same = version(submission), suggested_fields(opened)
    workflow.replace(submission.contribution_id, offer(body="Two."), by=actors.contributor())
    run_jobs(now=False)
    data = {"action": action, "version": old, "message": "So?", "reason": "other", **same}
    answer = desk.post(page(submission), {**data, "reworded": opened.context["reworded"]})
    assert answer.status_code == 409
    assert [text for _label, text in answer.context["typed"]] == ["So?"]


def test_an_answered_appeal_asks_for_nobody_any_more(desk, moderator2):
    submission = waiting()
    decide(desk, submission, "decline", message="No.", reason="other")
    run_jobs()
    workflow.appeal(submission.contribution_id, by=actors.contributor())
    run_jobs(now=False)
    decide(door(moderator2), submission, "request_changes", message="So?")
    run_jobs()
    shown = desk.get(reverse("desk:queue"), {"lane": "contributor"})
    assert titles(shown) == [submission.title]
    assert "asks for somebody else" not in words(shown)


def test_words_that_one_of_us_suggested_say_so(desk, moderator, moderator2):
    submission = waiting()
    decide(desk, submission, "request_changes", message="So?", suggested_title="Better")
    run_jobs()
    agreed = Message.objects.get().suggestion.offer.hash
    workflow.use_suggestion(submission.contribution_id, by=actors.contributor(), agreed=agreed)
    run_jobs(now=False)
    others = door(moderator2)
    for client, told in ((desk, "that you suggested"), (others, "that somebody of the team")):
        assert told in words(client.get(page(submission)))
        assert told in words(client.get(reverse("desk:queue")))


def test_kept_words_say_so(desk, moderator2):
    submission = waiting()
    decide(desk, submission, "request_changes", message="So?")
    run_jobs()
    workflow.keep(submission.contribution_id, by=actors.contributor())
    run_jobs(now=False)
    assert "would rather keep these words" in words(desk.get(page(submission)))


def test_an_appeal_is_for_somebody_else(desk, moderator2):
    submission = waiting()
    decide(desk, submission, "decline", message="No.", reason="other")
    run_jobs()
    workflow.appeal(submission.contribution_id, by=actors.contributor(), message="Why?")
    run_jobs(now=False)
    mine, theirs = desk.get(page(submission)), door(moderator2).get(page(submission))
    assert "You decided on this before." in words(mine)
    assert mine.context["buttons"] == []
    assert "Please read it as if for the first time." in words(theirs)
    assert theirs.context["buttons"]
    assert "Why?" in words(theirs)
    assert "asks for somebody else" in words(desk.get(reverse("desk:queue"), {"lane": "appeals"}))
    desk.raise_request_exception = False
    assert decide(desk, submission, "approve").status_code == 403
    assert "nothing=1" in desk.post(reverse("desk:next")).url


def test_a_lead_leaves_what_was_taken_down_off_the_site(desk, lead):
    submission = submission_in(State.PUBLISHED)
    decide(desk, submission, "take_down", message="It must go.", reason="others")
    workflow.appeal(submission.contribution_id, by=actors.contributor())
    leading = door(lead)
    assert titles(leading.get(reverse("desk:queue"), {"lane": "appeals"})) == [submission.title]
    shown = leading.get(page(submission))
    assert [one.value for one in shown.context["buttons"]] == [
        Action.RESTORE,
        Action.UPHOLD,
        Action.CORRECT,
    ]
    assert "Please write a few words" in words(decide(leading, submission, "uphold"))
    answer = decide(leading, submission, "uphold", message="I read it too.")
    assert "It stays off the site." in words(leading.get(answer.url))
    submission.refresh_from_db()
    assert submission.state == State.TAKEN_DOWN
