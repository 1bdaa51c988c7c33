"""Which mail a verb owes. A mail says that there is news, never what the story or illness is."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import holders
from mail import outbox
from mail.models import Mail
from moderation.models import Case, Contribution, Submission
from moderation.receipts import kept_token_for

# Every kind of mail about a story, as its key begins; not all are owed by `owe`.
KINDS = (
    *("confirm", "receipt", "decision", "published", "paused", "held", "withdrawn", "check_in"),
    *("erase", "thanks", "somebody_told", "declined_ends"),
    *("one_more_yes", "yes_missing", "comes_of_age", "address", "reach_out"),
)


def mailed(contribution: Contribution) -> QuerySet[Mail]:
    """The mails about this story that are not forgotten yet, oldest first, found by their keys."""
    mine = Q()
    for kind in KINDS:
        mine |= Q(key__startswith=f"{kind}:{contribution.pk}:")
    return Mail.objects.filter(mine).order_by("id")


def owe(
    kind: str, contribution: Contribution, *, about: object, to: str = "", **links: str
) -> None:
    """Owe a mail of this kind, a template in `templates/mail/`, to a confirmed address.

    `about`: what of this story it is about, so that each thing is told once. `to`: the address of
    somebody who owned it before. `links`: pages that only this kind leads to.
    """
    if contribution.email_confirmed_at is None or contribution.example:
        return
    outbox.owe_template(
        kind,
        to=to or contribution.email,
        key=f"{kind}:{contribution.pk}:{about}",
        language=contribution.language,
        context=_links(contribution) | {"days": settings.MARROW_COMING_OF_AGE.days} | links,
    )


def owe_leads(kind: str, submission: Submission, *, about: object) -> None:
    """Owe every lead a mail that a story waits for them, and nothing that is in it.

    `kind`: escalated, reported, or appealed; then not to the lead whose decision it is about.
    """
    for lead in holders("lead"):
        if kind == "appealed" and lead.pk == submission.not_by_id:
            continue
        outbox.owe_template(
            kind,
            to=lead.email,
            key=f"{kind}:{submission.pk}:{about}:{lead.pk}",
            language=lead.language,
            context={"path": f"{outbox.root_of(lead.language)}desk/{submission.contribution_id}/"},
        )


def owe_case(kind: str, case: Case, people: Iterable[User], *, about: object = "new") -> None:
    """Owe each of these a mail that a case waits for them, and nothing of what it is about.

    `kind`: case, or case_late where its time is nearly over, or is over.
    """
    if case.contribution.example:
        return
    for one in people:
        outbox.owe_template(
            kind,
            to=one.email,
            key=f"{kind}:{case.pk}:{about}:{one.pk}",
            language=one.language,
            context={"path": f"{outbox.root_of(one.language)}desk/safeguarding/{case.pk}/"},
        )


def _links(contribution: Contribution) -> dict[str, str]:
    """The pages that a mail may lead to: one that asks who is there, and two that need no more."""
    root, token = outbox.root_of(contribution.language), _token(contribution)
    return {
        "path": f"{root}your-stories/{contribution.pk}/",
        "take_down": f"{root}take-down/{token}/",
        "check_in": f"{root}take-down/{token}/still/",
    }


def _token(contribution: Contribution) -> str:
    return kept_token_for(contribution.pk, contribution.take_down_digest)
