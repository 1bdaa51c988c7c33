"""What the person whom a story is about decides, by their own link; and what comes with their age.

They have no account and no party of their own: what follows from their word the system does. One
lock covers the whole story, so that their yes cannot race with a withdrawal, nor a no with a
publication.
"""

import uuid

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from moderation import album, consents, ledger, notifications, subjects
from moderation.actors import SYSTEM
from moderation.errors import Conflict
from moderation.models import Contribution, Subject, SubjectAnswer, Submission
from moderation.states import State
from moderation.subjects import REASON, By, Said
from moderation.transition import locked
from moderation.workflow.contributor import resume
from moderation.workflow.ending import pause
from moderation.workflow.system import publish


def say_yes(contribution_id: uuid.UUID, *, content_hash: str, language: str) -> None:
    """Agree to exactly these words: what waited for this alone is public in the same moment.

    Raises Conflict where these are no longer the words in question.
    """
    with transaction.atomic():
        contribution, subject, words = _asked(contribution_id, content_hash)
        said = {"by": By.SUBJECT, "language": language, "content_hash": content_hash}
        if _already(subject, content_hash, Said.YES):
            return
        album.must_be_ready(words.shown_photo)  # a yes is to what was seen
        subjects.record(subject, Said.YES, **said)
        agreed = consents.publishable(consents.live(contribution.pk))
        if subjects.waits(words):
            publish(words.pk)
        elif subjects.stopped(words) and agreed:
            resume(contribution.pk, by=SYSTEM)


def say_no(contribution_id: uuid.UUID, *, content_hash: str, language: str) -> None:
    """Refuse exactly these words; others that they agreed to before stay. Raises Conflict."""
    with transaction.atomic():
        contribution, subject, _words = _asked(contribution_id, content_hash)
        if _already(subject, content_hash, Said.NO):
            return
        said = {"by": By.SUBJECT, "language": language, "content_hash": content_hash}
        answer = subjects.record(subject, Said.NO, **said)
        _off(contribution, answer)


def take_off(contribution_id: uuid.UUID, *, language: str) -> None:
    """Take back every yes, and the story off everything that Marrow serves, at once."""
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        subject = contribution.subject
        if _already(subject, "", Said.NO):
            return
        answer = subjects.record(subject, Said.NO, by=By.SUBJECT, language=language)
        _off(contribution, answer)


def come_of_age(contribution_id: uuid.UUID) -> None:
    """Ask a guardian to pass the link on, a while before a child is of age; pause without a yes."""
    with transaction.atomic():
        contribution = locked(pk=contribution_id)
        if subjects.growing_up().filter(contribution=contribution).exists():
            Subject.objects.filter(contribution=contribution).update(asked_at=Now())
            notifications.owe("comes_of_age", contribution, about=1)
        elif subjects.grown_up().filter(contribution=contribution).exists():
            pause(contribution.pk, by=SYSTEM, reason=REASON)


def _asked(
    contribution_id: uuid.UUID, content_hash: str
) -> tuple[Contribution, Subject, Submission]:
    """The story, locked, and the words that were shown, if they still are the ones in question."""
    contribution = locked(pk=contribution_id)
    words = subjects.in_question(contribution)
    if words is None or words.content_hash != content_hash:
        raise Conflict(_("The words have changed since you opened this page."))
    return contribution, contribution.subject, words


def _off(contribution: Contribution, answer: SubjectAnswer) -> None:
    """After a no: what is public without a yes is not, and its teller hears of it either way."""
    live = contribution.submissions.filter(state=State.PUBLISHED).first()
    ledger.note(contribution.pk, [ledger.REFUSED])
    if live is not None and subjects.missing(contribution, live.content_hash):
        pause(contribution.pk, by=SYSTEM, reason=REASON)
    else:
        notifications.owe("yes_missing", contribution, about=f"answer-{answer.pk}")


def _already(subject: Subject, content_hash: str, said: str) -> bool:
    """Whether they said this last; said again, as by a double press, it changes nothing."""
    last = subject.answers.filter(by=By.SUBJECT).order_by("-id").first()
    return last is not None and (last.said, last.content_hash) == (said, content_hash)
