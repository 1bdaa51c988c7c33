import pytest

from moderation.checks.rare import find
from tests.moderation.checks.noticing import noticed

FEW = [
    ("I was the only paediatric nurse in the valley.", "the only paediatric nurse in the valley"),
    ("She was the first woman in Spain to get it.", "the first woman in Spain to"),
    ("I am one of five people in the country with this.", "one of five people in"),
    ("We live on an island of 300 people.", "island of 300 people"),
    (
        "Soy la única enfermera pediátrica de la comarca.",
        "la única enfermera pediátrica de la comarca",
    ),
    ("Vivo en un pueblo de 200 habitantes.", "pueblo de 200 habitantes"),
    ("Salí en la tele por mi caso.", "Salí en la tele"),
]
MANY = [
    "The only thing in the world that helped was toast.",
    "I was the only man on the ward.",
    "It is the only hospital in the county.",
    "She was the first person to sit down.",
    "One of two scanners was broken.",
    "The village of my childhood had a pump.",
    "La única cosa del mundo que me ayudó.",
    "Vivo en un pueblo de la sierra.",
]


@pytest.mark.parametrize(("text", "words"), FEW)
def test_what_few_can_say_of_themselves_is_noticed(text: str, words: str) -> None:
    assert noticed(find, text) == [(words, "note")]


@pytest.mark.parametrize("text", MANY)
def test_what_many_can_say_is_not(text: str) -> None:
    assert noticed(find, text) == []
