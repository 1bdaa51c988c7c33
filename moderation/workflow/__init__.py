"""The verbs. Nothing else changes a state, and nothing else writes a public story.

Each verb opens `transition`, which locks, compares, asks the table and writes; here stands what
each verb itself does in between.
"""

from collections.abc import Callable

from moderation.models import Contribution
from moderation.states import Action
from moderation.workflow.allowed import actions_for, actions_of
from moderation.workflow.asking import appeal, keep
from moderation.workflow.beside import mark_in_memory, relabel, want_thanks
from moderation.workflow.contributor import (
    agree,
    hide_name,
    replace,
    resume,
    submit,
    use_suggestion,
    was_sent,
)
from moderation.workflow.ending import (
    erase,
    erase_all,
    forget_declined,
    long_declined,
    pause,
    run_out,
    withdraw,
)
from moderation.workflow.subject import come_of_age, say_no, say_yes, take_off
from moderation.workflow.system import publish, screen, settle
from moderation.workflow.team import (
    VERBS,
    approve,
    correct,
    decline,
    escalate,
    hold,
    reopen,
    request_changes,
    restore,
    return_to_queue,
    take_back,
    take_down,
    uphold,
)

__all__ = [
    "CONTRIBUTORS",
    "VERBS",
    "actions_for",
    "actions_of",
    "agree",
    "appeal",
    "approve",
    "come_of_age",
    "correct",
    "decline",
    "erase",
    "erase_all",
    "escalate",
    "forget_declined",
    "hide_name",
    "hold",
    "keep",
    "long_declined",
    "mark_in_memory",
    "pause",
    "publish",
    "relabel",
    "reopen",
    "replace",
    "request_changes",
    "restore",
    "resume",
    "return_to_queue",
    "run_out",
    "say_no",
    "say_yes",
    "screen",
    "settle",
    "submit",
    "take_back",
    "take_down",
    "take_off",
    "uphold",
    "use_suggestion",
    "want_thanks",
    "was_sent",
    "withdraw",
]

CONTRIBUTORS: dict[Action, Callable[..., Contribution]] = {
    Action.APPEAL: appeal,
    Action.HIDE_NAME: hide_name,
    Action.KEEP: keep,
    Action.PAUSE: pause,
    Action.RESUME: resume,
    Action.WITHDRAW: withdraw,
}
