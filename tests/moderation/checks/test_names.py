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
    "Al año me llegó una carta.\n\nReprobé Estática.",
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


WHOLE = ["Ruth Okafor", "Nuria Belmonte Sáez", "Oliver Hartnell-Boyd", "María del Carmen Ruiz"]
CHOSEN = ["Ruth", "K.", "Maria B", "Old Walter", "Leyla's mum", "Best Deals", "La Abuela Pepa"]


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_name_beside_a_story_is_pointed_out(name: str) -> None:
    assert noticed(find, name, field="display_name") == [(name, "note")]


@pytest.mark.parametrize("name", CHOSEN)
def test_any_other_name_beside_a_story_is_theirs_to_choose(name: str) -> None:
    assert noticed(find, name, field="display_name") == []


NEIGHBOURS = [
    ("Signe Holmqvist-Dahl, who is eleven, drew it.", ["Signe Holmqvist-Dahl"]),
    ("my cousin Tomás Irigoyen Sala came", ["Tomás Irigoyen Sala"]),
    ("Wilhelmina van der Steen told me so", ["Wilhelmina van der Steen"]),
    ("Yusuf al-Rashid laughed at the pump", ["Yusuf al-Rashid"]),
    ("Eoin Ó Ceallaigh, from the bed by the window", ["Eoin Ó Ceallaigh"]),
    ("Cuando murió Remedios Alcaraz, nadie habló", ["Remedios Alcaraz"]),
    ("Hodgkin Lymphoma, who had heard of it?", []),
    ("Burkitt Lymphoma was my first long word.", []),
    ("Waldenström and I have been together for years.", []),
    ("Jane Austen, who is dead, got me through it.", []),
    ("Leeds United sat down again.", []),
    ("Semana Santa y yo no nos llevamos.", []),
]


@pytest.mark.parametrize(("text", "expected"), NEIGHBOURS)
def test_who_does_what_only_people_do_is_somebody(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]
