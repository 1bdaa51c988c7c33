"""The whole matrix of a case, written by hand, so that the table does not test itself."""

import pytest

from moderation.case_states import CASE_RULES, CaseAction, CaseState, Role

M, L, O, S = Role.MODERATOR, Role.LEAD, Role.ORGANISER, Role.SYSTEM  # noqa: E741 - as short as M
BESIDE = {"tick": [M, L], "untick": [M, L], "note": [M, L], "reach_out": [M, L], "reveal": [O]}
# state: action -> (roles, where it leads); whatever is not here is not allowed.
EXPECTED = {
    "open": {
        **{action: (roles, ["open"]) for action, roles in BESIDE.items()},
        "open": ([M, L, S], ["open"]),
        "take": ([L], ["taken"]),
        "pass_on": ([S], ["open"]),
        "propose": ([M, L, S], ["proposed"]),
    },
    "taken": {
        **{action: (roles, ["taken"]) for action, roles in BESIDE.items()},
        "open": ([M, L, S], ["taken"]),
        "take": ([L], ["taken"]),
        "propose": ([M, L, S], ["proposed"]),
    },
    "proposed": {
        **{action: (roles, ["proposed"]) for action, roles in BESIDE.items()},
        "open": ([M, L, S], ["proposed"]),
        "send_back": ([M, L, S], ["open", "taken"]),
        "confirm": ([M, L, S], ["closed"]),
    },
    "closed": {},
}


def test_every_state_is_in_the_matrix():
    assert {state.value for state in CaseState} == set(EXPECTED)


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("action", list(CaseAction))
def test_rule(state, action):
    rule = CASE_RULES.get((state, action))
    expected = EXPECTED[state.value].get(action.value)
    found = rule and (sorted(rule.roles), [to.value for to in rule.to])
    assert found == (expected and (sorted(expected[0]), expected[1]))
