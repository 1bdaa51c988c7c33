"""The helplines as data: whole, dialable, in both languages, each with its source and day."""

import datetime
import re
import tomllib
from pathlib import Path

import pytest
from django.conf.locale import LANG_INFO

FILE = Path(__file__).resolve().parents[2] / "stories" / "data" / "helplines.toml"
COUNTRIES = tomllib.loads(FILE.read_text(encoding="utf-8"))["country"]
LINES = [(country["code"], line) for country in COUNTRIES for line in country["line"]]
LINE_IDS = [f"{code} {line['name']}" for code, line in LINES]

COUNTRY_KEYS = {"code", "name", "emergency", "emergency_source", "emergency_url", "line"}
OPTIONAL = {"emergency_note", "emergency_checked"}
LINE_KEYS = {
    "kind",
    "name",
    "phone",
    "text",
    "hours",
    "languages",
    "url",
    "source",
    "checked",
    "confirmed",
}
KINDS = {"crisis", "blood-cancer", "cancer"}
PHONE = re.compile(r"[*]?\d+( \d+)*")
URL = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(:\d+)?/\S*|https://[a-z0-9.-]+\.[a-z]{2,}")
KNOWN_EVERYWHERE = {
    ("AU", "13 11 14"),
    ("CA", "988"),
    ("ES", "024"),
    ("FR", "3114"),
    ("GB", "116 123"),
    ("IE", "116 123"),
    ("NZ", "1737"),
    ("US", "988"),
}
PLACES = {"AR", "AU", "CA", "CL", "CO", "DE", "ES", "FR", "GB", "IE", "IN", "MX", "NZ", "US"}


def in_both_languages(words: object) -> bool:
    return (
        isinstance(words, dict)
        and set(words) == {"en", "es"}
        and all(word.strip() == word != "" for word in words.values())
    )


def test_each_country_is_there_once():
    codes = [country["code"] for country in COUNTRIES]
    assert sorted(codes) == sorted(set(codes))
    assert set(codes) >= PLACES


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country["code"])
def test_country_is_whole(country):
    assert set(country) - OPTIONAL == COUNTRY_KEYS
    assert re.fullmatch(r"[A-Z]{2}", country["code"])
    assert in_both_languages(country["name"])
    assert re.fullmatch(r"\d{3}", country["emergency"])
    assert country["emergency_source"].strip() == country["emergency_source"] != ""
    assert URL.fullmatch(country["emergency_url"])
    assert type(country.get("emergency_checked", datetime.date.min)) is datetime.date
    assert in_both_languages(country.get("emergency_note", country["name"]))


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country["code"])
def test_country_has_somebody_to_talk_to_now_and_says_it_first(country):
    kinds = [line["kind"] for line in country["line"]]
    assert kinds[0] == "crisis"
    assert kinds == sorted(kinds, key=["crisis", "blood-cancer", "cancer"].index)


@pytest.mark.parametrize(("code", "line"), LINES, ids=LINE_IDS)
def test_line_is_whole(code, line):
    assert set(line) - {"seen", "email", "chat"} == LINE_KEYS
    assert URL.fullmatch(line.get("chat", line["url"]))
    assert line["kind"] in KINDS
    assert line["name"].strip() == line["name"] != ""
    assert line["source"].strip() == line["source"] != ""
    assert in_both_languages(line["text"])
    assert in_both_languages(line["hours"])


@pytest.mark.parametrize(("code", "line"), LINES, ids=LINE_IDS)
def test_number_can_be_dialled(code, line):
    assert PHONE.fullmatch(line["phone"])
    digits = re.sub(r"\D", "", line["phone"])
    assert 3 <= len(digits) <= 12


@pytest.mark.parametrize(("code", "line"), LINES, ids=LINE_IDS)
def test_sentence_is_one_sentence(code, line):
    for sentence in line["text"].values():
        assert sentence.endswith(".")
        assert ". " not in sentence


@pytest.mark.parametrize(("code", "line"), LINES, ids=LINE_IDS)
def test_source_can_be_followed_and_has_a_day(code, line):
    assert URL.fullmatch(line["url"])
    assert URL.fullmatch(line.get("seen", line["url"]))
    assert type(line["checked"]) is datetime.date
    assert line["checked"] >= datetime.date(2026, 11, 22)
    assert type(line["confirmed"]) is bool


@pytest.mark.parametrize(("code", "line"), LINES, ids=LINE_IDS)
def test_languages_have_a_name_on_the_page(code, line):
    assert line["languages"]
    assert set(line["languages"]) <= set(LANG_INFO)


def test_one_number_has_one_name_in_a_country():
    numbers = [(code, re.sub(r"\D", "", line["phone"])) for code, line in LINES]
    assert len(numbers) == len(set(numbers))


def test_lines_we_could_not_confirm_are_national_ones():
    unconfirmed = {(code, line["phone"]) for code, line in LINES if not line["confirmed"]}
    assert unconfirmed - KNOWN_EVERYWHERE == set()
