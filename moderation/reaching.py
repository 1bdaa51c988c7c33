"""How somebody can be reached who may be in danger: who answers near them, and words to begin."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from moderation.models import Contribution, Submission
from stories import helplines
from stories.helplines import Country, Line

MOST = 4  # lines: a long list helps nobody


def country_of(words: Submission) -> Country | None:
    """The country that somebody chose to say, where we know who answers there."""
    return next((one for one in helplines.countries() if one.code in words.facets), None)


def lines(contribution: Contribution, words: Submission) -> list[Line]:
    """Who answers in their country, and then who speaks their language elsewhere."""
    country = country_of(words)
    near = [line for line in country.lines if line.kind == "crisis"] if country else []
    with override(contribution.language):
        others = helplines.crisis(near=country.code if country else "")
    return [*near, *(line for line in others if line not in near)][:MOST]


def first_words(contribution: Contribution, words: Submission) -> str:
    """A kind beginning in their own language, with who answers now; people make it their own."""
    country, near = country_of(words), lines(contribution, words)
    with override(contribution.language):
        told = [
            _("I read what you wrote, and I am thinking of you. It sounds very hard just now."),
            _("You need not be alone with it. These people answer, whoever you are:"),
            "\n".join(f"– {line.name} ({line.country}): {line.phone}" for line in near),
        ]
        if country is not None:
            emergency = _("If you are in danger now, please call %(phone)s.")
            told.append(emergency % {"phone": country.emergency.phone})
        told.append(
            _(
                "I am not always here, so please do not wait for me. Your story is safe with us, "
                "and nothing has been decided. You can answer me below whenever you want to."
            )
        )
    return "\n\n".join(told)
