"""Questions that no list of stories can answer are known by their words, in both languages."""

import pytest

from stories.questions import kind_of
from stories.search import tidy
from tests.moderation.checks import test_crisis


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
        "me quiero matar",
        "take my own life",
        "wish i was dead",
        "self-harming",
        "don't wanna be here",
        "tired of living",
        "I cannot go on",
        "I can't go on.",
        "I don't want to be here!",
        "I want to hurt myself",
        "my son wants to die",
        "better off without me",
        "nothing to live for",
        "no tengo ganas de vivir",
        "quería morirme",
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
        "will I survive",
        "will I live?",
        "can you die from cll",
        "is aml going to kill me",
        "does lymphoma kill you",
        "moriré",
        "is there a cure for mcl",
        "how long have i got",
        "can mcl be cured",
        "will i make it",
        "is the lymphoma deadly",
        "cuánto se vive con mieloma",
    ],
)
def test_how_it_will_go(words):
    assert kind_of(words) == "outlook"


@pytest.mark.parametrize(
    "words",
    [
        "I don't want to die",
        "i dont want to die",
        "no quiero morir",
        "no me quiero morir",
    ],
)
def test_who_wants_to_live_is_not_told_of_ending_a_life(words):
    assert kind_of(words) == ""


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
        "he wanted to die at home",
        "my mum is dying",
        "my hair is going to die",
        "me siento fatal",
        "cured ham",
        "was anyone cured of hodgkin",
        "kill the cancer cells",
        "how long after transplant live vaccines",
        "where am I going to live during CAR-T",
        "la quimio va a matarme",
        "acabar con todo el cáncer",
        "puede hacerme daño la vacuna",
        "I don't want to go on chemo",
        "don't want to go on holiday",
        "cll -suicide",
        "I hurt myself shaving",
        "my dad is terminal",
        "cure",
        "cansancio mortal",
        "no puedo más con el cansancio",
        "I don't want to live in hospital",
        "how long does a platelet live",
        "suicide gene",
        "voy a curarme",
        "are cells dying",
    ],
)
def test_other_words(words):
    assert kind_of(words) == ""


@pytest.mark.parametrize(("words", "kind"), [("cll -suicide", ""), ('cll "suicide"', "danger")])
def test_what_is_excluded_is_not_asked_and_what_is_quoted_is(words, kind):
    assert kind_of(words) == kind


# What the check of stories knows and this list does not: it is told in a story, and hardly asked.
ONLY_TOLD = {
    "I've been cutting myself again",
    "I wish the transplant had killed me",
    "I hope I don't wake up tomorrow",
    "I am saving up my tablets for when it gets bad",
    "I have enough morphine here to end it",
    "I wish I could just go to sleep and not wake up",
    "I think about driving into a wall",
    "Me da igual vivir o morir",
    "Todos estarían mejor sin mí",
    "There was a winter when I didn't want to live.",
    "My brother took his own life",
    "She tried to end her life years ago",
    "I felt that life was not worth living",
    "I took an overdose when I was nineteen",
}
# Who searches for one of these may well be glad of the word.
KINDLY_MET = {
    "If you feel suicidal, ring Samaritans on 116 123.",
    "The 988 Suicide & Crisis Lifeline is free.",
    "I was not suicidal, I was tired.",
    "I never thought of killing myself.",
    "El teléfono 024 de atención a la conducta suicida",
}


def test_danger_is_known_nearly_as_the_check_of_stories_knows_it():
    told = [text for text, _words in test_crisis.NOW + test_crisis.THEN]
    assert {text for text in told if kind_of(tidy(text)) != "danger"} == ONLY_TOLD
    assert {text for text in test_crisis.SILENT if kind_of(text) == "danger"} == KINDLY_MET
