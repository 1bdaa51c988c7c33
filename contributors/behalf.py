"""What who tells another person's story sees of that person's yes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from contributors.forms import Whose
from moderation import subjects
from moderation.models import Contribution


@dataclass(frozen=True)
class Yes:
    """Where the yes of the person a story is about is: the link to pass on, and the last answer."""

    link: str
    child: bool
    until: date | None  # when a story is paused without it
    said: str = ""
    at: datetime | None = None


def yes(contribution: Contribution) -> Yes | None:
    """That yes, where one is asked for and there are words to say it to."""
    subject, words = subjects.of(contribution), subjects.in_question(contribution)
    link = subjects.link_of(contribution) if subject and words else ""
    if not link or subject is None or words is None:
        return None
    answer = subjects.last_answer(subject, words.content_hash)
    until = None
    if subject.born and subject.asked_at:
        asked = timezone.localdate(subject.asked_at)
        until = max(asked, subjects.of_age(subject.born)) + settings.MARROW_COMING_OF_AGE
    said, at = (answer.said, answer.at) if answer else ("", None)
    return Yes(link, subject.kind == subjects.Kind.CHILD, until, said, at)


def asks(contribution: Contribution) -> bool:
    """Whether new words of it want the yes of the person it is about, who has a link."""
    subject = subjects.of(contribution)
    return subject is not None and bool(subjects.path_of(subject, contribution))


def whose(contribution: Contribution) -> str:
    """Whose story it is, as its teller chose it, and the month of a child; "" for their own."""
    subject = subjects.of(contribution)
    if subject is None:
        return ""
    said = dict(Whose.base_fields["about"].choices)[subject.kind]  # type: ignore[attr-defined]
    born = date_format(subject.born, "YEAR_MONTH_FORMAT") if subject.born else ""
    return f"{said} ({born})" if born else str(said)


def grieving(contribution: Contribution) -> bool:
    """Whether who tells it has lost someone, so that the words are kind."""
    subject = subjects.of(contribution)
    return subject is not None and subject.kind == subjects.Kind.DIED
