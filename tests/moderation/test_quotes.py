"""Quotes are places in a text, and a message points to a guideline."""

import pytest
from django.core.exceptions import ValidationError

from moderation import actors, quotes, workflow
from moderation.models import Message
from moderation.quotes import Quote
from moderation.states import State
from tests.factories import offer, submission_in

TEXT = offer(title="A word", body="My doctor was\nDr Ama.\n\nShe was kind. 😀 So was I.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Dr Ama.", Quote("body", 14, 21)),
        ("was Dr Ama", Quote("body", 10, 20)),
        ("  Dr   Ama.   She ", Quote("body", 14, 26)),
        ("So was I", Quote("body", 39, 47)),
        ("A word", Quote("title", 0, 6)),
        ("Ruth", Quote("display_name", 0, 4)),
        ("dr ama", None),
        ("My .*", None),
        (" ", None),
    ],
)
def test_words_are_found_where_they_stand(words, expected):
    assert quotes.find(words, TEXT) == expected
    if expected:
        assert expected.of(TEXT).split() == words.split()


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("body:2:4", Quote("body", 2, 4)),
        ("body:2", None),
        ("language:0:2", None),
        ("body:-1:4", None),
        ("body:2:4;", None),
        ("body:9999999:4", None),
    ],
)
def test_what_a_page_sends_is_read_or_nothing(sent, expected):
    assert Quote.read(sent) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        [Quote("body", 4, 4)],
        [Quote("body", 6, 4)],
        [Quote("body", 0, 4000)],
        [Quote("language", 0, 2)],
        [Quote("body", 21, 23)],  # two line ends
        [Quote("body", 0, 2)] * 21,
    ],
)
def test_what_is_not_there_is_refused(wrong):
    with pytest.raises(ValidationError):
        quotes.validate(wrong, TEXT)


@pytest.mark.django_db
def test_a_message_keeps_places_and_a_guideline_and_no_copy(moderator):
    by = actors.team(moderator)
    submission = submission_in(State.IN_REVIEW)
    place = quotes.find("planting garlic", submission.offer)
    workflow.decline(
        submission.contribution_id, by=by, message="Why.", reason="names", quotes=[place]
    )
    message = Message.objects.get()
    assert message.quotes == [{"field": "body", "start": 6, "end": 21}]
    assert (message.quoted, message.guideline) == (["planting garlic"], "names")
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    workflow.erase(submission.contribution_id, by=actors.contributor())
    assert Message.objects.get().quoted == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "how", "guideline"),
    [
        (workflow.decline, {"message": "Why.", "reason": "other"}, ""),
        (workflow.request_changes, {"message": "Why."}, ""),
        (workflow.request_changes, {"message": "Why.", "reason": "staff"}, "staff"),
        (workflow.escalate, {"message": "Within us.", "reason": "crisis"}, ""),
    ],
)
def test_the_reason_is_the_guideline_of_what_goes_out(moderator, verb, how, guideline):
    submission = submission_in(State.IN_REVIEW)
    verb(submission.contribution_id, by=actors.team(moderator), **how)
    assert Message.objects.get().guideline == guideline
