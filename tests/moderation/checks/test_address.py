import pytest

from moderation.checks.address import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("I live at 14 Elm Grove, near the school", ["14 Elm Grove"]),
    ("Come to 221b Baker Street.", ["221b Baker Street"]),
    ("1600 Pine Ridge Road", ["1600 Pine Ridge Road"]),
    ("12 St. Mary's Terrace", ["12 St. Mary's Terrace"]),
    ("We lived on Canal Street then", ["Canal Street"]),
    ("our house is on Willow Lane", ["Willow Lane"]),
    ("P.O. Box 118", ["P.O. Box 118"]),
    ("Leeds LS1 4DY", ["LS1 4DY"]),
    ("SW1A1AA is where", ["SW1A1AA"]),
    ("my postcode is ls1 4dy", ["ls1 4dy"]),
    ("Springfield, Ohio 45501", ["Ohio 45501"]),
    ("Albany NY 12207-1234", ["NY 12207-1234"]),
    ("Portland, OR 97201", ["OR 97201"]),
    ("Calle Mayor 12, 3º B", ["Calle Mayor 12"]),
    ("C/ de la Luna, nº 3", ["C/ de la Luna, nº 3"]),
    ("Avda. de América 45", ["Avda. de América 45"]),
    ("Plaza de España, 5 y 28013 Madrid", ["Plaza de España, 5", "28013 Madrid"]),
    ("Vivo en la calle Álamo, con mi madre", ["la calle Álamo"]),
    ("Carrera 15 # 93-47, Bogotá", ["Carrera 15 # 93-47"]),
    ("código postal 28013", ["28013"]),
    ("Dublin D08 X4Y5", ["D08 X4Y5"]),
    ("Ottawa K1A 0B6", ["K1A 0B6"]),
    ("🏠 14 Elm Grove", ["14 Elm Grove"]),
]

SILENT = [
    "In 2019 Harley Street was where you went for a second opinion.",
    "The Light The Night Walk raised more than I earn.",
    "In October the 2023 Light The Night Walk went past my window.",
    "B12 5MG every week and B6 2DB in between.",
    "CD20 positive, CD19 negative, t(11;14), BCR-ABL1.",
    "Philadelphia chromosome, T315I, FLT3-ITD, p210.",
    "Ann Arbor stage IIIB, ICD C83 1 and M14 9",
    "On day 12 Dr Patel came in.",
    "After cycle 3 Hope Street felt a long way off",
    "Platelets from 5000 to 15000, OK 20000",
    "St John's wort and 12 Hail Marys",
    "Hice el Camino de Santiago 2 veces desde el trasplante.",
    "Salí a la calle 3 días después.",
    "En 2021 la plaza estaba vacía.",
    "I walked down the road 14 times.",
    "I found a way, 100 days in, to sleep.",
    "methotrexate 1500 mg, 4 drive-throughs, 1 court",
    "30 Gy to L5 over 15 days",
    "I live in a small town by a river.",
    "We moved to a flat in Chapel Hill.",
    "12 May Day Road closures",
]


@pytest.mark.parametrize(("text", "expected"), NOTICED)
def test_an_address_is_noticed(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]


@pytest.mark.parametrize("text", SILENT)
def test_other_words_stay_silent(text: str) -> None:
    assert noticed(find, text) == []
