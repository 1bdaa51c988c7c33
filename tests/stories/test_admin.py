"""What an organiser puts on the first page, and that it goes with its story."""

import pytest
from django.test import Client

from moderation import actors, workflow
from moderation.content_labels import Label
from moderation.states import State
from stories import listing
from stories.models import Pick, Story
from stories.vocabulary import vocabulary
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db
WHERE = "/admin/stories/pick/"


def door(user, settings) -> Client:
    settings.MARROW_MFA = False
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def home(language: str = "en") -> list[str]:
    return [story.title for story in listing.mixed(vocabulary(), language=language)]


def told(title: str, **changes) -> Story:
    kept = submission_in(State.PUBLISHED, title=title, **changes).contribution
    return Story.objects.get(pk=kept.story_id)


def test_an_organiser_picks_stories_and_takes_them_off(settings):
    kept, other = told("Older"), told("Old", relation="bereaved")
    told("New")
    client = door(person("organiser@example.org", "organiser"), settings)
    for story, position in ((kept, 2), (other, 1)):
        given = {"story": str(story.pk), "position": position}
        assert client.post(f"{WHERE}add/", given).status_code == 302
    warned = client.get(WHERE).content.decode()
    assert warned.count("tells of something hard") == 1
    assert "“Old” tells of something hard" in warned
    assert home() == ["Old", "Older", "New"]
    assert home("es") == ["New", "Older"]  # picked for those who read them
    pick = Pick.objects.get(story=other)
    assert client.post(f"{WHERE}{pick.pk}/delete/", {"post": "yes"}).status_code == 302
    assert home() == ["Older", "New"]


def test_a_pick_is_gone_with_its_story():
    submission = submission_in(State.PUBLISHED)
    Pick.objects.create(story_id=submission.contribution.story_id)
    workflow.withdraw(submission.contribution_id, by=actors.contributor())
    assert (Pick.objects.count(), home()) == (0, [])


def test_nobody_else_picks(settings, moderator, lead):
    kept = told("One")
    for user in (moderator, lead):
        answer = door(user, settings).post(f"{WHERE}add/", {"story": str(kept.pk), "position": 0})
        assert answer.status_code in (302, 403)
    assert not Pick.objects.exists()


@pytest.mark.parametrize("label", listing.HEAVY)
def test_nobody_meets_a_heavy_story_cold(label):
    kept = told("Heavy")
    told("Light")
    Story.objects.filter(pk=kept.pk).update(labels=["transplant", label])
    assert home() == ["Light"]


def test_what_is_heavy_is_a_label_of_the_team():
    assert set(listing.HEAVY) <= set(Label.values)


def test_who_lost_somebody_is_met_in_the_lists_only():
    told("Lost", relation="bereaved")
    told("Last", facets=["end-of-life"])
    assert home() == []
