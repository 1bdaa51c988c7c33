"""The decision form asks for what the table wants, and keeps what was typed."""

import pytest

from moderation.forms import LONGEST, DecisionForm, QueueFilter
from moderation.models import Submission
from moderation.queue import Narrowing
from moderation.states import Action, State
from stories.models import Diagnosis

REVIEW = Submission(state=State.IN_REVIEW)
LIVE = Submission(state=State.PUBLISHED)
FOUND = {
    Action.APPROVE: REVIEW,
    Action.REQUEST_CHANGES: REVIEW,
    Action.DECLINE: REVIEW,
    Action.ESCALATE: REVIEW,
}


def form(action, found=FOUND, **data):
    return DecisionForm({"action": action, "version": "3", **data}, found=found)


@pytest.mark.parametrize(
    ("action", "data", "wrong"),
    [
        ("approve", {}, []),
        ("approve", {"message": "Thank you."}, []),
        ("approve", {"note": "Only for us"}, ["note"]),
        ("request_changes", {}, ["message", "reason"]),
        ("request_changes", {"message": "   ", "reason": "names"}, ["message"]),
        ("request_changes", {"message": "Please."}, ["reason"]),
        ("request_changes", {"message": "Please.", "reason": "names"}, []),
        (
            "request_changes",
            {"message": "Please.", "reason": "names", "note": "Only for us"},
            ["note"],
        ),
        ("approve", {"message": "Dear {name}, thank you."}, ["message"]),
        ("escalate", {"message": "Dear {name}, …", "reason": "legal"}, []),
        ("approve", {"hour": "09:30"}, ["day"]),
        ("approve", {"day": "2020-01-01"}, ["day"]),
        ("approve", {"day": "2999-01-01", "hour": "09:30"}, ["day"]),
        ("approve", {"day": "soon", "hour": "late"}, ["day", "hour"]),
        ("decline", {}, ["message", "reason"]),
        ("decline", {"message": "Please."}, ["reason"]),
        ("decline", {"reason": "selling"}, ["message"]),
        ("decline", {"message": "Please.", "reason": "selling"}, []),
        ("decline", {"message": "Please.", "reason": "whim"}, ["reason"]),
        ("escalate", {}, ["reason"]),
        ("escalate", {"reason": "crisis"}, []),
        ("escalate", {"note": "Please look."}, []),
        ("approve", {"message": "m" * (LONGEST + 1)}, ["message"]),
        ("take_back", {}, ["action"]),
        ("publish", {}, ["action"]),
        ("", {}, ["action"]),
        ("approve", {"version": ""}, ["version"]),
    ],
)
def test_needs(action, data, wrong):
    assert sorted(form(action, **data).errors) == wrong


def test_what_a_faster_colleague_left_is_for_the_verb_to_refuse():
    assert form("decline", found={}).is_valid()


def test_words_within_the_team_are_joined_and_the_rest_goes_out_alone():
    inside = form("escalate", note=" For us ", message="A draft\r\nin two lines")
    assert inside.is_valid()
    assert inside.verb() == (
        Action.ESCALATE,
        {"version": 3, "reason": "", "message": "For us\n\nA draft\nin two lines"},
    )
    outside = form("decline", message="With thanks.", reason="selling")
    assert outside.is_valid()
    assert outside.verb() == (
        Action.DECLINE,
        {"version": 3, "reason": "selling", "message": "With thanks."},
    )


def test_what_was_typed_stays():
    shown = form("decline", message="A long kind message").as_p()
    assert "A long kind message" in shown


def test_fields_without_a_button_are_not_asked():
    down = DecisionForm(found={Action.TAKE_DOWN: LIVE})
    back = DecisionForm(found={Action.RESTORE: Submission(state=State.TAKEN_DOWN)})
    assert [field.name for field in down.visible_fields()] == ["action", "message", "reason"]
    assert [field.name for field in back.visible_fields()] == ["action", "reason", "note"]


@pytest.mark.parametrize(
    ("found", "message", "reason"),
    [
        (FOUND, "ask for changes or decline", "ask for changes, decline or pass it to a lead"),
        ({Action.TAKE_DOWN: LIVE}, "take the public text down", "take the public text down"),
    ],
)
def test_the_help_speaks_of_the_buttons_that_are_there(found, message, reason):
    fields = DecisionForm(found=found).fields
    assert fields["message"].help_text == (
        f"Needed when you {message}. It goes out with the decision."
    )
    assert fields["reason"].help_text == (
        f"Needed when you {reason}. With a message, the contributor sees which guideline it is "
        "about."
    )


def test_nobody_approves_over_an_open_grave_note():
    data = {"version": "3", "message": "Thank you.", "reason": "selling"}
    wrong = DecisionForm({"action": "approve", **data}, found=FOUND, grave=2)
    assert wrong.non_field_errors() == [
        "Please say of <a href='#finding-2'>each grave note</a> what you make of it, then approve."
    ]
    assert DecisionForm({"action": "decline", **data}, found=FOUND, grave=2).is_valid()


@pytest.mark.django_db
def test_the_filter_ignores_words_that_we_do_not_know():
    diagnoses = list(Diagnosis.objects.all())
    known = QueueFilter({"diagnosis": "mcl", "language": "es"}, diagnoses=diagnoses)
    unknown = QueueFilter({"diagnosis": "nope", "language": "xx"}, diagnoses=diagnoses)
    assert known.narrowing == Narrowing(diagnosis="mcl", language="es")
    assert unknown.narrowing == Narrowing()
    assert QueueFilter(diagnoses=diagnoses).narrowing == Narrowing()
