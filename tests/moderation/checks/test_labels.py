import pytest

from moderation.checks.labels import find
from tests.moderation.checks.noticing import noticed

SHORT = [
    ("IMG_2231.jpg", "IMG_2231.jpg"),
    ("IMG_2231", "IMG_2231"),
    ("DSC04711", "DSC04711"),
    ("my-story.final.docx", "my-story.final.docx"),
    ("Mum (scan).PDF", "(scan).PDF"),
    ("Admin Use Approval Required", "Admin Use Approval Required"),
    ("ADMIN USE: APPROVAL REQUIRED", "ADMIN USE: APPROVAL REQUIRED"),
    ("Approval Required", "Approval Required"),
    ("untitled", "untitled"),
    ("Untitled document", "Untitled document"),
    ("test", "test"),
    ("Test 2", None),
    ("TESTING", "TESTING"),
    ("FINAL draft v2", "FINAL draft v2"),
    ("Draft", "Draft"),
    ("ruths_story_v3", "ruths_story_v3"),
    ("placeholder", "placeholder"),
    ("Placeholder title", "Placeholder title"),
    ("Lorem ipsum dolor sit amet", "Lorem ipsum dolor sit amet"),
    ("[insert title]", "[insert title]"),
    ("{{ title }}", "{{ title }}"),
    ("for internal use only", "for internal use only"),
    ("asdfgh", "asdfgh"),
    ("Sin título", "Sin título"),
    ("Sin ti\u0301tulo", "Sin ti\u0301tulo"),
    ("Borrador final", "Borrador final"),
    ("Pendiente de aprobación", "Pendiente de aprobación"),
    ("📷 IMG_2231.jpg", "IMG_2231.jpg"),
]

LONGER = [
    "Test results day",
    "A test I did not study for",
    "The final draft of my life",
    "Waiting for approval",
    "Version 2.0 of me",
    "My first draft at being ill",
    "No title could hold it",
    "Prior approval required, said the insurer",
    "Ruth",
    "M.",
    "None of the above",
    "El nombre que me dieron",
    "La prueba del algodón",
    "R-CHOP.21",
    "12.5",
    "Tbilisi",
    "The placeholder years",
    "Pending",
]


@pytest.mark.parametrize("field", ["title", "display_name"])
@pytest.mark.parametrize(("text", "label"), [case for case in SHORT if case[1]])
def test_a_label_is_no_title_and_no_name(text: str, label: str, field: str) -> None:
    assert noticed(find, text, field=field) == [(label, "warn")]


@pytest.mark.parametrize("title", LONGER[:-1])
def test_a_title_that_says_more_stays(title: str) -> None:
    assert noticed(find, title, field="title") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("See IMG_2231.jpg of me at the window", "IMG_2231.jpg"),
        ("Hello. Admin Use Approval Required. Bye", "Admin Use Approval Required"),
        ("I was [insert diagnosis] then", "[insert diagnosis]"),
        ("Lorem ipsum", "Lorem ipsum"),
        ("TODO: say how it ended", "TODO:"),
        ("Please do not publish the second part", "Please do not publish"),
    ],
)
def test_unmistakable_labels_are_noticed_in_the_story(text: str, label: str) -> None:
    assert noticed(find, text) == [(label, "warn")]


@pytest.mark.parametrize(
    "text",
    [
        "untitled",
        "It was a test. It was only a test.",
        "The draft under the door.",
        "approval required, the insurer wrote, and we waited",
        "The final draft v2 of the consent form",
        "He is the sample of one. None. Pending. Name it.",
        "I asked (him) to wait [he did], <3",
    ],
)
def test_ordinary_words_stay_silent_in_the_story(text: str) -> None:
    assert noticed(find, text) == []
