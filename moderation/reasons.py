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
    OTHER = "other", _("Another reason")


# Of events that no person of the team decided on.
WISH = "wish"  # somebody with the contributor's link told us that they died, or it was undone
OLDER = "older"  # an older copy of the database came back, and these words had been replaced


def about(reason: str) -> str:
    """The guideline that a reason points to, by its code; "" for none."""
    return reason if reason in GUIDELINES else ""


# A kind beginning for the message; the moderator makes it fit the story before it goes out.
WORDING = {
    Reason.NAMES: _(
        "Thank you for your story. It has a full name in it. Once many people have read a name, "
        "nobody can take it back. Would you use the first name only, or a name you make up?"
    ),
    Reason.CONTACT: _(
        "Thank you for your story. It has something in it by which strangers could find you, such "
        "as a number, an address or a date. Would you take that out? The rest can stay as it is."
    ),
    Reason.STAFF: _(
        "Thank you for your story. It names somebody from the hospital. They cannot answer here, "
        "so we ask everybody to write “my doctor” or “the nurse”. Would you change that?"
    ),
    Reason.OTHERS: _(
        "Thank you for your story. It tells much about somebody else, who did not choose to be "
        "here. Would you say a little less about them, or ask them whether it is all right?"
    ),
    Reason.TREATMENT: _(
        "Thank you for your story. One part sounds like advice about treatment. What helped you "
        "may harm another reader. Would you tell it as what happened to you?"
    ),
    Reason.SELLING: _(
        "Thank you for your story. We cannot carry links, products or collections of money. Would "
        "you take that part out? The rest can stay as it is."
    ),
    Reason.CRISIS: _(
        "Thank you for telling us this. It sounds as if things are very hard now. You need not be "
        "alone with it: on our help page there are people who answer, today, whatever the hour."
    ),
    Reason.OWN_WORDS: _(
        "Thank you for sending this. A part of it seems to come from somewhere else, perhaps by "
        "mistake. Would you look at it, and tell it in your own words?"
    ),
    Reason.RESPECT: _(
        "Thank you for your story. We understand that you are angry. One part could hurt people "
        "who read it. Would you say what happened without it?"
    ),
    Reason.OTHER: "",
}
# The same where the one it is about has died, and cannot be asked.
WORDING_DIED = {
    Reason.OTHERS: _(
        "Thank you for your story, and for telling of someone you miss. It also tells much about "
        "other people, who did not choose to be here. Would you say a little less about them? What "
        "you tell of the person you lost can stay."
    ),
}


class Dismissal(models.TextChoices):
    """Why what a check noticed is not a problem."""

    MISTAKEN = "mistaken", _("The check is mistaken")
    HARMLESS = "harmless", _("It may stay in this story")
    AGREED = "agreed", _("The contributor knows, and wants it so")
