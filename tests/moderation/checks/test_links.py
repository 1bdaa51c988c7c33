import pytest

from moderation.checks.links import find
from tests.moderation.checks.noticing import noticed

NOTED = [
    ("See https://example.org/page?x=1.", "https://example.org/page?x=1"),
    ("(http://example.org)", "http://example.org"),
    ("www.example.org, since 2004", "www.example.org"),
    ("bloodcancer.org.uk has a leaflet", "bloodcancer.org.uk"),
    ("on aecc.es/ayuda you read", "aecc.es/ayuda"),
    ("I am @ruth_okafor on there", "@ruth_okafor"),
    ("Instagram: ruth.okafor57", "ruth.okafor57"),
    ("mi Instagram es ruth_57", "ruth_57"),
    ("𝗐𝗐𝗐.example.org", "𝗐𝗐𝗐.example.org"),
    ("💛 https://ejemplo.es/niña 💛", "https://ejemplo.es/niña"),
]

MONEY = [
    ("https://www.gofundme.com/f/ruth-runs", "https://www.gofundme.com/f/ruth-runs"),
    ("justgiving.com/ruth", "justgiving.com/ruth"),
    ("paypal.me/ruth", "paypal.me/ruth"),
    ("Please send money if you can", "Please send money"),
    ("You can donate to our page", "donate to our page"),
    ("Venmo me, anything helps", "Venmo me"),
    ("If you want to sponsor me, I run in May", "want to sponsor me"),
    ("$ruthruns", "$ruthruns"),
    ("my fundraising page is slow", "my fundraising page"),
    ("Haz un bizum al de siempre", "Haz un bizum"),
    ("donativos a mi cuenta", "donativos a mi cuenta"),
]

SILENT = [
    "Please donate blood. Please donate platelets if you can.",
    "I donated my hair and my brother donated marrow.",
    "We raised £3,000 and I paid $12.50 to park.",
    "I went home.It was late. The end.So there.",
    "Cansada.Es lo que hay.",
    "See you @home or @work, @ nine.",
    "ruth@example.org",
    "e.g. at 8.52 a.m. i.e. early, R-CHOP, 12.5",
    "Facebook is full of it. Instagram was worse.",
    "The donor page of the booklet",
    "dona sangre, dona médula",
    "IMG_2231.jpg",
]


@pytest.mark.parametrize(("text", "link"), NOTED)
def test_a_link_is_noted(text: str, link: str) -> None:
    assert noticed(find, text) == [(link, "note")]


@pytest.mark.parametrize(("text", "words"), MONEY)
def test_asking_for_money_is_a_warning(text: str, words: str) -> None:
    assert noticed(find, text) == [(words, "warn")]


@pytest.mark.parametrize("text", SILENT)
def test_other_words_stay_silent(text: str) -> None:
    assert noticed(find, text) == []
