"""A safeguarding case as data: what may be done, from where, by whom, and where it leads.

Pure Python, as `states.py` is. A case stands beside a story and is none of its states: it goes on
when the story is withdrawn or erased.
"""

from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    OPEN = "open"  # nobody has taken it
    TAKEN = "taken"
    PROPOSED = "proposed"  # one person would close it, and a second one has to agree
    CLOSED = "closed"


class CaseAction(StrEnum):
    OPEN = "open"
    TAKE = "take"
    TICK = "tick"
    UNTICK = "untick"
    NOTE = "note"
    REACH_OUT = "reach_out"
    REVEAL = "reveal"
    PASS_ON = "pass_on"  # noqa: S105 - it is no password
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"


class Role(StrEnum):
    MODERATOR = "moderator"
    LEAD = "lead"
    ORGANISER = "organiser"
    SYSTEM = "system"


class Because(StrEnum):
    """Who saw that somebody may be in danger."""

    CHECKS = "checks"
    TEAM = "team"
    REPORT = "report"


class Step(StrEnum):
    """What is done one after the other, in this order."""

    TOGETHER = "together"
    DANGER = "danger"
    TELL = "tell"
    REACH = "reach"
    WRITE_DOWN = "write-down"


class Outcome(StrEnum):
    NO_DANGER = "no-danger"
    REACHED = "reached"
    HANDED_ON = "handed-on"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True)
class CaseRule:
    """Where an action leads; more than one place where the case itself tells which."""

    to: tuple[CaseState, ...]
    roles: frozenset[Role]


S, A = CaseState, CaseAction
_TEAM, _LEAD = frozenset({Role.MODERATOR, Role.LEAD}), frozenset({Role.LEAD})
_SYSTEM, _ORGANISER = frozenset({Role.SYSTEM}), frozenset({Role.ORGANISER})
# The system only does again what people did, where a backup that came back has undone it.
_AGAIN = _TEAM | _SYSTEM

UNCLOSED = (S.OPEN, S.TAKEN, S.PROPOSED)
BESIDE = (A.TICK, A.UNTICK, A.NOTE, A.REACH_OUT)  # the case stays where it is

CASE_RULES: dict[tuple[CaseState, CaseAction], CaseRule] = {
    # Seen once more, by somebody else: it is the same case.
    **{(state, A.OPEN): CaseRule((state,), _TEAM | _SYSTEM) for state in UNCLOSED},
    (S.OPEN, A.TAKE): CaseRule((S.TAKEN,), _LEAD),
    (S.TAKEN, A.TAKE): CaseRule((S.TAKEN,), _LEAD),  # another lead goes on with it
    (S.OPEN, A.PASS_ON): CaseRule((S.OPEN,), _SYSTEM),
    **{(state, action): CaseRule((state,), _TEAM) for state in UNCLOSED for action in BESIDE},
    **{(state, A.REVEAL): CaseRule((state,), _ORGANISER) for state in UNCLOSED},
    (S.OPEN, A.PROPOSE): CaseRule((S.PROPOSED,), _AGAIN),
    (S.TAKEN, A.PROPOSE): CaseRule((S.PROPOSED,), _AGAIN),
    (S.PROPOSED, A.SEND_BACK): CaseRule((S.OPEN, S.TAKEN), _AGAIN),
    (S.PROPOSED, A.CONFIRM): CaseRule((S.CLOSED,), _AGAIN),
}
