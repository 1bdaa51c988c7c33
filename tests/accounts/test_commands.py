"""The commands that name people and print tokens, and the roles behind them."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from knox.models import AuthToken

from accounts.models import User
from accounts.roles import Role, is_staff
from tests.factories import person

pytestmark = pytest.mark.django_db


def run(*words: str, **options: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_the_first_organiser():
    said = run("add_person", "olu@example.org")
    user = User.objects.get()
    assert "olu@example.org may now sign in as organiser" in said
    assert (user.email, user.is_staff, user.has_perm("accounts.organise")) == (
        "olu@example.org",
        True,
        True,
    )
    assert user.password.startswith("!")  # Django's mark of a password that nobody has


def test_a_second_time_adds_a_role_and_no_person():
    run("add_person", "olu@example.org")
    run("add_person", "OLU@example.org", role="lead")
    user = User.objects.get()
    assert sorted(user.groups.values_list("name", flat=True)) == ["lead", "organiser"]


def test_whoever_was_signed_in_there_gains_nothing(client):
    client.force_login(person("olu@example.org"))
    others = Client()
    others.force_login(person("ruth@example.org"))
    run("add_person", "olu@example.org", role="moderator")
    assert client.get("/accounts/home/").url == "/accounts/login/?next=/accounts/home/"
    assert others.get("/accounts/home/").url == "/your-stories/"


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError):
        run("add_person", "olu@example.org", "--role", "king")
    assert User.objects.count() == 0


MAY = {
    Role.CONTRIBUTOR: set(),
    Role.MODERATOR: {"accounts.moderate"},
    Role.LEAD: {"accounts.moderate", "accounts.lead"},
    Role.ORGANISER: {"accounts.organise"},
    Role.AUDITOR: {"accounts.audit"},
}


@pytest.mark.parametrize("role", list(Role))
def test_what_each_role_may(role):
    user = person("x@example.org", role)
    four = [f"accounts.{name}" for name in ("moderate", "lead", "organise", "audit")]
    assert {p for p in four if user.has_perm(p)} == MAY[role]
    assert is_staff(user) is (role is not Role.CONTRIBUTOR)
    assert user.is_staff is (role is Role.ORGANISER)
    assert not user.is_superuser


def test_only_an_organiser_opens_the_admin(client, settings):
    settings.MARROW_MFA = False
    for role, status in [("moderator", 302), ("lead", 302), ("organiser", 200)]:
        client.force_login(person(f"{role}@example.org", role))
        assert client.get("/admin/").status_code == status


def test_an_api_token():
    person("mo@example.org", "moderator")
    token = run("api_token", "Mo@example.org").strip()
    assert AuthToken.objects.get().user.email == "mo@example.org"
    assert token
    assert AuthToken.objects.get().digest != token


def test_no_token_for_nobody():
    with pytest.raises(CommandError, match="Nobody signs in as"):
        run("api_token", "nobody@example.org")


def test_one_person_an_address():
    assert User.objects.at("Ruth@Example.org ") == User.objects.at("ruth@example.ORG")
    assert User.objects.at("ruth@example.org").email == "Ruth@Example.org"


@pytest.mark.django_db(transaction=True)
def test_one_person_an_address_also_at_once():
    """As when somebody confirms the address of several stories, and nobody knew it before."""
    together = Barrier(12)

    def first(number: int) -> int:
        try:
            together.wait()
            return User.objects.at(f"{'rR'[number % 2]}uth@example.org").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        found = list(threads.map(first, range(12)))
    assert found == [User.objects.get().pk] * 12
    assert User.objects.get().password.startswith("!")
