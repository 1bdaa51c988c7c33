"""Who may do what now: the buttons, and the API's list."""

from collections.abc import Iterable

from django.utils import timezone

from moderation import album, appeals, subjects, two_people
from moderation.actors import Actor
from moderation.models import Case, Submission
from moderation.states import ANSWERING, Action, Party, State, actions_from
from moderation.transition import AFTERWARDS

WAITS = frozenset(ANSWERING)


def actions_of(submissions: Iterable[Submission], by: Actor) -> list[Action]:
    """What this actor may do with a contribution now, over all its submissions, each once."""
    found = [action for one in submissions for action in actions_for(one, by)]
    return list(dict.fromkeys(found))


def actions_for(submission: Submission, by: Actor, *, cased: bool | None = None) -> list[Action]:
    """What this actor may do with this submission now: the buttons, and the API's list.

    The contributor's list does not give away a decision that is still in its grace. `cased`:
    whether a case is open beside its story, where that is known.
    """
    actions = actions_from(State(submission.state), by.party)
    if by.party is Party.CONTRIBUTOR:
        return [action for action in actions if _told(submission, action)]
    if by.id is not None and by.id == submission.contribution.contributor_id:
        return []
    waits = not WAITS.isdisjoint(actions)
    if waits and cased is None:
        cased = Case.objects.open_on(submission.contribution_id) is not None
    if waits and cased:
        actions = [action for action in actions if action not in WAITS]
    return [action for action in actions if _free(submission, action, by)]


def _told(submission: Submission, action: Action) -> bool:
    """Whether a contributor may know of this action; nothing shows through the grace."""
    match action:
        case Action.ERASE:
            return False
        case Action.KEEP:
            return not submission.in_grace
        case Action.APPEAL:
            return submission.appealable
        case Action.RESUME:
            return not subjects.missing(submission.contribution, submission.content_hash)
    return True


def _free(submission: Submission, action: Action, by: Actor) -> bool:
    """Whether who decided, and who reads it now, leave this action to this person of the team."""
    lead = by.party is Party.LEAD
    own = lead or submission.decider_id == by.id
    if appeals.barred(submission, action, by) or two_people.barred(submission, action, by):
        return False
    if action is Action.TAKE_BACK:
        return submission.undoable and own
    if action is Action.UPHOLD and not submission.waits_taken_down:
        return False
    if action is Action.APPROVE and not album.ready(submission.shown_photo):
        return False
    if action in AFTERWARDS:
        return not submission.in_grace and (own or action is Action.CORRECT)
    held = submission.claimed_until is not None and submission.claimed_until > timezone.now()
    theirs = held and submission.claimed_by_id != by.id
    return held and (lead or not theirs) if action is Action.RELEASE else not theirs
