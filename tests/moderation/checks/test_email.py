import pytest

from moderation.checks.email import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("Write to ruth@example.org.", ["ruth@example.org"]),
    ("Mail RUTH.OKAFOR+aml@mail.example.co.uk, any time", ["RUTH.OKAFOR+aml@mail.example.co.uk"]),
    ("I am at ruth at example dot org most days", ["ruth at example dot org"]),
    ("ruth [at] example (dot) com", ["ruth [at] example (dot) com"]),
    ("ruth(at)example(dot)co(dot)uk works", ["ruth(at)example(dot)co(dot)uk"]),
    ("ruth dot okafor at example dot co dot uk", ["ruth dot okafor at example dot co dot uk"]),
    ("ruth [at] example.org", ["ruth [at] example.org"]),
    ("ruth @ example . org", ["ruth @ example . org"]),
    ("ruth＠example．org", ["ruth＠example．org"]),
    ("ruth＠example.org and lena@example.net", ["ruth＠example.org", "lena@example.net"]),
    ("Email me: ruth at example.org", ["ruth at example.org"]),
    ("You find me as ruth.okafor@gmail, ask away", ["ruth.okafor@gmail"]),
    ("ruth_57 at gmail", ["ruth_57 at gmail"]),
    ("escríbeme a núria arroba ejemplo punto es", ["núria arroba ejemplo punto es"]),
    ("Mi correo: núria@ejemplo.es 💛", ["núria@ejemplo.es"]),
    ("nu\u0301ria@ejemplo.es", ["nu\u0301ria@ejemplo.es"]),
    ("marta.gil (arroba) correo.com.mx", ["marta.gil (arroba) correo.com.mx"]),
    ("ruth\u200b@example.org", ["ruth\u200b@example.org"]),
    ("🙂🙂 ruth@example.org", ["ruth@example.org"]),
    ("ruth  at  example\tdot org", ["ruth  at  example\tdot org"]),
]

SILENT = [
    "I looked at cancer.org at night, which nobody should.",
    "I worked at a dot com for nine years before the myeloma.",
    "My platelets were at 12 and my mood was lower.",
    "R-CHOP every 21 days, @ nine in the morning, then home.",
    "We met @ the bus stop. Com or no com, he said.",
    "She stared at me, dot to dot in hand.",
    "Follow the advice on nhs.uk and write it down.",
    "Contact us at example.org if you are stuck.",
    "The email never came.",
    "I was at St John's at dawn.",
    "Se curó a las dos. Punto es punto.",
    "Dosis de 12.5 mg, arroba más, arroba menos.",
    "day +100 @home",
    "I looked at Gmail on my phone all night.",
    "Ann Arbor stage III at diagnosis, dot on the scan.",
    "He is the one at the front dot the i's",
]


@pytest.mark.parametrize(("text", "expected"), NOTICED)
def test_an_address_is_noticed_whole(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]


@pytest.mark.parametrize("text", SILENT)
def test_other_words_stay_silent(text: str) -> None:
    assert noticed(find, text) == []


def test_the_title_and_the_name_are_read_too() -> None:
    assert noticed(find, "ruth@example.org", field="title") == [("ruth@example.org", "warn")]
    assert noticed(find, "ruth@example.org", field="display_name") == [("ruth@example.org", "warn")]
