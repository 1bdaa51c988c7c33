"""Whatever people call it, they find it; the whole tree is there as well."""

import pytest

from contributors import picker
from stories.models import Diagnosis

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("mcl", "mcl"),
        ("MANTLE CELL LYMPHOMA", "mcl"),
        ("mantel cell", "mcl"),
        ("i was told mantle cell lymphoma", "mcl"),
        ("cll", "cll-sll"),
        ("acute myelogenous leukemia", "aml"),
        ("mieloma", "myeloma"),
        ("hodgkins", "hodgkin-lymphoma"),
        ("myelodysplas", "mds"),
    ],
)
def test_found_first(words, slug):
    known = set(Diagnosis.objects.values_list("slug", flat=True))
    assert slug in known, sorted(known)
    assert picker.find(words)[0].slug == slug


@pytest.mark.parametrize("words", ["", " ", "!?", "z", "\0", "bicycle repair"])
def test_nothing_found_and_nothing_broken(words):
    assert picker.find(words) == []


def test_very_long_input_is_harmless():
    assert len(picker.find("lymphoma " * 5000)) <= picker.MOST


def test_the_tree_holds_every_diagnosis():
    groups = picker.groups()
    shown = {row.slug for top, below in groups for row in (top, *below)}
    assert shown == set(Diagnosis.objects.values_list("slug", flat=True))
    assert all(len({row.pk for row in below}) == len(below) for _top, below in groups)
