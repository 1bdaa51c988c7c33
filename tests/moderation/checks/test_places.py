import pytest

from moderation.checks.places import find
from tests.moderation.checks.noticing import noticed

NOTICED = [
    ("Dr Patel of the Royal Free Hospital", ["Royal Free Hospital"]),
    ("At St Brannoc's Hospital they knew", ["St Brannoc's Hospital"]),
    ("St Brannoc’s hospital", ["St Brannoc’s hospital"]),
    ("a year on Larkspur Ward", ["Larkspur Ward"]),
    ("on Larkspur ward, by the window", ["Larkspur ward"]),
    ("St. Jude Children's Research Hospital", ["St. Jude Children's Research Hospital"]),
    ("the Leeds General Infirmary", ["Leeds General Infirmary"]),
    ("The Royal Harrow Clinic", ["Royal Harrow Clinic"]),
    ("the Mayo Clinic", ["Mayo Clinic"]),
    ("King's College Hospital", ["King's College Hospital"]),
    ("Kettering General Hospital", ["Kettering General Hospital"]),
    ("at St Thomas’ and to St Brannoc's", ["St Thomas’", "St Brannoc's"]),
    ("MD Anderson Cancer Center", ["MD Anderson Cancer Center"]),
    ("I went to Sloan Kettering", ["Sloan Kettering"]),
    ("Harrow Vale NHS Foundation Trust", ["Harrow Vale NHS Foundation Trust"]),
    ("They moved me to Ward 7B.", ["Ward 7B"]),
    ("ward 12 again", ["ward 12"]),
    ("Ward C, bed by the door", ["Ward C"]),
    ("the Macmillan Unit", ["Macmillan Unit"]),
    ("el Hospital Universitario La Paz", ["Hospital Universitario La Paz"]),
    ("en el Hospital 12 de Octubre", ["Hospital 12 de Octubre"]),
    ("el hospital de Burgos", ["hospital de Burgos"]),
    ("el Hospital Clínico San Telmo", ["Hospital Clínico San Telmo"]),
    ("la Clínica Santa Inés", ["Clínica Santa Inés"]),
    ("en el Hospital Arrixaca me dijeron", ["Hospital Arrixaca"]),
    ("centro de salud Las Rosas", ["centro de salud Las Rosas"]),
    ("el centro de salud de Lavapiés", ["centro de salud de Lavapiés"]),
    ("ingresé en la planta 4 de hematología", ["planta 4"]),
    ("la 4ª planta del hospital", ["4ª planta"]),
    ("pabellón B", ["pabellón B"]),
    ("🏥 Ward 7B", ["Ward 7B"]),
]

SILENT = [
    "The hospital was quiet.",
    "Hospital food is hospital food.",
    "In hospital I wrote lists.",
    "The Oncology Ward has no clocks.",
    "our Haematology Unit, the Day Unit, the Transplant Unit",
    "the Outpatient Clinic and the Fertility Clinic",
    "On the ward I cried.",
    "I was on the ward 5 times, ward 12 days running.",
    "Room 12, bed 4, third floor.",
    "two units of blood, Unit 4 of the book",
    "On Monday hospital called. In December hospital felt far.",
    "St John's wort, St Patrick's Day",
    "the University Hospital, a Children's Hospital, General Hospital",
    "married at St Mary's Church, schooled at St John's school",
    "Mrs Ward brought soup.",
    "el hospital de día, el Hospital de Día",
    "en el hospital María me cogió la mano",
    "El hospital. La planta. Las plantas 4 veces regadas.",
    "aparqué en la planta 2 del aparcamiento",
    "Philadelphia chromosome, Ann Arbor stage, Hodgkin",
    "At the hospital Dr visits were short.",
    "Every ward has a radio. Another ward has none.",
    "Teenage Cancer Trust, Blood Cancer UK, Anthony Nolan",
    "NHS hospital, BMT Unit, ICU ward",
]


@pytest.mark.parametrize(("text", "expected"), NOTICED)
def test_a_place_by_name_is_noticed(text: str, expected: list[str]) -> None:
    assert noticed(find, text) == [(words, "warn") for words in expected]


@pytest.mark.parametrize("text", SILENT)
def test_places_without_a_name_stay_silent(text: str) -> None:
    assert noticed(find, text) == []


@pytest.mark.parametrize(
    "title",
    ["Leaving Hospital", "My Hospital Diary", "Back to Hospital", "Hospital Food", "On the Ward"],
)
def test_a_title_in_capitals_names_no_place(title: str) -> None:
    assert noticed(find, title, field="title") == []
