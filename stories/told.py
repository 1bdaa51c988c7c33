"""What is told of the person beside their story: no more than they chose, and as roughly.

When the illness was found is one short word of a fixed form, so that nothing finer can be told:
"2021" (the year), "2021-spring" (a season of it), "since-2021" (only how many years ago).
"""

import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from stories.diagnoses import Facet

EARLIEST = 1930  # whoever was told before would be about a hundred, and easy to find
SINCE = "since"
# By its name, as its person calls it: spring is in March or in September.
SEASONS: dict[str, Promise] = {
    "spring": _("spring"),
    "summer": _("summer"),
    "autumn": _("autumn"),
    "winter": _("winter"),
}
DIAGNOSED = re.compile(rf"(?:{SINCE}-)?(\d{{4}})|(\d{{4}})-(?:{'|'.join(SEASONS)})", re.ASCII)


# Of the first words of diagnoses in Spanish: the others are feminine, and of these two are many.
EL = re.compile(r"(?:linfoma|mieloma|plasmocitoma|síndrome|trastorno|smd)(s?)\b", re.IGNORECASE)
MANY = re.compile(r"neoplasias\b", re.IGNORECASE)
# First words of diagnoses in English that are people or places, and keep their capital letter.
OWN = re.compile(
    r"(?:Burkitt|Castleman|Diamond|Erdheim|Fanconi|Hodgkin|Langerhans|Philadelphia|Richter|Rosai"
    r"|Sézary|Waldenström)\b"
)


def in_a_sentence(name: str) -> str:
    """The name of a diagnosis after "about", with a small letter where no name begins: "leukemia".

    Spanish wants its article as well: "la leucemia".
    """
    if get_language() != "es":
        return lowered(name)
    if masculine := EL.match(name):
        article = "los" if masculine[1] else "el"
    else:
        article = "las" if MANY.match(name) else "la"
    return f"{article} {lowered(name)}"


def lowered(name: str) -> str:
    """A name inside a sentence: "Chemotherapy" is written small there, "CAR-T", "Hodgkin" not."""
    small = name[1:2].islower() and not OWN.match(name)
    return name[:1].lower() + name[1:] if small else name


def is_known(diagnosed: str) -> bool:
    """Whether this is one of the forms, of no year to come."""
    found = DIAGNOSED.fullmatch(diagnosed)
    year = int(found[1] or found[2]) if found else 0
    return EARLIEST <= year <= timezone.localdate().year


def when(diagnosed: str) -> str:
    """When the illness was found, in words; how long ago is counted today, so it stays true."""
    if not is_known(diagnosed):
        return ""
    if diagnosed.startswith(SINCE):
        return _ago(timezone.localdate().year - int(diagnosed[-4:]))
    year, _dash, season = diagnosed.partition("-")
    if season:
        words = {"season": str(SEASONS[season]), "year": year}
        return gettext("diagnosed %(season)s %(year)s") % words
    return gettext("diagnosed in %(year)s") % {"year": year}


def _ago(years: int) -> str:
    if years == 0:
        return gettext("diagnosed this year")
    return ngettext(
        "diagnosed about %(years)d year ago", "diagnosed about %(years)d years ago", years
    ) % {"years": years}


def about(facets: Iterable[Facet]) -> list[str]:
    """The age and the place among these, as they stand beside a name."""
    return [
        gettext("%(age)s at the diagnosis") % {"age": facet.name}
        if facet.kind == Facet.Kind.AGE
        else facet.name
        for facet in facets
        if facet.kind in (Facet.Kind.AGE, Facet.Kind.PLACE)
    ]
