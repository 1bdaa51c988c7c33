"""What ends: a story that is taken off or erased, and agreements whose time is over."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from moderation import (
    addresses,
    album,
    consents,
    notifications,
    reasons,
    safeguarding,
    subjects,
    suggestions,
)
from moderation.actors import SYSTEM, Actor
from moderation.errors import Conflict
from moderation.models import Contribution, Message, Sketch, Submission
from moderation.signals import erased
from moderation.states import LIVE, OPEN, RULES, Action, Party, State
from moderation.transition import locked, release, transition
from stories import publishing, retention

# What its contributor is mailed when a story is paused by itself. Of a wish another mail tells.
MAILS = {"": "paused", subjects.REASON: "yes_missing", reasons.OLDER: "decision"}


def pause(
    contribution_id: uuid.UUID, *, by: Actor, reason: str = "", message: str = ""
) -> Contribution:
    """Take a live story off everything that Marrow serves until its contributor wants it back.

    `reason`: subjects.REASON where the one it is about wants it so, or has not agreed themselves;
    reasons.WISH, reasons.OLDER.
    """
    with transition(contribution_id, Action.PAUSE, by=by, reason=reason, message=message) as step:
        step.submission.story = None
        publishing.unpublish(step.contribution.story_id)
        if by.party is Party.SYSTEM and reason in MAILS:
            notifications.owe(MAILS[reason], step.contribution, about=step.version, off="yes")
    return step.contribution


def withdraw(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Take the story off everything that Marrow serves, whatever anybody else is doing.

    Asked again, as after an answer that was lost, it changes nothing more.
    """
    try:
        return _withdraw(contribution_id, by=by)
    except Conflict:
        withdrawn = Contribution.objects.filter(submissions__state=State.WITHDRAWN)
        kept = withdrawn.filter(pk=contribution_id).first()
        if kept is None or by.party is not Party.CONTRIBUTOR:
            raise
        return kept


def _withdraw(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    with transition(contribution_id, Action.WITHDRAW, by=by) as step:
        for submission in step.submissions:
            if (State(submission.state), Action.WITHDRAW) not in RULES:
                continue
            release(submission)
            submission.story = None
            if submission is not step.submission:
                step.moves.append((submission, Action.WITHDRAW, State.WITHDRAWN))
        publishing.unpublish(step.contribution.story_id)
        consents.withdraw_all(contribution_id)
        if by.party is Party.CONTRIBUTOR:
            notifications.owe("withdrawn", step.contribution, about=step.version, off="yes")
    return step.contribution


def erase(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Blank a withdrawn story's words, messages and address, delete its photos; the rows stay."""
    with transition(contribution_id, Action.ERASE, by=by) as step:
        for submission in step.submissions:
            submission.shown_as, submission.hidden = "", []  # these the step writes itself
            if submission is not step.submission:
                rule = RULES.get((State(submission.state), Action.ERASE))
                if rule is None:
                    raise Conflict(_("Please take the story back before erasing it."))
                step.moves.append((submission, Action.ERASE, State(submission.state)))
        Submission.objects.filter(contribution=contribution_id).update(
            title="",
            passages=[],
            display_name="",
            diagnosed="",
            recognisable="",
            diagnoses=[],
            facets=[],
            photo=None,
            photo_alt="",
            photo_by="",
            photo_credit="",
            labels=[],
            erased_at=Now(),
        )
        Message.objects.filter(submission__contribution=contribution_id).update(body="")
        Sketch.objects.filter(contribution=contribution_id).delete()
        suggestions.blank(contribution_id)
        safeguarding.blank(contribution_id)
        album.forget(contribution_id)
        addresses.forget(step.contribution)
        erased.send(Contribution, contribution_id=contribution_id)
    return step.contribution


def erase_all(contribution_id: uuid.UUID, *, by: Actor) -> Contribution:
    """Take a story off and blank it, in one go and from wherever it is; again changes nothing."""
    with transaction.atomic():
        kept = locked(pk=contribution_id)
        if kept.erased_at is not None:
            return kept
        if not kept.submissions.filter(state=State.WITHDRAWN).exists():
            withdraw(contribution_id, by=by)
        return erase(contribution_id, by=by)


def run_out(contribution_id: uuid.UUID) -> None:
    """End agreements whose time is over, and what they allowed: a live story is paused."""
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        consents.end_what_ran_out(contribution)
        uses = consents.live(contribution_id)
        live = contribution.submissions.filter(state=State.PUBLISHED).exists()
        if live and not consents.publishable(uses):
            pause(contribution_id, by=SYSTEM)
        elif live:
            publishing.allow(contribution.story_id, **consents.elsewhere(uses))


def long_declined(*, ahead: timedelta = timedelta(0)) -> QuerySet[Submission]:
    """What was declined long ago and never sent anew.

    A live story is left alone, one that somebody else is still to look at, and one whose person is
    looked after. `ahead`: also what will have been so long ago by then.
    """
    in_use = Submission.objects.filter(state__in=[*OPEN, *LIVE]).values("contribution")
    long_ago = retention.over("declined", since="settled_at", less=ahead)
    declined = Submission.objects.filter(long_ago, state=State.DECLINED)
    return declined.exclude(contribution__in=in_use).editorial()


def forget_declined(contribution_id: uuid.UUID) -> None:
    """Blank a story that was declined long ago, unless its contributor sent it anew meanwhile."""
    with transaction.atomic():
        locked(pk=contribution_id)
        if long_declined().filter(contribution=contribution_id).exists():
            erase_all(contribution_id, by=SYSTEM)
