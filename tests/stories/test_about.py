"""Pages about Marrow."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils.html import escape
from django.utils.translation import override

from stories import about, helplines, taxonomy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", about.PAGES)
@pytest.mark.parametrize("root", ["/", "/es/"])
def test_each_has_one_headline_and_costs_no_query(client, root, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(f"{root}{name}/")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_it_says_who_runs_it(client, settings):
    settings.MARROW_ORGANISATION = "The Blood Society"
    assert "The Blood Society" in client.get("/about/").content.decode()


def country_page(client, code: str, root: str = "/") -> str:
    return client.get(f"{root}help/{code}/").content.decode()


def test_every_country_has_its_own_page_and_the_list_its_number_for_an_emergency(client):
    html = client.get("/help/").content.decode()
    for country in helplines.countries():
        own = country_page(client, country.code)
        emergency = f'href="{country.emergency.phone_url}"'
        assert f'<li id="country-{country.code}"><a href="/help/{country.code}/">' in html
        assert emergency in html.partition(f'id="country-{country.code}"')[2].partition("</li>")[0]
        assert own.index(emergency) < min(own.index(headline(one)) for one in country.lines)
        for line in (country.emergency, *country.lines):
            assert f'href="{line.phone_url}">{line.phone}</a>' in own
    assert [line.name for line in crisis_lines() if line.phone_url in html] == []


def headline(line: helplines.Line) -> str:
    return f"<h2>{escape(line.name)}</h2>"


def crisis_lines() -> list[helplines.Line]:
    emergencies = {country.emergency.phone for country in helplines.countries()}
    lines = [line for country in helplines.countries() for line in country.lines if line.phone]
    return [line for line in lines if line.phone not in emergencies]


def test_where_a_number_is_from_is_folded_at_the_end_of_its_country(client):
    """Who looks for somebody on a bad night meets the numbers, and no newspaper between them."""
    for country in helplines.countries():
        shown, _fold, sources = country_page(client, country.code).partition("<details")
        assert "Read at <a" not in shown
        assert country.emergency.source in unescape(sources)
        for line in country.lines:
            assert line.read_on
            assert line.source in unescape(sources)
            place = f'Read at <a href="{line.read_on}" rel="noreferrer">{line.read_at}</a> on'
            assert place in sources


def test_a_newspaper_is_named_where_a_number_was_read_in_one(client):
    own = [line for country in helplines.countries() for line in country.lines]
    newspaper = next(line for line in own if line.phone == "*4141")
    assert (newspaper.read_at, newspaper.phone_url) == ("eldinamo.cl", "tel:*4141")


def test_a_number_that_nobody_compared_has_no_day_and_the_page_says_what_that_means(client):
    """Said once: fifteen times beside 911 and 112 it would frighten somebody who needs them."""
    for row in taxonomy.read("helplines.toml")["country"]:
        html = country_page(client, row["code"].lower())
        compared = len(row["line"]) + ("emergency_checked" in row)
        assert html.count('Read at <a href="') == compared
        assert "We have not compared this number yet." not in html
    assert client.get("/help/").content.decode().count("not compared it yet") == 1


def test_a_country_that_we_do_not_have_is_not_found_and_costs_no_query(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert client.get("/help/zz/").status_code == 404
        assert client.get("/es/help/gb/").status_code == 200


def test_languages_are_written_as_each_language_writes_them(client):
    assert "Languages: English, French." in country_page(client, "ca")
    assert "Idiomas: inglés, francés." in country_page(client, "ca", root="/es/")


def test_the_crisis_lines_are_those_of_the_readers_language():
    with override("es"):
        lines = helplines.crisis()
        assert [line.country for line in lines] == sorted(line.country for line in lines)
        assert {"es" in line.languages for line in lines} == {True}
        assert "España" in [line.country for line in lines]
        assert {line.kind for line in lines} == {"crisis"}


@pytest.mark.parametrize(
    ("days", "root", "words"),
    [
        (90, "/", "90 days, so that you can change it"),
        (1, "/", "1 day, so that you can change it"),
        (30, "/es/", "30 días, para que puedas"),
    ],
)
def test_it_says_how_long_a_declined_story_is_kept(client, settings, days, root, words):
    settings.MARROW_KEEP_DECLINED = timedelta(days=days)
    assert words in client.get(f"{root}privacy/").content.decode()
