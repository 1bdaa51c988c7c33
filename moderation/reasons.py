"""Why something was decided: codes for the record, each tied to one of our guidelines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.guidelines import GUIDELINES


class Reason(models.TextChoices):
    """The values are kept in events; a value, once given, is not renamed."""

    NAMES = "names", _("Full names")
    CONTACT = "contact", _("Ways to find the person")
    STAFF = "staff", _("Names of doctors, nurses or hospitals")
    OTHERS = "others", _("Other people who did not choose to be here")
    TREATMENT = "treatment", _("Advice about treatment")
    SELLING = "selling", _("Selling, links or fundraising")
    CRISIS = "crisis", _("Somebody may be in danger")
    OWN_WORDS = "own-words", _("Not the person's own story")
    RESPECT = "respect", _("Respect for others")
    LEGAL = "legal", _("A legal question")
    OTHER = "other", _("Another reason")


# Of events that no person of the team decided on.
WISH = "wish"  # somebody with the contributor's link told us that they died, or it was undone
OLDER = "older"  # an older copy of the database came back, and these words had been replaced


def about(reason: str) -> str:
    """The guideline that a reason points to, by its code; "" for none."""
    return reason if reason in GUIDELINES else ""


class Dismissal(models.TextChoices):
    """Why what a check noticed is not a problem."""

    MISTAKEN = "mistaken", _("The check is mistaken")
    HARMLESS = "harmless", _("It may stay in this story")
    AGREED = "agreed", _("The contributor knows, and wants it so")
