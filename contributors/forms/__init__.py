"""The questions of the share form, and the small forms beside one's own stories.

They collect; what may be kept is for Offer and consents to say.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors import prompts
from contributors.forms.own import (
    AddressForm,
    AnswerForm,
    CodeForm,
    KeepForm,
    MoveForm,
    ProofForm,
    ReceiptForm,
)
from contributors.forms.person import (
    ANONYMOUS,
    AS_GUARDIAN,
    FIRST,
    LEAVE_OUT,
    OTHER,
    About,
    Address,
    Agreement,
    More,
    Naming,
    address_field,
    facets,
    places,
)
from contributors.forms.question import CHOOSE, WRITE, Question
from contributors.forms.telling import EARLIER, Recognisable, Update, Who, Whose, Words, earlier

__all__ = [
    "ANONYMOUS",
    "AS_GUARDIAN",
    "CHOOSE",
    "EARLIER",
    "FIRST",
    "LEAVE_OUT",
    "OTHER",
    "TYPED",
    "WRITE",
    "About",
    "Address",
    "AddressForm",
    "Agreement",
    "AnswerForm",
    "CodeForm",
    "KeepForm",
    "More",
    "MoveForm",
    "Naming",
    "ProofForm",
    "Question",
    "ReceiptForm",
    "Recognisable",
    "Update",
    "Who",
    "Whose",
    "Words",
    "address_field",
    "earlier",
    "facets",
    "places",
    "typed",
]

# What people type, by its name in a form; the rest of a form is not theirs to copy.
TYPED: dict[str, Any] = {
    name: form.base_fields[name].label
    for form, names in (
        (Words, ("body", "title")),
        (Naming, ("name",)),
        (Address, ("email",)),
        (AnswerForm, ("answer",)),
    )
    for name in names
} | {
    **{name: label for name, (label, _help) in prompts.of({}).items()},
    "photo_alt": _("What is on it?"),
    "photo_credit": _("A name to thank below it"),
}


def typed(data: Mapping[str, str], labels: Mapping[str, Any] = TYPED) -> list[tuple[Any, str]]:
    """What was typed, with its label, to give it back on a page that could not keep it."""
    parts = {name: labels["body"] for name in data if name.startswith(EARLIER)}
    every = {**parts, **labels}
    return [(label, data[name]) for name, label in every.items() if data.get(name, "").strip()]
