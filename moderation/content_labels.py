"""What a story is about that may weigh on its reader: codes, and their words.

A label is for choosing and for warning, never a verdict on a story. A code, once given, is not
renamed: rows and settings hold it.
"""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.transaction import atomic
from django.utils.translation import gettext_lazy as _

from accounts import audit
from moderation import transition
from moderation.actors import Actor
from moderation.checks import Draft, Remark, _content, crisis
from moderation.models import Submission
from moderation.states import Action


class Label(models.TextChoices):
    DEATH = "death", _("Somebody dies")
    DYING = "dying", _("The last weeks of a life")
    RELAPSE = "relapse", _("The illness comes back")
    CHILDREN = "children", _("A child is ill")
    FERTILITY = "fertility", _("Having children, or losing a pregnancy")
    DESPAIR = "despair", _("Wanting to die, or hurting oneself")
    MIND = "mind", _("Fear, panic or depression")
    ABUSE = "abuse", _("Violence or abuse")
    GRAPHIC = "graphic", _("Treatment told in hard detail")
    TRANSPLANT = "transplant", _("A transplant")


HEAVY = frozenset({Label.DEATH, Label.DYING, Label.CHILDREN, Label.DESPAIR, Label.ABUSE})


def heavy(labels: Iterable[str]) -> bool:
    """Whether a story with these labels counts as a heavy one for whoever reads it."""
    return not HEAVY.isdisjoint(labels)


def of(draft: Draft, remarks: Iterable[Remark] | None = None) -> list[str]:
    """The labels of what a draft tells of, in English or Spanish, in the order of `Label`.

    `remarks`: what the checks noticed in it, where they ran already; else the one on crises runs.
    """
    found = _content.told(draft, crisis.find(draft) if remarks is None else remarks)
    return [label.value for label in Label if label in found]


def adjust(contribution_id: uuid.UUID, labels: Iterable[str], *, by: Actor) -> list[str]:
    """Give the newest text of a story exactly these labels; returns them.

    It decides nothing and its contributor sees nothing of it, so it makes no version: nobody else's
    page grows stale. The log tells who did it. Raises ValueError for a label that is none,
    Forbidden, Conflict.
    """
    wanted = [label.value for label in Label if label in {Label(one) for one in labels}]
    with atomic():
        contribution = transition.locked(pk=contribution_id)
        step = transition.Step(contribution, by, reason="", version=contribution.version)
        step.submissions = list(contribution.submissions.order_by("-id"))
        submission = transition.permitted(step, Action.CLAIM)[0]
        if submission.labels != wanted:
            Submission.objects.filter(pk=submission.pk).update(labels=wanted)
            facts = {"before": submission.labels, "after": wanted}
            audit.note("labels", by=by.id, about=contribution_id, **facts)
    return wanted
