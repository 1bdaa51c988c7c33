"""Which mail a verb owes. A mail says that there is news, never what the story or illness is."""

from django.conf import settings

from mail import outbox
from moderation.models import Contribution


def owe(kind: str, contribution: Contribution, *, about: object) -> None:
    """Owe a mail to a confirmed address. `kind`: receipt, decision, published or withdrawn.

    `about`: what of this story it is about, so that each thing is told once.
    """
    if contribution.email_confirmed_at is None or contribution.example:
        return
    outbox.owe_template(
        kind,
        to=contribution.email,
        key=f"{kind}:{contribution.pk}:{about}",
        language=contribution.language,
        context={"path": f"{_root(contribution.language)}your-stories/{contribution.pk}/"},
    )


def _root(language: str) -> str:
    """Where the pages in this language begin."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
