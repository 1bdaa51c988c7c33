"""Nudges while somebody writes: gentle, from the desk's own checks, and one press to leave out."""

import pytest
from django.test import Client

from contributors import nudges
from contributors.models import Draft
from tests.contributors.walking import fill, said
from tests.factories import BODY

pytestmark = pytest.mark.django_db


def wrote(body: str, language: str = "en") -> tuple[Client, Draft]:
    client = Client()
    fill(client, story={"body": body, "language": language})
    return client, Draft.objects.get()


def press(client: Client, draft: Draft, words: str, at: str = "/share/check/", **typed):
    nudge = next(one for one in nudges.look(draft) if one.words == words)
    return client.post(at, {"leave_out": nudge.which, "draft": draft.pk, **typed})


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("020 7946 0958", "…"),
        ("ruth@example.org", "…"),
        ("Dr Patel", "my doctor"),
        ("nurse Okafor", "my nurse"),
        ("Mrs Green", ""),
        ("Queen Mary Hospital", "the hospital"),
    ],
)
def test_what_is_offered_instead(words, instead):
    _client, draft = wrote(f"{BODY} And then there was {words}, on that day.")
    found = [one.instead for one in nudges.look(draft) if one.words == words]
    assert found == [instead]


def test_in_the_language_of_the_story():
    _client, draft = wrote(f"{BODY} Entonces vino el Dr. Pérez a verme.", language="es")
    assert [one.instead for one in nudges.look(draft)] == ["médico"]


def test_one_press_leaves_it_out():
    client, draft = wrote(f"{BODY} Ring me on 020 7946 0958. Thank you.")
    assert press(client, draft, "020 7946 0958").url == "/share/check/#look"
    draft.refresh_from_db()
    assert draft.answers["body"] == f"{BODY} Ring me on …. Thank you."
    assert nudges.look(draft) == []


def test_what_was_typed_with_the_press_is_kept():
    client, draft = wrote(f"{BODY} Ring me on 020 7946 0958.")
    body = draft.answers["body"]
    answer = press(client, draft, "020 7946 0958", "/share/story/", body=body, title="Newly typed")
    draft.refresh_from_db()
    assert answer.url == "/share/story/#look"
    assert draft.answers["title"] == "Newly typed"
    assert "7946" not in draft.answers["body"]


def test_words_that_changed_meanwhile_stay_as_they_are():
    client, draft = wrote(f"{BODY} Ring me on 020 7946 0958.")
    old = next(one.which for one in nudges.look(draft))
    other = f"Now: {draft.answers['body']}"
    client.post("/share/story/", {"leave_out": old, "draft": draft.pk, "body": other})
    draft.refresh_from_db()
    assert draft.answers["body"] == other


@pytest.mark.parametrize("which", ["", "body:0:3:phone:x", "body:0:99999999:phone:0", "a\0b", ":"])
def test_nonsense_changes_nothing(which):
    client, draft = wrote(f"{BODY} Ring me on 020 7946 0958.")
    client.post("/share/check/", {"leave_out": which, "draft": draft.pk})
    again = Draft.objects.get()
    assert (again.answers["body"], again.sent_at) == (draft.answers["body"], None)


def test_each_page_is_told_of_its_own_words():
    client, _draft = wrote(f"{BODY} Ring me on 020 7946 0958.")
    assert "020 7946 0958" in said(client.get("/share/story/look/"))
    assert "020 7946 0958" not in said(client.get("/share/you/look/"))


def test_words_of_despair_bring_people_at_once_the_nearest_first():
    client, draft = wrote(f"{BODY} I want to kill myself tonight.")
    near = {"Accept-Language": "en-US,en;q=0.9"}
    for page in ("/share/story/look/", "/share/story/", "/share/consent/", "/share/check/"):
        words = said(client.get(page, headers=near))
        assert "Is it very hard right now?" in words, page
        assert words.index("United States") < words.index("Australia"), page
    assert client.post("/share/story/", {"draft": draft.pk, "go": "stop"}).status_code == 302


def test_a_stranger_sees_nobodys_words(client):
    wrote(f"{BODY} Ring me on 020 7946 0958.")
    assert client.get("/share/story/look/").status_code == 302


@pytest.mark.parametrize(
    ("name", "told"), [("Ruth Garlic", 1), ("Ruth", 0), ("Ruth and Tom", 0), ("", 0)]
)
def test_a_whole_name_beside_the_story_is_asked_about(name, told):
    client, draft = wrote(BODY)
    client.post("/share/you/", {"draft": draft.pk, "named": "first", "name": name})
    draft.refresh_from_db()
    assert [one.words for one in nudges.look(draft, step="you")] == [name] * told
    assert nudges.look(draft, step="story") == []


@pytest.mark.parametrize(
    ("language", "words", "instead"),
    [
        ("es", "Me lo dijo la doctora Ruiz Peña, de pie.", "Me lo dijo la médica, de pie."),
        ("es", "Me lo dijo el doctor Ruiz, de pie.", "Me lo dijo el médico, de pie."),
        ("es", "Me lo dijo doctora Ruiz, de pie.", "Me lo dijo mi médica, de pie."),
        ("en", "I told the Dr Patel there.", "I told the doctor there."),
        ("en", "I told Dr Patel there.", "I told my doctor there."),
    ],
)
def test_what_is_offered_fits_the_word_before_it(language, words, instead):
    client, draft = wrote(f"{BODY} {words}", language=language)
    (nudge,) = nudges.look(draft)
    press(client, draft, nudge.words)
    draft.refresh_from_db()
    assert draft.answers["body"].endswith(f" {instead}")
