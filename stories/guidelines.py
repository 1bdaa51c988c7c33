"""The guidelines by their codes: each is a section of the page, and what a message points to."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In the order of the page. A code, once given, is not renamed: messages and addresses hold it.
GUIDELINES: dict[str, Promise] = {
    "own-words": _("It is your own story"),
    "names": _("Names"),
    "contact": _("Ways to find you"),
    "staff": _("Doctors, nurses and hospitals"),
    "others": _("Other people in your story"),
    "treatment": _("Treatment"),
    "selling": _("Selling and links"),
    "crisis": _("When it is too much"),
    "respect": _("Respect"),
}
