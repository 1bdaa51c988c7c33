import pytest

from contributors.nudges import NO_NUDGE
from moderation.checks import Draft
from moderation.checks.reading import ease, find, syllables

EASY = "I let it ring. The dog sat down. We had tea on the step and said not one word. " * 8
HARD = (
    "Notwithstanding considerable institutional communication difficulties, multidisciplinary "
    "haematological consultation subsequently established unambiguous immunophenotypic "
    "characterisation necessitating immediate administration of intensified polychemotherapy "
) * 8
DIFICIL = (
    "Considerando las particularidades inmunofenotípicas anteriormente mencionadas, la "
    "multidisciplinariedad institucional posibilitó determinadas intervenciones hematológicas "
    "extraordinariamente complejas, protocolizadas administrativamente con antelación "
) * 8


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("ring", "en", 1), ("telephone", "en", 3), ("planted", "en", 2), ("walked", "en", 1),
        ("table", "en", 2), ("garlic", "en", 2), ("ajo", "es", 2), ("cuando", "es", 2),
        ("telefono", "es", 4), ("leucemia", "es", 3), ("aereo", "es", 4),
    ],
)  # fmt: skip
def test_syllables(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


@pytest.mark.parametrize(
    ("text", "language", "times"),
    [(EASY, "en", 0), (HARD, "en", 1), (DIFICIL, "es", 1), ("Enough.", "en", 0), (HARD, "fr", 0)],
)
def test_only_what_is_very_hard_is_noticed(text: str, language: str, times: int) -> None:
    assert len(list(find(Draft(body=text, language=language)))) == times


def test_the_figures_are_those_of_the_formulas() -> None:
    text = "The cat sat on the mat. " * 20  # 6 words a sentence, all of one syllable
    assert ease(text, "en") == pytest.approx(206.835 - 84.6 - 1.015 * 6)
    texto = "Mi gata come pan. " * 30  # 4 words a sentence, 6 syllables
    assert ease(texto, "es") == pytest.approx(206.84 - 60 * 1.5 - 1.02 * 4)


def test_nobody_who_writes_is_told_of_it() -> None:
    assert "reading" in NO_NUDGE
