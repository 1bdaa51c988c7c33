"""What a story is about that may weigh on its reader: codes, and their words.

A label is for choosing and for warning, never a verdict on a story. A code, once given, is not
renamed: rows and settings hold it.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


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
