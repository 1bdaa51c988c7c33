"""Forms that need no cookie: the link, or nothing, is all it takes; another site posts none."""

import pytest
from django.test import Client

from moderation.receipts import kept_token_for
from moderation.states import State
from stories.models import Story
from tests.factories import submission_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    kept = submission_in(State.PUBLISHED).contribution
    return f"/take-down/{kept_token_for(kept.pk, kept.take_down_digest)}/"


def test_a_browser_without_cookies_takes_a_story_off(link):
    strict = Client(enforce_csrf_checks=True)
    assert not strict.get(link).cookies
    assert strict.post(link, headers={"Origin": "null"}).status_code == 200
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
@pytest.mark.parametrize("path", ["/report/", "link"])
def test_another_site_posts_nothing(link, path, headers):
    assert Client().post(link if path == "link" else path, headers=headers).status_code == 403
    assert Story.objects.exists()


def test_our_own_pages_do(link):
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert Client().post(link, headers=own).status_code == 200
