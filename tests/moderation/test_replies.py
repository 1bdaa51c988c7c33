"""Saved replies: what is known is filled in, and a gap stops a message."""

import pytest
from django.core.exceptions import ValidationError

from moderation import replies
from moderation.models import Submission
from moderation.quotes import Quote
from moderation.reasons import Reason
from moderation.replies import Reply
from stories.models import LANGUAGES

REPLY = Reply("x", "names", "en", "{name}, “{title}”, {guideline}: “{quote}”. {…} {when you ask}")


def about(**changes) -> Submission:
    words = {"title": "Garlic", "display_name": "Ruth", "language": "en", "relation": "survivor"}
    passages = [{"text": "I rang Ida Holm at noon.", "dated": "2026-11-01"}]
    words |= {"shown_as": "", "hidden": []}
    return Submission(**(words | changes), passages=passages, diagnoses=["mcl"])


def test_what_is_known_is_filled_in_and_the_rest_stays_a_gap():
    told = replies.filled(REPLY, about(), [Quote("body", 7, 15), Quote("title", 0, 6)])
    assert told == "Ruth, “Garlic”, Names: “Ida Holm” … “Garlic”. {…} {when you ask}"
    assert replies.gaps(told) == ["{…}", "{when you ask}"]


def test_nobody_is_called_anonymous_and_a_quote_waits_to_be_chosen():
    told = replies.filled(REPLY, about(shown_as="Anonymous"))
    assert replies.gaps(told) == ["{name}", "{quote}", "{…}", "{when you ask}"]


def test_braces_in_somebodys_title_are_no_gap_of_ours_to_fill_twice():
    kept = about()
    kept.title = "{name}"
    assert replies.filled(REPLY, kept).startswith("Ruth, “{name}”")


def test_a_gap_stops_a_message_and_is_named():
    replies.validate("Thank you, and { or } alone are no gaps.")
    with pytest.raises(ValidationError) as refused:
        replies.validate("Dear {name}, {…} and {name} again")
    assert refused.value.message_dict == {
        "message": ["Please fill in {name}, {…} in your message, or take it out."]
    }


def test_every_reply_is_there_in_each_language_and_names_a_reason():
    for language, _name in LANGUAGES:
        mine = replies.fitting(language, died=False)
        assert [one.code for one in mine] == list(replies.WORDING)
        assert {one.reason for one in mine} <= {*Reason.values, ""}
    english, spanish = (
        [one.body for one in replies.all() if one.language == x] for x in ("en", "es")
    )
    assert not set(english) & set(spanish)


def test_nobody_is_to_ask_the_dead():
    usual, died = (
        {one.code: one.body for one in replies.fitting("en", died=died)} for died in (False, True)
    )
    assert [code for code in usual if usual[code] != died[code]] == ["others"]
    assert "ask them" in usual["others"]
    assert "ask them" not in died["others"]
