"""What the log hears from the admin, the commands and the pages of the second factor."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from knox.models import AuthToken

from accounts.models import AuditEntry, User
from moderation.states import State
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_key(client: Client, user: User) -> str:
    """Sign in with a second factor that was shown just now; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.force_login(user)
    show_key(client, secret)
    return secret


def show_key(client: Client, secret: str, back: str = "/accounts/home/"):
    cache.clear()  # or the same code would not be taken a second time
    return client.post(f"/accounts/2fa/reauthenticate/?next={back}", {"code": code_of(secret)})


def grow_old(client: Client) -> None:
    """As if the factor was shown an hour ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def log(*kinds: str) -> list[tuple]:
    rows = AuditEntry.objects.filter(kind__in=kinds).order_by("id")
    return [(row.kind, row.actor, row.about, row.facts) for row in rows]


def roles(*names: str, active: bool = True) -> dict:
    data: dict = {"groups": [Group.objects.get(name=name).pk for name in names]}
    return data | ({"is_active": "on"} if active else {})


@pytest.fixture
def organiser(client):
    user = person("organiser@example.org", "organiser")
    client.secret = with_key(client, user)
    client.pk = user.pk
    return client


def test_roles_are_written_down(organiser):
    ruth = person("ruth@example.org")
    where = f"/admin/accounts/user/{ruth.pk}/change/"
    assert organiser.post(where, roles("moderator", "lead")).status_code == 302
    assert organiser.post(where, roles("lead")).status_code == 302
    assert organiser.post(where, roles("lead", active=False)).status_code == 302
    about = f"user:{ruth.pk}"
    assert log("roles", "setting") == [
        (
            "roles",
            organiser.pk,
            about,
            {"role": "organiser", "roles": ["lead", "moderator"], "active": True},
        ),
        ("roles", organiser.pk, about, {"role": "organiser", "roles": ["lead"], "active": True}),
        ("roles", organiser.pk, about, {"role": "organiser", "roles": ["lead"], "active": False}),
    ]
    new = roles("moderator") | {"email": "new@example.org"}
    assert organiser.post("/admin/accounts/user/add/", new).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert log("roles")[3] == (
        *("roles", organiser.pk, f"user:{made.pk}"),
        {"role": "organiser", "roles": ["moderator"], "active": True},
    )


def test_a_role_is_given_only_with_a_fresh_factor(organiser):
    """And what was sent is done once it was shown: nobody types it twice."""
    ruth = person("ruth@example.org")
    where = f"/admin/accounts/user/{ruth.pk}/change/"
    assert organiser.get(where).status_code == 200
    grow_old(organiser)
    assert organiser.get("/admin/accounts/user/").status_code == 200
    assert organiser.get(where).url == (
        f"/accounts/2fa/reauthenticate/?next=%2Fadmin%2Faccounts%2Fuser%2F{ruth.pk}%2Fchange%2F"
    )
    asked = organiser.post(where, roles("moderator"))
    assert asked.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert not ruth.groups.exists()
    done = show_key(organiser, organiser.secret, where)
    assert (done.status_code, done.url) == (302, "/admin/accounts/user/")
    assert [group.name for group in ruth.groups.all()] == ["moderator"]


def test_who_watches_over_the_others_is_none_of_them(organiser):
    ruth = person("ruth@example.org", "moderator")
    where = f"/admin/accounts/user/{ruth.pk}/change/"
    refused = organiser.post(where, roles("moderator", "auditor"))
    assert "they watch over the others" in refused.content.decode()
    assert organiser.post(where, roles("auditor")).status_code == 302
    with pytest.raises(CommandError, match="no other role"):
        call_command("add_person", "ruth@example.org", role="lead")
    assert [group.name for group in ruth.groups.all()] == ["auditor"]


@pytest.mark.parametrize("role", ["moderator", "lead", "auditor"])
def test_sessions_and_tokens_end_with_a_role(organiser, role, settings):
    user = person("theirs@example.org", role)
    _, token = AuthToken.objects.create(user)
    theirs = Client()
    with_key(theirs, user)
    where = "/desk/audit/" if role == "auditor" else "/desk/"
    asks = {"HTTP_AUTHORIZATION": f"Token {token}"}
    story = submission_in(State.IN_REVIEW).contribution_id
    api = f"/api/v1/submissions/{story}/"
    assert theirs.get(where).status_code == 200
    assert Client().get(api, **asks).status_code == (404 if role == "auditor" else 200)
    organiser.post(f"/admin/accounts/user/{user.pk}/change/", roles())
    assert theirs.get(where).url.startswith("/accounts/login/")
    assert Client().get(api, **asks).status_code == 401


def test_factors_are_written_down(client):
    user = person("mo@example.org", "moderator")
    secret = with_key(client, user)
    client.post("/accounts/2fa/recovery-codes/generate/")
    show_key(client, secret)
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
    about = f"user:{user.pk}"
    assert log("factor-added", "factor-removed") == [
        ("factor-added", None, about, {"factor": "totp"}),
        ("factor-added", None, about, {"factor": "recovery-codes"}),
        ("factor-removed", None, about, {"factor": "totp"}),
        ("factor-removed", None, about, {"factor": "recovery-codes"}),
    ]


def test_commands_are_written_down():
    call_command("add_person", "olu@example.org", role="lead")
    call_command("api_token", "olu@example.org")
    about = f"user:{User.objects.get().pk}"
    assert log("roles", "token-made") == [
        ("roles", None, about, {"roles": ["lead"]}),
        ("token-made", None, about, {}),
    ]


ROOMS = ["/desk/", "/desk/audit/", "/admin/"]


@pytest.mark.parametrize("role", ["moderator", "lead", "organiser", "auditor"])
@pytest.mark.parametrize("room", ROOMS)
def test_all_of_the_team_need_a_second_factor(client, role, room):
    user = person("mo@example.org", role)
    client.force_login(user)
    assert client.get(room).url == "/accounts/2fa/"


def test_an_auditor_reads_the_log_and_nothing_else(client):
    story = submission_in(State.ESCALATED).contribution_id
    with_key(client, person("auditor@example.org", "auditor"))
    assert client.get("/accounts/home/").url == "/desk/audit/"
    assert client.get("/desk/audit/").status_code == 200
    shut = ["", f"{story}/", "reports/", "in-memory/", "figures/", "export/", f"{story}/address/"]
    assert [client.get(f"/desk/{one}").status_code for one in shut] == [403] * len(shut)
    assert client.post("/desk/next/").status_code == 403
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/").status_code == 403


def test_what_an_organiser_sets_is_written_down(organiser):
    """Any row of the admin that is no person: which one and which fields, not what they say."""
    periodic = ContentType.objects.get(app_label="jobs", model="periodic")
    message = '[{"changed": {"fields": ["Who is on call"]}}]'
    LogEntry.objects.create(
        user_id=organiser.pk,
        content_type=periodic,
        object_id="Seal Audit",
        object_repr="a name",
        action_flag=2,
        change_message=message,
    )
    facts = {"role": "organiser", "what": "changed", "fields": "who-is-on-call"}
    assert log("setting") == [("setting", organiser.pk, "periodic:seal-audit", facts)]


def test_nothing_is_deleted_by_the_heap(organiser):
    """Django writes no line for each of many rows that are deleted at once."""
    assert "delete_selected" not in dict(admin.site.actions)
