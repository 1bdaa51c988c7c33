"""Claims: a name and an expiry, so that two people do not read the same story at once.

A claim is never in the way after its expiry and never changes the version. Beside it stands who
only looks: a row that ends by itself.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from moderation import cards, offering, transition, watched
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import Card, Look, Recusal, Submission, SubmissionQuerySet
from moderation.states import Action, Party

LOOKING = timedelta(minutes=3)  # the page says three times meanwhile that it is still open


@contextmanager
def _held(contribution_id: uuid.UUID, action: Action, *, by: Actor) -> Iterator[Submission]:
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        step = transition.Step(contribution, by, reason="", version=contribution.version)
        step.submissions = list(contribution.submissions.order_by("-id"))
        submission, _rule = transition.permitted(step, action)
        submission.contribution = contribution
        yield submission
        submission.save(update_fields=["claimed_by", "claimed_since", "claimed_until"])


def _tell(submission: Submission, action: Action, *, by: Actor) -> None:
    version = submission.contribution.version
    transition.happened(submission, action, submission.state, by=by, version=version).save()


def _live(submission: Submission) -> bool:
    """Whether somebody holds it now, by the database's clock."""
    until, now = submission.claimed_until, submission.contribution.now  # type: ignore[attr-defined]
    return until is not None and until > now


def _give(submission: Submission, to: int | None) -> None:
    """Let this person hold it from now on; whoever held it until now goes on since then."""
    if submission.claimed_by_id != to or not _live(submission):
        submission.claimed_since = Now()
    submission.claimed_by_id, submission.claimed_until = to, Now() + settings.MARROW_CLAIM


def claim(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Hold a story for this person for a while; again, to hold it longer. Raises Conflict."""
    with _held(contribution_id, Action.CLAIM, by=by) as submission:
        if submission.claimed_by_id != by.id:
            _tell(submission, Action.CLAIM, by=by)
        _give(submission, by.id)


def release(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Let go of a story; a lead may break a colleague's claim, who sees it. Raises Conflict."""
    with _held(contribution_id, Action.RELEASE, by=by) as submission:
        holder = submission.claimed_by_id
        if holder is not None and holder != by.id and _live(submission):
            watched.broke(contribution_id, holder, by=by)
            cards.lay(Card.Kind.BROKEN, submission, to=holder, by=by)
        if holder is not None:
            _tell(submission, Action.RELEASE, by=by)
        transition.release(submission)


def release_all(user_id: int) -> None:
    """Let go of everything this person holds or looks at, as when they sign out."""
    Submission.objects.filter(claimed_by=user_id).update(
        claimed_by=None, claimed_since=None, claimed_until=None
    )
    Look.objects.filter(user=user_id).delete()


def hand_over(contribution_id: uuid.UUID, *, to: User, word: str, by: Actor) -> None:
    """Give what this person holds to a colleague, with a word that lies on top of their desk.

    Raises Conflict where it is not this person's to give, Forbidden where it cannot go to them.
    """
    with _held(contribution_id, Action.CLAIM, by=by) as submission:
        if submission.claimed_by_id != by.id or not _live(submission):
            raise Conflict(_("You can hand over only what you are reading."))
        receiving = cards.receiver(submission.contribution, submission, to, by=by)
        _tell(submission, Action.RELEASE, by=by)
        _give(submission, to.pk)
        _tell(submission, Action.CLAIM, by=receiving)
        audit.note("claim-handed-over", by=by.id, about=contribution_id, to=to.pk)
        cards.lay(Card.Kind.HANDED, submission, to=to.pk, by=by, words=word)


def recuse(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Never offer this story to this person, nor open it for them: they know whose it is."""
    assert by.id is not None
    if by.party not in (Party.MODERATOR, Party.LEAD):
        raise Forbidden(_("Only moderators may do this."))
    with transaction.atomic():
        contribution = transition.locked(pk=contribution_id)
        if contribution.contributor_id == by.id:
            raise Forbidden(_("This is your own story. Somebody else will decide on it."))
        _kept, new = Recusal.objects.get_or_create(contribution=contribution, user_id=by.id)
        if new:
            audit.note("recused", by=by.id, about=contribution_id)
        for submission in contribution.submissions.filter(claimed_by=by.id):
            transition.release(submission)
            submission.save(update_fields=["claimed_by", "claimed_since", "claimed_until"])
            submission.contribution = contribution
            _tell(submission, Action.RELEASE, by=by)
        look_away(contribution_id, by=by)


def look(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Show colleagues that this person has a story open, for a few minutes more."""
    assert by.id is not None
    Look.objects.filter(user=by.id, until__lte=Now()).delete()
    Look.objects.bulk_create(
        [Look(contribution_id=contribution_id, user_id=by.id, until=Now() + LOOKING)],
        update_conflicts=True,
        unique_fields=["contribution", "user"],
        update_fields=["until"],
    )


def look_away(contribution_id: uuid.UUID, *, by: Actor) -> None:
    """Show it no longer."""
    Look.objects.filter(contribution=contribution_id, user=by.id).delete()


def looking(contribution_id: uuid.UUID, *, by: Actor) -> list[User]:
    """Who else has this story open now, besides whoever holds it."""
    held = Submission.objects.filter(contribution=contribution_id, claimed_until__gt=Now())
    looks = Look.objects.filter(contribution=contribution_id, until__gt=Now())
    looks = looks.exclude(user=by.id).exclude(user__in=held.order_by().values("claimed_by"))
    return [one.user for one in looks.select_related("user").order_by("user")]


def next_for(
    by: Actor, *, without: Iterable[uuid.UUID] = (), anyway: bool = False
) -> uuid.UUID | None:
    """Claim the most urgent story that this person may decide on; nobody else gets the same.

    `without`: those that this person left for somebody else. `anyway`: also heavy stories that it
    is a colleague's turn for.
    """
    assert by.id is not None
    with transaction.atomic():
        submission = (
            waiting_for(by, without=without, anyway=anyway)
            .select_related("contribution")
            .select_for_update(skip_locked=True, no_key=True, of=("contribution", "self"))
            .first()
        )
        if submission is None:
            return None
        claim(submission.contribution_id, by=by)
    return submission.contribution_id


def waiting_for(
    by: Actor, *, without: Iterable[uuid.UUID] = (), anyway: bool = False
) -> SubmissionQuerySet:
    """What this person may get next, most urgent first."""
    assert by.id is not None
    return (
        Submission.objects.waiting()
        .filter(offering.offered(by, anyway=anyway))
        .unclaimed_by_others(by.id)
        .editorial()
        .exclude(contribution__in=list(without))
    )
