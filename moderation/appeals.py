"""Who may look at an appeal: somebody else than the person who decided first."""

from accounts.roles import holders
from moderation.actors import Actor
from moderation.models import Submission
from moderation.states import JUDGING, Action, Party, State


def barred(submission: Submission, action: Action, by: Actor) -> bool:
    """Whether this is an appeal against what this very person decided.

    Where nobody else in the team could decide on it, a lead may; its contributor is told so.
    """
    if action not in JUDGING or submission.appealed_at is None or submission.not_by_id != by.id:
        return False
    return not (by.party is Party.LEAD and _nobody_else(submission, by))


def _nobody_else(submission: Submission, by: Actor) -> bool:
    needed = "lead" if submission.state in (State.ESCALATED, State.TAKEN_DOWN) else "moderate"
    theirs = [submission.contribution.contributor_id]
    if submission.state == State.SECOND_REVIEW:
        theirs.append(submission.first_by_id)  # who has read it already
    return not any(one.pk not in (by.id, *theirs) for one in holders(needed))
