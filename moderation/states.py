"""The workflow as data: what may be done, from where, by whom, and where it leads.

Pure Python: this table guards the verbs, draws the buttons, fills the API's list of allowed
actions, and draws the picture in docs/workflow.md.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    ESCALATED = "escalated"
    SECOND_REVIEW = "second_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    DECLINED = "declined"
    PUBLISHED = "published"
    PAUSED = "paused"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"
    SUPERSEDED = "superseded"


class Action(StrEnum):
    SUBMIT = "submit"
    SCREEN = "screen"
    CLAIM = "claim"
    RELEASE = "release"
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    DECLINE = "decline"
    ESCALATE = "escalate"
    RETURN_TO_QUEUE = "return_to_queue"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    HIDE_NAME = "hide_name"
    PAUSE = "pause"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    REPLACE = "replace"
    HOLD = "hold"
    TAKE_DOWN = "take_down"
    RESTORE = "restore"
    KEEP = "keep"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    REOPEN = "reopen"
    CORRECT = "correct"
    RELABEL = "relabel"
    ERASE = "erase"


class Party(StrEnum):
    CONTRIBUTOR = "contributor"
    MODERATOR = "moderator"
    LEAD = "lead"
    SYSTEM = "system"


@dataclass(frozen=True)
class Rule:
    """Where an action leads; more than one place where the verb itself must choose."""

    to: tuple[State, ...]
    parties: frozenset[Party]
    reason_required: bool = False
    message_required: bool = False


S, A = State, Action
_CONTRIBUTOR, _SYSTEM = frozenset({Party.CONTRIBUTOR}), frozenset({Party.SYSTEM})
_TEAM, _LEAD = frozenset({Party.MODERATOR, Party.LEAD}), frozenset({Party.LEAD})

READING = (S.IN_REVIEW, S.ESCALATED)  # for the first time, or all over again
WAITING = (*READING, S.SECOND_REVIEW)
OPEN = (S.SUBMITTED, *WAITING, S.CHANGES_REQUESTED, S.APPROVED)
DECIDED = (S.APPROVED, S.CHANGES_REQUESTED, S.DECLINED)  # these take effect after the grace
FINAL = (S.WITHDRAWN, S.SUPERSEDED)
DONE = (*DECIDED, S.PUBLISHED, S.PAUSED, S.TAKEN_DOWN)  # somebody of the team decided on it
LIVE = (S.PUBLISHED, S.PAUSED, S.HELD, S.TAKEN_DOWN)  # in their place until a revision is published
# These decide nothing and make no version: nobody's page grows stale by them.
BESIDE = (A.CLAIM, A.RELEASE, A.RELABEL)
# What is said with these stays in the team.
INTERNAL = (A.ESCALATE, A.RETURN_TO_QUEUE, A.HOLD, A.RESTORE, A.TAKE_BACK)
DECISIONS = (A.APPROVE, A.REQUEST_CHANGES, A.DECLINE)
# What waits while somebody is looked after: it answers its contributor, or makes words public
# again. What only hides waits for nothing.
ANSWERING = (*DECISIONS, A.RESTORE, A.UPHOLD, A.REOPEN, A.CORRECT)
# What nobody does about their own decision, once it is appealed against.
JUDGING = (
    *(*DECISIONS, A.CLAIM, A.ESCALATE, A.RETURN_TO_QUEUE, A.TAKE_BACK),
    *(A.RESTORE, A.UPHOLD, A.REOPEN, A.CORRECT, A.RELABEL),
)


def _deciding(
    team: frozenset[Party], state: State, *approved: State
) -> dict[tuple[State, Action], Rule]:
    return {
        (state, A.CLAIM): Rule((state,), team),
        (state, A.RELEASE): Rule((state,), team),
        (state, A.RELABEL): Rule((state,), team),
        (state, A.APPROVE): Rule(approved, team),
        (state, A.REQUEST_CHANGES): Rule((S.CHANGES_REQUESTED,), team, message_required=True),
        (state, A.DECLINE): Rule((S.DECLINED,), team, reason_required=True, message_required=True),
    }


RULES: dict[tuple[State, Action], Rule] = {
    (S.SUBMITTED, A.SCREEN): Rule(READING, _SYSTEM),
    # Some stories a second person reads before they are public: `two_people` says which, and why.
    **_deciding(_TEAM, S.IN_REVIEW, S.APPROVED, S.SECOND_REVIEW),
    (S.IN_REVIEW, A.ESCALATE): Rule((S.ESCALATED,), _TEAM, reason_required=True),
    **_deciding(_LEAD, S.ESCALATED, S.APPROVED, S.SECOND_REVIEW),
    (S.ESCALATED, A.RETURN_TO_QUEUE): Rule((S.IN_REVIEW,), _LEAD, reason_required=True),
    # The second decides freely, and what they decide stands.
    **_deciding(_TEAM, S.SECOND_REVIEW, S.APPROVED),
    (S.SECOND_REVIEW, A.ESCALATE): Rule((S.ESCALATED,), _TEAM, reason_required=True),
    (S.SECOND_REVIEW, A.RETURN_TO_QUEUE): Rule(READING, _TEAM, reason_required=True),
    (S.SECOND_REVIEW, A.TAKE_BACK): Rule(READING, _TEAM | _SYSTEM),  # where the live text rests
    # A decision may be taken back until it takes effect; it returns to where it was decided.
    # What was approved, the system takes back where a backup that came back has undone just that.
    **{(state, A.TAKE_BACK): Rule(WAITING, _TEAM) for state in DECIDED},
    (S.APPROVED, A.TAKE_BACK): Rule(WAITING, _TEAM | _SYSTEM),
    # After that it is told, and only a new message is honest: of what was wrong in it, or that the
    # words are read once more, as a text of their own.
    **{
        (state, A.CORRECT): Rule((state,), _TEAM, message_required=True)
        for state in (*DECIDED, S.PUBLISHED, S.TAKEN_DOWN)
    },
    (S.APPROVED, A.REOPEN): Rule((S.SUPERSEDED,), _TEAM, message_required=True),
    (S.DECLINED, A.REOPEN): Rule((S.SUPERSEDED,), _LEAD, message_required=True),
    # What its contributor has paused, or no longer agrees to, is approved and stays unseen.
    # Where a lead still looks at what readers told of the live text, it waits for that, too.
    (S.APPROVED, A.PUBLISH): Rule((S.PUBLISHED, S.PAUSED, S.HELD), _SYSTEM),
    (S.PUBLISHED, A.PAUSE): Rule((S.PAUSED,), _CONTRIBUTOR | _SYSTEM),
    # What readers told of it meanwhile, a lead looks at first.
    (S.PAUSED, A.RESUME): Rule((S.PUBLISHED, S.HELD), _CONTRIBUTOR | _SYSTEM),
    # New words take the place of the old; a live text stays until they are published.
    **{(state, A.REPLACE): Rule((S.SUPERSEDED,), _CONTRIBUTOR) for state in (*OPEN, S.DECLINED)},
    **{(state, A.REPLACE): Rule((S.SUPERSEDED,), _CONTRIBUTOR | _SYSTEM) for state in LIVE},
    # The system only does again what the team did, where a backup that came back has undone it.
    (S.PUBLISHED, A.TAKE_DOWN): Rule(
        (S.TAKEN_DOWN,), _TEAM | _SYSTEM, reason_required=True, message_required=True
    ),
    (S.TAKEN_DOWN, A.RESTORE): Rule((S.PUBLISHED,), _LEAD, reason_required=True),
    # Off the site while a lead looks at what readers told; only a lead ends it.
    (S.PUBLISHED, A.HOLD): Rule((S.HELD,), _LEAD | _SYSTEM, reason_required=True),
    (S.HELD, A.RESTORE): Rule((S.PUBLISHED, S.PAUSED), _LEAD, reason_required=True),
    (S.HELD, A.TAKE_DOWN): Rule(
        (S.TAKEN_DOWN,), _LEAD, reason_required=True, message_required=True
    ),
    # The same words before the team once more, as a text of their own: what was said of the old one
    # stays told, and the new one is decided in its own grace. An appeal is for somebody else.
    (S.CHANGES_REQUESTED, A.KEEP): Rule((S.SUPERSEDED,), _CONTRIBUTOR),
    (S.DECLINED, A.APPEAL): Rule((S.SUPERSEDED,), _CONTRIBUTOR),
    (S.TAKEN_DOWN, A.APPEAL): Rule((S.TAKEN_DOWN,), _CONTRIBUTOR),
    (S.TAKEN_DOWN, A.UPHOLD): Rule((S.TAKEN_DOWN,), _LEAD, message_required=True),
    # What it is about is seen better later, too: the notes before a public text follow at once.
    **{(state, A.RELABEL): Rule((state,), _TEAM) for state in (S.APPROVED, S.PUBLISHED, S.PAUSED)},
    (S.HELD, A.RELABEL): Rule((S.HELD,), _LEAD),
    # Showing less of oneself needs nobody's leave; showing more is a replacement, and is read.
    **{(state, A.HIDE_NAME): Rule((state,), _CONTRIBUTOR) for state in (*OPEN, S.DECLINED, *LIVE)},
    **{(state, A.WITHDRAW): Rule((S.WITHDRAWN,), _CONTRIBUTOR) for state in (*OPEN, *LIVE)},
    (S.DECLINED, A.WITHDRAW): Rule((S.WITHDRAWN,), _CONTRIBUTOR | _SYSTEM),  # and after 90 days
    **{(state, A.ERASE): Rule((state,), _CONTRIBUTOR | _SYSTEM) for state in FINAL},
}


def actions_from(state: State, party: Party) -> list[Action]:
    """What this party may do from this state, in the table's order."""
    return [
        action
        for (start, action), rule in RULES.items()
        if start is state and party in rule.parties
    ]
