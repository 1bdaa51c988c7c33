"""Pages about Marrow."""

import pytest

from stories import about

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
    for country in about.countries():
        assert country["emergency"] in html
        for line in country["line"]:
            assert line["phone"] in html
