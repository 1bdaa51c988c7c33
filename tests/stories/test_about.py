"""Pages about Marrow."""

from datetime import timedelta
from html import unescape

import pytest
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


def test_every_country_has_somebody_to_call(client):
    html = client.get("/help/").content.decode()
    for country in helplines.countries():
        for line in (country.emergency, *country.lines):
            assert f'href="{line.phone_url}">{line.phone}</a>' in html
            assert line.source in unescape(html)


def test_each_number_says_where_it_was_read(client):
    html = client.get("/help/").content.decode()
    own = [line for country in helplines.countries() for line in country.lines]
    assert [line.name for line in own if not line.read_on] == []
    for line in own:
        assert f'Read at <a href="{line.read_on}" rel="noreferrer">{line.read_at}</a> on' in html
    newspaper = next(line for line in own if line.phone == "*4141")
    assert (newspaper.read_at, newspaper.phone_url) == ("eldinamo.cl", "tel:*4141")


def test_a_number_that_nobody_compared_has_no_day_and_the_page_says_what_that_means(client):
    """Said once: fifteen times beside 911 and 112 it would frighten somebody who needs them."""
    rows = taxonomy.read("helplines.toml")["country"]
    compared = [row for row in rows if "emergency_checked" in row]
    own = [line for country in helplines.countries() for line in country.lines]
    html = client.get("/help/").content.decode()
    assert html.count('Read at <a href="') == len(compared) + len(own)
    assert html.count("not compared it yet") == 1
    assert "We have not compared this number yet." not in html


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
