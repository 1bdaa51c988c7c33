"""Forgiving how somebody spells the word they were given, and only that word."""

import pytest

from stories.ordinary import ORDINARY
from stories.search import understood
from stories.vocabulary import vocabulary
from tests.stories.misspelt import corpus

pytestmark = pytest.mark.django_db

RECALL = 0.97
# What is no illness, whoever types it. The first of them look much like one.
ORDINARY_WORDS = (
    """
mantle piece|call|my|work|marrow|hope|mental health|bone marrow biopsy|bone marow test|plastic
biopsia de medula|puncion de medula|hemorragia|multiple sclerosis|monoclonal antibodies|eritrea
adult|the mantelpiece|a cell phone|tell me|all my hair|my small cell|diamond ring|high risk
glucemia|melanoma|lipoma|hematoma|glaucoma|hepatitis|lymphedema|septicemia|anemia|lymphocytes
esclerosis múltiple|mas toma|mamá|el mando|mi marido|celulares|la manta|los huesos|leche y miel
Rosa Chester|Maria Luisa Burke|Richard|Diamond|Mantel|Marta Lucía|Hans Langer|Roberto Sanz
Fanny Colon|Erdem|Doris Kahl|Waldo|Milo|Leo Lima|Emma Lyons|Celia|Burt|Mel Thomas|Lynn Forman
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize(("way", "rows"), corpus().items(), ids=list(corpus()))
def test_a_name_is_found_however_it_is_spelt(way, rows):
    known = vocabulary()

    def offered(typed: str) -> list[str]:
        found = understood(typed, known)
        return [one.slug for one in (*found.diagnoses, *found.choices)]

    missed = [(typed, slug) for typed, slug in rows if slug not in offered(typed)]
    assert 1 - len(missed) / len(rows) >= (1 if way in ("bare", "dots", "by hand") else RECALL), (
        missed[:20]
    )


@pytest.mark.parametrize("words", ORDINARY_WORDS)
def test_ordinary_words_are_no_illness(words):
    found = understood(words)
    assert (found.diagnoses, found.choices) == ([], [])


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("mantle cell", True),
        ("mantle cells", True),
        ("linfoma de celulas del manto", True),
        ("mantel cell", True),
        ("M.C.L.", True),
        ("mantle celll", False),
        ("mantelcell", False),
        ("mental cell lymphoma", False),
        ("mantle lymphoma", True),
        ("thrombocythemia", False),  # which of them is not said
    ],
)
def test_it_is_said_where_we_are_not_sure(words, sure):
    found = understood(words)
    assert len(found.diagnoses) == 1
    assert (not found.guessed) == sure


@pytest.mark.parametrize(
    ("words", "meant", "choices"),
    [
        ("leusemia mieloide", ["leukemia"], ["aml", "cml"]),
        ("leucemia mieloide", ["leukemia"], ["aml", "cml"]),
        ("myeloid leukemia", ["leukemia"], ["aml", "cml"]),
        ("mieloid lukemia", ["leukemia"], ["aml", "cml"]),
        ("lymphocytic leukemia", ["leukemia"], ["all", "cll-sll", "t-lgl"]),
        ("leucemia linfocítica", ["leukemia"], ["all", "cll-sll"]),
        ("hodgkin", ["hodgkin-lymphoma"], ["hodgkin-lymphoma", "non-hodgkin-lymphoma"]),
        ("Hodgkin lymphoma", ["hodgkin-lymphoma"], []),
        ("acute myeloid leukemia", ["aml"], []),
        ("leukemia lymphoma", ["leukemia", "lymphoma"], []),
        ("AML after all", ["aml"], []),
        ("myeloid garden", [], ["aml", "cml", "mf"]),
    ],
)
def test_words_that_fit_several_are_a_choice(words, meant, choices):
    found = understood(words)
    assert [one.slug for one in found.diagnoses] == meant
    assert [one.slug for one in found.choices] == choices


def test_what_stands_around_a_misspelt_name_is_still_looked_for():
    found = understood("my brother with mantel celll sang in the garden")
    assert ([one.slug for one in found.diagnoses], found.rest) == (["mcl"], "brother sang garden")


def test_ordinary_words_are_those_of_names():
    """A word that no name has any more makes nothing ordinary."""
    assert sorted(ORDINARY - set(vocabulary().holding)) == []
