"""Cards on the desk: a question to a colleague, its answer, what was handed over or set free.

The words of a card are an internal note beside the story, so that erasing the story erases them.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from mail import outbox
from moderation import actors, appeals, transition, two_people
from moderation.actors import Actor
from moderation.errors import Conflict, Forbidden
from moderation.models import Card, Contribution, DeskSettings, Message, Submission
from moderation.offers import normalised, problem
from moderation.reach import opens, refuse
from moderation.states import FINAL, RULES, WAITING, Action, Party, State

LONGEST = 1000  # characters
OF_NO_VERB = 0  # the version of words that go with no verb


def lay(
    kind: Card.Kind, submission: Submission, *, to: int | None, by: Actor, words: str = ""
) -> Card:
    """Put a card about this text on somebody's desk, or on everybody's, in the caller's deed."""
    contribution = submission.contribution
    message = _note(submission, words, by=by) if kind is not Card.Kind.BROKEN else None
    card = Card.objects.create(
        kind=kind, contribution=contribution, to_id=to, by_id=by.id, message=message
    )
    if kind in (Card.Kind.QUESTION, Card.Kind.HANDED) and to is not None:
        _owe_mail(card, contribution)
    return card


def ask(contribution_id: uuid.UUID, words: str, *, by: Actor, to: User | None = None) -> Card:
    """Ask a colleague, or everyone, about a story; it stays where it is.

    Raises ValidationError for words that cannot be kept, Conflict once the story is taken back,
    Forbidden where either may not read it.
    """
    with transaction.atomic():
        contribution, newest = _readable(contribution_id, by=by)
        if to is not None:
            receiver(contribution, newest, to, by=by, holding=False)
        return lay(Card.Kind.QUESTION, newest, to=to.pk if to else None, by=by, words=words)


def answer(card_id: int, words: str, *, by: Actor) -> Card:
    """Answer a question, which leaves every desk; whoever asked gets the answer on theirs.

    Raises Conflict where somebody has answered already, Card.DoesNotExist where it is not theirs.
    """
    with transaction.atomic():
        card = asked_of(by).select_for_update(of=("self",)).get(pk=card_id)
        if card.done_at is not None:
            raise Conflict(_("Somebody was faster and has answered this."))
        _contribution, newest = _readable(card.contribution_id, by=by)
        Card.objects.filter(pk=card.pk).update(done_at=Now())
        return lay(Card.Kind.ANSWER, newest, to=card.by_id or by.id, by=by, words=words)


def put_away(card_id: int, *, by: Actor) -> None:
    """Take a card off this person's desk; a question leaves it only with an answer, or unasked."""
    mine = Q(to=by.id) & ~Q(kind=Card.Kind.QUESTION) | Q(by=by.id, kind=Card.Kind.QUESTION)
    Card.objects.filter(mine, pk=card_id, done_at=None).update(done_at=Now())


def asked_of(by: Actor) -> QuerySet[Card]:
    """The questions that this person may answer."""
    assert by.id is not None
    return _about_open_stories(by).filter(
        Q(to=by.id) | Q(to=None) & ~Q(by=by.id), kind=Card.Kind.QUESTION
    )


def on_desk(by: Actor, *, may: Q | None = None) -> QuerySet[Card]:
    """What lies on this person's desk, the oldest first: only of stories that they may open.

    What was handed over to them lies there until it is decided on. `may`: what they may open,
    where that is known.
    """
    assert by.id is not None
    mine = Q(to=by.id) | Q(to=None) & ~Q(by=by.id)
    waits = Submission.objects.filter(contribution=OuterRef("contribution"), state__in=WAITING)
    return (
        _about_open_stories(by, may=may)
        .filter(mine, ~Q(kind=Card.Kind.HANDED) | Q(Exists(waits)), ~_veiled(by), done_at=None)
        .select_related("by", "to", "message__submission")
        .order_by("id")
    )


def about(contribution_id: uuid.UUID, *, by: Actor) -> QuerySet[Card]:
    """The open questions about a story, and what else of it lies on this person's desk."""
    return (
        Card.objects.filter(contribution=contribution_id, done_at=None)
        .filter(Q(kind=Card.Kind.QUESTION) | Q(to=by.id), ~_veiled(by))
        .select_related("by", "to", "message")
        .order_by("id")
    )


def receiver(
    contribution: Contribution,
    submission: Submission,
    to: User,
    *,
    by: Actor,
    holding: bool = True,
) -> Actor:
    """The colleague as who acts. Raises Forbidden where it cannot go to them, and never says why.

    The reason would tell whose story it is, or who knows whom.
    """
    no = Forbidden(_("This one cannot go to them. Please choose somebody else."))
    if to.pk == by.id:
        raise no
    try:
        receiving = actors.team(to)
        refuse(contribution, contribution.submissions.all(), receiving)
    except Forbidden:
        raise no from None
    if not holding:
        return receiving
    rule = RULES.get((State(submission.state), Action.CLAIM))
    if rule is None or receiving.party not in rule.parties:
        raise no
    decided = (appeals.barred, two_people.barred)
    if any(barred(submission, Action.CLAIM, receiving) for barred in decided):
        raise no
    return receiving


def _about_open_stories(by: Actor, *, may: Q | None = None) -> QuerySet[Card]:
    """Cards about stories that are not taken back, and that this person may open."""
    assert by.id is not None
    may = opens(by.id, DeskSettings.of(by.id)) if may is None else may
    texts = Submission.objects.filter(contribution=OuterRef("contribution"))
    texts = texts.exclude(state__in=FINAL).filter(may)
    return Card.objects.filter(Exists(texts))


def _veiled(by: Actor) -> Exists:
    """What the first of two wrote of a text is kept from the second, until they have decided."""
    theirs = Submission.objects.filter(pk=OuterRef("message__submission"))
    waits = theirs.filter(state=State.SECOND_REVIEW, first_by=OuterRef("by"))
    return Exists(waits.exclude(first_by=by.id))


def _readable(contribution_id: uuid.UUID, *, by: Actor) -> tuple[Contribution, Submission]:
    """The story and its newest text, locked. Raises Forbidden, Conflict once it is taken back."""
    if by.party not in (Party.MODERATOR, Party.LEAD):
        raise Forbidden(_("Only moderators may do this."))
    contribution = transition.locked(pk=contribution_id)
    submissions = list(contribution.submissions.order_by("-id"))
    refuse(contribution, submissions, by)
    newest = submissions[0]
    newest.contribution = contribution
    if newest.state in FINAL:
        raise Conflict(_("This story is taken back already."))
    return contribution, newest


def _note(submission: Submission, words: str, *, by: Actor) -> Message:
    body = normalised(words)
    if wrong := problem(body, LONGEST, one_line=False):
        raise ValidationError({"words": [wrong]})
    return submission.messages.create(
        party=by.party, author_id=by.id, version=OF_NO_VERB, internal=True, body=body
    )


def _owe_mail(card: Card, contribution: Contribution) -> None:
    """Owe them a mail that says only that somebody asks for them."""
    to = card.to
    if to is None or contribution.example:
        return
    outbox.owe_template(
        "asked",
        to=to.email,
        key=f"asked:{card.pk}",
        language=to.language,
        context={"path": f"{outbox.root_of(to.language)}desk/"},
    )
