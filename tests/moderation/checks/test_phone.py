import pytest

from moderation.checks.phone import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("Ring me on 07700 900123.", ["07700 900123"]),
    ("My mobile is 07700900123, after six", ["07700900123"]),
    ("020 7946 0958 is the bakery", ["020 7946 0958"]),
    ("+44 (0)20 7946 0958", ["+44 (0)20 7946 0958"]),
    ("(415) 555-2671 or 212-555-0142", ["(415) 555-2671", "212-555-0142"]),
    ("212.555.0142", ["212.555.0142"]),
    ("call 555-0142", ["555-0142"]),
    ("0044 7700 900123", ["0044 7700 900123"]),
    ("Mi móvil: 612 34 56 78", ["612 34 56 78"]),
    ("Llámame al 612345678, de verdad", ["612345678"]),
    ("+34 912 345 678", ["+34 912 345 678"]),
    ("(087) 123 4567 in Cork", ["(087) 123 4567"]),
    ("0412 345 678 in Perth", ["0412 345 678"]),
    ("+52 55 1234 5678", ["+52 55 1234 5678"]),
    ("+54 9 11 2345-6789", ["+54 9 11 2345-6789"]),
    ("０７７００ ９００１２３", ["０７７００ ９００１２３"]),
    ("📞 07700 900123 💛", ["07700 900123"]),
    ("teléfono 91 234 56 78", ["91 234 56 78"]),
    (
        "oh seven seven oh oh, nine oh oh one two three",
        ["oh seven seven oh oh, nine oh oh one two three"],
    ),
    (
        "seis uno dos tres cuatro cinco seis siete ocho",
        ["seis uno dos tres cuatro cinco seis siete ocho"],
    ),
    ("07700 900123 07700 900124", ["07700 900123"]),
    ("text me on o7700 9oo123", ["o7700 9oo123"]),
    ("text 0 7 7 0 0 9 0 0 1 2 3", []),
]

SILENT = [
    "My platelets were 100,000 and then 9,000 and then 12.5.",
    "Counts: 12 18 25 40 65, all in one week.",
    "Platelets 650 720 810, the best week of my life",
    "neutrophils 0.1, 0.3, 0.9, 1.2, 2.4",
    "WBC 2.3 3.4 5.6 7.8 9.1",
    "On 14/05/2021 I heard; on 2021-05-14 10:30 I understood.",
    "14.05.2021 15.06.2021 16.07.2021",
    "2015 2016 2017 were the quiet years",
    "2019-2021, then 2022-2024",
    "R-CHOP-21, six cycles, then 30 x 1.8 Gy",
    "day +100, day +180, day +365",
    "methotrexate 1500 mg/m2 and cytarabine 3000 mg/m2",
    "ICD C83.1, C91.10 and 9673/3",
    "ferritin 1000, LDH 650, creatinine 612 345 678",
    "I counted one two three four five six seven eight nine and slept.",
    "nueve ocho siete seis cinco cuatro tres dos uno, y a dormir",
    "one in 100 000 people, or 1 in 250 000",
    "We raised £12,345.67 and walked 311 kilometres",
    "the 8.52 and the 17.30, for 14 months",
    "Samaritans on 116 123, Lifeline 988, 112 in Spain, 024",
    "My NHS number is 943 476 5919",
    "hospital number 00471902",
    "2-1-3 sets of stairs, 10 20 30 steps",
    "I walked 33 45 52 61 80 steps, each day more",
    "1 234 567 890 cells",
    "Mi número de historia es 4455667",
]


@pytest.mark.parametrize(("text", "expected"), NOTICED)
def test_a_number_is_noticed_whole(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]


@pytest.mark.parametrize("text", SILENT)
def test_counts_dates_and_doses_stay_silent(text: str) -> None:
    assert noticed(find, text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Blood Cancer UK: 0808 2080 888", "0808 2080 888"),
        ("call 1-800-955-4572, they are kind", "1-800-955-4572"),
        ("I rang 0345 300 5000", "0345 300 5000"),
        ("la AECC, 900 100 036", "900 100 036"),
    ],
)
def test_a_free_helpline_is_only_noted(text: str, number: str) -> None:
    assert noticed(find, text) == [(number, "note")]
