"""No public address is forgotten by those who read all that is public."""

import pytest
from django.urls import resolve

from tests import surfaces

STORY = {"diagnosis": "mcl", "family": "lymphoma", "relation": "survivor", "word": "garlic"}
ONE = {
    "story": "0198f9c2-0000-7000-8000-000000000001",
    "words": "garlic",
    "origin": "http://testserver",
}
EACH = surfaces.lists(**STORY) | surfaces.own(**ONE)


def test_every_route_says_whether_a_story_may_be_on_it():
    """A new one: into `LISTS` or `OWN`, which are read after a withdrawal; else into `NONE`."""
    public = [
        name
        for route, name in surfaces.routes()
        if not route.startswith(surfaces.BEHIND_DOORS) and route + "/" not in surfaces.BEHIND_DOORS
    ]
    told = [*surfaces.LISTS, *surfaces.OWN, *surfaces.NONE]
    assert sorted(public) == sorted(told)


@pytest.mark.parametrize("address", EACH)
def test_every_address_is_of_its_route(address):
    path = address.partition("?")[0]
    assert (
        resolve(path.removeprefix("/es") if path.startswith("/es/") else path).view_name
        == (EACH[address])
    )
