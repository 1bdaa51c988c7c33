import pytest

from moderation.checks.birth_date import find
from tests.moderation.checks.noticing import noticed

BIRTH = [
    ("I was born on 14 March 1951.", "14 March 1951"),
    ("born 14th of March, 1951 in Cork", "14th of March, 1951"),
    ("DOB: 03/04/1975", "03/04/1975"),
    ("D.O.B. 3.4.1975", "3.4.1975"),
    ("date of birth 1975-04-03", "1975-04-03"),
    ("my birthday is May 3, 1980", "May 3, 1980"),
    ("03-04-1975 is my date of birth", "03-04-1975"),
    ("My son was born on Sept. 9 2011", "Sept. 9 2011"),
    ("Date of birth: 3/4/75", "3/4/75"),
    ("born 03.07.62", "03.07.62"),
    ("Nací el 3 de mayo de 1970", "3 de mayo de 1970"),
    ("Naci\u0301 el 3 de mayo de 1970", "3 de mayo de 1970"),
    ("fecha de nacimiento: 03/05/1970", "03/05/1970"),
    ("mi hija nació el 1 de enero del 2015", "1 de enero del 2015"),
    ("Mi cumpleaños, 12 de octubre de 1968", "12 de octubre de 1968"),
    ("nacida en Lugo el 03-05-1970", "03-05-1970"),
    ("🎂 born 14 March 1951", "14 March 1951"),
]

EXACT = [
    ("On 14 May 2021 the phone rang.", "14 May 2021"),
    ("It was 14/05/2021, a Friday", "14/05/2021"),
    ("May 14th, 2021", "May 14th, 2021"),
    ("2021-05-14", "2021-05-14"),
    ("el 14 de mayo de 2021 me llamaron", "14 de mayo de 2021"),
    ("My new birthday is 14 May 2021, day zero", "14 May 2021"),
    ("14 May 2021, my stem cell birthday", "14 May 2021"),
    ("mi segundo cumpleaños, 14 de mayo de 2021", "14 de mayo de 2021"),
]

SILENT = [
    "It was May 2021 and the lilac was out.",
    "In 1979 nobody said the word.",
    "I was born in Ohio in 1951.",
    "day +100, cycle 3 of 6, week 12",
    "My birthday is in May.",
    "12.5 and 100,000 and 7+3",
    "120/80 at rest, 5/10/15 mg by turns",
    "scores of 3/7 and 4/10",
    "R-CHOP-21, FLAG-IDA, 6-MP",
    "version 1.2.2021b of the form",
    "14 May was the day.",
    "Between 2019-2021 I slept.",
    "mayo de 2021, y llovía",
    "half past 10, 12-10-14 hours a day",
    "ICD-10 C91.1, ratio 32/13/2021",
    "He was born again in 2012.",
]


@pytest.mark.parametrize(("text", "date"), BIRTH)
def test_a_date_of_birth_is_a_warning(text: str, date: str) -> None:
    assert noticed(find, text) == [(date, "warn")]


@pytest.mark.parametrize(("text", "date"), EXACT)
def test_an_exact_date_is_noted(text: str, date: str) -> None:
    assert noticed(find, text) == [(date, "note")]


@pytest.mark.parametrize("text", SILENT)
def test_months_years_and_counts_stay_silent(text: str) -> None:
    assert noticed(find, text) == []


def test_a_birth_colours_only_its_own_date() -> None:
    text = "I was born on 14 March 1951. " + "Then life went on for a good long while. " * 3
    assert noticed(find, text + "On 2 June 2020 I fell ill.") == [
        ("14 March 1951", "warn"),
        ("2 June 2020", "note"),
    ]
