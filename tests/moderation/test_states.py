"""The whole matrix, written by hand, so that the table does not test itself."""

import pytest

from moderation.states import RULES, Action, Party, State

# state: action -> (parties, where it leads); whatever is not here is not allowed.
C, M, L, S = Party.CONTRIBUTOR, Party.MODERATOR, Party.LEAD, Party.SYSTEM
EXPECTED = {
    "submitted": {
        "screen": ([S], ["in_review", "escalated"]),
        "replace": ([C], ["superseded"]),
        "hide_name": ([C], ["submitted"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "in_review": {
        "claim": ([M, L], ["in_review"]),
        "release": ([M, L], ["in_review"]),
        "relabel": ([M, L], ["in_review"]),
        "approve": ([M, L], ["approved", "second_review"]),
        "request_changes": ([M, L], ["changes_requested"]),
        "decline": ([M, L], ["declined"]),
        "escalate": ([M, L], ["escalated"]),
        "replace": ([C], ["superseded"]),
        "hide_name": ([C], ["in_review"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "escalated": {
        "claim": ([L], ["escalated"]),
        "release": ([L], ["escalated"]),
        "relabel": ([L], ["escalated"]),
        "approve": ([L], ["approved", "second_review"]),
        "request_changes": ([L], ["changes_requested"]),
        "decline": ([L], ["declined"]),
        "return_to_queue": ([L], ["in_review"]),
        "replace": ([C], ["superseded"]),
        "hide_name": ([C], ["escalated"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "second_review": {
        "claim": ([M, L], ["second_review"]),
        "release": ([M, L], ["second_review"]),
        "relabel": ([M, L], ["second_review"]),
        "approve": ([M, L], ["approved"]),
        "request_changes": ([M, L], ["changes_requested"]),
        "decline": ([M, L], ["declined"]),
        "escalate": ([M, L], ["escalated"]),
        "return_to_queue": ([M, L], ["in_review", "escalated"]),
        "take_back": ([M, L, S], ["in_review", "escalated"]),
        "replace": ([C], ["superseded"]),
        "hide_name": ([C], ["second_review"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "changes_requested": {
        "take_back": ([M, L], ["in_review", "escalated", "second_review"]),
        "correct": ([M, L], ["changes_requested"]),
        "replace": ([C], ["superseded"]),
        "keep": ([C], ["superseded"]),
        "hide_name": ([C], ["changes_requested"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "approved": {
        "take_back": ([M, L, S], ["in_review", "escalated", "second_review"]),
        "correct": ([M, L], ["approved"]),
        "reopen": ([M, L], ["superseded"]),
        "publish": ([S], ["published", "paused", "held"]),
        "replace": ([C], ["superseded"]),
        "relabel": ([M, L], ["approved"]),
        "hide_name": ([C], ["approved"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "declined": {
        "take_back": ([M, L], ["in_review", "escalated", "second_review"]),
        "correct": ([M, L], ["declined"]),
        "reopen": ([L], ["superseded"]),
        "replace": ([C], ["superseded"]),
        "appeal": ([C], ["superseded"]),
        "hide_name": ([C], ["declined"]),
        "withdraw": ([C, S], ["withdrawn"]),
    },
    "published": {
        "pause": ([C, S], ["paused"]),
        "replace": ([C, S], ["superseded"]),
        "hold": ([L, S], ["held"]),
        "take_down": ([M, L, S], ["taken_down"]),
        "correct": ([M, L], ["published"]),
        "relabel": ([M, L], ["published"]),
        "hide_name": ([C], ["published"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "paused": {
        "replace": ([C, S], ["superseded"]),
        "resume": ([C, S], ["published", "held"]),
        "relabel": ([M, L], ["paused"]),
        "hide_name": ([C], ["paused"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "held": {
        "replace": ([C, S], ["superseded"]),
        "restore": ([L], ["published", "paused"]),
        "take_down": ([L], ["taken_down"]),
        "relabel": ([L], ["held"]),
        "hide_name": ([C], ["held"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "taken_down": {
        "replace": ([C, S], ["superseded"]),
        "restore": ([L], ["published"]),
        "correct": ([M, L], ["taken_down"]),
        "appeal": ([C], ["taken_down"]),
        "uphold": ([L], ["taken_down"]),
        "hide_name": ([C], ["taken_down"]),
        "withdraw": ([C], ["withdrawn"]),
    },
    "withdrawn": {"erase": ([C, S], ["withdrawn"])},
    "superseded": {"erase": ([C, S], ["superseded"])},
}
NEEDS_MESSAGE = {"request_changes", "decline", "take_down", "uphold", "reopen", "correct"}
NEEDS_REASON = {"decline", "escalate", "return_to_queue", "hold", "take_down", "restore"}


def test_every_state_is_in_the_matrix():
    assert {state.value for state in State} == set(EXPECTED)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_rule(state, action):
    rule = RULES.get((state, action))
    expected = EXPECTED[state.value].get(action.value)
    found = rule and (sorted(rule.parties), [to.value for to in rule.to])
    assert found == (expected and (sorted(expected[0]), expected[1]))


@pytest.mark.parametrize("rule", RULES.items(), ids=lambda item: f"{item[0][0]}-{item[0][1]}")
def test_what_must_be_said(rule):
    (_state, action), entry = rule
    assert entry.message_required == (action.value in NEEDS_MESSAGE)
    assert entry.reason_required == (action.value in NEEDS_REASON)
