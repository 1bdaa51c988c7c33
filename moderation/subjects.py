"""Telling on behalf of someone: whose story it is, and the yes that it needs besides the teller's.

A living adult says yes to the exact words, by a link that is theirs. For a child the guardian says
it, until the child is of age. The dead are asked nothing, and the words are kind.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail import outbox
from moderation.models import Contribution, Event, Subject, SubjectAnswer, Submission
from moderation.offers import digest
from moderation.receipts import kept_subject_token_for, receipt_digest, subject_token
from moderation.signals import erased
from moderation.states import FINAL, LIVE, OPEN, State
from stories.models import Relation

VERSION = "2026-11"
Kind, By, Said = Subject.Kind, SubjectAnswer.By, SubjectAnswer.Said
ME = "me"
ADULTHOOD = 18  # years
REASON = "subject"  # of the event with which a story is paused: the one it is about wants it so
# Who may be telling somebody else's story, and so is asked.
TELLERS = (
    Relation.CAREGIVER,
    Relation.FAMILY,
    Relation.BEREAVED,
    Relation.HEALTH_PROFESSIONAL,
)
TEXTS: dict[str, dict[str, str]] = {
    By.SUBJECT: {
        "en": "I have read these words. They are about me, and I agree that you publish exactly "
        "these words on this website. I can take my yes back at any time.",
        "es": "He leído estas palabras. Hablan de mí, y acepto que publiquen exactamente estas "
        "palabras en este sitio. Puedo retirar mi sí cuando quiera.",
    },
    By.GUARDIAN: {
        "en": "I am their parent or guardian, and I agree for them. Where they are old enough to "
        "understand, I have asked them.",
        "es": "Soy su madre, su padre o quien tiene su tutela, y acepto en su nombre. Si tiene "
        "edad para entenderlo, se lo he preguntado.",
    },
}


@dataclass(frozen=True)
class Text:
    """A sentence that is agreed to, as it is shown."""

    by: str
    language: str

    @property
    def text(self) -> str:
        return TEXTS[self.by].get(self.language, TEXTS[self.by]["en"])

    @property
    def hash(self) -> str:
        return digest(self.by, VERSION, self.language, self.text)


@dataclass(frozen=True)
class About:
    """Whose story is sent, where it is not the teller's own."""

    kind: str
    born: date | None = None  # the first of a month


def named(answers: Mapping[str, Any]) -> str:
    """Whose story somebody says it is; one's own for whom no other can be meant."""
    return answers.get("about", "") if answers.get("relation") in TELLERS else ME


def read(about: str, *, month: str = "", year: str = "") -> About | None:
    """Whose story it is; None for one's own. Raises ValidationError for what cannot be."""
    if about == ME:
        return None
    if about not in Kind.values:
        raise ValidationError({"about": [_("Please choose one of these.")]})
    return About(about, _born(month, year) if about == Kind.CHILD else None)


def _born(month: str, year: str) -> date:
    try:
        born = date(int(year), int(month), 1)
    except ValueError:
        text = _("Please write the month and the year in which your child was born.")
        raise ValidationError({"born": [text]}) from None
    today = timezone.localdate()
    if born > today or born.year < today.year - 120:
        raise ValidationError({"born": [_("Please look at this year again.")]})
    if of_age(born) <= today:
        text = _("Your child is 18 by now. Please choose “an adult who is living” instead.")
        raise ValidationError({"born": [text]})
    return born


def of_age(born: date) -> date:
    """From when on a child speaks for themselves: the first of the month in which they are 18."""
    return born.replace(year=born.year + ADULTHOOD)


def keep(contribution: Contribution, about: About) -> None:
    """Write down whose story this is, and for a child the guardian's yes."""
    dead = about.kind == Kind.DIED
    subject = Subject.objects.create(
        contribution=contribution,
        kind=about.kind,
        born=about.born,
        link_digest=None if dead else receipt_digest(subject_token(contribution.pk)),
        asked_at=Now() if about.kind == Kind.ADULT else None,
    )
    if about.kind == Kind.CHILD:
        record(subject, Said.YES, by=By.GUARDIAN, language=contribution.language)


def record(
    subject: Subject, said: str, *, by: str, language: str, content_hash: str = ""
) -> SubjectAnswer:
    """Write down an answer; a yes with the very sentence that was shown."""
    text = Text(by, language) if said == Said.YES else None
    return SubjectAnswer.objects.create(
        subject=subject,
        by=by,
        said=said,
        content_hash=content_hash,
        text_version=VERSION if text else "",
        text_hash=text.hash if text else "",
        language=language,
    )


def of(contribution: Contribution) -> Subject | None:
    """Who this story is about, where that is not its teller."""
    return getattr(contribution, "subject", None)


