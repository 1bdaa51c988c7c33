"""What a story is about that weighs on its reader, as the organisation words it."""

import pytest
from django.utils.translation import override

from moderation.content_labels import HEAVY, LABELS, Label, heavy, heavy_ones
from tests.factories import person
from tests.moderation.houses import change

pytestmark = pytest.mark.django_db


def test_what_ships():
    assert heavy_ones() == HEAVY
    assert (heavy(["death", "mind"]), heavy(["mind"]), heavy([])) == (True, False, False)


def test_the_organisation_says_what_it_is_called_and_what_weighs():
    organiser = person("organiser@example.org", "organiser")
    change(LABELS, "mind", by=organiser, heavy=True, words_en="Fear", words_es="Miedo")
    change(LABELS, "death", by=organiser, heavy=False)
    assert heavy_ones() == HEAVY - {"death"} | {"mind"}
    assert (heavy(["mind"]), heavy(["death"])) == (True, False)
    assert str(dict(Label.choices)["mind"]) == "Fear"
    with override("es"):
        assert (str(Label.MIND.label), str(Label.DEATH.label)) == ("Miedo", "Alguien muere")
