"""Questions that no list of stories can answer are known by their words, in both languages."""

import pytest

from stories.questions import kind_of


@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "suicide",
        "kill myself",
        "i don't want to live anymore",
        "I don’t want to be here",
        "end my life",
        "quiero morirme",
        "pienso en suicidarme",
        "quitarme la vida",
        "ya no puedo más",
    ],
)
def test_danger_to_oneself(words):
    assert kind_of(words) == "danger"


@pytest.mark.parametrize(
    "words",
    [
        "am i going to die",
        "will my dad die",
        "is my mum dying",
        "how long will i live",
        "how long do I have left",
        "survival rate mcl",
        "is mantle cell lymphoma curable",
        "¿me voy a morir?",
        "cuánto tiempo me queda",
        "esperanza de vida linfoma",
        "tiene cura",
    ],
)
def test_how_it_will_go(words):
    assert kind_of(words) == "outlook"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "my husband died",
        "he died of aml",
        "diet",
        "long-term survivor",
        "survivors",
        "curry",
        "el cura de mi pueblo",
        "terminally tired",
        "how long is a transplant",
        "live vaccine",
        "I want to live",
        "can't go on holiday",
    ],
)
def test_other_words(words):
    assert kind_of(words) == ""
