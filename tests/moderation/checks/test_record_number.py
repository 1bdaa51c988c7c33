import pytest

from moderation.checks.record_number import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("My NHS number is 943 476 5919.", ["943 476 5919"]),
    ("943-476-5919", ["943-476-5919"]),
    ("9434765919 on the wristband", ["9434765919"]),
    ("MRN 123456", ["123456"]),
    ("MRN: 00-12-34-56", ["00-12-34-56"]),
    ("hospital number is 00471902, should anyone ask", ["00471902"]),
    ("patient ID A123456", ["A123456"]),
    ("Insurance policy number: AB-123456", ["AB-123456"]),
    ("member no. 99887766", ["99887766"]),
    ("SSN 123-45-6789", ["123-45-6789"]),
    ("123-45-6789", ["123-45-6789"]),
    ("QQ 12 34 56 C and AB 12 34 56 C", ["AB 12 34 56 C"]),
    ("card 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
    ("ES91 2100 0418 4502 0005 1332", ["ES91 2100 0418 4502 0005 1332"]),
    ("mi DNI es 12345678Z", ["12345678Z"]),
    ("12.345.678-Z", ["12.345.678-Z"]),
    ("X1234567L", ["X1234567L"]),
    ("número de historia clínica 445566", ["445566"]),
    ("nº de la Seguridad Social: 28 1234567890", ["28 1234567890"]),
    ("NUHSA AN0123456789", ["AN0123456789"]),
    ("Aetna, ID W123456789", ["W123456789"]),
    ("Medicare 1EG4-TE5-MK73", ["1EG4-TE5-MK73"]),
    ("SIP 1234567", ["1234567"]),
    ("CIP: ABCD 1234567890", ["ABCD 1234567890"]),
    ("póliza 7788990", ["7788990"]),
    ("💳 ４１１１ １１１１ １１１１ １１１１", ["４１１１ １１１１ １１１１ １１１１"]),
]

SILENT = [
    "platelets 100,000, then 12.5, then 9",
    "943 476 5918 is one digit wrong",
    "000 000 0000 and 111 111 1111",
    "the insurance paid 120,000 of it",
    "I was patient number 7 that day",
    "policy 2021, chart 5, case 12",
    "hospital no 3 in as many months",
    "day +100, cycle 3, R-CHOP-21, 7+3",
    "4111 1111 1111 1112",
    "C83.1, C91.10, 9673/3, CD20, t(9;22)",
    "12345678A has the wrong letter",
    "000-45-6789 and 987-65-4321",
    "ES91 2100 0418 4502 0005 1333",
    "There were 2015 2016 2017 2018 letters",
    "MRN 2021 was the name of the form",
    "member of the 1985 team, number 10",
    "my number came up",
    "ibrutinib 420 mg, venetoclax 400 mg, 1500 ml",
    "I have an account of it, 300 pages",
    "my file was as thick as 3 bricks",
]


@pytest.mark.parametrize(("text", "expected"), NOTICED)
def test_a_number_is_noticed(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]


@pytest.mark.parametrize("text", SILENT)
def test_other_numbers_stay_silent(text: str) -> None:
    assert noticed(find, text) == []
