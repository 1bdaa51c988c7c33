import pytest

from moderation.checks.abuse import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("You are a stupid cow.", "You are a stupid cow"),
    ("The registrar is a fucking moron", "is a fucking moron"),
    ("you liar", "you liar"),
    ("Those filthy foreigners get everything", "Those filthy foreigners"),
    ("Drop dead.", "Drop dead"),
    ("Rot in hell, all of you", "Rot in hell"),
    ("I hope you get cancer", "hope you get cancer"),
    ("People like you should be shot", "People like you should be shot"),
    ("I'll break his legs", "I'll break his legs"),
    ("Someone should punch him", "Someone should punch him"),
    ("Eres una mentirosa", "Eres una mentirosa"),
    ("Vete a la mierda", "Vete a la mierda"),
    ("El cirujano es un cabrón", "es un cabrón"),
    ("Te voy a partir", "Te voy a partir"),
    ("Ojalá te mueras", "Ojalá te mueras"),
]

SILENT = [
    "Cancer is a bastard.",
    "You bitch, I told the leukaemia.",
    "Fuck you, tumour, I said.",
    "I was a fat old cow in that gown.",
    "I felt like an idiot.",
    "My brother is an idiot and I love him.",
    "The bloody cannula again.",
    "Go to hell and back, they said.",
    "I'll kill for a peach.",
    "You'll kill yourself working like that.",
    "They kill the cells, and I will kill them too, I dreamed.",
    "The chemo nearly killed me.",
    "El cáncer es un cabrón.",
    "Te voy a matar a besos.",
    "Es la puta verdad.",
    "Fui tonta y cabezota.",
    "Me muero de risa.",
]


@pytest.mark.parametrize(("text", "words"), NOTICED)
def test_an_insult_or_threat_to_people_is_noticed(text: str, words: str) -> None:
    assert noticed(find, text) == [(words, "warn")]


@pytest.mark.parametrize("text", SILENT)
def test_anger_at_the_illness_is_welcome(text: str) -> None:
    assert noticed(find, text) == []
