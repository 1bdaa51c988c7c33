import pytest

from moderation.checks import Draft
from moderation.checks.language import find

ENGLISH = (
    "I was planting garlic when the telephone rang, and I let it ring. They told me that the count "
    "had gone up again, and we sat on the step for a while with our tea and said nothing at all. "
    "Later she asked me if I was afraid, and I said that I did not know what I was."
)
SPANISH = (
    "Estaba plantando ajos cuando sonó el teléfono, y lo dejé sonar. Me dijeron que el recuento "
    "había subido otra vez, y nos sentamos un rato en el escalón con el café sin decir nada. "
    "Luego ella me preguntó si tenía miedo, y yo le dije que no sabía lo que tenía."
)
PORTUGUESE = (
    "Eu estava a plantar alhos quando o telefone tocou, e deixei tocar. Disseram-me que a contagem "
    "tinha subido outra vez, e ficamos sentados no degrau com o nosso chá, sem dizer coisa alguma. "
    "Mais tarde ela perguntou se eu tinha medo, e respondi que não sabia bem o que sentia."
)


@pytest.mark.parametrize(
    ("text", "language", "times"),
    [
        (ENGLISH, "en", 0),
        (SPANISH, "es", 0),
        (ENGLISH, "es", 1),
        (SPANISH, "en", 1),
        (PORTUGUESE, "es", 1),
        (PORTUGUESE, "en", 1),
        (f"{ENGLISH} {SPANISH}", "en", 0),  # a story may be in two
        (f"{SPANISH} {ENGLISH}", "es", 0),
        ("Hola, no sé.", "en", 0),  # too little to tell
        (ENGLISH, "fr", 0),
    ],
)
def test_another_language_than_was_chosen(text: str, language: str, times: int) -> None:
    draft = Draft(body=text, language=language)
    assert [(one.severity.value, one.start, one.end) for one in find(draft)] == [
        ("note", 0, len(text))
    ] * times
