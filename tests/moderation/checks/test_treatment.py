import pytest

from moderation.checks.treatment import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("Soursop cures cancer", "Soursop cures cancer"),
    ("My diet healed my lymphoma", "My diet healed my lymphoma"),
    ("Does it work? Turmeric is better than chemo", "Turmeric is better than chemo"),
    ("guaranteed to cure", "guaranteed to cure"),
    ("Take 400 mg of it", "Take 400 mg"),
    ("My tip: double your prednisone", "double your prednisone"),
    ("You should stop the imatinib", "You should stop the imatinib"),
    ("Stop taking your tablets.", "Stop taking your tablets"),
    ("Don't take the steroids", "Don't take the steroids"),
    ("You don't need chemo", "You don't need chemo"),
    ("El bicarbonato cura el cáncer", "bicarbonato cura el cáncer"),
    ("Deja la quimio", "Deja la quimio"),
    ("Tómate dos gotas al día", "Tómate dos gotas"),
    ("Tienes que subir la dosis", "Tienes que subir la dosis"),
]

SILENT = [
    "I took 400 mg a day for six years.",
    "I take 50 mg on odd days.",
    "They doubled my prednisone.",
    "My doctor told me to stop the imatinib before the operation.",
    "We decided to stop the treatment.",
    "I was told: wait. Then they stopped my chemo.",
    "Chemo cured my lymphoma.",
    "Nothing cures it.",
    "There is no cure for my type.",
    "Celery juice did nothing but turn my tongue green.",
    "Turmeric did not cure my lymphoma.",
    "Please take your temperature.",
    "Take two friends and a cardigan.",
    "Keep taking the tablets, he said.",
    "Mi médica me dijo que parara el imatinib.",
    "La quimio cura muchos linfomas.",
    "Tuve que dejar la quimio.",
    "Toma una chaqueta.",
]


@pytest.mark.parametrize(("text", "words"), NOTICED)
def test_a_cure_that_is_claimed_or_advice_is_noticed(text: str, words: str) -> None:
    assert noticed(find, text) == [(words, "warn")]


@pytest.mark.parametrize("text", SILENT)
def test_what_somebody_took_is_a_life(text: str) -> None:
    assert noticed(find, text) == []
