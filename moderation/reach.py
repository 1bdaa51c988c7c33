"""What one person of the team may open: not their own, nobody's they know, what they were given.

`opens` is asked of lists, `refuse` of one story; both say the same.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.actors import Actor
from moderation.errors import Forbidden
from moderation.models import Case, Contribution, DeskSettings, Recusal, Submission
from stories.models import DiagnosisPath


def below(diagnoses: Iterable[str]) -> list[str]:
    """These diagnoses, and all that are below them."""
    paths = DiagnosisPath.objects.filter(above__slug__in=list(diagnoses))
    return sorted(set(paths.values_list("below__slug", flat=True)))


def opens(user_id: int, given: DeskSettings) -> Q:
    """Which submissions this person may open; `given`: their settings, which hold their scope."""
    # Not as lists of keys: the planner takes those for half of all, and walks every row of a lane.
    own = Contribution.objects.filter(pk=OuterRef("contribution"), contributor=user_id)
    known = Recusal.objects.filter(contribution=OuterRef("contribution"), user=user_id)
    may = ~Exists(own) & ~Exists(known)
    if given.scope_diagnoses:
        may &= Q(diagnoses__overlap=below(given.scope_diagnoses))
    if given.scope_languages:
        may &= Q(language__in=given.scope_languages)
    return may


def knows(contribution_id: uuid.UUID, by: Actor) -> bool:
    """Whether this person has said that they know whose story it is."""
    return Recusal.objects.filter(contribution=contribution_id, user=by.id).exists()


@dataclass(frozen=True)
class Standing:
    """How somebody stands to a story that they may open."""

    settings: DeskSettings
    cased: bool  # its person is looked after: a case is open


def refuse(contribution: Contribution, submissions: Iterable[Submission], by: Actor) -> Standing:
    """Raise Forbidden where this person of the team may neither read the story nor decide on it.

    Returns what was asked for that, in one query.
    """
    cased = Exists(Case.objects.filter(contribution=contribution.pk, closed_at=None))
    if by.id is None:
        found = Contribution.objects.filter(pk=contribution.pk).values_list(cased, flat=True)
        return Standing(DeskSettings(), found.get())
    if by.id == contribution.contributor_id:
        raise Forbidden(_("This is your own story. Somebody else will decide on it."))
    known = Exists(Recusal.objects.filter(user=OuterRef("pk"), contribution=contribution.pk))
    user: Any = (
        User.objects.filter(pk=by.id)
        .select_related("desk")
        .annotate(known=known, cased=cased)
        .get()
    )
    settings = user.desk if hasattr(user, "desk") else DeskSettings(user_id=by.id)
    if user.known:
        raise Forbidden(_("You know the person who sent this. Somebody else decides on it."))
    texts = list(submissions)
    slugs = {slug for one in texts for slug in one.diagnoses}
    spoken = {one.language for one in texts}
    if settings.scope_languages and spoken.isdisjoint(settings.scope_languages):
        raise Forbidden(_("Others of the team read stories like this one."))
    if settings.scope_diagnoses and slugs.isdisjoint(below(settings.scope_diagnoses)):
        raise Forbidden(_("Others of the team read stories like this one."))
    return Standing(settings, user.cased)
