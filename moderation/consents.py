"""What the contributor agrees to, use by use: one full sentence each, never ticked for them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext

from moderation.models import Consent, Contribution
from moderation.offers import digest
from stories.models import LANGUAGES

VERSION = "2026-11"
Use = Consent.Use
TEXTS: dict[str, dict[str, str]] = {
    Use.WEBSITE: {
        "en": "I agree that you keep my story, which tells about health, and publish it on this "
        "website after a moderator has approved it. I can take it back at any time.",
        "es": "Acepto que guarden mi historia, que habla de salud, y que la publiquen en este "
        "sitio cuando una persona del equipo la haya aprobado. Puedo retirarla cuando quiera.",
    },
    Use.SEARCH_ENGINES: {
        "en": "I agree that search engines may list my story, so that people can find it there.",
        "es": "Acepto que los buscadores muestren mi historia para que otras personas la "
        "encuentren.",
    },
    Use.EMBED: {
        "en": "I agree that partner charities may show my story on their own pages.",
        "es": "Acepto que otras asociaciones muestren mi historia en sus propias páginas.",
    },
    Use.NEWSLETTER: {
        "en": "I agree that you may point to my story in your newsletter.",
        "es": "Acepto que hablen de mi historia en su boletín.",
    },
    Use.SOCIAL: {
        "en": "I agree that you may point to my story on social media.",
        "es": "Acepto que hablen de mi historia en las redes sociales.",
    },
    Use.PRESS: {
        "en": "I agree that you may ask me whether a journalist can read my story. "
        "You will ask each time.",
        "es": "Acepto que me pregunten si un periodista puede leer mi historia. "
        "Me preguntarán cada vez.",
    },
    Use.RESEARCH: {
        "en": "I agree that researchers may read my story, without my name and address, "
        "to learn from it.",
        "es": "Acepto que personas que investigan lean mi historia, sin mi nombre ni mi "
        "dirección, para aprender de ella.",
    },
}
REQUIRED = (Use.WEBSITE,)


@dataclass(frozen=True)
class Text:
    """One consent as it is shown."""

    use: str
    version: str
    language: str
    text: str

    @property
    def required(self) -> bool:
        """Whether nothing can be kept without it."""
        return self.use in REQUIRED

    @property
    def hash(self) -> str:
        return digest(self.use, self.version, self.language, self.text)


def current(language: str) -> list[Text]:
    """The texts in force, in the order in which they are asked."""
    return [
        Text(use, VERSION, language, texts.get(language, texts["en"]))
        for use, texts in TEXTS.items()
    ]


def validate(uses: Iterable[str]) -> None:
    """Raise ValidationError for an unknown use, or where publishing itself was not agreed to."""
    uses = set(uses)
    if uses - set(Use.values):
        raise ValidationError({"consents": [gettext("We do not know one of these uses.")]})
    if not uses.issuperset(REQUIRED):
        text = gettext("We can only keep and publish your story if you agree to that.")
        raise ValidationError({"consents": [text]})


def give(contribution: Contribution, uses: Iterable[str], *, language: str) -> None:
    """Write down an agreement to each of these uses, in one statement."""
    wanted = set(uses)
    Consent.objects.bulk_create(
        [
            Consent(
                contribution=contribution,
                use=text.use,
                text_version=text.version,
                text_hash=text.hash,
                language=text.language,
                expires_at=expiry(),
            )
            for text in current(language)
            if text.use in wanted
        ],
        ignore_conflicts=True,
    )


def only(contribution: Contribution, uses: Iterable[str]) -> None:
    """Agree to exactly these uses beside the website's own, which is taken back with the story."""
    rows = Consent.objects.filter(contribution=contribution, withdrawn_at=None)
    rows.exclude(use__in=[*uses, Use.WEBSITE]).update(withdrawn_at=Now())
    end_what_ran_out(contribution)
    give(contribution, set(uses) - {Use.WEBSITE}, language=contribution.language)


def renew(contribution: Contribution, uses: Iterable[str]) -> None:
    """Agree to these uses anew, in today's words and for as long as is usual."""
    rows = Consent.objects.filter(contribution=contribution, withdrawn_at=None)
    rows.filter(use__in=uses).update(withdrawn_at=Now())
    give(contribution, uses, language=contribution.language)


def ran_out() -> QuerySet[Consent]:
    """Agreements whose time is over and that nobody has ended yet."""
    return Consent.objects.filter(withdrawn_at=None, expires_at__lte=Now())


def end_what_ran_out(contribution: Contribution) -> None:
    """End the agreements whose time is over."""
    ran_out().filter(contribution=contribution).update(withdrawn_at=Now())


def publishable(uses: set[str]) -> bool:
    """Whether somebody who agrees to these uses agrees to be published."""
    return uses.issuperset(REQUIRED)


def elsewhere(uses: set[str]) -> dict[str, bool]:
    """Where beside our own pages the story of somebody who agrees to these uses may be seen."""
    return {
        "searchable": Use.SEARCH_ENGINES in uses,
        "embeddable": Use.EMBED in uses,
        "social": Use.SOCIAL in uses,
    }


def expiry() -> Any:
    """When an agreement that is given now runs out; None where the host set no time."""
    return Now() + settings.MARROW_CONSENT if settings.MARROW_CONSENT else None


@dataclass(frozen=True)
class Entry:
    """One agreement as its person may read it: the text, where we still have it, and its times."""

    text: str
    row: Consent


def ledger(contribution: Contribution) -> list[Entry]:
    """All that was ever agreed to, oldest first; what ended is kept with the time of its end."""
    texts = {text.hash: text.text for code, _name in LANGUAGES for text in current(code)}
    rows = contribution.consents.order_by("id")
    return [Entry(texts.get(row.text_hash, row.get_use_display()), row) for row in rows]


def live(contribution_id: uuid.UUID) -> set[str]:
    """The uses agreed to now: neither withdrawn nor expired, by the database's clock."""
    return set(
        Consent.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=Now()),
            contribution_id=contribution_id,
            withdrawn_at=None,
        ).values_list("use", flat=True)
    )


def withdraw_all(contribution_id: uuid.UUID) -> None:
    """End every agreement."""
    Consent.objects.filter(contribution_id=contribution_id, withdrawn_at=None).update(
        withdrawn_at=Now()
    )
