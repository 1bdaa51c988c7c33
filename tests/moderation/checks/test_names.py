import pytest

from moderation.checks.names import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("It was Dr Halloran who saw us.", ["Dr Halloran"]),
    ("Dr. Halloran's stickers", ["Dr. Halloran"]),
    ("Doctor Halloran knelt", ["Doctor Halloran"]),
    ("Dr. J. van der Berg said so", ["Dr. J. van der Berg"]),
    ("Dr O’Brien and Dr McKenna", ["Dr O’Brien", "Dr McKenna"]),
    ("Prof. Amara Osei on Monday", ["Prof. Amara Osei"]),
    ("Nurse Kelly held the bowl", ["Nurse Kelly"]),
    ("a nurse called Kelly", ["nurse called Kelly"]),
    ("the consultant Mr Patel", ["Mr Patel"]),
    ("Mrs Lacey held her coat", ["Mrs Lacey"]),
    ("Dr May smiled", ["Dr May"]),
    ("la Dra. Núñez", ["Dra. Núñez"]),
    ("la Dra. Nu\u0301n\u0303ez", ["Dra. Nu\u0301n\u0303ez"]),
    ("el doctor García Pérez", ["doctor García Pérez"]),
    ("la enfermera Maite", ["enfermera Maite"]),
    ("la enfermera Ana Ruiz de la Clínica Santa Marta", ["enfermera Ana Ruiz"]),
    ("el Dr. de la Cruz", ["Dr. de la Cruz"]),
    ("My name is Ruth Okafor.", ["Ruth Okafor"]),
    ("Hi, I'm Ruth Okafor and I", ["Ruth Okafor"]),
    ("Me llamo Núria Gil Serra", ["Núria Gil Serra"]),
    ("my husband Daniel Okafor drove", ["Daniel Okafor"]),
    ("mi hija, Lucía Ferrer, tenía seis años", ["Lucía Ferrer"]),
    ("my nurse is called Bev Marsh", ["nurse is called Bev Marsh"]),
    ("the nurse, Sue, and the CNS, Priya Shah, stayed", ["nurse, Sue", "CNS, Priya Shah"]),
    ("I'm Ruth Okafor, 61, from Leeds", ["Ruth Okafor"]),
    ("🩺 Dr Łukasz Wójcik", ["Dr Łukasz Wójcik"]),
]

SILENT = [
    "The doctor said it twice.",
    "Doctor Who was on, and Dr Google had been consulted.",
    "My Dr visits were weekly by then.",
    "I saw the dr. The next day I worked.",
    "the nurse. Kelly green walls.",
    "Waldenström, Hodgkin, Burkitt and Castleman were all men.",
    "St John's wort is not allowed.",
    "My consultant Haematologist rang.",
    "Doctor told me, nurse told me, Mum told me.",
    "My name is Ruth.",
    "Hi, I'm Ruth.",
    "I'm Philadelphia Positive, my mother Hodgkin Lymphoma",
    "my husband Daniel drove",
    "I miss Mum. I Miss Porridge.",
    "Ann Arbor stage III in May 2021",
    "My Nurse Specialist and the Nurse Practitioner",
    "my sister on Monday, my son in April",
    "Dr Pepper was all I could taste.",
    "El doctor me dijo que Navidad en casa.",
    "La enfermera. Luego nada.",
    "me llamo Núria",
    "Reina Sofía opened it",
    "my donor, Germany or maybe Poland, they would not say",
    "Mrs. T. and Mr B. and Dr. K were there.",
    "the nurse, God bless her, and my consultant, Monday, nine",
    "I'm Roman Catholic and my wife is not.",
    "Mr Lymphoma and I are not on speaking terms.",
]


@pytest.mark.parametrize(("text", "expected"), NOTICED)
def test_a_named_person_is_noticed(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]


@pytest.mark.parametrize("text", SILENT)
def test_other_words_stay_silent(text: str) -> None:
    assert noticed(find, text) == []


@pytest.mark.parametrize("title", ["When My Doctor Told Me", "Doctor Will See You Now", "Dr Who?"])
def test_a_title_in_capitals_names_nobody(title: str) -> None:
    assert noticed(find, title, field="title") == []


def test_how_the_contributor_is_named_is_theirs_to_choose() -> None:
    assert noticed(find, "Dr Ruth Okafor", field="display_name") == []
