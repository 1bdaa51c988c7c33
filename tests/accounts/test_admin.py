"""Giving and taking roles in the admin."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import AuditEntry, User
from accounts.roles import Role, give
from moderation.states import State
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(settings):
    settings.MARROW_MFA = False
    client = Client()
    client.force_login(person("organiser@example.org", "organiser"))
    return client


def change(client: Client, user: User, *roles: str, active: bool = True):
    data = {"groups": [Group.objects.get(name=role).pk for role in roles]}
    if active:
        data["is_active"] = "on"
    return client.post(f"/admin/accounts/user/{user.pk}/change/", data)


def test_an_organiser_names_a_moderator(organiser):
    ruth = person("ruth@example.org")
    assert change(organiser, ruth, "moderator").status_code == 302
    assert User.objects.get(pk=ruth.pk).has_perm("accounts.moderate")


def test_an_organiser_adds_somebody_new(organiser):
    group = Group.objects.get(name="lead").pk
    data = {"email": "new@example.org", "groups": [group], "is_active": "on"}
    assert organiser.post("/admin/accounts/user/add/", data).status_code == 302
    assert User.objects.get(email="new@example.org").has_perm("accounts.lead")


def test_a_taken_role_ends_the_sessions(organiser):
    moderator = person("moderator@example.org", "moderator")
    theirs = Client()
    theirs.force_login(moderator)
    assert theirs.get("/desk/").status_code == 200
    change(organiser, moderator)
    assert theirs.get("/desk/").status_code == 302


def test_only_organisers_reach_it(organiser, moderator):
    client = Client()
    client.force_login(moderator)
    assert client.get("/admin/accounts/user/").status_code == 302
    assert organiser.get("/admin/accounts/user/").status_code == 200


def test_the_only_organiser_stays_one_until_there_is_another(organiser):
    mine = User.objects.get(email="organiser@example.org")
    for given in ({"active": False}, {}):
        roles = ["organiser"] if given else ["moderator"]
        refused = change(organiser, mine, *roles, **given)
        assert "Please name another one first." in refused.content.decode()
    assert User.objects.get(pk=mine.pk).has_perm("accounts.organise")
    person("second@example.org", "organiser")
    assert change(organiser, mine, "moderator").status_code == 302
    assert not User.objects.get(pk=mine.pk).has_perm("accounts.organise")


def test_whoever_has_no_role_is_listed_nowhere(organiser):
    """A list of those who told us of their illness is nothing to leaf through."""
    person("ruth@example.org")
    person("moderator@example.org", "moderator")
    where = "/admin/accounts/user/"

    def listed(query: str) -> set[str]:
        page = organiser.get(f"{where}?q={query}").content.decode()
        return set(re.findall(r">(\w+@example.org)</a>", page))

    assert listed("") == {"moderator@example.org", "organiser@example.org"}
    assert listed("example.org") == {"moderator@example.org", "organiser@example.org"}
    assert listed("ruth") == set()
    assert listed("Ruth@example.org") == {"ruth@example.org"}


def test_the_page_of_somebody_without_a_role_is_written_down(organiser):
    ruth, team = person("ruth@example.org"), person("moderator@example.org", "moderator")
    for user in (ruth, team):
        assert organiser.get(f"/admin/accounts/user/{user.pk}/change/").status_code == 200
    [row] = AuditEntry.objects.filter(kind="address-revealed")
    by = User.objects.get(email="organiser@example.org").pk
    assert (row.actor, row.about) == (by, f"user:{ruth.pk}")
    assert row.facts == {"role": "organiser", "reason": "role", "found": True}


@pytest.mark.parametrize(
    "page",
    ["moderation/submission", "moderation/event", "stories/story", "jobs/job", "mail/mail"],
)
def test_workflow_and_story_rows_can_only_be_looked_at(organiser, page):
    assert organiser.get(f"/admin/{page}/").status_code == 200
    assert organiser.get(f"/admin/{page}/add/").status_code == 403


def test_what_happened_is_listed_newest_first_and_leads_to_the_desk(organiser):
    submission = submission_in(State.IN_REVIEW)
    assert ">open</a>" not in organiser.get("/admin/moderation/event/").content.decode()
    give(User.objects.get(email="organiser@example.org"), Role.MODERATOR)  # whom the desk lets in
    text = organiser.get("/admin/moderation/event/").content.decode()
    story = f'<a href="/desk/{submission.contribution_id}/">open</a>'
    assert re.findall(r'field-action">(\w+)<', text) == ["screen", "submit"]
    assert text.count(story) == 2
    for page in ("submission", "contribution"):
        assert story in organiser.get(f"/admin/moderation/{page}/").content.decode()
