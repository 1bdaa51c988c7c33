"""What is told beside a name: as roughly as was chosen, and true on the day it is read."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import override

from stories import told
from stories.models import Facet

FINER_OR_LATER = (
    *("1929", "2027", "since-2027", "2027-spring", "2021-spring-1", "2021-", "-spring"),
    *("2021-Spring", "21", "since-", "since-21", "2021-05", "２０２１", "2021\n", "?"),
)


@pytest.fixture
def in_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 25))


@pytest.mark.parametrize(
    ("diagnosed", "english", "spanish"),
    [
        ("", "", ""),
        ("2021", "diagnosed in 2021", "diagnóstico en 2021"),
        ("2021-spring", "diagnosed spring 2021", "diagnóstico en primavera de 2021"),
        ("1990-autumn", "diagnosed autumn 1990", "diagnóstico en otoño de 1990"),
        ("since-2022", "diagnosed about 4 years ago", "diagnóstico hace unos 4 años"),
        ("since-2025", "diagnosed about 1 year ago", "diagnóstico hace cerca de 1 año"),
        ("since-2026", "diagnosed this year", "diagnóstico este año"),
    ],
)
def test_when(in_2026, diagnosed, english, spanish):
    for language, words in (("en", english), ("es", spanish)):
        with override(language):
            assert told.when(diagnosed) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mantle cell lymphoma", "mantle cell lymphoma"),
        ("Hodgkin lymphoma", "Hodgkin lymphoma"),
        ("Waldenström macroglobulinemia", "Waldenström macroglobulinemia"),
        ("B-cell lymphoma", "B-cell lymphoma"),
        ("MDS with deletion 5q", "MDS with deletion 5q"),
    ],
)
def test_a_name_inside_a_sentence(name, words):
    with override("en"):
        assert told.in_a_sentence(name) == words


@pytest.mark.parametrize("diagnosed", FINER_OR_LATER)
def test_nothing_finer_nor_later_is_known(in_2026, diagnosed):
    assert not told.is_known(diagnosed)
    assert told.when(diagnosed) == ""


@pytest.mark.django_db
def test_age_and_place_and_nothing_else_stand_beside_a_name():
    facets = Facet.objects.filter(slug__in=["pt", "45-59", "remission", "europe"])
    assert told.about(facets) == ["45 to 59 at the diagnosis", "Europe", "Portugal"]


@pytest.mark.parametrize(
    ("name", "spanish"),
    [
        ("Leucemia", "la leucemia"),
        ("Linfoma de células del manto", "el linfoma de células del manto"),
        ("Síndrome de Sézary", "el síndrome de Sézary"),
        ("Síndromes mielodisplásicos", "los síndromes mielodisplásicos"),
        ("Neoplasias mieloproliferativas", "las neoplasias mieloproliferativas"),
        ("SMD de bajo riesgo", "el SMD de bajo riesgo"),
        ("LMA con mutación FLT3", "la LMA con mutación FLT3"),
    ],
)
def test_an_illness_has_its_article_in_a_spanish_sentence(name, spanish):
    with override("es"):
        assert told.in_a_sentence(name) == spanish