def last_answer(subject: Subject, content_hash: str) -> SubjectAnswer | None:
    """What the person themselves said last about these words.

    A no to everything is one to new words too. Their next yes, to any words, ends it: what else
    they said yes to before stays taken back, and is unanswered.
    """
    mine = subject.answers.filter(by=By.SUBJECT).order_by("-id")
    last = mine.filter(content_hash__in=[content_hash, ""]).first()
    if last is not None and not last.content_hash:
        return None if mine.filter(said=Said.YES, pk__gt=last.pk).exists() else last
    return last


def speaks(subject: Subject) -> bool:
    """Whether this person is asked themselves: a living adult, or a child who is one by now."""
    grown = subject.born is not None and of_age(subject.born) <= timezone.localdate()
    return subject.kind == Kind.ADULT or grown


def missing(contribution: Contribution, content_hash: str) -> bool:
    """Whether these words may not be public, because the one they are about has not said yes.

    A no counts at any age, and whoever once had all taken down is asked about each new text.
    """
    subject = of(contribution)
    if subject is None or subject.kind == Kind.DIED:
        return False
    answer = last_answer(subject, content_hash)
    if answer is not None:
        return answer.said == Said.NO
    return speaks(subject) or subject.answers.filter(by=By.SUBJECT, content_hash="").exists()


def waits(submission: Submission) -> bool:
    """Whether this text is approved, told so, and waits for that yes alone."""
    told = submission.state == State.APPROVED and submission.settled_at is not None
    return told and not submission.scheduled


def stopped(submission: Submission) -> bool:
    """Whether this text is paused because the one it is about wants it so, and nobody else."""
    if submission.state != State.PAUSED:
        return False
    last = Event.objects.filter(submission=submission, to_state=State.PAUSED)
    event = last.exclude(from_state=State.PAUSED).order_by("-id").first()
    return event is not None and event.reason == REASON


def in_question(contribution: Contribution) -> Submission | None:
    """The words that the person is asked about: the newest, while they may be published."""
    newest = contribution.submissions.order_by("-number").first()
    if newest is None or newest.erased_at or newest.seen_state == State.DECLINED:
        newest = contribution.submissions.filter(state__in=LIVE).first()
    return None if newest is None or newest.state in FINAL else newest


def path_of(subject: Subject, contribution: Contribution) -> str:
    """The page of the person whom it is about, to be passed on; "" while they are not asked."""
    if subject.asked_at is None or subject.link_digest is None:
        return ""
    token = kept_subject_token_for(contribution.pk, subject.link_digest)
    return f"{outbox.root_of(contribution.language)}about-you/{token}/"


def link_of(contribution: Contribution) -> str:
    """That page with the address of this site."""
    subject = of(contribution)
    path = path_of(subject, contribution) if subject else ""
    return settings.SITE_URL + path if path else ""


def growing_up() -> QuerySet[Subject]:
    """Children who are of age soon, and whose guardian was not asked yet to pass the link on."""
    soon = timezone.localdate() + settings.MARROW_ASK_GUARDIAN
    return _children(soon).filter(asked_at=None)


def grown_up() -> QuerySet[Subject]:
    """Children whose time to say yes themselves is over, counted from when they could have."""
    then = timezone.localdate() - settings.MARROW_COMING_OF_AGE
    agreed = SubjectAnswer.objects.filter(by=By.SUBJECT, said=Said.YES)
    return (
        _children(then)
        .filter(
            contribution__submissions__state=State.PUBLISHED,
            asked_at__lte=Now() - settings.MARROW_COMING_OF_AGE,
        )
        # Whoever said no since has no story here any more.
        .exclude(pk__in=agreed.values("subject"))
    )


def _children(day: date) -> QuerySet[Subject]:
    """Children who are of age on this day, and whose story may be or become public."""
    latest = _years_before(day)
    there = Submission.objects.filter(state__in=[*OPEN, *LIVE, State.DECLINED])
    return Subject.objects.filter(
        kind=Kind.CHILD, born__lte=latest, contribution__in=there.values("contribution")
    )


def _years_before(day: date) -> date:
    """The first of the month so long before, whatever the day of a leap year."""
    return day.replace(day=1, year=day.year - ADULTHOOD)


def told(subject: Subject) -> list[dict[str, Any]]:
    """What was said and when, for the copy of all that is kept."""
    texts = {
        text.hash: text.text for by in By.values for text in (Text(by, code) for code in TEXTS[by])
    }
    return [
        {
            "by": one.by,
            "said": one.said,
            "text": texts.get(one.text_hash, ""),
            "text_version": one.text_version,
            "text_sha256": one.text_hash,
            "language": one.language,
            "at": one.at,
        }
        for one in subject.answers.order_by("id")
    ]


def agreed_for(contribution: Contribution) -> list[dict[str, Any]]:
    """What a guardian agreed to for their child, in the words that were shown."""
    subject = of(contribution)
    return [one for one in told(subject) if one["by"] == By.GUARDIAN] if subject else []


@receiver(erased)
def forget(contribution_id: uuid.UUID, **_signal: object) -> None:
    """Blank the month in which a child was born."""
    Subject.objects.filter(contribution=contribution_id).update(born=None)
