"""Photos on the desk: for the team alone, and part of what is compared and approved."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from moderation import actors, workflow
from moderation.errors import Conflict
from moderation.models import Contribution, DeskSettings
from moderation.photos import Crop
from moderation.states import State
from tests.contributors.walking import said
from tests.factories import contribution, offer, person, submission_in
from tests.moderation.test_album import in_state
from tests.snapshots import ALT, WHERE, develop, developed, kept, picture, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture
def desk(moderator) -> Client:
    client = Client()
    client.force_login(moderator)
    return client


def page(client: Client, pk) -> str:
    return client.get(reverse("desk:review", args=[pk]) + "?open=1").content.decode()


def where(pk, number: int = 1) -> str:
    return reverse("desk:photo", args=[pk, number])


def waiting(photo) -> Contribution:
    mine = contribution(offer=replace(offer(), picture=picture(photo)))
    workflow.screen(mine.submissions.get().pk, [])
    return mine


def test_the_photo_and_all_that_was_said_of_it(desk):
    one = in_state(State.IN_REVIEW, credit="Ana", taken_by="other")
    html = page(desk, one.contribution_id)
    assert f'src="{where(one.contribution_id)}" width="640" height="480" alt="{ALT}"' in html
    words = " ".join(html.split())
    assert "somebody else, who agrees" in words
    assert "thanked as Ana" in words
    assert "Everyone on it agrees" in words
    response = desk.get(where(one.contribution_id))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in response.headers["Cache-Control"]
    assert WHERE not in response.content


def test_one_that_its_person_hid_is_not_shown_here_either(desk):
    one = in_state(State.IN_REVIEW)
    assert desk.get(where(one.contribution_id)).status_code == 200
    workflow.hide_name(one.contribution_id, by=actors.contributor(), hide=["photo"])
    html = page(desk, one.contribution_id)
    assert ("desk-photo" in html, ALT in html) == (False, False)
    assert desk.get(where(one.contribution_id)).status_code == 404


def test_a_story_without_one_says_nothing_of_photos(desk):
    one = submission_in(State.IN_REVIEW)
    assert "desk-photo" not in page(desk, one.contribution_id)
    assert desk.get(where(one.contribution_id)).status_code == 404


def test_nobody_else_sees_it(desk):
    one = in_state(State.IN_REVIEW)
    stranger = Client()
    assert stranger.get(where(one.contribution_id)).url.startswith("/accounts/login/")
    stranger.force_login(person("ruth@example.org"))
    assert stranger.get(where(one.contribution_id)).status_code == 403


def test_nor_the_team_once_it_was_taken_back(desk):
    one = in_state(State.IN_REVIEW)
    workflow.withdraw(one.contribution_id, by=actors.contributor())
    assert desk.get(where(one.contribution_id)).status_code == 404
    assert ALT not in page(desk, one.contribution_id)


def test_nor_of_their_own_story(desk, moderator):
    mine = contribution(by=actors.contributor(moderator), offer=replace(offer(), picture=picture()))
    assert desk.get(where(mine.pk)).status_code == 403


def test_while_it_is_prepared_nobody_is_offered_to_approve_it(desk, moderator):
    mine = waiting(kept())
    html = page(desk, mine.pk)
    assert "still being prepared" in html
    assert 'value="decline"' in html
    assert 'value="approve"' not in html
    with pytest.raises(Conflict, match="still being prepared"):
        workflow.approve(mine.pk, by=actors.team(moderator))
    develop()
    html = page(desk, mine.pk)
    assert "still being prepared" not in html
    assert 'value="approve"' in html


def test_one_that_cannot_be_opened_says_why(desk):
    mine = waiting(kept(snapshot()[:9000]))
    develop()
    words = said(desk.get(reverse("desk:review", args=[mine.pk]) + "?open=1"))
    assert "something in the file is broken" in words
    assert "Please ask for another one, or for none." in words


def test_it_is_veiled_unless_somebody_wants_it_otherwise(desk, moderator):
    one = in_state(State.IN_REVIEW)
    ticks = re.compile(r'name="(blurred|grey)" autocomplete="off"( checked)?>')
    assert ticks.findall(page(desk, one.contribution_id)) == [
        ("blurred", " checked"),
        ("grey", " checked"),
    ]
    DeskSettings.objects.create(user=moderator, photos_veiled=False)
    assert ticks.findall(page(desk, one.contribution_id)) == [("blurred", ""), ("grey", "")]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"alt": "A garden gate"}, "A garden gate"),
        ({"credit": "Ana"}, "Ana"),
        ({"crop": Crop(0, 0, 0.5, 0.5)}, "another picture, or cut in another way"),
        (None, ALT),
    ],
)
def test_a_change_of_the_photo_stands_among_the_changes(desk, changed, line):
    one = in_state(State.PUBLISHED)
    new = replace(offer(), picture=None)
    if changed is not None:
        photo = developed(crop=changed.pop("crop", Crop()))
        new = replace(offer(), picture=picture(photo, **changed))
    workflow.replace(one.contribution_id, new, by=actors.contributor())
    html = page(desk, one.contribution_id)
    assert line in said_in(html, "changes")


def said_in(html: str, part: str) -> str:
    return html.split(f'id="{part}"')[1]
